import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { citationFile, dataPackage, readMe } from './describe.ts'
import { formats } from './formats/index.ts'
import { type ExportedFile, type ExportRequest, type ExportResult, MARK } from './request.ts'
import { closeSelection, openSelection, type Row, rowsOf } from './select.ts'
import { contentHash, coverageOf, snapshotOf } from './snapshot.ts'

/** Cells that are handed on at once. */
const BATCH_CELLS = 20_000

/** Writes all files of an export into a folder that is there and empty. */
export async function writeExport(
  folder: string,
  request: Omit<ExportRequest, 'progress'>,
  progress: ExportRequest['progress'],
): Promise<ExportResult> {
  const selection = openSelection(request.database, request.filters)
  try {
    const notes: string[] = []
    const { bom, guard } = request
    const format = await formats[request.format]()
    const output = format(folder, { bom, guard, note: (message) => notes.push(message) })
    const hash = contentHash()
    const tables: { name: string; rows: number }[] = []
    for (const table of request.tables) {
      progress(table.name)
      const sink = output.open(table)
      hash.table(table.name)
      let rows = 0
      for (const batch of batches(rowsOf(selection, table), table.columns.length)) {
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

function* batches(rows: Iterable<Row>, columns: number): Generator<Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length * columns >= BATCH_CELLS) {
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
