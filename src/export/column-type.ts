import { formFrames, formItems } from '../../parsers/forms/index.ts'

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'

const kinds = new Map(
  formFrames.flatMap(({ form }) => formItems(form).map(({ key, kind }) => [key, kind] as const)),
)
const INTEGERS = new Set(
  'item_id id page position file_number block_number row_number publication_year characters unplaced_characters judgement_option bytes pages first_run_id last_run_id evaluation_position'.split(
    ' ',
  ),
)
const BOOLEANS = new Set(['is_current', 'is_sufficiency', 'read_otherwise_since', 'required'])
const NUMBERS = new Set(['confidence', 'resolution'])
const DATES = new Set(['publication_date', 'change_date'])

/** What a column holds, by its name and the item that it shows. */
export function typeOf(name: string, key: string | undefined): ColumnType {
  const kind = key === undefined || name.endsWith('_status') ? undefined : kinds.get(key)
  if (name.endsWith('_option')) return 'integer'
  if (kind === 'number') return 'number'
  if (kind === 'date' && !name.endsWith('_printed')) return 'date'
  if (INTEGERS.has(name)) return 'integer'
  if (BOOLEANS.has(name)) return 'boolean'
  if (NUMBERS.has(name)) return 'number'
  if (DATES.has(name)) return 'date'
  return 'string'
}
