import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3'
import { CHANGES_KEY, type SearchFilters } from '../../db/index.ts'
import { viewSpecs } from '../codebook/index.ts'
import { absentCode, STATUS_SQL } from './missing.ts'
import { EXPORT_GUIDE_TABLE, type ExportTable, guideRows, ITEM_EXPORT_VIEW } from './tables.ts'

export type Cell = string | number | boolean | null
export type Row = readonly Cell[]

/** What was chosen of a database that is open for reading. */
export type Selection = {
  readonly database: Database
  /** The evaluations, by their id. */
  readonly ids: readonly string[]
  readonly filters: SearchFilters
}

/**
 * Opens a database for reading, with a temporary `evaluation_identity` that holds only the chosen evaluations, and the
 * views made anew over it: temporary names go before those of the file, so each view shows what was chosen. The items
 * show why there is no value as one code. Every table comes from one state of the file, whoever writes meanwhile.
 */
export function openSelection(path: string, filters: SearchFilters): Selection {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  database.exec('BEGIN')
  database
    .prepare<[object]>(
      `CREATE TEMP TABLE evaluation_identity AS SELECT * FROM main.evaluation_identity${conditionOf(filters)}`,
    )
    .run(parametersOf(filters))
  database.exec('CREATE UNIQUE INDEX temp.chosen ON evaluation_identity (evaluation_id)')
  database.exec(
    'CREATE TEMP VIEW evaluations AS SELECT * FROM main.evaluations WHERE id IN (SELECT evaluation_id FROM evaluation_identity)',
  )
  database
    .prepare<[number]>('CREATE TEMP TABLE export_scope AS SELECT ? AS whole')
    .run(Number(Object.keys(filters).length === 0))
  const columns = database
    .prepare<[], string>("SELECT name FROM pragma_table_info('items', 'main')")
    .pluck()
    .all()
  database.exec(
    `CREATE TEMP VIEW items AS SELECT ${columns
      .map((name) => `${name === 'status' ? STATUS_SQL : `i.${name}`} AS ${name}`)
      .join(', ')} FROM main.items AS i`,
  )
  const own = viewSpecs().filter(({ name }) => name !== 'evaluation_identity')
  for (const { sql } of own) database.exec(sql.replace('CREATE VIEW', 'CREATE TEMP VIEW'))
  database.exec(`${ITEM_EXPORT_VIEW}; ${EXPORT_GUIDE_TABLE}`)
  const guide = database.prepare<(string | null)[]>('INSERT INTO temp.export_guide VALUES (?, ?, ?, ?, ?, ?)')
  for (const row of guideRows()) guide.run(...row)
  const ids = database
    .prepare<[], string>('SELECT evaluation_id FROM evaluation_identity ORDER BY 1')
    .pluck()
    .all()
  return { database, ids, filters }
}

export function closeSelection({ database }: Selection): void {
  database.close()
}

/**
 * The rows of a table, evaluation by evaluation, so that a row is all that is held. A boolean is true or false, and an
 * item without a row is `not_on_form` or `not_recorded`.
 */
export function* rowsOf({ database, ids, filters }: Selection, table: ExportTable): Generator<Row> {
  const statements = statementsOf(database, table)
  const keyColumn =
    filters.key !== undefined && table.hasKey ? table.columns.findIndex(({ name }) => name === 'key') : -1
  const form = table.columns.findIndex(({ name }) => name === 'form')
  const booleans = placesOf(table, ({ type }) => type === 'boolean')
  const statuses = placesOf(table, ({ name }) => table.columns.some(({ status }) => status === name))
  const parameters = table.perEvaluation ? ids.map((id) => [id]) : [[]]
  for (const values of parameters) {
    for (const row of sideBySide(statements, values)) {
      if (keyColumn >= 0 && row[keyColumn] !== filters.key) continue
      for (const place of booleans) if (row[place] !== null) row[place] = row[place] === 1
      for (const place of statuses) row[place] ??= absentCode(table.columns[place]!.key, row[form])
      yield row
    }
  }
}

/**
 * What one statement may select of a table. Every column of a view is a query of its own, and SQLite looks through all
 * that are open when it opens another: the time of a row grows with the square of its columns.
 */
const MAX_COLUMNS = 90

type Rows = Statement<unknown[], Cell[]>

/** Statements that select the columns of a table in parts, with the rows in the same order. */
const statementsOf = (database: Database, { columns, sql }: ExportTable): readonly [Rows, ...Rows[]] => {
  const part = (first: number): Rows => {
    const names = columns.slice(first, first + MAX_COLUMNS).map(({ name }) => `"${name}"`)
    return database.prepare<unknown[], Cell[]>(`SELECT ${names.join(', ')} FROM (${sql})`).raw()
  }
  const parts = Math.ceil(columns.length / MAX_COLUMNS)
  return [part(0), ...Array.from({ length: parts - 1 }, (_, index) => part((index + 1) * MAX_COLUMNS))]
}

function* sideBySide([first, ...others]: readonly [Rows, ...Rows[]], values: unknown[]): Generator<Cell[]> {
  if (others.length === 0) return yield* first.iterate(...values)
  const rows = others.map((statement) => statement.all(...values))
  for (const [index, row] of first.all(...values).entries())
    yield row.concat(...rows.map((each) => each[index]!))
}

const placesOf = (table: ExportTable, test: (column: ExportTable['columns'][number]) => boolean): number[] =>
  table.columns.flatMap((column, place) => (test(column) ? [place] : []))

function conditionOf({ form, prefecture, year, agency, value, key }: SearchFilters): string {
  const conditions = [
    form !== undefined && 'form = :form',
    prefecture !== undefined && 'prefecture = :prefecture',
    year !== undefined && 'publication_year = CAST(:year AS INTEGER)',
    agency !== undefined && '(agency_code = :agency OR instr(agency_name, :agency))',
    key !== undefined &&
      key !== CHANGES_KEY &&
      'evaluation_id IN (SELECT i.evaluation_id FROM main.items AS i WHERE i.key = :key)',
    value !== undefined &&
      `(evaluation_id IN (SELECT i.evaluation_id FROM main.items AS i WHERE i.kind = 'choice' AND i.key = :valueKey
          AND i.option_label = :label AND i.status = 'found')
        OR evaluation_id IN (SELECT i.evaluation_id FROM main.items AS i JOIN main.boxes AS b ON b.item_id = i.id
          WHERE i.key = :valueKey AND b.label = :label AND b.state = 'checked'))`,
  ].filter((condition) => condition !== false)
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
}

const parametersOf = ({ form, prefecture, year, agency, value, key }: SearchFilters) => ({
  form: form ?? null,
  prefecture: prefecture ?? null,
  year: year ?? null,
  agency: agency ?? null,
  key: key ?? null,
  valueKey: value?.key ?? null,
  label: value?.label ?? null,
})
