import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { evaluationId, parameterValue, questions } from '../../../db/index.ts'
import { runQuery } from '../../../src/query/index.ts'
import { readRows } from '../../../src/query/read-only.ts'
import { renderRows } from '../../../src/render/rows.ts'
import { databaseFile } from '../../support/database-file.ts'
import { sampleEvaluation, sampleItems, sampleResult } from '../../support/parse-result.ts'

const script = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const evaluation = sampleEvaluation({
  items: [
    ...sampleItems,
    {
      path: 'II[1].4.委託事項[1].3',
      key: 'files[].outsourcing.contracts[].contractor',
      kind: 'text',
      status: 'found',
      confidence: 1,
      evidence: [],
      raw: '㈱架空',
      value: '㈱架空',
    },
  ],
})
const id = evaluationId(sampleResult().document.sha256, 1)
const database = () => databaseFile(evaluation)

function hyoka(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('query prints a table, CSV or JSON', () => {
  const db = database()
  const sql = 'SELECT form, count(*) AS evaluations, NULL AS empty FROM evaluations'
  expect(hyoka('query', sql, '--db', db, '--csv')).toEqual({
    status: 0,
    stdout: 'form,evaluations,empty\n様式3,1,\n',
    stderr: '',
  })
  expect(JSON.parse(hyoka('query', sql, '--db', db, '--json').stdout)).toEqual([
    { form: '様式3', evaluations: 1, empty: null },
  ])
  expect(hyoka('query', sql, '--db', db).stdout).toMatch(
    /│ form +│ evaluations │ empty │[\s\S]*│ 様式3 │ 1 +│[\s\S]*\n1 row\n$/,
  )
})

test.each([
  ['DELETE FROM evaluations', 'only statements that read'],
  ["ATTACH '/tmp/other.db' AS other", 'only statements that read'],
  ["VACUUM INTO '/tmp/other.db'", 'only statements that read'],
  ['SELECT 1; DELETE FROM evaluations', 'more than one statement'],
  ['INSERT INTO names VALUES (1, 2, 3) RETURNING kind', 'readonly'],
  ["SELECT load_extension('x')", 'not authorized'],
  ['SELECT form FROM nowhere', 'no such table'],
  ['PRAGMA user_version = 7', 'only statements that read'],
])('%s is refused', (sql, message) => {
  expect(() => readRows(database(), sql, {})).toThrow(message)
})

test('a query that takes too long is stopped, also within SQLite', async () => {
  const endless = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
  expect(await runQuery({ path: database(), sql: endless, parameters: {} }, 1)).toEqual({ kind: 'too-slow' })
})

test('a refused query is a usage error', () => {
  const { status, stdout, stderr } = hyoka('query', 'DROP TABLE items', '--db', database())
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('only statements that read')
})

test('control characters of a document do not reach the terminal', () => {
  expect(renderRows({ columns: ['a'], rows: [['\u001b[31mred']] }, 'table')).not.toContain('\u001b')
})

test('every question says what it asks, and runs with what is written as default', async () => {
  const path = database()
  expect(questions().length).toBeGreaterThanOrEqual(12)
  for (const { sql, ja, en, parameters } of questions()) {
    expect(ja).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[\x20-\x7e\p{Script=Han}\p{Script=Hiragana}、，（）]+$/u)
    expect(parameters.every(({ description }) => description !== '')).toBe(true)
    const values = Object.fromEntries(parameters.map((each) => [each.name, parameterValue(each.default)]))
    expect(readRows(path, sql, values).columns.length).toBeGreaterThan(1)
  }
})

test('ask lists questions and answers them with parameters', () => {
  const db = database()
  expect(hyoka('ask', '--list').stdout).toContain('委託先の上位')
  expect(hyoka('ask', 'top-contractors', '--db', db, '--csv').stdout).toBe(
    'contractor,contracts,evaluations,agencies,spellings\n株式会社架空,1,1,1,1\n',
  )
  expect(hyoka('ask', 'top-contractors', 'pref=埼玉県', '--db', db, '--csv').stdout).toBe(
    'contractor,contracts,evaluations,agencies,spellings\n',
  )
  expect(hyoka('ask', 'nothing', '--db', db)).toMatchObject({ status: 2, stdout: '' })
  expect(hyoka('ask', 'top-contractors', 'colour=red', '--db', db).stderr).toContain('it has pref, top')
})

test('search prints places with the words marked, and refuses what it cannot follow', () => {
  const db = database()
  const { stdout } = hyoka('search', '架空税', '--db', db)
  expect(stdout).toContain(
    `${id}  様式3  架空県架空市長  2024-09-01\n  I.1.1  事務の名称  p. 1\n  【架空税】に ⏎ 関する事務\n`,
  )
  expect(JSON.parse(hyoka('search', '架空', '税', '--db', db, '--json').stdout)).toMatchObject({ total: 1 })
  expect(hyoka('search', '架空 AND', '--db', db)).toMatchObject({ status: 2, stdout: '' })
  expect(hyoka('search', '架空', '--form', '9', '--db', db)).toMatchObject({ status: 2, stdout: '' })
})

test('correct notes a value of the right kind; show has it beside what was read', () => {
  const db = database()
  const by = ['--by', '佐藤', '--reason', '原本で確認', '--db', db]
  expect(hyoka('correct', id, 'I.1.3', '2', ...by).stdout).toBe(
    `${id} I.1.3: 1万人以上10万人未満 → 1,000人以上1万人未満\n`,
  )
  expect(hyoka('correct', id, 'I.1.3', '七', ...by).stderr).toContain('none of the options: 1,000人未満')
  expect(hyoka('correct', id, '表紙.公表日', '令和6年', ...by).status).toBe(2)
  expect(hyoka('correct', id, 'X.1', 'a', ...by).stderr).toContain('has no item X.1')
  expect(hyoka('correct', id, 'III[1].4.委託しない', 'checked', ...by).status).toBe(0)
  const { stdout } = hyoka('show', id, '--db', db)
  expect(stdout).toContain('Corrections (2)\n')
  expect(stdout).toContain('I.1.3: 1万人以上10万人未満 → 1,000人以上1万人未満  (佐藤, ')
})
