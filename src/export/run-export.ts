import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CHANGES_KEY, type SearchFilters } from '../../db/index.ts'
import { citationFile, dataPackage, readMe } from './describe.ts'
import { type FormatName, formats } from './formats/index.ts'
import { closeSelection, openSelection, type Row, rowsOf } from './select.ts'
import { contentHash, coverageOf, type Snapshot, snapshotOf } from './snapshot.ts'
import { type ExportTable, exportTables } from './tables.ts'

export type ExportRequest = {
  readonly database: string
  /** The folder that the export becomes. */
  readonly out: string
  readonly format: FormatName
  readonly filters: SearchFilters
  readonly tables: readonly ExportTable[]
  readonly bom: boolean
  readonly guard: boolean
  /** Replace an export that is there. */
  readonly force: boolean
  readonly at: string
  readonly progress: (table: string, evaluations: number) => void
}
export type ExportedFile = { readonly path: string; readonly bytes: number; readonly sha256: string }
export type ExportResult = {
  readonly snapshot: Snapshot
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
  readonly files: readonly ExportedFile[]
  /** What the format could not hold. */
  readonly notes: readonly string[]
}

/** The folder is in the way: it is there, and may not be replaced. */
export class OutputExists extends Error {}

/** Rows that are handed on at once. */
const BATCH = 1000
/** The file that tells an export from other folders. */
const MARK = 'snapshot.json'

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
    const result = await writeInto(partial, request)
    if (isExport) rmSync(out, { recursive: true })
    renameSync(partial, out)
    return result
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

async function writeInto(folder: string, request: ExportRequest): Promise<ExportResult> {
  const selection = openSelection(request.database, request.filters)
  try {
    const notes: string[] = []
    const { bom, guard } = request
    const output = formats[request.format](folder, { bom, guard, note: (message) => notes.push(message) })
    const hash = contentHash()
    const tables: { name: string; rows: number }[] = []
    for (const table of request.tables) {
      const sink = output.open(table)
      hash.table(table.name)
      let rows = 0
      const all = rowsOf(selection, table, (evaluations) => request.progress(table.name, evaluations))
      for (const batch of batches(all)) {
        hash.rows(batch)
        await sink.rows(batch)
        rows += batch.length
      }
      await sink.close()
      tables.push({ name: table.name, rows })
    }
    await output.close()
    const snapshot = snapshotOf(hash.id(), request.at, selection, coverageOf(selection))
    const data = await Promise.all(
      readdirSync(folder)
        .sort()
        .map((name) => describeFile(folder, name)),
    )
    const described = { snapshot, tables: request.tables, counts: tables, files: data, notes, guard }
    const texts: Record<string, string> = {
      'README.md': readMe(described),
      'CITATION.cff': citationFile(snapshot),
      [MARK]: `${JSON.stringify({ ...snapshot, tables, files: data, notes }, null, 2)}\n`,
      ...(request.format === 'datapackage' && {
        'datapackage.json': `${JSON.stringify(dataPackage(described), null, 2)}\n`,
      }),
    }
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
    const files = [
      ...data,
      ...(await Promise.all(Object.keys(texts).map((name) => describeFile(folder, name)))),
    ]
    return { snapshot, tables, files, notes }
  } finally {
    closeSelection(selection)
  }
}

function* batches(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

async function describeFile(folder: string, name: string): Promise<ExportedFile> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(join(folder, name)), hash)
  return { path: name, bytes: statSync(join(folder, name)).size, sha256: hash.digest('hex') }
}
