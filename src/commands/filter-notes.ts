import SqliteDatabase from 'better-sqlite3'
import { CHANGES_KEY, type SearchFilters } from '../../db/index.ts'

type Check = {
  readonly option: string
  readonly value: string | undefined
  /** Whether anything has the value, and what there is instead. */
  readonly any: string
  readonly instead?: string
}

const checksOf = ({ prefecture, form, year, agency, key, value }: SearchFilters): Check[] => [
  {
    option: '--pref',
    value: prefecture,
    any: 'SELECT 1 FROM evaluations WHERE prefecture = :value',
    instead: 'SELECT DISTINCT prefecture FROM evaluations WHERE prefecture IS NOT NULL ORDER BY 1 LIMIT 10',
  },
  { option: '--form', value: form, any: 'SELECT 1 FROM evaluations WHERE form = :value' },
  {
    option: '--year',
    value: year,
    any: "SELECT 1 FROM evaluations WHERE publication_date LIKE :value || '-%'",
    instead:
      'SELECT DISTINCT substr(publication_date, 1, 4) FROM evaluations WHERE publication_date IS NOT NULL ORDER BY 1 LIMIT 10',
  },
  {
    option: '--agency',
    value: agency,
    any: 'SELECT 1 FROM evaluations WHERE agency_code = :value OR instr(agency_name, :value)',
  },
  {
    option: '--key',
    value: key === CHANGES_KEY ? undefined : key,
    any: 'SELECT 1 FROM items WHERE key = :value',
  },
  { option: '--value', value: value?.key, any: 'SELECT 1 FROM items WHERE key = :value' },
]

/** A sentence for each filter that nothing in the database has: a slip of the pen looks like an empty answer otherwise. */
export function filterNotes(path: string, filters: SearchFilters): string[] {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  try {
    return checksOf(filters).flatMap(({ option, value, any, instead }) => {
      if (value === undefined || database.prepare(`${any} LIMIT 1`).get({ value }) !== undefined) return []
      const there = instead === undefined ? [] : database.prepare(instead).pluck().all()
      return [
        `${option} ${value}: nothing in the database has it${there.length > 0 ? `; there is ${there.join(', ')}` : ''}`,
      ]
    })
  } finally {
    database.close()
  }
}
