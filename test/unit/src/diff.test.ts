import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { closeStore, openStore, recordParse, startRun } from '../../../db/index.ts'
import { diffEvaluations } from '../../../parsers/history/index.ts'
import type { Evaluation, Item } from '../../../parsers/records/index.ts'
import { main } from '../../../src/program.ts'
import { renderDiff } from '../../../src/render/diff.ts'
import { renderDiffPage } from '../../../src/render/diff-page.ts'
import type { DiffReport } from '../../../src/render/diff-report.ts'
import { writeDocument, writeForm } from '../../support/form-writer.ts'
import { sampleResult } from '../../support/parse-result.ts'
import { fiveVersions, plantedOf } from '../../support/series-writer.ts'
import { evaluationOf, plantedFilling, text } from '../../support/sound-evaluation.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

async function hyoka(cwd: string, ...words: string[]) {
  let out = ''
  let err = ''
  const code = await main(words, {
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
const report = (out: string) => JSON.parse(out) as DiffReport

const versions = fiveVersions()

/** A folder with the five versions as v1.pdf … v5.pdf. */
function folderOfFive(): string {
  const folder = temporaryFolder()
  versions.forEach(({ filling }, index) => {
    writeFileSync(join(folder, `v${index + 1}.pdf`), writeForm(filling).bytes)
  })
  return folder
}

/** A folder with a database of these evaluations, each from a file of its own. */
function folderWith(evaluations: readonly Evaluation[]): string {
  const folder = temporaryFolder()
  const store = openStore(join(folder, 'hyoka.db'), { now: () => '2025-01-01T00:00:00.000Z', create: true })
  const run = startRun(store, { parser: 'test 1', arguments: ['.'], skipped: 0 })
  evaluations.forEach((evaluation, index) => {
    const result = sampleResult({ content: String(index), evaluations: [evaluation] })
    recordParse(store, { run, location: join(folder, `${index}.pdf`), result })
  })
  closeStore(store)
  return folder
}

test('five files that were ingested are a series, and so they are without a database', async () => {
  const folder = folderOfFive()
  expect((await hyoka(folder, 'ingest', '.')).code).toBe(0)
  const stored = await hyoka(folder, 'diff', '--series', 'v3.pdf', '--json')
  expect({ code: stored.code, err: stored.err }).toEqual({ code: 0, err: '' })
  const { comparisons } = report(stored.out)
  expect(comparisons.map(({ series }) => series)).toEqual(Array(4).fill('架空市-3-7'))
  expect(comparisons.map(({ differences }) => differences.map(plantedOf))).toEqual(
    versions.slice(1).map(({ differences }) => differences),
  )
  const shown = await hyoka(folder, 'show', 'v3.pdf')
  expect(shown.out).toMatch(
    /version +3 of 5 in series 架空市-3-7 \(before it [0-9a-f]+-1, after it [0-9a-f]+-1\)/,
  )

  const files = ['v4.pdf', 'v1.pdf', 'v5.pdf', 'v3.pdf', 'v2.pdf']
  const loose = await hyoka(temporaryFolder(), 'diff', ...files.map((file) => join(folder, file)), '--json')
  const omit = ({ differences, declarations }: DiffReport['comparisons'][number]) => ({
    differences,
    declarations,
  })
  expect(report(loose.out).comparisons.map(omit)).toEqual(comparisons.map(omit))
}, 180_000)

describe('two versions', () => {
  const [first, second] = versions.map(({ filling }) => evaluationOf(filling)) as [Evaluation, Evaluation]
  const stored = () => folderWith([first, second])
  const saying = (version: Evaluation, value: string): Evaluation => ({
    ...version,
    items: version.items.map((item) => (item.path === 'I.1.2' ? ({ ...item, value } as Item) : item)),
  })
  const comparison = (older: Evaluation, newer: Evaluation): DiffReport => {
    const name = (version: Evaluation, file: string) => ({ name: file, form: version.form })
    const { differences, declarations } = diffEvaluations(older, newer)
    return {
      comparisons: [{ older: name(older, 'a.pdf'), newer: name(newer, 'b.pdf'), differences, declarations }],
      unpaired: [],
    }
  }

  test('are printed with words, verdicts and places', async () => {
    const folder = stored()
    const { code, out, err } = await hyoka(folder, 'diff', join(folder, '0.pdf'), join(folder, '1.pdf'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(
      '3 changes: 1 declared, 1 omitted by the change table, 1 not expected there; 1 declared without effect',
    )
    expect(out).toContain('~ I.1.2 事務の内容  declared (2021-03-01 Ⅰ　１．②事務の内容)')
    expect(out).toContain('{+納税義務者に+}')
    expect(out).toMatch(
      /~ III\[1\]\.3\.リスク1\.対策は十分か .*OMITTED\n {4}2\) 十分である → 1\) 特に力を入れている/,
    )
    expect(out).toMatch(/Declared without effect\n {2}2021-03-01 Ⅳ　１．②請求方法 \(IV\.1\.2\)/)
    expect(out).not.toContain('\u001b')
  })

  test('are coloured for people, whatever control characters they hold', () => {
    const wild = saying(second, '\u001b[31m')
    const coloured = renderDiff(comparison(first, wild), { colours: true })
    expect(coloured).toContain('\u001b[33m')
    expect(coloured).not.toContain('\u001b[31m\u001b[31m')
    expect(coloured).toContain('\ufffd[31m')
  })

  test('are a page of their own: marked word by word, and nothing of a document is markup', () => {
    const script = '<script>alert("1")</script>&amp;'
    const wild = saying(second, `申告を受け付け、${script}`)
    const page = renderDiffPage(comparison(first, wild))
    const document = load(page)
    expect(document('script, link, img, iframe').length).toBe(0)
    expect(document('ins').text()).toContain(script.slice(1, 10))
    expect(document('td.text').first().text()).toContain('令和3年4月1日')
    expect(document('.omitted').text()).toBe('OMITTED')
    expect(document('h3').first().text()).toBe('Declared without effect')
  })

  test('are written as a page where asked for', async () => {
    const folder = stored()
    const words = ['diff', join(folder, '0.pdf'), join(folder, '1.pdf'), '--html', 'out.html']
    const { code, out, err } = await hyoka(folder, ...words)
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: `${join(folder, 'out.html')} written\n` })
    expect(readFileSync(join(folder, 'out.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    expect((await hyoka(folder, ...words.slice(0, 3), '--html', '-')).out).toMatch(/^<!doctype html>/i)
  })

  test('typed the other way round are compared so, with a word of warning', async () => {
    const folder = stored()
    const { code, err } = await hyoka(folder, 'diff', join(folder, '1.pdf'), join(folder, '0.pdf'))
    expect(code).toBe(0)
    expect(err).toContain('is newer than')
  })
})

describe('files with several evaluations', () => {
  const filling = (form: '様式2' | '様式3', content: string, number = '7') =>
    plantedFilling({ form, values: { '表紙.評価書番号': text(number), 'I.1.2': text(content) } })
  test('are paired by form and number; what has no partner is named', async () => {
    const here = temporaryFolder()
    const write = (name: string, ...fillings: ReturnType<typeof filling>[]) =>
      writeFileSync(
        join(here, name),
        writeDocument(fillings.map((each) => ({ kind: 'evaluation', filling: each }))).bytes,
      )
    write('old.pdf', filling('様式2', '甲の事務である。'), filling('様式3', '甲の事務である。'))
    write('new.pdf', filling('様式3', '乙の事務である。'))
    const { code, out } = await hyoka(here, 'diff', 'old.pdf', 'new.pdf', '--json')
    expect(code).toBe(0)
    const { comparisons, unpaired } = report(out)
    expect(comparisons.map(({ differences }) => differences.map(({ paths }) => paths.newer))).toEqual([
      ['I.1.2'],
    ])
    expect(unpaired).toMatchObject([{ name: 'old.pdf', form: '様式2' }])
  }, 60_000)
})

describe('what cannot be compared is a usage error', () => {
  const one = evaluationOf(versions[0]!.filling)
  const other = evaluationOf(plantedFilling({ form: '様式2' }))
  test.each([
    ['one version only', ['0.pdf'], 'name two versions'],
    ['a file that is not there', ['0.pdf', 'none.pdf'], 'there is no such file'],
    ['two forms', ['0.pdf', '1.pdf'], 'no evaluation on the same form'],
    ['a series and versions', ['0.pdf', '--series', '0.pdf'], 'not both'],
    ['an evaluation in no series', ['--series', '0.pdf'], 'is in no series'],
    ['two kinds of output', ['0.pdf', '1.pdf', '--json', '--html', 'x'], 'not both'],
    ['a page where none can be', ['0.pdf', '0.pdf', '--html', 'no/such/x.html'], 'cannot write'],
  ])('%s', async (_, words, message) => {
    const { code, out, err } = await hyoka(folderWith([one, other]), 'diff', ...words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})
