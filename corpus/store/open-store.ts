import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3'
import { openDatabase, readMigrations, StoreError } from '../../sqlite/index.ts'

/**
 * A folder that keeps what was fetched: `objects/` (files by content), `store.db` (the account of all fetches),
 * `incoming/` (files that are being written).
 */
export type DocumentStore = {
  readonly folder: string
  readonly database: Database
  /** ISO 8601, UTC. */
  readonly now: () => string
}

export type DocumentStoreOptions = {
  readonly now: () => string
  /** Make the folder when there is none. */
  readonly create: boolean
}

/** 'hyos' in ASCII. */
const applicationId = 0x68796f73

export const objectsFolder = 'objects'
export const incomingFolder = 'incoming'

/** Opens a store and brings its schema up to date. Throws a StoreError where the folder is not usable. */
export function openDocumentStore(folder: string, { now, create }: DocumentStoreOptions): DocumentStore {
  if (create) makeFolders(folder)
  else if (!existsSync(join(folder, 'store.db')))
    throw new StoreError(
      'not-found',
      `there is no store of fetched documents in ${folder}: hyoka crawl makes one, --store DIR names another`,
    )
  const migrations = readMigrations(new URL('./schema/', import.meta.url))
  const database = openDatabase(join(folder, 'store.db'), { applicationId, migrations, now, create })
  database.pragma('synchronous = FULL')
  return { folder, database, now }
}

function makeFolders(folder: string): void {
  try {
    for (const name of [objectsFolder, incomingFolder]) mkdirSync(join(folder, name), { recursive: true })
  } catch (error) {
    throw new StoreError(
      'not-a-store',
      `${folder} cannot be made a store: ${(error as Error).message}`,
      error,
    )
  }
}

export function closeDocumentStore({ database }: DocumentStore): void {
  database.close()
}

/**
 * Makes this process the only one that fetches into the store, until the returned function is called or the process
 * ends, however it ends: the lock is one that the system holds on a file.
 * @throws StoreError `in-use`
 */
export function lockDocumentStore({ folder }: DocumentStore): () => void {
  const lock = new SqliteDatabase(join(folder, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY')
      throw new StoreError('in-use', `another process is fetching into ${folder}`, error)
    throw error
  }
  return () => lock.close()
}
