import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workbook } from '../../../../src/export/formats/xlsx.ts'
import { exportTables, type FormatName, formats, runExport } from '../../../../src/export/index.ts'
import { type Cell, closeSelection, openSelection, rowsOf } from '../../../../src/export/select.ts'
import { fullDatabase, longText } from '../../../support/full-database.ts'
import { type Rows, readers, sheetsOf, withDuckDb } from '../../../support/read-export.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyoka-test-'))
const database = join(folder, 'hyoka.db')
/** What the tables hold, by name. */
const expected = new Map<string, Rows>()

beforeAll(() => {
  fullDatabase(folder)
  const selection = openSelection(database, {})
  for (const table of exportTables) expected.set(table.name, [...rowsOf(selection, table)])
  closeSelection(selection)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function exported(format: FormatName, settings: { bom?: boolean; guard?: boolean } = {}) {
  const out = join(temporaryFolder(), 'out')
  const result = await runExport({
    database,
    out,
    format,
    filters: {},
    tables: exportTables,
    bom: false,
    guard: true,
    ...settings,
    force: false,
    at: '2025-01-01T00:00:00.000Z',
    progress() {},
  })
  return { out, result }
}

const rowsAs = (name: string, rows: Rows): Record<string, Cell>[] => {
  const { columns } = exportTables.find((table) => table.name === name)!
  return rows.map((row) => Object.fromEntries(columns.map((column, place) => [column.name, row[place]!])))
}
const rowsIn = (name: string) => rowsAs(name, expected.get(name)!)

test('every table has rows, and they are those of the database', () => {
  const source = new SqliteDatabase(database, { readonly: true })
  const relations = { evaluations: 'evaluation_identity', boxes: 'box_states', changes: 'change_rows' }
  for (const { name, columns } of exportTables) {
    if (name === 'column_guide') continue
    expect(expected.get(name)!.length, name).toBeGreaterThan(0)
    // Statuses are told more finely in an export; item_export is made of three tables of the database.
    const own = columns.filter((column) => !/(?:^|_)status$/u.test(column.name) || name === 'documents')
    const relation: string = name === 'items' ? 'item_values' : { ...relations }[name as 'boxes'] || name
    const there = new Set(source.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(relation))
    const shared = own.filter((column) => there.has(column.name) && column.name !== 'status')
    const rows = source
      .prepare<[], Cell[]>(`SELECT ${shared.map((column) => `"${column.name}"`).join(', ')} FROM ${relation}`)
      .raw()
      .all()
    const flags = (row: readonly Cell[]) =>
      row.map((value, place) => (shared[place]!.type === 'boolean' && value !== null ? value === 1 : value))
    const sorted = (all: Rows) => all.map((row) => JSON.stringify(row)).sort()
    const exportedRows = expected
      .get(name)!
      .map((row) => shared.map((column) => row[columns.indexOf(column)]!))
    expect(sorted(exportedRows), name).toEqual(sorted(rows.map(flags)))
  }
  source.close()
})

test('the guide explains every column of every table', () => {
  expect(rowsIn('column_guide').map(({ relation, name }) => `${relation}.${name}`)).toEqual(
    exportTables.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
  )
  expect(rowsIn('column_guide').filter(({ description }) => description === '')).toEqual([])
  expect(rowsIn('column_guide').find(({ name }) => name === 'contractor')).toEqual({
    relation: 'outsourcing_contracts',
    name: 'contractor',
    type: 'string',
    key: 'files[].outsourcing.contracts[].contractor',
    status_column: 'contractor_status',
    description: expect.stringContaining('委託先'),
  })
})

test('why there is no value is told apart', () => {
  const statuses = new Map(rowsIn('items').map(({ path, status }) => [path, status]))
  expect(statuses.get('I.2.システム[40].1')).toBe('withheld')
  expect(statuses.get('I.2.システム[1].1')).toBe('blank')
  expect(statuses.get('II[1].3.1')).toBe('ambiguous')
  expect(statuses.get('III[1].5.提供・移転しない')).toBe('unreadable')
  expect(statuses.get('V.1.1')).toBe('missing')
  expect(rowsIn('evaluations_wide').find(({ operation_name }) => operation_name !== null)).toMatchObject({
    operation_name: '架空税に関する事務',
    operation_name_status: 'found',
    cover_ppc_approval_date: null,
    cover_ppc_approval_date_status: 'not_on_form',
    operation_description: null,
    operation_description_status: 'not_recorded',
  })
  expect(rowsIn('items').find(({ path }) => path === 'I.2.システム[2].1')).toMatchObject({
    value: '=1+1',
    as_printed: '=1+1',
    as_corrected: null,
    location: '/a.pdf',
    page: 2,
    confidence: 0.9,
    evidence: '[{"page":2,"boxes":[[1,2,3,4]]}]',
  })
})

/** What a format does not tell from an absent value: an empty text. */
const noEmptyTexts = (rows: Rows): Rows =>
  rows.map((row) => row.map((value) => (value === '' ? null : value)))

const same = (rows: Rows): Rows => rows
const byText = (one: readonly Cell[], other: readonly Cell[]) =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1

describe.each([
  ['csv', {}, same],
  ['csv', { bom: true }, same],
  ['jsonl', {}, same],
  ['parquet', {}, same],
  ['sqlite', {}, same],
  ['xlsx', {}, noEmptyTexts],
  ['datapackage', {}, noEmptyTexts],
] as const)('%s %o', (format, settings, kept) => {
  test('another program reads every table as it is in the database', async () => {
    const { out } = await exported(format, settings)
    for (const table of exportTables) {
      const rows = await readers[format](out, table)
      // SQLite keeps rows in the order of their numbers.
      const order = (all: Rows) => (format === 'sqlite' ? all.toSorted(byText) : all)
      expect(order(rows), table.name).toEqual(order(kept(expected.get(table.name)!)))
    }
  })
})

test('only CSV for Excel begins with a byte order mark', async () => {
  const head = async (bom: boolean) =>
    readFileSync(join((await exported('csv', { bom })).out, 'systems.csv')).subarray(0, 3)
  expect(await head(true)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(await head(false)).toEqual(Buffer.from('eva'))
})

test('no cell of CSV begins as a formula does, unless texts are wanted as they are', async () => {
  const systems = async (guard: boolean) =>
    readFileSync(join((await exported('csv', { guard })).out, 'systems.csv'), 'utf8')
  expect(await systems(true)).not.toMatch(/"[=+@－\t]/u)
  expect(await systems(true)).toContain(`"'=1+1"`)
  expect(await systems(false)).toContain(`"=1+1"`)
})

test('a data package writes why a value is not there in its place; a text that looks like such a code is none', async () => {
  const { out } = await exported('datapackage')
  const text = readFileSync(join(out, 'systems.csv'), 'utf8')
  expect(text).toContain(`,"#withheld","withheld"`)
  expect(text).toContain(`,"'#blank","found"`)
  expect(readFileSync(join(out, 'evaluations_wide.csv'), 'utf8')).toContain('"#not_on_form","not_on_form"')
})

test('SQLite explains the codes and the columns', async () => {
  const { out } = await exported('sqlite')
  const file = new SqliteDatabase(join(out, 'hyoka.sqlite'), { readonly: true })
  const one = (sql: string) => file.prepare(sql).pluck().get()
  expect(one("SELECT label FROM missing_codes WHERE code = 'withheld'")).toContain('非公表')
  const guide = "SELECT description FROM column_guide WHERE relation = 'series_members' AND name = 'version'"
  expect(one(guide)).toContain('number of the version')
  file.close()
})

test('Parquet has types', async () => {
  const { out } = await exported('parquet')
  const types = await withDuckDb(async (duck) =>
    (
      await duck.runAndReadAll(
        `SELECT typeof(publication_date), typeof(is_current), typeof(publication_year), typeof(location)
         FROM read_parquet('${join(out, 'evaluations.parquet')}') LIMIT 1`,
      )
    ).getRowsJson(),
  )
  expect(types).toEqual([['DATE', 'BOOLEAN', 'BIGINT', 'VARCHAR']])
})

test('a workbook says what no cell can hold, and keeps it in parts', async () => {
  const { out, result } = await exported('xlsx')
  expect(result.notes).toContain(
    'systems: 1 texts are longer than a cell can be; #too_long stands there, their parts are in the sheet long_texts',
  )
  const [head, ...parts] = (await sheetsOf(out)).get('long_texts')!
  expect(head).toEqual(['table', 'row_number', 'column', 'part', 'text'])
  const own = parts.filter(([table, , column]) => table === 'systems' && column === 'name')
  expect(own.map(([, , , part]) => part)).toEqual([1, 2])
  expect(own.map(([, , , , text]) => text).join('')).toBe(longText)
  expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('long_texts')
})

test('a full sheet goes on in another one', async () => {
  const out = temporaryFolder()
  const table = exportTables.find(({ name }) => name === 'series')!
  const output = workbook({ rows: 3, characters: 20 })(out, { bom: false, guard: true, note() {} })
  const sink = output.open(table)
  const rows = ['a', 'b', 'c', 'd', '_x0041_'.repeat(9)].map((id) => [id, '様式3'])
  await sink.rows(rows)
  await sink.close()
  await output.close()
  const sheets = await sheetsOf(out)
  expect([...sheets].map(([name, { length }]) => [name, length])).toEqual([
    ['series', 3],
    ['series (2)', 3],
    ['series (3)', 2],
    ['long_texts', 3],
    ['long_texts (2)', 3],
    ['long_texts (3)', 3],
    ['long_texts (4)', 3],
    ['long_texts (5)', 2],
  ])
  expect(sheets.get('series (3)')![0]).toEqual(['id', 'form'])
  const parts = [...sheets].flatMap(([name, own]) => (name.startsWith('long_texts') ? own.slice(1) : []))
  expect(parts.map(([, , , , text]) => text).join('')).toBe('_x0041_'.repeat(9))
})

test('the same content has the same snapshot id in every format', async () => {
  const ids: string[] = []
  for (const format of Object.keys(formats) as FormatName[])
    ids.push((await exported(format)).result.snapshot.id)
  expect(new Set(ids).size).toBe(1)
})
