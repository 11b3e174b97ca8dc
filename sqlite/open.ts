import { existsSync } from 'node:fs'
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3'
import { StoreError } from './errors.ts'
import { type Migration, migrate } from './migrate.ts'

export type DatabaseOptions = {
  /** Marks the file, so that a database of another program is never migrated by mistake. */
  readonly applicationId: number
  readonly migrations: readonly Migration[]
  readonly now: () => string
  /** Make the file when there is none. */
  readonly create: boolean
  /** Called when migrations were applied, with the tables as they are now. */
  readonly onMigrated?: (database: Database) => void
}

const busyTimeoutMs = 10_000

/** Opens a database and brings its schema up to date. Throws a StoreError where the file is not usable. */
export function openDatabase(path: string, options: DatabaseOptions): Database {
  if (!options.create && !existsSync(path)) throw new StoreError('not-found', `there is no database ${path}`)
  const database = connect(path)
  try {
    claim(database, path, options.applicationId)
    if (database.pragma('journal_mode', { simple: true }) !== 'wal') database.pragma('journal_mode = WAL')
    database.pragma('foreign_keys = ON')
    const applied = migrate(database, options.migrations, options.now)
    if (applied.length > 0) options.onMigrated?.(database)
    return database
  } catch (error) {
    database.close()
    if (error instanceof SqliteError && error.code === 'SQLITE_NOTADB')
      throw new StoreError('not-a-store', `${path} is not an SQLite database`, error)
    throw error
  }
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

function claim(database: Database, path: string, applicationId: number): void {
  if (database.pragma('application_id', { simple: true }) === applicationId) return
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (tables !== 0) throw new StoreError('not-a-store', `${path} is an SQLite database of another program`)
  database.pragma(`application_id = ${applicationId}`)
}
