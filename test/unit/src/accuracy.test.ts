import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Item } from '../../../parsers/records/index.ts'
import { agreementOf } from '../../../src/accuracy/agreement.ts'
import { calibrate } from '../../../src/accuracy/calibration.ts'
import type { Finding, Outcome } from '../../../src/accuracy/finding.ts'
import { measure } from '../../../src/accuracy/measure.ts'
import { isExact, scoresOf, tally, tallyByKind } from '../../../src/accuracy/tally.ts'
import { main } from '../../../src/program.ts'
import { renderAccuracy } from '../../../src/render/accuracy.ts'
import { failedResult, sampleEvaluation, sampleItems, sampleResult } from '../../support/parse-result.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const finding = (outcome: Outcome, confidence?: number, kind: Finding['kind'] = 'text'): Finding => ({
  kind,
  outcome,
  path: 'I.1.1',
  said: '',
  expected: '',
  ...(confidence !== undefined && { confidence }),
})
const times = (count: number, one: Finding): Finding[] => Array.from({ length: count }, () => one)

describe('the tally', () => {
  test('counts outcomes by kind in a fixed order', () => {
    const findings = [finding('wrong'), finding('right', 1, 'choice'), finding('right'), finding('spurious')]
    const none = { right: 0, wrong: 0, missing: 0, over: 0, spurious: 0 }
    expect(tallyByKind(findings)).toEqual([
      { kind: 'choice', tally: { ...none, right: 1 } },
      { kind: 'text', tally: { ...none, right: 1, wrong: 1, spurious: 1 } },
    ])
  })

  test('gives precision, recall and F1', () => {
    const counts = { right: 6, wrong: 1, missing: 2, over: 4, spurious: 1 }
    const { precision, recall, f1 } = scoresOf(counts)
    expect(precision).toBe(6 / 8)
    expect(recall).toBe(6 / 9)
    expect(f1).toBeCloseTo((2 * 0.75 * (2 / 3)) / (0.75 + 2 / 3), 12)
    expect(scoresOf(tally([]))).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  test('is exact where all is right', () => {
    expect(isExact([finding('right')])).toBe(true)
    expect(isExact([finding('right'), finding('over')])).toBe(false)
  })
})

describe('the calibration', () => {
  test('puts what is asserted into bands, the lower bound included', () => {
    const confidences = [0, 0.49, 0.5, 0.8, 0.9, 0.949, 0.95, 1]
    const { bands } = calibrate([
      ...confidences.map((confidence) => finding('right', confidence)),
      finding('missing'),
      finding('right'),
    ])
    expect(bands.map(({ from, to, asserted }) => [from, to, asserted])).toEqual([
      [0, 0.5, 2],
      [0.5, 0.8, 1],
      [0.8, 0.9, 1],
      [0.9, 0.95, 2],
      [0.95, 1, 2],
    ])
  })

  test('takes all that is asserted and not right for false, a blank that is none, too', () => {
    const { bands } = calibrate([
      finding('right', 0.97),
      finding('wrong', 0.97),
      finding('over', 0.97),
      finding('spurious', 0.97),
      finding('missing', 0.97),
    ])
    expect(bands.at(-1)).toEqual({ from: 0.95, to: 1, asserted: 5, right: 1 })
  })

  test.each([
    ['995 of 1000', 995, 5, true],
    ['994 of 1000', 994, 6, false],
    ['nothing', 0, 0, true],
  ])('%s from 0.9 upwards', (_, right, wrong, holds) => {
    const calibration = calibrate([
      ...times(right, finding('right', 0.9)),
      ...times(wrong, finding('wrong', 1)),
      ...times(50, finding('wrong', 0.89)),
    ])
    expect(calibration.sure).toEqual({ from: 0.9, to: 1, asserted: right + wrong, right })
    expect(calibration.holds).toBe(holds)
  })
})

describe('the agreement of a PDF and its workbook', () => {
  const name: Item = sampleItems[0]!
  const others = sampleItems.slice(1)
  const pdf = sampleEvaluation()

  test('is full where only layout and places differ', () => {
    const items = [
      {
        ...name,
        kind: 'text' as const,
        value: '架空税に\n関する 事務',
        evidence: [{ sheet: 'Ⅰ', range: 'B2' }],
        confidence: 0.91,
      },
      ...others,
    ]
    const { differences, compared } = agreementOf([pdf], [sampleEvaluation({ items })])
    expect(differences).toEqual([])
    expect(compared).toBe(sampleItems.length) // the missing one is not told, the change row is
  })

  test('names what differs, what only one of them tells, and rows', () => {
    const items = [{ ...name, kind: 'text' as const, value: '架空市の事務' }, ...others.slice(1)]
    const changes = [{ ...pdf.changes[0]!, 変更後: '別のシステム' }]
    expect(agreementOf([pdf], [sampleEvaluation({ items, changes })]).differences).toEqual([
      { path: 'I.1.1', one: '架空税に関する事務', other: '架空市の事務' },
      { path: 'I.1.3', one: '2', other: '(not told)' },
      {
        path: '変更[1]',
        one: '2024-08-01 | I2システム1 |  | 架空システム |  | ',
        other: '2024-08-01 | I2システム1 |  | 別のシステム |  | ',
      },
    ])
  })

  test('of several evaluations says which', () => {
    const [difference] = agreementOf([pdf, pdf], [pdf, sampleEvaluation({ items: others })]).differences
    expect(difference).toEqual({ path: '2: I.1.1', one: '架空税に関する事務', other: '(not told)' })
  })
})

const truth = {
  form: '様式3',
  items: [
    { path: 'I.1.1', kind: 'text' as const, value: '架空税に関する事務' },
    { path: 'I.1.3', kind: 'choice' as const, option: 3 },
  ],
  changes: [],
}

test('a report counts by input, keeps what is not right, and holds PDF and workbook together', async () => {
  const items = sampleItems.slice(0, 2)
  const read = sampleResult({ evaluations: [sampleEvaluation({ items, changes: [] })] })
  const cases = [
    { file: 'a.truth.json', evaluations: [truth], documents: ['a.pdf', 'a.xlsx'] },
    { file: 'b.truth.json', evaluations: [truth], documents: ['b.txt'] },
  ]
  const report = await measure(
    cases,
    async (path) =>
      path === 'b.txt'
        ? { result: failedResult('damaged-file'), failure: 'damaged-file: test' }
        : { result: read },
    'test 1',
  )
  expect(report.byInput.map(({ input, tally }) => [input, tally.right, tally.wrong, tally.missing])).toEqual([
    ['PDF', 1, 1, 0],
    ['workbook', 1, 1, 0],
    ['text', 0, 0, 2],
  ])
  expect(report).toMatchObject({ failed: 1, exact: 0, forms: { right: 2, all: 3 } })
  expect(report.documents[0]!.findings).toEqual([
    {
      kind: 'choice',
      outcome: 'wrong',
      path: 'I.1.3',
      said: '2 1万人以上10万人未満',
      expected: '3 ',
      confidence: 1,
    },
  ])
  expect(report.agreement).toEqual([{ pdf: 'a.pdf', workbook: 'a.xlsx', compared: 2, differences: [] }])
  expect(renderAccuracy(report, { verbose: true })).toBe(`\
Documents  3: 0 without any difference, 1 failed; form right in 2 of 3; parser test 1
Scores     precision 0.5000, recall 0.3333, F1 0.4000

Input     Kind    right  wrong  missing  over  spurious  share right
PDF       choice      0      1        0     0         0        0.0 %
PDF       text        1      0        0     0         0      100.0 %
PDF       all         1      1        0     0         0       50.0 %
workbook  choice      0      1        0     0         0        0.0 %
workbook  text        1      0        0     0         0      100.0 %
workbook  all         1      1        0     0         0       50.0 %
text      choice      0      0        1     0         0        0.0 %
text      text        0      0        1     0         0        0.0 %
text      all         0      0        2     0         0        0.0 %
all       all         2      2        2     0         0       33.3 %

Confidence  asserted  right  share right
0 – 0.5            0      0            -
0.5 – 0.8          0      0            -
0.8 – 0.9          0      0            -
0.9 – 0.95         0      0            -
0.95 – 1           4      2      50.00 %
At 0.9 and above (at least 99.5 % must be right): 50.00 % of 4 right: DOES NOT HOLD

right  wrong  missing  over  spurious  share right  unplaced  Document
    1      1        0     0         0       50.0 %     0.7 %  a.pdf
    1      1        0     0         0       50.0 %     0.7 %  a.xlsx
    0      0        2     0         0        0.0 %       0 %  b.txt  failed: damaged-file: test

PDF and workbook
  0 of 2 items differ  a.pdf and a.xlsx

a.pdf
  wrong choice I.1.3: said 2 1万人以上10万人未満, expected 3 (confidence 1)

a.xlsx
  wrong choice I.1.3: said 2 1万人以上10万人未満, expected 3 (confidence 1)

b.txt
  missing text I.1.1: said nothing, expected 架空税に関する事務
  missing choice I.1.3: said nothing, expected 3
`)
})

describe('hyoka accuracy', { timeout: 30_000 }, () => {
  const sample = 'hama-cho-5-form2.pdf'

  /** A folder with a document and its truth, of which one item is right and one is not. */
  function folderWithTruth(): string {
    const folder = temporaryFolder()
    copyFileSync(join(root, 'corpus/sample', sample), join(folder, sample))
    const items = [
      { path: '表紙.評価書番号', kind: 'text', value: '5' },
      { path: 'II.1.対象人数', kind: 'choice', option: 99 },
    ]
    const json = JSON.stringify({ source: sample, form: '様式2', items })
    writeFileSync(join(folder, sample.replace('.pdf', '.truth.json')), json)
    return folder
  }

  async function hyoka(cwd: string, ...words: string[]) {
    let [out, messages] = ['', '']
    const code = await main(['accuracy', ...words], {
      cwd,
      now: () => new Date(0),
      out: (data) => {
        out += data
      },
      err: (text) => {
        messages += text
      },
      outIsTerminal: false,
      errIsTerminal: false,
    })
    return { code, out, messages }
  }

  test('finds the documents of a folder; what is wrong is no failure', async () => {
    const { code, out, messages } = await hyoka(folderWithTruth(), '.', '--json')
    expect({ code, messages }).toEqual({ code: 0, messages: '' })
    const report = JSON.parse(out)
    expect(report.documents).toHaveLength(1)
    expect(report.documents[0]).toMatchObject({ input: 'PDF', tally: { right: 1 } })
    expect(report.documents[0].findings[0]).toMatchObject({ path: 'II.1.対象人数', outcome: 'wrong' })
  })

  test('a gold file names its document, which is looked up in a folder', async () => {
    const [documents, folder] = [folderWithTruth(), temporaryFolder()]
    copyFileSync(join(documents, sample.replace('.pdf', '.truth.json')), join(folder, 'gold.json'))
    const { code, out } = await hyoka(folder, 'gold.json', '--corpus', documents, '-v')
    expect(code).toBe(0)
    expect(out).toContain('wrong choice II.1.対象人数')
    expect((await hyoka(folder, 'gold.json')).code).toBe(2)
  })

  test('a document that fails, and a truth without a document, give exit code 1', async () => {
    const folder = folderWithTruth()
    writeFileSync(join(folder, sample), '%PDF-1.4 broken')
    expect((await hyoka(folder, '.')).code).toBe(1)
    const other = folderWithTruth()
    writeFileSync(join(other, 'lonely.truth.json'), JSON.stringify({ items: [] }))
    const { code, messages } = await hyoka(other, '.')
    expect({ code, messages }).toEqual({
      code: 1,
      messages: 'lonely.truth.json: its document was not found\n',
    })
  })

  test('nothing to measure gives exit code 2', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'package.json'), '{"name": "架空"}')
    expect((await hyoka(folder, '.')).code).toBe(2)
    expect((await hyoka(folder, 'absent.truth.json')).code).toBe(2)
    const { code, messages } = await hyoka(folder, 'package.json')
    expect(code).toBe(2)
    expect(messages).toContain('it is no truth file')
  })
})
