import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { ColumnType } from '../column-type.ts'
import { statusLabels } from '../missing.ts'
import type { Cell } from '../select.ts'
import type { Format } from './format.ts'

const TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'TEXT',
  date: 'TEXT',
  datetime: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  number: 'REAL',
}

/** One SQLite file with the exported tables as plain tables; `missing_codes` explains statuses. */
export const sqlite: Format = (folder) => {
  const database = new SqliteDatabase(join(folder, 'hyoka.sqlite'))
  // A file that was not finished is thrown away: nothing has to wait for the disk.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.exec(`CREATE TABLE missing_codes (code TEXT PRIMARY KEY NOT NULL, label TEXT NOT NULL) STRICT`)
  const code = database.prepare('INSERT INTO missing_codes VALUES (?, ?)')
  for (const each of statusLabels) code.run(each.code, each.label)
  return {
    open({ name: table, columns, primaryKey }) {
      const key = primaryKey.length > 0 ? `, PRIMARY KEY (${primaryKey.join(', ')})` : ''
      database.exec(
        `CREATE TABLE ${table} (${columns.map(({ name, type }) => `"${name}" ${TYPES[type]}`).join(', ')}${key}) STRICT`,
      )
      const insert = database.prepare<Cell[]>(
        `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`,
      )
      const insertAll = database.transaction((rows: readonly (readonly Cell[])[]) => {
        for (const row of rows)
          insert.run(...row.map((value) => (typeof value === 'boolean' ? Number(value) : value)))
      })
      return { rows: insertAll, close() {} }
    },
    close: () => void database.close(),
  }
}
