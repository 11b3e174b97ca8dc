import { existsSync } from 'node:fs'
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3'
import { StoreError } from './errors.ts'
import { migrate, readMigrations } from './migrate.ts'
import { recordAllNames } from './names.ts'

/** An open database and the clock (ISO 8601, UTC) that its rows are dated by. */
export type Store = { readonly database: Database; readonly now: () => string }

export type StoreOptions = {
  readonly now: () => string
  /** Make the file when there is none. */
  readonly create: boolean
}

/** 'hyok' in ASCII; marks the file, so that a database of another program is never migrated by mistake. */
const applicationId = 0x68796f6b
const busyTimeoutMs = 10_000

/** Opens the store and brings its schema up to date. Throws a StoreError where the file is not usable. */
export function openStore(path: string, { now, create }: StoreOptions): Store {
  if (!create && !existsSync(path)) throw new StoreError('not-found', `there is no database ${path}`)
  const database = connect(path)
  try {
    claim(database, path)
    if (database.pragma('journal_mode', { simple: true }) !== 'wal') database.pragma('journal_mode = WAL')
    database.pragma('foreign_keys = ON')
    const applied = migrate(database, readMigrations(), now)
    const store = { database, now }
    // What SQL alone cannot bring into an older database.
    if (applied.length > 0) recordAllNames(store)
    return store
  } catch (error) {
    database.close()
    if (error instanceof SqliteError && error.code === 'SQLITE_NOTADB')
      throw new StoreError('not-a-store', `${path} is not an SQLite database`, error)
    throw error
  }
}

/** Closes the store; the write-ahead log is folded into the file. */
export function closeStore({ database }: Store): void {
  database.close()
}

function connect(path: string): Database {
  try {
    return new SqliteDatabase(path, { timeout: busyTimeoutMs })
  } catch (error) {
    throw new StoreError(
      'not-a-store',
      `cannot open the database ${path}: ${(error as Error).message}`,
      error,
    )
  }
}

function claim(database: Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) === applicationId) return
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (tables !== 0) throw new StoreError('not-a-store', `${path} is an SQLite database of another program`)
  database.pragma(`application_id = ${applicationId}`)
}
