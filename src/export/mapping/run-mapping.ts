import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { SearchFilters } from '../../../db/index.ts'
import { csv } from '../formats/csv.ts'
import { formats } from '../formats/index.ts'
import { OutputExists } from '../run-export.ts'
import { type Cell, closeSelection, openSelection, type Row, type Selection } from '../select.ts'
import { type ExportTable, ONE_EVALUATION } from '../tables.ts'
import { holds, type Mapped, type MappedItem, mapItems, mapValue, type Reason, reasons } from './map-item.ts'
import { keysOf, type Mapping, type MappingColumn } from './mapping-file.ts'
import { mapOwnField, type OwnRow } from './own-fields.ts'
import { belongs, JUDGEMENT, type RowKind, rowKinds } from './row-kinds.ts'

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

type Evaluation = Readonly<Record<string, string | null>> & { readonly evaluation_id: string }
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
  const own = kind.own && database.prepare<[string], OwnRow>(kind.own.sql)
  for (const id of ids)
    yield mapEvaluation(mapping, kind, evaluation.get(id)!, items.all(id, keys), own?.all(id))
}

function mapEvaluation(
  mapping: Mapping,
  kind: RowKind,
  evaluation: Evaluation,
  items: readonly MappedItem[],
  own: readonly OwnRow[] | undefined,
): MappedEvaluation {
  const rows: Row[] = []
  const unfit: Unfit[] = []
  const addresses =
    own?.map(({ address }) => address) ?? (kind.bases.length === 0 ? [''] : blocksOf(kind, items))
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
  for (const [index, address] of addresses.entries()) {
    const around = items.filter((item) => belongs(kind, address, item))
    const block = around.filter(({ path }) => path.startsWith(address))
    const base = block.find(({ key, path }) => kind.bases.includes(key) && (!kind.isItem || path === address))
    // A block in which nothing is written is no contract, recipient, …, and a blank judgement is none: it makes no row.
    const isRow = kind.isItem ? !isLeftOut(base) : base === undefined || block.some(holds)
    if (!isRow && base !== undefined) {
      misfit(address, '')(reasons.find((reason) => reason === base.status) ?? 'blank', [base])
      continue
    }
    rows.push(
      Object.entries(mapping.columns).map(([name, column]) => {
        const empty = misfit(address, name)
        const mapped = mapColumn({
          mapping,
          kind,
          column,
          evaluation,
          address,
          around,
          base,
          own: own?.[index],
        })
        return mapped.kind === 'value' ? mapped.value : empty(mapped.reason, mapped.items)
      }),
    )
  }
  return { rows, unfit }
}

/** A judgement of a place that is blank: of what is not outsourced, say. */
const isLeftOut = (base: MappedItem | undefined): boolean =>
  base !== undefined && !holds(base) && (base.status === 'blank' || base.as_corrected === '')

type ColumnPlace = {
  readonly mapping: Mapping
  readonly kind: RowKind
  readonly column: MappingColumn
  readonly evaluation: Evaluation
  readonly address: string
  /** The items that belong to the row, and the one that it is made of. */
  readonly around: readonly MappedItem[]
  readonly base: MappedItem | undefined
  readonly own: OwnRow | undefined
}

function mapColumn({ mapping, kind, column, evaluation, address, around, base, own }: ColumnPlace): Mapped {
  const { field } = column
  if (field === undefined) return mapItems(mapping, column, around)
  if (field === 'path') return mapField(column, address)
  if (own === undefined || !kind.own?.fields.includes(field))
    return mapField(column, evaluation[field] ?? null)
  return field === JUDGEMENT && base !== undefined
    ? mapItems(mapping, { ...column, key: base.key }, [base])
    : mapOwnField(mapping, column, field, own)
}

const blocksOf = ({ bases, address }: RowKind, items: readonly MappedItem[]): string[] => [
  ...new Set(items.filter(({ key }) => bases.includes(key)).flatMap(({ path }) => address.exec(path) ?? [])),
]

function mapField({ values }: MappingColumn, value: string | null) {
  const unfit = (reason: Reason) => ({ kind: 'unfit' as const, reason, items: [] })
  return value === null ? unfit('missing') : mapValue(values, [value], value, unfit)
}
