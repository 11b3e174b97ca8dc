import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import SqliteDatabase from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { exportTables, type FormatName, runExport } from '../../../../src/export/index.ts'
import { closeSelection, openSelection, type Row, rowsOf } from '../../../../src/export/select.ts'
import { databaseFile } from '../../../support/database-file.ts'
import { sampleEvaluation, sampleItems } from '../../../support/parse-result.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'

const texts = ['=1+1', "'=x", '－', '印刷,"封入"\nと発送', '+81', '@a', '\tx', '#blank', '鍵𠮟']
const evaluation = sampleEvaluation({
  items: [
    ...sampleItems,
    ...texts.map((value, index) => ({
      path: `I.2.システム[${index + 2}].1`,
      key: 'systems[].name',
      kind: 'text' as const,
      status: 'found' as const,
      confidence: 0.9,
      evidence: [{ page: 2, boxes: [[1, 2, 3, 4] as const] }],
      raw: value,
      value,
    })),
    {
      path: 'II[1].5.提供先[1]',
      key: 'files[].provision.recipients[].name',
      kind: 'text' as const,
      status: 'found' as const,
      confidence: 1,
      evidence: [],
      raw: '架空県',
      value: '架空県',
    },
    {
      path: 'II[1].5.提供先[1].4',
      key: 'files[].provision.recipients[].subject_count',
      kind: 'choice' as const,
      status: 'found' as const,
      confidence: 1,
      evidence: [],
      raw: '2',
      option: 2,
      label: '1万人以上10万人未満',
    },
    {
      path: 'I.2.システム[20].1',
      key: 'systems[].name',
      kind: 'text' as const,
      status: 'blank' as const,
      blankKind: '非公表' as const,
      confidence: 1,
      evidence: [],
      raw: '非公表',
    },
  ],
})
const tables = exportTables.filter(({ name }) =>
  [
    'evaluations',
    'evaluations_wide',
    'systems',
    'recipients',
    'items',
    'boxes',
    'changes',
    'codebook',
  ].includes(name),
)

async function exported(format: FormatName, guard = true) {
  const database = databaseFile(evaluation)
  const out = join(temporaryFolder(), 'out')
  const result = await runExport({
    database,
    out,
    format,
    filters: {},
    tables,
    bom: format === 'csv',
    guard,
    force: false,
    at: '2025-01-01T00:00:00.000Z',
    progress() {},
  })
  const selection = openSelection(database, {})
  const expected = new Map(tables.map((table) => [table.name, [...rowsOf(selection, table)]]))
  closeSelection(selection)
  return { out, result, expected }
}

const objects = (name: string, rows: readonly Row[], cell: (value: Row[number]) => unknown) => {
  const { columns } = tables.find((table) => table.name === name)!
  return rows.map((row) =>
    Object.fromEntries(columns.map((column, place) => [column.name, cell(row[place]!)])),
  )
}

test('the statuses of items are told apart', async () => {
  const { expected } = await exported('jsonl')
  const items = objects('items', expected.get('items')!, (value) => value)
  const statuses = new Map(items.map(({ path, status }) => [path, status]))
  expect(statuses.get('I.2.システム[20].1')).toBe('withheld')
  expect(statuses.get('I.2.システム[1].1')).toBe('blank')
  expect(statuses.get('II[1].3.1')).toBe('ambiguous')
  expect(statuses.get('V.1.1')).toBe('missing')
  const [wide] = objects('evaluations_wide', expected.get('evaluations_wide')!, (value) => value)
  expect(wide).toMatchObject({
    operation_name: '架空税に関する事務',
    operation_name_status: 'found',
    cover_ppc_approval_date: null,
    cover_ppc_approval_date_status: 'not_on_form',
    operation_description: null,
    operation_description_status: 'not_recorded',
  })
  expect(items.find(({ path }) => path === 'I.2.システム[2].1')).toMatchObject({
    value: '=1+1',
    as_printed: '=1+1',
    as_corrected: null,
    location: '/a.pdf',
    page: 2,
    confidence: 0.9,
    evidence: '[{"page":2,"boxes":[[1,2,3,4]]}]',
  })
})

test('JSON lines give the rows back', async () => {
  const { out, expected } = await exported('jsonl')
  for (const [name, rows] of expected) {
    const lines = readFileSync(join(out, `${name}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    expect(lines.map((line) => JSON.parse(line))).toEqual(objects(name, rows, (value) => value))
  }
})

test('CSV gives the rows back: nothing is NULL, "" is an empty text, an apostrophe is taken away', async () => {
  const { out, expected } = await exported('csv')
  for (const [name, rows] of expected) {
    const bytes = readFileSync(join(out, `${name}.csv`))
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const read = parse(bytes, {
      columns: true,
      bom: true,
      cast: (value, { quoting, header }) =>
        header ? value : quoting ? value.replace(/^'/u, '') : value === '' ? null : value,
    })
    expect(read).toEqual(
      objects(name, rows, (value) =>
        typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
      ),
    )
  }
  expect(readFileSync(join(out, 'systems.csv'), 'utf8')).not.toMatch(/"[=+@－\t]/u)
})

test('a data package writes why a value is not there in its place', async () => {
  const { out } = await exported('datapackage')
  const [wide] = parse<Record<string, string>>(readFileSync(join(out, 'evaluations_wide.csv')), {
    columns: true,
  })
  expect(wide).toMatchObject({
    cover_ppc_approval_date: '#not_on_form',
    operation_name: '架空税に関する事務',
  })
  const withheld = parse<Record<string, string>>(readFileSync(join(out, 'systems.csv')), {
    columns: true,
  }).at(-1)
  expect(withheld).toMatchObject({ name: '#withheld', name_status: 'withheld' })
})

test('SQLite gives the rows back', async () => {
  const { out, expected } = await exported('sqlite')
  const database = new SqliteDatabase(join(out, 'hyoka.sqlite'), { readonly: true })
  for (const [name, rows] of expected)
    expect(database.prepare(`SELECT * FROM ${name}`).all()).toEqual(
      expect.arrayContaining(
        objects(name, rows, (value) => (typeof value === 'boolean' ? Number(value) : value)),
      ),
    )
  expect(database.prepare("SELECT label FROM missing_codes WHERE code = 'withheld'").pluck().get()).toContain(
    '非公表',
  )
  database.close()
})

test('DuckDB reads the Parquet files, with types', async () => {
  const { out, expected } = await exported('parquet')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  for (const [name, rows] of expected) {
    const dates = new Set(
      tables
        .find((table) => table.name === name)!
        .columns.flatMap(({ type, name: column }) => (type === 'integer' ? [column] : [])),
    )
    expect(await read(`SELECT * FROM read_parquet('${join(out, `${name}.parquet`)}')`)).toEqual(
      objects(name, rows, (value) => value).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            dates.has(column) && value !== null ? String(value) : value,
          ]),
        ),
      ),
    )
  }
  expect(
    await read(
      `SELECT typeof(publication_date) AS date, typeof(is_current) AS flag, typeof(publication_year) AS year FROM read_parquet('${join(out, 'evaluations.parquet')}')`,
    ),
  ).toEqual([{ date: 'DATE', flag: 'BOOLEAN', year: 'BIGINT' }])
  connection.closeSync()
})

test('the same content has the same snapshot id in every format, and an export is not written over', async () => {
  const ids = await Promise.all(
    (['csv', 'parquet', 'xlsx'] as const).map(async (format) => (await exported(format)).result.snapshot.id),
  )
  expect(new Set(ids).size).toBe(1)
  const { out, result } = await exported('csv')
  expect(result.files.map(({ path }) => path)).toContain('CITATION.cff')
  const again = runExport({
    database: '',
    out,
    format: 'csv',
    filters: {},
    tables,
    bom: false,
    guard: true,
    force: false,
    at: '',
    progress() {},
  })
  await expect(again).rejects.toThrow('--force replaces it')
})
