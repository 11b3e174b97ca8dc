import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { SearchFilters } from '../../../db/index.ts'
import { csv } from '../formats/csv.ts'
import { formats } from '../formats/index.ts'
import { OutputExists } from '../run-export.ts'
import { type Cell, closeSelection, openSelection, type Row, type Selection } from '../select.ts'
import { type ExportTable, ONE_EVALUATION } from '../tables.ts'
import { holds, type MappedItem, mapItems, mapValue, type Reason, reasons } from './map-item.ts'
import { keysOf, type Mapping, type MappingColumn } from './mapping-file.ts'
import { belongs, type RowKind, rowKinds } from './row-kinds.ts'

export type MappingRequest = {
  readonly database: string
  readonly mapping: Mapping
  /** The file that is written: .csv or .jsonl; its report goes beside it as .report.csv. */
  readonly out: string
  readonly filters: SearchFilters
  readonly bom: boolean
  readonly guard: boolean
  readonly force: boolean
}
export type MappingResult = {
  readonly rows: number
  readonly out: string
  readonly report: string
  /** How many cells, or rows, did not fit, by reason; reasons that do not occur are left out. */
  readonly unfit: Readonly<Partial<Record<Reason, number>>>
}

const REPORT_COLUMNS = ['evaluation_id', 'row', 'column', 'path', 'reason', 'as_read']
/** Files that a mapping can be written to, by extension. */
export const mappingExtensions = { '.csv': 'csv', '.jsonl': 'jsonl' } as const

/**
 * Writes what a mapping asks for, and the report of what did not fit. Both are made aside and then moved to their places.
 * Throws OutputExists where one of them is there and `force` is not given.
 */
export async function runMapping(request: MappingRequest): Promise<MappingResult> {
  const { out, mapping, bom, guard } = request
  const extension = extname(out) as keyof typeof mappingExtensions
  const name = basename(out, extension)
  const report = join(dirname(out), `${name}.report.csv`)
  for (const file of [out, report])
    if (existsSync(file) && !request.force)
      throw new OutputExists(`${file} is there already; --force replaces it`)
  mkdirSync(dirname(out), { recursive: true })
  const folder = mkdtempSync(`${out}.partial-`)
  const selection = openSelection(request.database, request.filters)
  try {
    const settings = { bom, guard, note() {} }
    const format = await formats[mappingExtensions[extension]]()
    const rows = format(folder, settings).open(tableOf(name, Object.keys(mapping.columns)))
    const unfit = csv(folder, settings).open(tableOf(`${name}.report`, REPORT_COLUMNS))
    const counts = new Map<Reason, number>()
    let written = 0
    for (const mapped of mappedEvaluations(selection, mapping)) {
      await rows.rows(mapped.rows)
      await unfit.rows(mapped.unfit.map((line) => [...line.place, line.reason, line.asRead]))
      for (const { reason } of mapped.unfit) counts.set(reason, (counts.get(reason) ?? 0) + 1)
      written += mapped.rows.length
    }
    await rows.close()
    await unfit.close()
    renameSync(join(folder, basename(report)), report)
    renameSync(join(folder, basename(out)), out)
    const ordered = reasons.flatMap((reason) => (counts.has(reason) ? [[reason, counts.get(reason)!]] : []))
    return { rows: written, out, report, unfit: Object.fromEntries(ordered) }
  } finally {
    closeSelection(selection)
    rmSync(folder, { recursive: true, force: true })
  }
}

const tableOf = (name: string, columns: readonly string[]): ExportTable => ({
  name,
  description: '',
  columns: columns.map((column) => ({ name: column, type: 'string', description: '' })),
  sql: '',
  perEvaluation: true,
  primaryKey: [],
  foreignKeys: [],
  hasKey: false,
})

type Evaluation = Readonly<Record<Exclude<NonNullable<MappingColumn['field']>, 'path'>, string | null>>
type Unfit = { readonly place: readonly Cell[]; readonly reason: Reason; readonly asRead: string | null }
type MappedEvaluation = { readonly rows: readonly Row[]; readonly unfit: readonly Unfit[] }

/** Evaluation by evaluation, so that the rows of one are all that is held. */
function* mappedEvaluations({ database, ids }: Selection, mapping: Mapping): Generator<MappedEvaluation> {
  const kind: RowKind = rowKinds[mapping.row]
  const keys = JSON.stringify([...kind.bases, ...Object.values(mapping.columns).flatMap(keysOf)])
  const evaluation = database.prepare<[string], Evaluation>(
    `SELECT evaluation_id, agency_name AS agency, evaluation_number AS number, title, form, publication_date, location
    FROM evaluation_identity WHERE ${ONE_EVALUATION}`,
  )
  const items = database.prepare<[string, string], MappedItem>(
    `SELECT v.key, v.path, v.kind, i.status, v.value, v.as_read, v.as_corrected, v.confidence,
      i.value_text AS date_printed, i.raw, i.option_number,
      (SELECT json_group_object(b.label, b.state) FROM boxes AS b WHERE b.item_id = i.id) AS boxes
    FROM item_values AS v JOIN items AS i ON i.id = v.item_id
    WHERE v.${ONE_EVALUATION} AND v.key IN (SELECT value FROM json_each(?)) ORDER BY i.position`,
  )
  for (const id of ids) yield mapEvaluation(mapping, kind, evaluation.get(id)!, items.all(id, keys))
}

function mapEvaluation(
  mapping: Mapping,
  kind: RowKind,
  evaluation: Evaluation,
  items: readonly MappedItem[],
): MappedEvaluation {
  const rows: Row[] = []
  const unfit: Unfit[] = []
  const addresses = kind.bases.length === 0 ? [''] : blocksOf(kind, items)
  const misfit =
    (address: string, column: string) =>
    (reason: Reason, causes: readonly MappedItem[]): null => {
      const place = (path: string) => [evaluation.evaluation_id, address, column, path]
      if (causes.length === 0) unfit.push({ place: place(''), reason, asRead: null })
      for (const { path, as_read, raw } of causes)
        unfit.push({ place: place(path), reason, asRead: as_read ?? raw })
      return null
    }
  if (addresses.length === 0) misfit('', '')('not-found', [])
  for (const address of addresses) {
    const own = items.filter((item) => belongs(kind, address, item))
    const block = own.filter(({ path }) => path.startsWith(address))
    const base = block.find(({ key }) => kind.bases.includes(key))
    // A block in which nothing is written is no contract, recipient, …: it makes no row.
    if (base !== undefined && !block.some(holds)) {
      misfit(address, '')(reasons.find((reason) => reason === base.status) ?? 'blank', [base])
      continue
    }
    rows.push(
      Object.entries(mapping.columns).map(([name, column]) => {
        const empty = misfit(address, name)
        const mapped =
          column.field === undefined
            ? mapItems(mapping, column, own)
            : mapField(column, column.field === 'path' ? address : evaluation[column.field])
        return mapped.kind === 'value' ? mapped.value : empty(mapped.reason, mapped.items)
      }),
    )
  }
  return { rows, unfit }
}

const blocksOf = ({ bases, address }: RowKind, items: readonly MappedItem[]): string[] => [
  ...new Set(items.filter(({ key }) => bases.includes(key)).flatMap(({ path }) => address.exec(path) ?? [])),
]

function mapField({ values }: MappingColumn, value: string | null) {
  const unfit = (reason: Reason) => ({ kind: 'unfit' as const, reason, items: [] })
  return value === null ? unfit('missing') : mapValue(values, [value], value, unfit)
}
