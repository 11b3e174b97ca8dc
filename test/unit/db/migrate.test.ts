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

test('rows of an older database get the code of a reason where its words tell it', () => {
  const database = memory()
  const older = readMigrations().filter(({ name }) => name < '011')
  migrate(database, older, now)
  const run = Number(
    database.prepare("INSERT INTO runs (started_at, parser, arguments) VALUES ('', '', '[]')").run()
      .lastInsertRowid,
  )
  const hash = 'a'.repeat(64)
  database
    .prepare("INSERT INTO documents VALUES (?, '', 0, 0, '', 'ok', '', '', '', ?, ?)")
    .run(hash, run, run)
  database
    .prepare(
      "INSERT INTO evaluations (id, sha256, position, form, span, characters, unplaced_characters) VALUES ('e', ?, 1, '様式3', '{}', 0, 0)",
    )
    .run(hash)
  const insert = database.prepare(
    "INSERT INTO items (evaluation_id, position, path, key, kind, status, reason, raw, confidence, evidence) VALUES ('e', ?, '', '', 'checkbox', 'ambiguous', ?, '', 0, '[]')",
  )
  for (const [index, reason] of ['the box holds 「×」', 'its label was not found'].entries())
    insert.run(index + 1, reason)
  migrate(database, readMigrations(), now)
  expect(database.prepare('SELECT reason_code FROM items ORDER BY position').pluck().all()).toEqual([
    'odd-mark',
    null,
  ])
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

test('items of a database before 009 keep their statuses and views when `inferred` is added', () => {
  const database = memory()
  const before = readMigrations().slice(0, 8)
  migrate(database, before, now)
  const insert = database.prepare(
    `INSERT INTO items (evaluation_id, position, path, key, kind, status, option_number, option_label, raw, confidence, evidence)
     VALUES ('e-1', ?, ?, 'k', 'choice', ?, ?, ?, '', 1, '[]')`,
  )
  database.exec(
    `INSERT INTO runs (id, started_at, parser, arguments) VALUES (1, '2025', '1', '[]');
     INSERT INTO documents (sha256, media_type, bytes, pages, text_source, status, parser, first_parsed_at,
       last_parsed_at, first_run_id, last_run_id)
       VALUES ('${'0'.repeat(64)}', 'text/plain', 1, 1, 'plain-text', 'ok', '1', '2025', '2025', 1, 1);
     INSERT INTO evaluations (id, sha256, position, form, span, characters, unplaced_characters)
       VALUES ('e-1', '${'0'.repeat(64)}', 1, '様式3', '{}', 1, 0)`,
  )
  insert.run(1, 'I.1.3', 'found', 2, '1,000人以上1万人未満')
  insert.run(2, 'I.5.1', 'missing', null, null)
  insert.run(3, 'II[1].2.1', 'ambiguous', 1, 'システム用ファイル')
  expect(migrate(database, readMigrations(), now)).toContain('009-inferred')
  expect(
    database.prepare('SELECT path, status, value FROM item_values ORDER BY item_id').raw().all(),
  ).toEqual([
    ['I.1.3', 'found', '1,000人以上1万人未満'],
    ['I.5.1', 'missing', null],
    ['II[1].2.1', 'ambiguous', null],
  ])
  expect(() => database.exec("UPDATE items SET status = 'guessed'")).toThrow('CHECK')
  database.exec(
    "UPDATE items SET status = 'inferred' WHERE path = 'I.5.1'; INSERT INTO inferences VALUES (2, 1, '', '実施する', 'linkage-from-uses', 0.8, '[]')",
  )
  expect(database.prepare('SELECT path, inferred_value FROM inferred_values').raw().all()).toEqual([
    ['I.5.1', '実施する'],
  ])
  expect(() => database.exec("INSERT INTO inferences VALUES (1, 1, '', 'x', 'r', 0.9, '[]')")).toThrow(
    'CHECK',
  )
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
