import { resolve } from 'node:path'
import { closeStore, openStore, writeCodebook } from '../../db/index.ts'
import { codebook } from '../codebook/index.ts'
import { expandPaths } from '../pipeline/expand-paths.ts'
import { type IngestReport, ingest } from '../pipeline/ingest.ts'
import { openParserPool } from '../pipeline/parser-pool.ts'
import { renderIngestReport } from '../render/ingest-report.ts'
import { openProgress } from '../render/progress.ts'
import { defineCommand, UsageError } from './command.ts'
import { databaseOption, defaultDatabase, jsonOption, limitOptions, limitsFrom } from './options.ts'

export const ingestCommand = defineCommand({
  name: 'ingest',
  summary: 'Bring files, folders and glob patterns into a database; unchanged files are not parsed again.',
  argument: {
    name: 'PATH',
    description: 'a file, a folder (with all folders in it) or a quoted pattern',
    several: true,
  },
  options: { db: databaseOption, json: jsonOption, ...limitOptions },
  examples: [
    { command: 'hyoka ingest corpus/sample --db hyoka.db', does: 'everything in a folder' },
    { command: 'hyoka ingest a.pdf b.xlsx "archive/**/*.pdf"', does: 'files and a pattern' },
    { command: 'hyoka ingest corpus --json > run.json', does: 'the run summary as JSON' },
  ],
  async run(paths, options, shell) {
    const database = options.db ?? defaultDatabase
    const expansion = await expandPaths(paths, shell.cwd)
    if (expansion.files.length + expansion.unread.length === 0)
      throw new UsageError(`there is no document in ${paths.join(', ')} (${expansion.skipped} other files)`)
    if (expansion.files.length === 0)
      throw new UsageError(
        expansion.unread.map(({ location, message }) => `${location}: ${message}`).join('\n'),
      )
    const { PARSER_VERSION: parserVersion } = await import('../../parsers/index.ts')
    const limits = limitsFrom(options)
    const now = () => shell.now().toISOString()
    const store = openStore(resolve(shell.cwd, database), { now, create: true })
    writeCodebook(store, codebook())
    const parser = openParserPool({ parserVersion, limits })
    const progress = shell.errIsTerminal ? openProgress(process.stderr, expansion.files.length) : undefined
    let report: IngestReport
    try {
      report = await ingest({
        store,
        parser,
        parserVersion,
        expansion,
        maxMegabytes: limits.maxMegabytes,
        arguments: paths,
        onProgress: (done, path) => progress?.show(done, path),
      })
    } finally {
      progress?.close()
      await parser.close()
      closeStore(store)
    }
    shell.out(
      options.json
        ? `${JSON.stringify(report, null, shell.outIsTerminal ? 2 : 0)}\n`
        : renderIngestReport(report, { cwd: shell.cwd, database }),
    )
    return report.run.failed > 0 ? 1 : 0
  },
})
