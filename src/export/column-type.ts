import { formFrames, formItems } from '../../parsers/forms/index.ts'

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'

const kinds = new Map(
  formFrames.flatMap(({ form }) => formItems(form).map(({ key, kind }) => [key, kind] as const)),
)
const INTEGERS = new Set([
  ...[
    'item_id',
    'id',
    'page',
    'position',
    'ordinal',
    'file_number',
    'block_number',
    'row_number',
    'version',
    'publication_year',
  ],
  ...[
    'characters',
    'unplaced_characters',
    'judgement_option',
    'bytes',
    'pages',
    'evaluation_position',
    'evaluations',
    'findings',
  ],
  ...['first_run_id', 'last_run_id', 'run_id', 'new', 'unchanged', 'reparsed', 'failed', 'skipped'],
])
const BOOLEANS = new Set([
  'is_current',
  'is_sufficiency',
  'read_otherwise_since',
  'required',
  'still_listed',
  'ended',
  'draft',
])
const NUMBERS = new Set(['confidence', 'resolution'])
const DATES = new Set(['publication_date', 'change_date'])

/** Columns that hold something else than their name says elsewhere. */
const OF_RELATION: Readonly<Record<string, ColumnType>> = {
  'series.id': 'string',
  'listings.status': 'integer',
}

/** What a column of a table or view holds, by its name and the item that it shows. */
export function typeOf(relation: string, name: string, key: string | undefined): ColumnType {
  const own = OF_RELATION[`${relation}.${name}`]
  if (own !== undefined) return own
  const kind = key === undefined || name.endsWith('_status') ? undefined : kinds.get(key)
  if (name.endsWith('_option')) return 'integer'
  if (name.endsWith('_at')) return 'datetime'
  if (kind === 'number') return 'number'
  if (kind === 'date' && !name.endsWith('_printed')) return 'date'
  if (INTEGERS.has(name)) return 'integer'
  if (BOOLEANS.has(name)) return 'boolean'
  if (NUMBERS.has(name)) return 'number'
  if (DATES.has(name)) return 'date'
  return 'string'
}
