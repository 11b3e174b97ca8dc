import { resolve } from 'node:path'
import {
  closeStore,
  commonUnplaced,
  countRecords,
  countSuperseded,
  mostUnplaced,
  openStore,
  readRun,
} from '../../db/index.ts'
import { renderStatus, type StatusReport } from '../render/status.ts'
import { defineCommand } from './command.ts'
import { databaseOption, defaultDatabase, jsonOption } from './options.ts'

const ranked = 5

export const statusCommand = defineCommand({
  name: 'status',
  summary:
    'Count what is in a database: documents, forms, prefectures, items, problems and what is left over.',
  options: { db: databaseOption, json: jsonOption },
  examples: [
    { command: 'hyoka status --db hyoka.db', does: 'the counts' },
    { command: 'hyoka status --json', does: 'the counts as JSON' },
  ],
  async run(_, options, shell) {
    const database = resolve(shell.cwd, options.db ?? defaultDatabase)
    const store = openStore(database, { now: () => shell.now().toISOString(), create: false })
    try {
      const lastRun = readRun(store)
      const report: StatusReport = {
        counts: countRecords(store, { kind: 'current' }),
        superseded: countSuperseded(store),
        mostUnplaced: mostUnplaced(store, ranked),
        commonUnplaced: commonUnplaced(store, ranked),
        ...(lastRun && { lastRun }),
      }
      shell.out(
        options.json
          ? `${JSON.stringify(report, null, shell.outIsTerminal ? 2 : 0)}\n`
          : renderStatus(report),
      )
      return 0
    } finally {
      closeStore(store)
    }
  },
})
