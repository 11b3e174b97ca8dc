import type { Database } from 'better-sqlite3'
import { openDatabase, readMigrations } from '../sqlite/index.ts'
import { recordAllNames } from './names.ts'

/** An open database and the clock (ISO 8601, UTC) that its rows are dated by. */
export type Store = { readonly database: Database; readonly now: () => string }

export type StoreOptions = {
  readonly now: () => string
  /** Make the file when there is none. */
  readonly create: boolean
}

/** 'hyok' in ASCII. */
const applicationId = 0x68796f6b

/** Opens the store and brings its schema up to date. Throws a StoreError where the file is not usable. */
export function openStore(path: string, { now, create }: StoreOptions): Store {
  return {
    database: openDatabase(path, {
      applicationId,
      migrations: readMigrations(new URL('./schema/', import.meta.url)),
      now,
      create,
      // What SQL alone cannot bring into an older database.
      onMigrated: (database) => recordAllNames({ database, now }),
    }),
    now,
  }
}

/** Closes the store; the write-ahead log is folded into the file. */
export function closeStore({ database }: Store): void {
  database.close()
}
