import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  closeStore,
  findById,
  findByLocation,
  openStore,
  readCorrections,
  readDocument,
  type Store,
  type StoredDocument,
} from '../../db/index.ts'
import { defaultLimits } from '../pipeline/limits.ts'
import { parseContent } from '../pipeline/parse-file.ts'
import { readDocumentFile } from '../pipeline/read-file.ts'
import { renderDocument, type ShownDocument } from '../render/document.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'
import { databaseOption, defaultDatabase, jsonOption } from './options.ts'

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Print an evaluation as a tree, with what is known of each item and where it stands.',
  argument: {
    name: 'ID|FILE',
    description: 'an ID or its beginning, or a file (in the database or not)',
    several: false,
  },
  options: { db: databaseOption, json: jsonOption },
  examples: [
    { command: 'hyoka show 3f2a9c81d0e4-1', does: 'one evaluation' },
    { command: 'hyoka show 3f2a', does: 'all evaluations of the document whose ID begins so' },
    { command: 'hyoka show assessment.pdf --json', does: 'the records of a file' },
  ],
  async run([target = ''], options, shell) {
    const database = options.db ?? defaultDatabase
    const store = openIfThere(database, options.db !== undefined, shell)
    try {
      const shown = (store && fromId(store, target)) ?? (await fromFile(store, resolve(shell.cwd, target)))
      if (shown === undefined)
        throw new UsageError(
          store
            ? `${target}: no ID in ${database} begins so, and there is no such file`
            : `${target}: there is no such file, and no database ${database} to look it up in; hyoka ingest makes one`,
        )
      shell.out(
        options.json
          ? `${JSON.stringify(shown, null, shell.outIsTerminal ? 2 : 0)}\n`
          : renderDocument(shown),
      )
      return 0
    } finally {
      if (store) closeStore(store)
    }
  },
})

function openIfThere(database: string, named: boolean, shell: Shell): Store | undefined {
  const path = resolve(shell.cwd, database)
  if (!named && !existsSync(path)) return undefined
  return openStore(path, { now: () => shell.now().toISOString(), create: false })
}

function fromId(store: Store, id: string): ShownDocument | undefined {
  const found = findById(store, id)
  switch (found.kind) {
    case 'none':
      return undefined
    case 'several':
      throw new UsageError(`${id} is the beginning of several IDs: ${found.ids.join(', ')}`)
    case 'document':
      return fromStore(store, found.sha256, found.position)
  }
}

/** A file that is in the store with its present content is shown from there, one that is gone as it was last seen. */
async function fromFile(store: Store | undefined, path: string): Promise<ShownDocument | undefined> {
  if (!existsSync(path)) {
    const sha256 = store && findByLocation(store, path)
    return store && sha256 !== undefined ? fromStore(store, sha256) : undefined
  }
  const file = await readDocumentFile(path, defaultLimits.maxMegabytes)
  if (file.kind === 'unread') throw new UsageError(`${path}: ${file.message}`)
  const stored = store && fromStore(store, file.sha256)
  if (stored) return stored
  const { evaluations, ...result } = await parseContent(file, defaultLimits)
  return { ...result, stored: false, evaluations }
}

function fromStore(store: Store, sha256: string, position?: number): ShownDocument | undefined {
  const found: StoredDocument | undefined = readDocument(store, sha256)
  return (
    found && {
      stored: true,
      parser: found.parser,
      sources: found.sources,
      document: found.document,
      evaluations: found.evaluations
        .filter((_, index) => position === undefined || index + 1 === position)
        .map(({ id, evaluation }) => ({ id, ...evaluation, corrections: readCorrections(store, id) })),
    }
  )
}
