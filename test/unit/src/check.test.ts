import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  closeStore,
  type ListingRecord,
  openStore,
  recordParse,
  startRun,
  writeListings,
} from '../../../db/index.ts'
import { corpusRules, evaluationRules, withFindings } from '../../../parsers/checks/index.ts'
import type { Evaluation } from '../../../parsers/records/index.ts'
import { main } from '../../../src/program.ts'
import { writeForm } from '../../support/form-writer.ts'
import { failedResult, sampleResult } from '../../support/parse-result.ts'
import { count, evaluationOf, option, plantedFilling } from '../../support/sound-evaluation.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

const miscounted = plantedFilling({ form: '様式3', values: { 'II[1].4.委託の有無.件数': count(2) } })
const otherSize = plantedFilling({ form: '様式3', values: { 'I.1.3': option(4) } })

async function check(cwd: string, ...words: string[]) {
  let out = ''
  let err = ''
  const code = await main(['check', ...words], {
    cwd,
    now: () => new Date(0),
    out: (data) => {
      out += String(data)
    },
    err: (data) => {
      err += data
    },
    outIsTerminal: false,
    errIsTerminal: false,
  })
  return { code, out, err }
}

/** A folder with a database of these evaluations, each from a file of its own: a.pdf, b.pdf … */
function folderWith(evaluations: readonly Evaluation[], failing = false): string {
  const folder = temporaryFolder()
  const store = openStore(join(folder, 'hyoka.db'), { now: () => '2025-01-01T00:00:00.000Z', create: true })
  const run = startRun(store, { parser: 'test 1', arguments: ['.'], skipped: 0 })
  evaluations.forEach((evaluation, index) => {
    const name = `${'abc'[index]}.pdf`
    const result = sampleResult({ content: name, evaluations: [evaluation] })
    recordParse(store, { run, location: join(folder, name), result })
  })
  if (failing)
    recordParse(store, { run, location: join(folder, 'scan.pdf'), result: failedResult('no-text-layer') })
  closeStore(store)
  return folder
}

const stored = () =>
  folderWith([withFindings(evaluationOf(miscounted)), withFindings(evaluationOf(otherSize))])

describe('what is in a database', () => {
  test('is printed by document, with labels and pages, and counted by rule', async () => {
    const { code, out, err } = await check(stored())
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('a.pdf\n')
    expect(out).toContain('✗ outsourcing-count: 委託の件数は2件だが、委託事項は1件記載されている。')
    expect(out).toContain('II[1].4.委託の有無.件数 件 · II[1].4.委託事項[1] 委託事項1  p. 1')
    expect(out).toMatch(/outsourcing-count +error +1 +0/)
  })
  test('is held against each other, too', async () => {
    const { out } = await check(stored(), '--rule', 'published-twice', '--json')
    const report = JSON.parse(out) as { evaluations: { findings: { rule: string; found: string }[] }[] }
    const found = report.evaluations.flatMap(({ findings }) => findings)
    expect(found.map(({ rule, found }) => [rule, found])).toEqual([['published-twice', '2項目']])
  })
  test('what is found among evaluations is stored, with when it was looked for; looking again replaces it', async () => {
    const folder = stored()
    for (const _ of [1, 2]) await check(folder, '--rule', 'outsourcing-count')
    const database = new SqliteDatabase(join(folder, 'hyoka.db'))
    const [first, second] = database
      .prepare<[], string>('SELECT id FROM evaluations ORDER BY id')
      .pluck()
      .all()
    expect(
      database
        .prepare('SELECT evaluation_id, position, other_id, rule, found FROM findings_among')
        .raw()
        .all(),
    ).toEqual([[second, 1, first, 'published-twice', '2項目']])
    expect(
      database.prepare('SELECT id, checked_at, evaluations, findings FROM checks_among').raw().all(),
    ).toEqual([1, 2].map((id) => [id, '1970-01-01T00:00:00.000Z', 2, 1]))
    database.pragma('foreign_keys = ON')
    database.prepare('DELETE FROM evaluations WHERE id = ?').run(first)
    expect(database.prepare('SELECT count(*) FROM findings_among').pluck().get()).toBe(0)
  })
  test.each([
    ['--severity', 'error', ['outsourcing-count']],
    ['--severity', 'warning', ['published-twice']],
    ['--origin', 'extraction', []],
    ['--form', '様式4', []],
    ['--rule', 'outsourcing-count,file-names', ['outsourcing-count']],
  ])('%s %s', async (name, value, rules) => {
    const { out } = await check(stored(), name, value, '--json')
    const report = JSON.parse(out) as { evaluations: { findings: { rule: string }[] }[] }
    const found = report.evaluations.flatMap(({ findings }) => findings.map(({ rule }) => rule))
    expect(found).toEqual(rules)
  })
  test('a document without records, and records of a parser without rules, are said not to be checked', async () => {
    const { code, out } = await check(folderWith([evaluationOf(miscounted)], true))
    expect(code).toBe(1)
    expect(out).toContain('not checked: scan.pdf')
    expect(out).toContain('not checked: 1 evaluation of an older parser; ingest them again')
  })
})

describe('what listing pages say is held against the cover', () => {
  const sound = () => withFindings(evaluationOf(plantedFilling({ form: '様式3' })))
  const page = (said: Partial<ListingRecord>): ListingRecord => ({
    ...{ location: 'a.pdf', sha256: null, state: 'had', code: null, message: null, status: 200 },
    ...{ fetchedAt: null, listedAt: '2025-01-01T00:00:00.000Z', stillListed: true, source: '架空市 a' },
    ...{ agencyName: '架空市', agencyCode: null, prefecture: null, referrer: 'a', linkText: null },
    ...{ number: null, title: null, date: null, form: null, department: null, ended: false, draft: false },
    ...said,
  })
  const rulesWith = async (...said: Partial<ListingRecord>[]) => {
    const folder = folderWith([sound()])
    const store = openStore(join(folder, 'hyoka.db'), { now: () => '2025-01-01', create: false })
    const sha256 = store.database.prepare<[], string>('SELECT sha256 FROM documents').pluck().get()!
    writeListings(
      store,
      said.map((one, index) => page({ sha256, referrer: `page ${index}`, ...one })),
    )
    closeStore(store)
    const report = JSON.parse((await check(folder, '--json')).out) as {
      evaluations: { findings: { rule: string; expected: string }[] }[]
    }
    return report.evaluations.flatMap(({ findings }) =>
      findings.map(({ rule, expected }) => [rule, expected]),
    )
  }
  test.each<readonly [string, readonly Partial<ListingRecord>[], readonly (readonly [string, string])[]]>([
    ['another number', [{ number: '17' }], [['listing-number', '17']]],
    ['the same number, printed in another way', [{ number: '第７号' }], []],
    ['another form', [{ form: '様式4' }], [['listing-form', '様式4']]],
    ['another day', [{ date: '令和6年11月30日' }], [['listing-date', '2024-11-30']]],
    ['the same day', [{ date: 'R6.12.1' }], []],
    ['a date that is no day', [{ date: '令和6年度' }], []],
    ['the day of the end', [{ date: '令和7年3月31日', ended: true }], []],
    ['several pages, of which one agrees', [{ number: '17' }, { number: '7' }], []],
    [
      'several pages, of which none agrees',
      [{ number: '17' }, { title: '架空税' }],
      [['listing-number', '17']],
    ],
    ['a page that says nothing', [{}], []],
    ['a page that lists it no more', [{ number: '17', stillListed: false }], []],
    ['the archive that it is in', [{ number: '17', location: 'a.zip#a.pdf' }], []],
    ['another document', [{ number: '17', sha256: 'a'.repeat(64) }], []],
  ])('%s', async (_, said, rules) => expect(await rulesWith(...said)).toEqual(rules))
})

test('files are parsed and checked; one that cannot be read makes exit code 1', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.pdf'), writeForm(miscounted).bytes)
  writeFileSync(join(folder, 'b.pdf'), '%PDF-1.7 nothing else')
  const { code, out } = await check(folder, 'a.pdf', 'b.pdf')
  expect(code).toBe(1)
  expect(out).toContain('✗ outsourcing-count')
  expect(out).toContain('not checked: b.pdf')
  expect((await check(folder, 'a.pdf')).code).toBe(0)
})

test('the rules are listed, as text and as JSON', async () => {
  const ids = [...evaluationRules, ...corpusRules].map(({ id }) => id)
  const { out } = await check(temporaryFolder(), '--list')
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(ids)
  const rules = JSON.parse((await check(temporaryFolder(), '--list', '--json')).out) as {
    id: string
    ja: string
  }[]
  expect(rules.map(({ id }) => id)).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each([
  ['a rule that there is not', ['--rule', 'nonsense']],
  ['a severity that there is not', ['--severity', 'bad']],
  ['files and a database', ['a.pdf', '--db', 'hyoka.db']],
  ['no files and no database', []],
])('%s is a usage error', async (_, words) => {
  const { code, out, err } = await check(temporaryFolder(), ...words)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).not.toBe('')
})
