import SqliteDatabase from 'better-sqlite3'

/** A cell of a result; blobs as hexadecimal. */
export type Cell = string | number | null
export type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }

/**
 * Runs one statement that reads. The file is opened for reading only, so that no statement can write to it; those that
 * return no rows (ATTACH, which would open other files, is one) and several at once are refused with an Error.
 */
export function readRows(path: string, sql: string, parameters: Readonly<Record<string, Cell>>): Rows {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  try {
    const statement = database.prepare<[Readonly<Record<string, Cell>>], unknown[]>(sql)
    if (!statement.reader)
      throw new Error('only statements that read are run: SELECT, WITH, VALUES, EXPLAIN, PRAGMA')
    const columns = statement.columns().map(({ name }) => name)
    const rows = statement
      .raw()
      .all(parameters)
      .map((row) => row.map(cell))
    return { columns, rows }
  } finally {
    database.close()
  }
}

const cell = (value: unknown): Cell =>
  Buffer.isBuffer(value) ? value.toString('hex') : typeof value === 'bigint' ? String(value) : (value as Cell)
