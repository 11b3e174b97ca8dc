import {
  type Counts,
  countRecords,
  type Failure,
  findExample,
  findKnown,
  finishRun,
  RecordsRejected,
  type RunRecord,
  readFailures,
  readRun,
  recordParse,
  recordUnchanged,
  recordUnread,
  refreshSeries,
  type Store,
  startRun,
} from '../../db/index.ts'
import { linkSeries } from '../../parsers/history/index.ts'
import { asAnnex } from './as-annex.ts'
import { brokenParse } from './broken-parse.ts'
import type { Expansion } from './expand-paths.ts'
import type { ParserPool } from './parser-pool.ts'
import { readDocumentFile } from './read-file.ts'

export type IngestInput = {
  readonly store: Store
  readonly parser: ParserPool
  readonly parserVersion: string
  readonly expansion: Expansion
  /** Where the bytes of a file stand, if not under its own name. */
  readonly pathOf?: (location: string) => string
  /** Hashes of the contents that are annexes by their listings. */
  readonly annexes?: ReadonlySet<string>
  readonly maxMegabytes: number
  /** As typed, for the account of the run. */
  readonly arguments: readonly string[]
  /** Called before each file. */
  readonly onProgress: (done: number, path: string) => void
}

/** What a run found, and what of it failed. */
export type IngestReport = {
  readonly run: RunRecord
  readonly counts: Counts
  readonly failures: readonly Failure[]
  /** The ID of an evaluation that the run met, if any. */
  readonly example?: string
}

/** Brings files into the store, one transaction each; whatever a file does, the next one follows. */
export async function ingest(input: IngestInput): Promise<IngestReport> {
  const { store, parserVersion, expansion } = input
  const run = startRun(store, {
    parser: parserVersion,
    arguments: input.arguments,
    skipped: expansion.skipped,
  })
  for (const file of expansion.unread) recordUnread(store, run, file)
  for (const [done, path] of expansion.files.entries()) {
    input.onProgress(done, path)
    await ingestFile(input, run, path)
  }
  refreshSeries(store, linkSeries)
  finishRun(store, run)
  const example = findExample(store, run)
  return {
    run: readRun(store, run)!,
    counts: countRecords(store, { kind: 'run', run }),
    failures: readFailures(store, run),
    ...(example !== undefined && { example }),
  }
}

async function ingestFile(input: IngestInput, run: number, location: string): Promise<void> {
  const { store, parser, parserVersion, maxMegabytes } = input
  const file = await readDocumentFile(input.pathOf?.(location) ?? location, maxMegabytes)
  if (file.kind === 'unread') return recordUnread(store, run, { ...file, location })
  const { bytes, sha256 } = file
  const known = findKnown(store, sha256)
  const isAnnex = input.annexes?.has(sha256) === true
  const isSettled = !known?.failed.some(
    (code) => code === 'parser-failed' || (code === 'not-an-assessment' && isAnnex),
  )
  if (known?.parser === parserVersion && isSettled) return recordUnchanged(store, { run, location, sha256 })
  const parsed = await parser.parse(file)
  const result = isAnnex ? asAnnex(parsed) : parsed
  try {
    recordParse(store, { run, location, result })
  } catch (error) {
    if (!(error instanceof RecordsRejected)) throw error
    const message = `What was parsed could not be stored: ${error.message}. This is a fault of hyoka: please report it with the file.`
    const broken = brokenParse({ parserVersion, sha256, bytes: bytes.length, message })
    recordParse(store, { run, location, result: broken })
  }
}
