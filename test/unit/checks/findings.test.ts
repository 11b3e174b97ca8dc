import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkEvaluation, withFindings } from '../../../parsers/checks/index.ts'
import { parseDocument } from '../../../parsers/index.ts'
import { Evaluation, type Finding, type Item } from '../../../parsers/records/index.ts'
import { count, evaluationOf, option, type Planted, plantedFilling } from '../../support/sound-evaluation.ts'

const planted = (what: Planted) => evaluationOf(plantedFilling(what))
const COUNT = 'II[1].4.委託の有無.件数'
const miscounted = planted({ form: '様式3', values: { [COUNT]: count(2) } })

const findingOf = (evaluation: Evaluation, rule: string): Finding | undefined =>
  checkEvaluation(evaluation).find((finding) => finding.rule === rule)
const changed = (evaluation: Evaluation, path: string, change: Partial<Item>): Evaluation => ({
  ...evaluation,
  items: evaluation.items.map((item) => (item.path === path ? ({ ...item, ...change } as Item) : item)),
})

test('a finding says what contradicts what, where, and in two languages', () => {
  expect(checkEvaluation(miscounted)).toEqual([
    {
      rule: 'outsourcing-count',
      severity: 'error',
      origin: 'document',
      message: {
        ja: '委託の件数は2件だが、委託事項は1件記載されている。',
        en: 'The number of contracts is given as 2件, but 1件 are described.',
      },
      paths: [COUNT, 'II[1].4.委託事項[1]'],
      evidence: [{ page: 1, boxes: [[10, 20, 110, 40]] }],
      expected: '2件',
      found: '1件',
    },
  ])
})

describe('whose contradiction it is', () => {
  const origin = (evaluation: Evaluation) => findingOf(evaluation, 'outsourcing-count')?.origin
  const left = (evidence: Evaluation['unplaced'][number]['evidence']) => ({
    ...miscounted,
    unplaced: [{ text: '委託事項２', evidence }],
  })

  test('read without doubt: the document', () => expect(origin(miscounted)).toBe('document'))
  test('read with little confidence: perhaps misread', () =>
    expect(origin(changed(miscounted, COUNT, { confidence: 0.89 }))).toBe('extraction'))
  test('text without positions: perhaps misread', () =>
    expect(origin({ ...miscounted, span: { lines: [1, 90] } })).toBe('extraction'))
  test('text left over among the blocks: perhaps misread', () =>
    expect(origin(left({ page: 1, boxes: [[10, 700, 110, 720]] }))).toBe('extraction'))
  test('text left over on another page: the document', () =>
    expect(origin(left({ page: 2, boxes: [[10, 700, 110, 720]] }))).toBe('document'))
  test('text left over beside a blank: perhaps misread', () => {
    const blank = planted({ form: '様式3', values: { 'III[1].9.従業者に対する教育・啓発': option() } })
    const beside = (top: number) => ({
      ...blank,
      unplaced: [{ text: '十分', evidence: { page: 1, boxes: [[10, top, 110, top + 20] as const] } }],
    })
    expect(findingOf(beside(70), 'training-answered')?.origin).toBe('extraction')
    expect(findingOf(beside(90), 'training-answered')?.origin).toBe('document')
  })
})

describe('numbers of repeated blocks', () => {
  const three = planted({ form: '様式3', slots: { システム: 3 } })
  test('a gap is found', () => {
    const gap = { ...three, items: three.items.filter(({ path }) => !path.includes('システム[2]')) }
    expect(findingOf(gap, 'repeat-numbers')).toMatchObject({
      expected: 'システム1・2',
      found: 'システム1・3',
    })
    expect(findingOf(three, 'repeat-numbers')).toBeUndefined()
  })
  test('a number that is printed twice is found', () => {
    const path = 'I.2.システム[3]'
    const message = `${path}: its head prints the number 2, which does not go up`
    const twice: Evaluation = {
      ...three,
      problems: [{ code: 'repeat-number', severity: 'warning', message, path, evidence: [] }],
    }
    expect(findingOf(twice, 'repeat-numbers')).toMatchObject({ paths: [path], expected: '3', found: '2' })
  })
})

describe('files that cannot be paired', () => {
  test('two Ⅱ and one Ⅲ: rules between them are silent, those within one are not', () => {
    const two = planted({ form: '様式3', slots: { file: 2 }, values: { 'II[1].4.委託の有無': option(2) } })
    const merged = { ...two, items: two.items.filter(({ path }) => !path.startsWith('III[2]')) }
    const rules = checkEvaluation(merged).map(({ rule }) => rule)
    expect(rules).toContain('outsourcing-none-contracts')
    expect(rules).not.toContain('outsourcing-box')
    expect(checkEvaluation(two).map(({ rule }) => rule)).toContain('outsourcing-box')
  })
})

describe('what findings do to an evaluation', () => {
  const confidences = ({ items }: Evaluation) =>
    new Map(items.map(({ path, confidence }) => [path, confidence]))

  test('a contradiction of the document lowers nothing', () => {
    const { findings, ...rest } = withFindings(miscounted)
    expect(findings).toHaveLength(1)
    expect(rest).toEqual(miscounted)
  })
  test('one that may be misread lowers the values that it names, and no others', () => {
    const read = { ...miscounted, span: { lines: [1, 90] as [number, number] } }
    const after = withFindings(read)
    expect(after.findings?.map(({ origin }) => origin)).toEqual(['extraction'])
    const lowered = [...confidences(after)].filter(([path, value]) => value !== confidences(read).get(path))
    expect(lowered).toEqual([
      [COUNT, 0.6],
      ['II[1].4.委託事項[1]', 0.6],
    ])
    expect(Evaluation.parse(after)).toEqual(after)
  })
  test('a warning lowers less', () => {
    const read: Evaluation = {
      ...planted({ form: '様式3', values: { 'I.1.3': option(1), 'V.1.2': option(3) } }),
      span: { lines: [1, 90] },
    }
    const after = withFindings(changed(read, 'II[1].2.2', { option: 3, label: '10万人以上100万人未満' }))
    expect(after.findings?.map(({ rule }) => rule)).toContain('file-subjects')
    expect(confidences(after).get('I.1.3')).toBe(0.85)
  })
})

test.each(['hama-cho-5-form2.pdf', 'tsukikage-shi-39-form3.xlsx', 'tsurumidai-shi-78-form4.pdf'])(
  'no value of %s, which is read exactly, is taken for misread',
  async (file) => {
    const bytes = readFileSync(new URL(`../../../corpus/sample/${file}`, import.meta.url))
    const { evaluations } = await parseDocument(bytes)
    const findings = evaluations.flatMap((evaluation) => evaluation.findings ?? [])
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.filter(({ origin }) => origin === 'extraction')).toEqual([])
  },
)
