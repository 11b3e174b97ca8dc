import { resolve } from 'node:path'
import { defineCommand } from './command.ts'
import { databaseOption, defaultDatabase } from './options.ts'
import { prepareStore } from './query.ts'

export const reportCommand = defineCommand({
  name: 'report',
  summary: 'Write a report with charts: one HTML page that needs no network.',
  options: {
    db: databaseOption,
    out: { kind: 'text', value: 'DIR', required: true, description: 'the folder for index.html' },
  },
  examples: [{ command: 'hyoka report --out report', does: 'report/index.html' }],
  async run(_, options, shell) {
    const path = resolve(shell.cwd, options.db ?? defaultDatabase)
    prepareStore(path, shell)
    // The charting library is large: only this command waits for it.
    const { writeReport } = await import('../report/index.ts')
    const folder = resolve(shell.cwd, options.out)
    shell.out(`${writeReport({ path, folder, at: shell.now().toISOString() })}\n`)
    return 0
  },
})
