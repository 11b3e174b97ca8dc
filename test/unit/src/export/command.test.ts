import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { fullDatabase } from '../../../support/full-database.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'
import { runHere } from '../../../support/test-shell.ts'

type Line = Record<string, string>

/** Runs `hyoka export` on the full database; what was said, and the rows of a table. */
async function exported(...more: readonly string[]) {
  const folder = temporaryFolder()
  const said = await runHere(folder, ['export', '--db', fullDatabase(), '--out', 'a', ...more])
  const rows = (table: string): Line[] =>
    parse(readFileSync(join(folder, 'a', `${table}.csv`)), { columns: true })
  return { folder, said, rows }
}

describe('filters', () => {
  const forms = (rows: readonly Line[]) =>
    rows.map(({ form, publication_date: date }) => `${form} ${date}`).sort()

  test.each([
    ['none', [], ['様式3 2023-09-01', '様式3 2024-09-01', '様式4 2024-09-01']],
    ['prefecture', ['--pref', '虚構県'], ['様式4 2024-09-01']],
    ['form', ['--form', '3'], ['様式3 2023-09-01', '様式3 2024-09-01']],
    ['year', ['--year', '2023'], ['様式3 2023-09-01']],
    ['agency by code', ['--agency', '888888'], ['様式4 2024-09-01']],
    ['agency by a part of its name', ['--agency', '架空市'], ['様式3 2023-09-01', '様式3 2024-09-01']],
    ['value', ['--value', 'risks[].acquisition.risk1.sufficiency=課題が残されている'], ['様式3 2024-09-01']],
    ['two', ['--form', '3', '--year', '2024'], ['様式3 2024-09-01']],
    ['nothing left', ['--pref', '東京都'], []],
  ])('%s', async (_, filters, expected) => {
    const { said, rows } = await exported(...filters)
    expect(said.code).toBe(0)
    expect(forms(rows('evaluations'))).toEqual(expected)
    expect(new Set(rows('items').map((row) => row.evaluation_id)).size).toBe(expected.length)
  })

  test('a key leaves its items, and the tables that have items', async () => {
    const { folder, rows } = await exported('--key', 'files[].name')
    expect(rows('items').map(({ path, key }) => [path, key])).toEqual([['II[1].1', 'files[].name']])
    expect(rows('evaluations')).toHaveLength(1)
    expect(existsSync(join(folder, 'a/systems.csv'))).toBe(false)
  })

  test('changes[] leaves the change tables', async () => {
    const { folder, rows } = await exported('--key', 'changes[]', '--form', '4')
    expect(rows('changes').map((row) => row.after_text)).toEqual(['架空システム'])
    expect(existsSync(join(folder, 'a/items.csv'))).toBe(false)
  })

  test('a part holds the documents, listings, series, names and runs of its evaluations; the whole holds all', async () => {
    const counts = async (...filters: readonly string[]) => {
      const { rows } = await exported(...filters)
      return [
        'documents',
        'sources',
        'listings',
        'agencies',
        'series',
        'names',
        'runs',
        'unread_files',
        'problems',
      ].map((table) => `${table} ${rows(table).length}`)
    }
    expect(await counts('--form', '4')).toEqual([
      ...['documents 1', 'sources 1', 'listings 0', 'agencies 1', 'series 1', 'names 0', 'runs 1'],
      ...['unread_files 0', 'problems 1'],
    ])
    expect(await counts()).toEqual([
      ...['documents 4', 'sources 4', 'listings 1', 'agencies 2', 'series 2', 'names 22', 'runs 1'],
      ...['unread_files 1', 'problems 4'],
    ])
  })

  test.each([
    ['--form', '9'],
    ['--value', 'nothing'],
    ['--format', 'odt'],
    ['--tables', 'evaluations,nothing'],
  ])('%s %s is refused by name', async (option, value) => {
    const { said } = await exported(option, value)
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining(`${option} `) })
  })
})

test('an export is replaced only with --force, and a folder of something else never', async () => {
  const { folder, said } = await exported('--tables', 'evaluations')
  expect(said.out).toContain('a/evaluations.csv\n')
  const again = (...more: readonly string[]) =>
    runHere(folder, ['export', '--db', fullDatabase(), '--tables', 'systems', '--out', 'a', ...more])
  expect(await again()).toMatchObject({ code: 2, err: expect.stringContaining('--force replaces it') })
  expect(existsSync(join(folder, 'a/evaluations.csv'))).toBe(true)
  expect(await again('--force')).toMatchObject({ code: 0 })
  expect(existsSync(join(folder, 'a/evaluations.csv'))).toBe(false)
  expect(existsSync(join(folder, 'a/systems.csv'))).toBe(true)
  mkdirSync(join(folder, 'b'))
  writeFileSync(join(folder, 'b/letter.txt'), 'Dear reader')
  const refused = await runHere(folder, ['export', '--db', fullDatabase(), '--out', 'b', '--force'])
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('is no export of hyoka') })
  expect(readFileSync(join(folder, 'b/letter.txt'), 'utf8')).toBe('Dear reader')
})

test('a filter that nothing has is named, with what there is', async () => {
  const { said } = await exported('--pref', '埼玉県', '--year', '1999', '--tables', 'evaluations')
  expect(said).toMatchObject({
    code: 0,
    err: '--pref 埼玉県: nothing in the database has it; there is 架空県, 虚構県\n--year 1999: nothing in the database has it; there is 2023, 2024\n',
  })
  const folder = temporaryFolder()
  const found = await runHere(folder, ['search', '--db', fullDatabase(), '架空', '--key', 'systems[].nam'])
  expect(found).toMatchObject({ code: 0, err: '--key systems[].nam: nothing in the database has it\n' })
})

test('README.md says what is in the folder, and no more', async () => {
  const readMe = async (...more: readonly string[]) =>
    readFileSync(join((await exported(...more)).folder, 'a/README.md'), 'utf8')
  expect(await readMe()).toMatch(/in `column_guide`[\s\S]*apostrophe/u)
  expect(await readMe('--format', 'xlsx', '--tables', 'evaluations')).not.toMatch(/column_guide|apostrophe/u)
  expect(await readMe('--plain-text', '--tables', 'evaluations')).toContain('a spreadsheet may run them')
  expect(await readMe('--pref', '東京都', '--tables', 'evaluations')).toContain('; no evaluation.')
})

test('--json says what was written', async () => {
  const { folder, said } = await exported('--tables', 'evaluations,codebook', '--form', '4', '--json')
  const { snapshot, tables, files, notes } = JSON.parse(said.out)
  expect(tables).toEqual([
    { name: 'evaluations', rows: 1 },
    { name: 'codebook', rows: expect.any(Number) },
  ])
  expect(files.map(({ path }: { path: string }) => path)).toEqual([
    ...['codebook.csv', 'evaluations.csv', 'README.md', 'CITATION.cff', 'snapshot.json'],
  ])
  expect(notes).toEqual([])
  expect(snapshot).toMatchObject({
    filters: { form: '様式4' },
    coverage: { evaluations: 1, agencies: 1, forms: { 様式4: 1 }, parsers: ['test 1'] },
    citation: expect.stringContaining(
      '1 evaluations of 1 agencies (様式4: 1); published 2024-09-01 to 2024-09-01',
    ),
  })
  expect(readFileSync(join(folder, 'a/README.md'), 'utf8')).toContain(snapshot.citation)
  expect(readFileSync(join(folder, 'a/CITATION.cff'), 'utf8')).toContain(snapshot.id)
})
