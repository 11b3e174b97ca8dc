import { resolve } from 'node:path'
import {
  closeDocumentStore,
  isSound,
  listDocuments,
  openDocumentStore,
  verifyStore,
} from '../../corpus/store/index.ts'
import { renderStoreCheck, renderStoreList } from '../render/store.ts'
import { defineCommand, UsageError } from './command.ts'
import { defaultStore, storeOption } from './crawl-options.ts'
import { jsonOption } from './options.ts'

export const storeCommand = defineCommand({
  name: 'store',
  summary: 'Check a store of fetched documents (verify), or list what is in it (list).',
  argument: {
    name: 'ACTION',
    description: 'verify or list; behind it the folder of the store, if --store does not give it',
    several: true,
  },
  options: { store: storeOption, json: jsonOption },
  examples: [
    {
      command: 'hyoka store verify --store store',
      does: 'hash every object and compare it with the account',
    },
    { command: 'hyoka store verify ~/assessments/store', does: 'the same of another folder' },
    { command: 'hyoka store list --json', does: 'every document, by URL and version' },
  ],
  async run([action, place, ...more], options, shell) {
    if (action !== 'verify' && action !== 'list')
      throw new UsageError(`store ${action}: the actions are verify and list`)
    if (more.length > 0 || (place !== undefined && options.store !== undefined))
      throw new UsageError(`store ${action} takes one store: a folder behind it, or --store`)
    const folder = resolve(shell.cwd, place ?? options.store ?? defaultStore)
    const store = openDocumentStore(folder, { now: () => shell.now().toISOString(), create: false })
    const asJson = (data: unknown) => `${JSON.stringify(data, null, shell.outIsTerminal ? 2 : 0)}\n`
    try {
      if (action === 'list') {
        const documents = listDocuments(store)
        shell.out(options.json ? asJson(documents) : renderStoreList(documents))
        return 0
      }
      const check = await verifyStore(store)
      shell.out(options.json ? asJson({ ...check, sound: isSound(check) }) : renderStoreCheck(check))
      return isSound(check) ? 0 : 1
    } finally {
      closeDocumentStore(store)
    }
  },
})
