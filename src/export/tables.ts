import { type ColumnGuide, codebook, REASON_CODE_GUIDE } from '../codebook/index.ts'
import { type ColumnType, typeOf } from './column-type.ts'

export type ExportColumn = {
  readonly name: string
  readonly type: ColumnType
  readonly description: string
  readonly key?: string
  /** The column that says why this one is empty. */
  readonly status?: string
}
export type ForeignKey = { readonly column: string; readonly table: string; readonly reference: string }
export type ExportTable = {
  readonly name: string
  readonly description: string
  readonly columns: readonly ExportColumn[]
  /** Selects the columns in their order; with `perEvaluation` it has one parameter, the evaluation. */
  readonly sql: string
  readonly perEvaluation: boolean
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  /** Its rows are items: `--key` picks among them. */
  readonly hasKey: boolean
}

type Plan = {
  readonly name: string
  /** The relation whose columns it has, as the guide knows them. */
  readonly relation: string
  readonly order: string
  readonly primaryKey: readonly string[]
  readonly whole?: true
  readonly where?: string
  /** What its columns point to; of a table of evaluations the evaluation, if nothing else is said. */
  readonly references?: readonly ForeignKey[]
}

const refer = (column: string, table: string, reference: string): ForeignKey => ({ column, table, reference })
const toEvaluation = refer('evaluation_id', 'evaluations', 'evaluation_id')
const toDocument = refer('sha256', 'documents', 'sha256')
const toRuns = [refer('first_run_id', 'runs', 'id'), refer('last_run_id', 'runs', 'id')]

/** Whether a row belongs to a document that was chosen: without filters all are, those without evaluations too. */
const CHOSEN_DOCUMENT =
  '((SELECT whole FROM export_scope) OR sha256 IN (SELECT sha256 FROM evaluation_identity))'
const CHOSEN = 'SELECT evaluation_id FROM evaluation_identity'

/** What is exported, in this order. `evaluation_identity` holds the evaluations that the filters chose. */
const plans: readonly Plan[] = [
  {
    name: 'evaluations',
    relation: 'evaluation_identity',
    order: '1',
    primaryKey: ['evaluation_id'],
    references: [toDocument],
  },
  { name: 'evaluations_wide', relation: 'evaluations_wide', order: '1', primaryKey: ['evaluation_id'] },
  ...(
    ['personal_information_files', 'file_risks', 'systems', 'outsourcing_contracts', 'recipients'] as const
  ).map((name) => ({ name, relation: name, order: 'item_id', primaryKey: ['evaluation_id', 'path'] })),
  {
    name: 'risk_judgements',
    relation: 'risk_judgements',
    order: 'item_id',
    primaryKey: ['item_id'],
  },
  { name: 'boxes', relation: 'box_states', order: 'item_id', primaryKey: [] },
  { name: 'inferred_values', relation: 'inferred_values', order: 'item_id, box', primaryKey: [] },
  { name: 'items', relation: 'item_export', order: 'item_id', primaryKey: ['item_id'] },
  {
    name: 'changes',
    relation: 'change_rows',
    order: 'row_number',
    primaryKey: ['evaluation_id', 'row_number'],
  },
  {
    name: 'change_paths',
    relation: 'change_paths',
    order: 'position, ordinal',
    primaryKey: ['evaluation_id', 'position', 'ordinal'],
  },
  { name: 'findings', relation: 'findings', order: 'position', primaryKey: ['evaluation_id', 'position'] },
  {
    name: 'findings_among',
    relation: 'findings_among',
    order: 'position',
    primaryKey: ['evaluation_id', 'position'],
  },
  {
    name: 'checks_among',
    relation: 'checks_among',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [],
  },
  {
    name: 'problems',
    relation: 'problems',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [toDocument, toEvaluation],
    where: `${CHOSEN_DOCUMENT} AND (evaluation_id IS NULL OR evaluation_id IN (${CHOSEN}))`,
  },
  { name: 'unplaced', relation: 'unplaced', order: 'position', primaryKey: ['evaluation_id', 'position'] },
  {
    name: 'documents',
    relation: 'documents',
    order: 'sha256',
    primaryKey: ['sha256'],
    whole: true,
    references: toRuns,
    where: CHOSEN_DOCUMENT,
  },
  {
    name: 'sources',
    relation: 'sources',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [toDocument, ...toRuns],
    where: CHOSEN_DOCUMENT,
  },
  {
    name: 'corrections',
    relation: 'corrections',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [toDocument],
    where: CHOSEN_DOCUMENT,
  },
  {
    name: 'listings',
    relation: 'listings',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [],
    where: CHOSEN_DOCUMENT,
  },
  {
    name: 'agencies',
    relation: 'agencies',
    order: 'agency',
    primaryKey: ['agency'],
    whole: true,
    references: [],
  },
  {
    name: 'series',
    relation: 'series',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [],
    where: `id IN (SELECT series_id FROM series_members WHERE evaluation_id IN (${CHOSEN}))`,
  },
  {
    name: 'series_members',
    relation: 'series_members',
    order: 'position',
    primaryKey: ['evaluation_id'],
    references: [toEvaluation, refer('series_id', 'series', 'id')],
  },
  {
    name: 'names',
    relation: 'names',
    order: 'kind, printed',
    primaryKey: ['kind', 'printed'],
    whole: true,
    references: [],
    where: `((SELECT whole FROM export_scope) OR printed IN (SELECT value_text FROM main.items
      WHERE key IN ('systems[].name', 'files[].outsourcing.contracts[].contractor') AND evaluation_id IN (${CHOSEN})))`,
  },
  {
    name: 'runs',
    relation: 'runs',
    order: 'id',
    primaryKey: ['id'],
    whole: true,
    references: [],
    where: `((SELECT whole FROM export_scope) OR id IN (SELECT first_run_id FROM documents WHERE ${CHOSEN_DOCUMENT}
      UNION SELECT last_run_id FROM documents WHERE ${CHOSEN_DOCUMENT}
      UNION SELECT first_run_id FROM main.sources WHERE ${CHOSEN_DOCUMENT}
      UNION SELECT last_run_id FROM main.sources WHERE ${CHOSEN_DOCUMENT}))`,
  },
  {
    name: 'unread_files',
    relation: 'unread_files',
    order: 'run_id, location',
    primaryKey: ['run_id', 'location'],
    whole: true,
    references: [refer('run_id', 'runs', 'id')],
    where: '(SELECT whole FROM export_scope)',
  },
  {
    name: 'column_guide',
    relation: 'export_guide',
    order: 'rowid',
    primaryKey: ['relation', 'name'],
    whole: true,
    references: [],
  },
  {
    name: 'codebook',
    relation: 'codebook',
    order: 'form, position',
    primaryKey: ['form', 'key'],
    whole: true,
    references: [],
  },
]

/**
 * One evaluation, by parameter. A parameter that is compared itself would have the statement planned anew each time it is
 * bound, as the planner (STAT4) looks its value up: tens of milliseconds for a view with hundreds of columns.
 */
export const ONE_EVALUATION = 'evaluation_id = (SELECT ?)'

/** The columns of `item_export`: an item with everything that says where its value comes from. */
const itemColumns: readonly (readonly [string, string])[] = [
  ['item_id', 'the item in the database; evaluation_id and path stay when the document is parsed again'],
  ['evaluation_id', 'the evaluation'],
  ['path', 'address on the form'],
  ['key', 'what the item means, the same on all forms'],
  ['kind', 'text, longtext, choice, checkboxes, checkbox, date or number'],
  ['value', 'the corrected value, or else the one that was read; checked boxes as a JSON list'],
  ['status', 'found, or why nothing was read'],
  ['reason', 'why it is missing, ambiguous or unreadable, in words'],
  ['reason_code', REASON_CODE_GUIDE],
  ['blank_kind', 'what a blank looks like: empty, dash, なし, 該当なし or 非公表'],
  ['as_printed', 'the text of the place as printed'],
  ['as_read', 'the value as read'],
  ['as_corrected', 'the value as a person corrected it'],
  ['corrected_by', 'who'],
  ['corrected_at', 'UTC'],
  ['correction_reason', 'why'],
  ['read_otherwise_since', '1: what is read now is not what was corrected then'],
  ['confidence', 'how sure the reading is, 0 to 1'],
  ['sha256', 'the document'],
  ['location', 'path or URL where the document was last seen'],
  ['page', 'page where it stands, from 1'],
  ['evidence', 'pages and boxes in PDF points, sheets and ranges, or lines; JSON'],
  ['parser', 'version of the parser that read it'],
]
const itemGuides: readonly ColumnGuide[] = itemColumns.map(([name, description]) => ({
  relation: 'item_export',
  name,
  description,
}))

/** The columns of `column_guide`: those of an export, which are not all of the database's. */
const guideColumns: readonly (readonly [string, string])[] = [
  ['relation', 'table of the export'],
  ['name', 'column'],
  ['type', 'string, integer, number, boolean, date or datetime'],
  ['key', 'the item that it holds, if it holds one; see codebook'],
  ['status_column', 'the column that says why this one is empty'],
  ['description', 'what it means'],
]
export const EXPORT_GUIDE_TABLE = `CREATE TEMP TABLE export_guide (${guideColumns.map(([name]) => name).join(', ')})`

/** The items of the evaluations chosen, beside what was printed and corrected. */
export const ITEM_EXPORT_VIEW = `CREATE TEMP VIEW item_export AS SELECT ${itemColumns
  .map(([name]) => {
    if (['reason', 'reason_code', 'blank_kind', 'evidence', 'status'].includes(name)) return `i.${name}`
    if (['sha256', 'location', 'parser'].includes(name)) return `e.${name}`
    return name === 'page' ? "i.evidence ->> '$[0].page' AS page" : `v.${name}`
  })
  .join(', ')} FROM evaluation_identity AS e JOIN items AS i ON i.evaluation_id = e.evaluation_id
JOIN item_values AS v ON v.item_id = i.id`

const guides: readonly ColumnGuide[] = [
  ...codebook().columns,
  { relation: 'item_export', name: '', description: 'one row per item (項目): value, status and provenance' },
  ...itemGuides,
  { relation: 'export_guide', name: '', description: 'one row per column of each table' },
  ...guideColumns.map(([name, description]) => ({ relation: 'export_guide', name, description })),
]

function statusColumn(name: string, names: ReadonlySet<string>): { status?: string } {
  if (name.endsWith('_status')) return {}
  const own = [name, name.replace(/_(option|printed)$/u, '')].find((base) => names.has(`${base}_status`))
  if (own !== undefined && own !== 'document') return { status: `${own}_status` }
  if (names.has('status') && ['value', 'as_read', 'judgement', 'judgement_option'].includes(name))
    return { status: 'status' }
  return {}
}

/** The tables that an export has, with their columns as the database explains them. */
export const exportTables: readonly ExportTable[] = plans
  .map((plan) => {
    const own = guides.filter(({ relation }) => relation === plan.relation)
    const columns = own.filter(({ name }) => name !== '')
    const names = new Set(columns.map(({ name }) => name))
    const conditions = [plan.where, plan.whole ? undefined : ONE_EVALUATION].filter(Boolean)
    return {
      name: plan.name,
      description: own.find(({ name }) => name === '')?.description ?? plan.name,
      columns: columns.map(({ name, key, description }) => ({
        name,
        description,
        type: typeOf(plan.relation, name, key),
        ...(key !== undefined && { key }),
        ...statusColumn(name, names),
      })),
      sql: `SELECT ${columns.map(({ name }) => `"${name}"`).join(', ')} FROM ${plan.relation}${
        conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
      }`,
      perEvaluation: plan.whole !== true,
      primaryKey: plan.primaryKey,
      foreignKeys: plan.references ?? [toEvaluation],
      hasKey: names.has('key') && names.has('item_id'),
      order: plan.order,
    }
  })
  .map(({ order, ...table }) => ({ ...table, sql: `${table.sql} ORDER BY ${order}` }))

/** The rows of `column_guide`, in the order of its columns. */
export const guideRows = (): (string | null)[][] =>
  exportTables.flatMap((table) =>
    table.columns.map(({ name, type, key, status, description }) => [
      ...[table.name, name, type, key ?? null, status ?? null, description],
    ]),
  )
