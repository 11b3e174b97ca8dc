import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreError } from './errors.ts'

export type Migration = { readonly name: string; readonly sql: string }

/** The migrations of a folder in order. They are append-only: one that has been released is never edited. */
export function readMigrations(folder: URL): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.sql'.length),
      sql: readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n'),
    }))
}

/** Applies what is pending, each migration in a transaction of its own; returns the names of the applied ones. */
export function migrate(database: Database, migrations: readonly Migration[], now: () => string): string[] {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  )
  const checksums = new Map(migrations.map(({ name, sql }) => [name, checksum(sql)]))
  const applied: string[] = []
  const apply = database.transaction((migration: Migration) => {
    // Read within the transaction: another process may have been faster.
    const recorded = recordedChecksum(database, migration.name)
    if (recorded === checksums.get(migration.name)) return
    if (recorded !== undefined)
      throw new StoreError(
        'changed-migration',
        `migration ${migration.name} was edited after this database got it`,
      )
    database.exec(migration.sql)
    database
      .prepare('INSERT INTO migrations (name, checksum, applied_at) VALUES (?, ?, ?)')
      .run(migration.name, checksum(migration.sql), now())
    applied.push(migration.name)
  })
  for (const name of recordedNames(database))
    if (!checksums.has(name))
      throw new StoreError(
        'newer-schema',
        `the database has migration ${name}, which this version of hyoka does not know`,
      )
  for (const migration of migrations) {
    if (recordedChecksum(database, migration.name) !== checksums.get(migration.name))
      apply.immediate(migration)
  }
  return applied
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

function recordedNames(database: Database): string[] {
  return database.prepare<[], string>('SELECT name FROM migrations ORDER BY name').pluck().all()
}

function recordedChecksum(database: Database, name: string): string | undefined {
  return database
    .prepare<[string], string>('SELECT checksum FROM migrations WHERE name = ?')
    .pluck()
    .get(name)
}
