import { resolve } from 'node:path'
import { closeDocumentStore, openDocumentStore } from '../../corpus/store/index.ts'
import { closeStore, type ListingRecord, openStore, writeCodebook, writeListings } from '../../db/index.ts'
import { codebook } from '../codebook/index.ts'
import { type Expansion, expandPaths } from '../pipeline/expand-paths.ts'
import { type StoredFiles, storedFiles } from '../pipeline/from-store.ts'
import { type IngestReport, ingest } from '../pipeline/ingest.ts'
import type { Limits } from '../pipeline/limits.ts'
import { openParserPool } from '../pipeline/parser-pool.ts'
import { renderIngestReport } from '../render/ingest-report.ts'
import { openProgress } from '../render/progress.ts'
import { defineCommand, type ExitCode, type Shell, UsageError } from './command.ts'
import { databaseOption, defaultDatabase, jsonOption, limitOptions, limitsFrom } from './options.ts'

export const ingestCommand = defineCommand({
  name: 'ingest',
  summary:
    'Bring files, folders, glob patterns or a store of fetched documents into a database; what is unchanged is not parsed again.',
  argument: {
    name: 'PATH',
    description: 'a file, a folder (with all folders in it) or a quoted pattern',
    several: true,
    optional: true,
  },
  options: {
    db: databaseOption,
    store: { kind: 'text', value: 'DIR', description: 'the documents of a store, instead of paths' },
    json: jsonOption,
    ...limitOptions,
  },
  examples: [
    { command: 'hyoka ingest corpus/sample --db hyoka.db', does: 'everything in a folder' },
    { command: 'hyoka ingest a.pdf b.xlsx "archive/**/*.pdf"', does: 'files and a pattern' },
    { command: 'hyoka ingest corpus --json > run.json', does: 'the run summary as JSON' },
    {
      command: 'hyoka ingest --store store',
      does: 'what was crawled, with what the listing pages say of it',
    },
  ],
  async run(paths, options, shell) {
    if ((paths.length === 0) === (options.store === undefined))
      throw new UsageError('give either paths or --store')
    const limits = limitsFrom(options)
    if (options.store !== undefined) {
      const files = filesOfStore(options.store, shell)
      return ingestInto({ ...files, limits, arguments: ['--store', options.store] }, options, shell)
    }
    const expansion = await expandPaths(paths, shell.cwd)
    if (expansion.files.length + expansion.unread.length === 0)
      throw new UsageError(`there is no document in ${paths.join(', ')} (${expansion.skipped} other files)`)
    if (expansion.files.length === 0)
      throw new UsageError(
        expansion.unread.map(({ location, message }) => `${location}: ${message}`).join('\n'),
      )
    return ingestInto({ expansion, limits, arguments: paths }, options, shell)
  },
})

/** What to ingest. `listings`: what is known of the places besides. */
export type Ingestion = {
  readonly expansion: Expansion
  readonly pathOf?: (location: string) => string
  readonly listings?: readonly ListingRecord[]
  readonly annexes?: ReadonlySet<string>
  readonly limits: Limits
  /** As typed, for the account of the run. */
  readonly arguments: readonly string[]
}

/** Files of a store, with what their listing pages say. */
export function filesOfStore(folder: string, shell: Shell): StoredFiles {
  const store = openDocumentStore(resolve(shell.cwd, folder), {
    now: () => shell.now().toISOString(),
    create: false,
  })
  try {
    return storedFiles(store)
  } finally {
    closeDocumentStore(store)
  }
}

/** Ingests into the database of the options and prints the report. */
export async function ingestInto(
  { expansion, pathOf, listings, annexes, limits, arguments: words }: Ingestion,
  options: { readonly db?: string | undefined; readonly json?: boolean | undefined },
  shell: Shell,
): Promise<ExitCode> {
  const database = options.db ?? defaultDatabase
  const { PARSER_VERSION: parserVersion } = await import('../../parsers/index.ts')
  const now = () => shell.now().toISOString()
  const store = openStore(resolve(shell.cwd, database), { now, create: true })
  writeCodebook(store, codebook())
  const parser = openParserPool({ parserVersion, limits })
  const progress = shell.errIsTerminal ? openProgress(process.stderr, expansion.files.length) : undefined
  let report: IngestReport
  try {
    if (listings) writeListings(store, listings)
    report = await ingest({
      store,
      parser,
      parserVersion,
      expansion,
      ...(pathOf && { pathOf }),
      ...(annexes && { annexes }),
      maxMegabytes: limits.maxMegabytes,
      arguments: words,
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
}
