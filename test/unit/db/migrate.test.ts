import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { closeStore, openStore, recordParse, startRun } from '../../../db/index.ts'
import { migrate, readMigrations as readMigrationsOf } from '../../../sqlite/index.ts'
import { sampleResult } from '../../support/parse-result.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

const readMigrations = () => readMigrationsOf(new URL('../../../db/schema/', import.meta.url))
const now = () => '2025-01-01T00:00:00.000Z'
const memory = () => new SqliteDatabase(':memory:')

test('migrations are numbered without gaps', () => {
  expect(readMigrations().map(({ name }) => Number(name.slice(0, 3)))).toEqual(
    readMigrations().map((_, index) => index + 1),
  )
})

test('a fresh database gets every migration once, and all tables are strict', () => {
  const database = memory()
  const names = readMigrations().map(({ name }) => name)
  expect(migrate(database, readMigrations(), now)).toEqual(names)
  expect(migrate(database, readMigrations(), now)).toEqual([])
  expect(database.prepare('SELECT name FROM migrations ORDER BY name').pluck().all()).toEqual(names)
  const loose = database
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all()
  expect(loose).toEqual([])
})

test('an older database gets only what is new and keeps its rows', () => {
  const database = memory()
  const older = { name: '001-a', sql: 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7)' }
  const newer = { name: '002-b', sql: 'ALTER TABLE a ADD COLUMN y TEXT' }
  migrate(database, [older], now)
  expect(migrate(database, [older, newer], now)).toEqual(['002-b'])
  expect(database.prepare('SELECT * FROM a').all()).toEqual([{ x: 7, y: null }])
})

test('a migration that fails leaves nothing half done', () => {
  const database = memory()
  const broken = { name: '001-a', sql: 'CREATE TABLE a (x INTEGER); CREATE TABLE a (x INTEGER)' }
  expect(() => migrate(database, [broken], now)).toThrow('already exists')
  expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'a'").pluck().get()).toBe(0)
  expect(database.prepare('SELECT count(*) FROM migrations').pluck().get()).toBe(0)
})

test('an edited migration and a database from a later program are refused', () => {
  const database = memory()
  migrate(database, [{ name: '001-a', sql: 'SELECT 1' }], now)
  expect(() => migrate(database, [{ name: '001-a', sql: 'SELECT 2' }], now)).toThrow(
    expect.objectContaining({ code: 'changed-migration' }),
  )
  expect(() => migrate(database, [], now)).toThrow(expect.objectContaining({ code: 'newer-schema' }))
})

test('a store is written ahead, checks foreign keys and is still there when it is opened again', () => {
  const path = join(temporaryFolder(), 'store.db')
  const first = openStore(path, { now, create: true })
  expect(first.database.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(first.database.pragma('foreign_keys', { simple: true })).toBe(1)
  const run = startRun(first, { parser: 'test 1', arguments: [], skipped: 0 })
  recordParse(first, { run, location: '/a.pdf', result: sampleResult() })
  closeStore(first)
  const second = openStore(path, { now, create: false })
  expect(second.database.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(1)
  closeStore(second)
})

test('a missing file, another program’s database and a file of another kind are refused by name', () => {
  const folder = temporaryFolder()
  const open = (name: string) => () => openStore(join(folder, name), { now, create: false })
  expect(open('absent.db')).toThrow(expect.objectContaining({ code: 'not-found' }))
  const other = new SqliteDatabase(join(folder, 'other.db'))
  other.exec('CREATE TABLE bookmarks (url TEXT)')
  other.close()
  expect(open('other.db')).toThrow(expect.objectContaining({ code: 'not-a-store' }))
  writeFileSync(join(folder, 'letter.db'), 'Dear Sir or Madam, this is not a database. '.repeat(40))
  expect(open('letter.db')).toThrow(expect.objectContaining({ code: 'not-a-store' }))
})
