import { on } from 'node:events'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CHANGES_KEY, type SearchFilters } from '../../db/index.ts'
import { type ExportRequest, type ExportResult, MARK } from './request.ts'
import { type ExportTable, exportTables } from './tables.ts'
import type { WriterMessage } from './writer-thread.ts'

/** The folder is in the way: it is there, and may not be replaced. */
export class OutputExists extends Error {}

/**
 * What the thread that writes may use: a few rows and a row group are all that it holds. Without limits the collector of
 * garbage lets several hundred megabytes of used rows lie before it takes them away.
 */
const MEMORY = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 256 }

/** The tables that are exported when none are named: with a key those that have its items, else all. */
export const tablesFor = ({ key }: SearchFilters): readonly ExportTable[] =>
  key === undefined
    ? exportTables
    : exportTables.filter(
        ({ name, hasKey }) =>
          ['evaluations', 'documents'].includes(name) || (key === CHANGES_KEY ? name === 'changes' : hasKey),
      )

/**
 * Writes an export beside its place, then moves it there: the folder is whole, or it is not there.
 * Throws OutputExists where `out` is there and is no export, or `force` is not given.
 */
export async function runExport(request: ExportRequest): Promise<ExportResult> {
  const { out, force } = request
  const isExport = existsSync(join(out, MARK))
  if (existsSync(out) && !(force && isExport))
    throw new OutputExists(
      isExport
        ? `${out} is there already; --force replaces it`
        : `${out} is there already, and is no export of hyoka: it is not replaced`,
    )
  const partial = `${out}.partial-${process.pid}`
  mkdirSync(dirname(out), { recursive: true })
  mkdirSync(partial)
  try {
    const result = await writeInThread(partial, request)
    if (isExport) rmSync(out, { recursive: true })
    renameSync(partial, out)
    return result
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

async function writeInThread(folder: string, { progress, ...request }: ExportRequest): Promise<ExportResult> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: { folder, request },
    resourceLimits: MEMORY,
  })
  for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
    const said = message as WriterMessage
    if (said.kind === 'written') return said.result
    progress(said.table)
  }
  throw new Error('the thread that writes the export has ended without a result')
}
