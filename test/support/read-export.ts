import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import readWorkbook from 'read-excel-file/node'
import type { Cell } from '../../src/export/select.ts'
import type { ExportTable } from '../../src/export/tables.ts'

/** Rows of a table as another program reads them. */
export type Rows = readonly (readonly Cell[])[]
/** Reads one table of an export back. Nothing here is code that writes exports. */
export type Reader = (folder: string, table: ExportTable) => Promise<Rows>

/** Runs `work` with a DuckDB of its own. */
export async function withDuckDb<Result>(work: (duck: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const duck = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    return await work(duck)
  } finally {
    duck.closeSync()
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const DUCK_TYPES = {
  string: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMPTZ',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const
/** Columns with types as DuckDB wants them; texts of times stay as they are written. */
const columnsOf = ({ columns }: ExportTable): string =>
  `{${columns
    .map(({ name, type }) => `${literal(name)}: '${type === 'datetime' ? 'VARCHAR' : DUCK_TYPES[type]}'`)
    .join(', ')}}`

async function duckRows(table: ExportTable, source: string): Promise<Rows> {
  const rows = await withDuckDb(async (duck) =>
    (await duck.runAndReadAll(`SELECT * FROM ${source}`)).getRowsJson(),
  )
  // Integers of 64 bits come as texts, so that none is rounded.
  return rows.map((row) =>
    row.map((value, place) =>
      value !== null && table.columns[place]!.type === 'integer' ? Number(value) : (value as Cell),
    ),
  )
}

/** How CSV is read: with `nulls` as missing values; what stands in quotation marks is none unless `quotedNulls`. */
const csvSource = (path: string, columns: string, nulls: readonly string[], quotedNulls: boolean): string =>
  `read_csv(${literal(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    columns = ${columns}, nullstr = [${nulls.map(literal).join(', ')}], allow_quoted_nulls = ${quotedNulls})`

const withoutGuard = (rows: Rows): Rows =>
  rows.map((row) => row.map((value) => (typeof value === 'string' ? value.replace(/^'/u, '') : value)))

export const readers = {
  csv: async (folder, table) =>
    withoutGuard(
      await duckRows(table, csvSource(join(folder, `${table.name}.csv`), columnsOf(table), [''], false)),
    ),
  datapackage: async (folder, table) => {
    const { nulls } = descriptorOf(folder, table.name)
    return withoutGuard(
      await duckRows(table, csvSource(join(folder, `${table.name}.csv`), columnsOf(table), nulls, true)),
    )
  },
  jsonl: (folder, table) =>
    duckRows(
      table,
      `read_json(${literal(join(folder, `${table.name}.jsonl`))}, format = 'newline_delimited', columns = ${columnsOf(table)})`,
    ),
  parquet: (folder, table) =>
    duckRows(table, `read_parquet(${literal(join(folder, `${table.name}.parquet`))})`),
  sqlite: async (folder, { name, columns }) => {
    const database = new DatabaseSync(join(folder, 'hyoka.sqlite'), { readOnly: true })
    const rows = database.prepare(`SELECT * FROM ${name} ORDER BY rowid`).all() as Record<string, Cell>[]
    database.close()
    return rows.map((row) =>
      columns.map((column) => {
        const value = row[column.name]!
        return column.type === 'boolean' && value !== null ? value === 1 : value
      }),
    )
  },
  xlsx: async (folder, table) => {
    const sheets = await sheetsOf(folder)
    const long = (sheets.get('long_texts') ?? []).slice(1)
    const own = [...sheets].filter(([name]) => name === table.name || name.startsWith(`${table.name} (`))
    return own
      .flatMap(([, rows]) => rows.slice(1))
      .map((row, index) =>
        table.columns.map(({ name }, place) =>
          row[place] === '#too_long'
            ? long
                .filter(
                  ([of, number, column]) => of === table.name && number === index + 1 && column === name,
                )
                .map(([, , , , text]) => text)
                .join('')
            : (row[place] ?? null),
        ),
      )
  },
} as const satisfies Record<string, Reader>

/** The sheets of the workbook by name, in their order. */
export async function sheetsOf(folder: string): Promise<Map<string, Rows>> {
  const sheets = await readWorkbook(join(folder, 'hyoka.xlsx'), { trim: false })
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as unknown as Rows]))
}

type Field = {
  readonly name: string
  readonly type: keyof typeof DUCK_TYPES
  readonly constraints?: { readonly required?: boolean }
  readonly categories?: readonly { readonly value: string }[]
}
type Key = {
  readonly fields: readonly string[]
  readonly reference: { readonly resource: string; readonly fields: readonly string[] }
}
export type Resource = {
  readonly name: string
  readonly path: string
  readonly schema: {
    readonly fields: readonly Field[]
    readonly missingValues: readonly { readonly value: string }[]
    readonly primaryKey?: readonly string[]
    readonly foreignKeys?: readonly Key[]
  }
}

export const resourcesOf = (folder: string): readonly Resource[] =>
  JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')).resources

function descriptorOf(folder: string, name: string): { nulls: readonly string[] } {
  const { schema } = resourcesOf(folder).find((resource) => resource.name === name)!
  return { nulls: schema.missingValues.map(({ value }) => value) }
}

const named = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/**
 * Loads a data package into DuckDB by its own schemas: types, required values, categories, primary and foreign keys are
 * constraints of the tables. Rejects where a row breaks one. Gives the number of rows of each table.
 */
export const loadByDescriptor = (folder: string): Promise<Map<string, number>> =>
  withDuckDb(async (duck) => {
    const counts = new Map<string, number>()
    const waiting = [...resourcesOf(folder)]
    while (waiting.length > 0) {
      const next = waiting.findIndex(({ schema }) =>
        (schema.foreignKeys ?? []).every(({ reference }) => counts.has(reference.resource)),
      )
      const [resource] = waiting.splice(next, 1)
      const { name, schema, path } = resource!
      const nulls = schema.missingValues.map(({ value }) => value)
      const columns = schema.fields.map(({ name: column, type, constraints, categories }) =>
        [
          `"${column}" ${DUCK_TYPES[type]}`,
          constraints?.required ? 'NOT NULL' : '',
          categories
            ? `CHECK ("${column}" IN (${categories.map(({ value }) => literal(value)).join(', ')}))`
            : '',
        ].join(' '),
      )
      const keys = [
        ...(schema.primaryKey ? [`PRIMARY KEY (${named(schema.primaryKey)})`] : []),
        ...(schema.foreignKeys ?? []).map(
          ({ fields, reference }) =>
            `FOREIGN KEY (${named(fields)}) REFERENCES ${reference.resource} (${named(reference.fields)})`,
        ),
      ]
      const types = schema.fields.map(({ name: column, type }) => `${literal(column)}: '${DUCK_TYPES[type]}'`)
      await duck.run(`CREATE TABLE ${name} (${[...columns, ...keys].join(', ')})`)
      const source = csvSource(join(folder, path), `{${types.join(', ')}}`, nulls, true)
      counts.set(name, Number((await duck.run(`INSERT INTO ${name} SELECT * FROM ${source}`)).rowsChanged))
    }
    return counts
  })
