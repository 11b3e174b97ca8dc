import { describe, expect, test } from 'vitest'
import type { ChangeRow, Item } from '../../../parsers/records/index.ts'
import { compareChanges } from '../../../src/accuracy/compare-changes.ts'
import { compareDocument } from '../../../src/accuracy/compare-document.ts'
import { compareItems } from '../../../src/accuracy/compare-items.ts'
import { comparable, comparablePath, isSameText, likeness } from '../../../src/accuracy/compare-text.ts'
import type { Finding } from '../../../src/accuracy/finding.ts'
import { readTruth, TruthItem, TruthRow } from '../../../src/accuracy/truth.ts'
import { sampleEvaluation } from '../../support/parse-result.ts'

const common: Pick<Item, 'path' | 'key' | 'status' | 'confidence' | 'evidence' | 'raw'> = {
  path: 'I.1.1',
  key: 'operation.name',
  status: 'found',
  confidence: 0.9,
  evidence: [],
  raw: '',
}
const text = (value?: string): Item => ({ ...common, kind: 'text', ...(value !== undefined && { value }) })
const choice = (option?: number): Item => ({
  ...common,
  kind: 'choice',
  ...(option !== undefined && { option, label: '架空' }),
})
const date = (value?: string, iso?: string): Item => ({
  ...common,
  kind: 'date',
  ...(value !== undefined && { value }),
  ...(iso !== undefined && { iso }),
})
const amount = (value?: number): Item => ({
  ...common,
  kind: 'number',
  ...(value !== undefined && { value }),
})
const box = (checked?: boolean): Item => ({
  ...common,
  kind: 'checkbox',
  ...(checked !== undefined && { checked }),
})
const boxes = (
  checked: string[],
  unchecked: string[],
  unknown: string[] = [],
  details: Record<string, string> = {},
): Item => ({ ...common, kind: 'checkboxes', checked, unchecked, unknown, details })
const as = (status: Item['status'], item: Item): Item => ({ ...item, status })

/** `wrong choice`, with ` sure` where something is asserted. */
const brief = ({ outcome, kind, confidence }: Finding): string =>
  `${outcome} ${kind}${confidence === undefined ? '' : ' sure'}`

function found(truth: Record<string, unknown>, item?: Item): string {
  const findings = compareItems(
    [TruthItem.parse({ path: 'I.1.1', ...truth })],
    item === undefined ? [] : [item],
  )
  return findings.map(brief).join(', ')
}

test('texts are compared without white space, HTML, widths and kinds of dashes', () => {
  expect(comparable('架空市\u3000ＡＢ①\n<p>10－20</p>')).toBe('架空市AB110-20')
  expect(comparable('＜安全管理措置＞')).toBe('<安全管理措置>')
  expect(comparable('データ')).toBe('データ')
  expect(comparablePath('III[1].6.接続しない(入手)')).toBe(comparablePath('III[1].6.接続しない（入手）'))
})

test.each([
  ['equal but for white space', { value: '架空 税' }, '架空\n税', true],
  ['a character more', { value: '架空税' }, '架空税。', false],
  [
    'begins, ends and is as long',
    { first: '架空税に関する', last: '定める。', chars: 20 },
    '架空税に関する事務の取扱いを次に定める。',
    true,
  ],
  [
    'two characters short',
    { first: '架空税に関する', last: '定める。', chars: 22 },
    '架空税に関する事務の取扱いを次に定める。',
    true,
  ],
  [
    'three characters short',
    { first: '架空税に関する', last: '定める。', chars: 23 },
    '架空税に関する事務の取扱いを次に定める。',
    false,
  ],
  [
    'another end',
    { first: '架空税に関する', last: '決める。', chars: 20 },
    '架空税に関する事務の取扱いを次に定める。',
    false,
  ],
  ['a list mark left out', { first: '・架空税', last: '事務', chars: 6 }, '架空税事務', true],
  [
    'only the first 14 characters count',
    { first: '架空税に関する事務の取扱いの違い', last: '終', chars: 15 },
    '架空税に関する事務の取扱いの終',
    true,
  ],
])('%s', (_, expected, said, same) => {
  expect(isSameText(expected, said)).toBe(same)
})

test('likeness is the share of common pairs', () => {
  expect(likeness('架空税', '架空税')).toBe(1)
  expect(likeness('架空税', '架空市')).toBe(0.5)
  expect(likeness('架', '架空')).toBe(0)
  expect(likeness('', '')).toBe(1)
})

test.each<[string, Record<string, unknown>, Item | undefined, string]>([
  ['the option', { kind: 'choice', option: 2 }, choice(2), 'right choice sure'],
  ['another option', { kind: 'choice', option: 2 }, choice(3), 'wrong choice sure'],
  ['no item', { kind: 'choice', option: 2 }, undefined, 'missing choice'],
  [
    'an option that is not asserted',
    { kind: 'choice', option: 2 },
    as('ambiguous', choice(3)),
    'missing choice',
  ],
  [
    'a blank, where there is an option',
    { kind: 'choice', option: 2 },
    as('blank', choice()),
    'missing choice sure',
  ],
  [
    'the day',
    { kind: 'date', value: '令和3年', iso: '2021-01-01' },
    date('R3', '2021-01-01'),
    'right date sure',
  ],
  [
    'another day',
    { kind: 'date', value: '令和3年', iso: '2021-01-01' },
    date('R3', '2021-01-02'),
    'wrong date sure',
  ],
  [
    'a date that was not understood',
    { kind: 'date', value: '令和3年', iso: '2021-01-01' },
    date('令和3年'),
    'wrong date sure',
  ],
  ['a date that is none', { kind: 'date', value: '１月 予定' }, date('1月予定'), 'right date sure'],
  ['no date', { kind: 'date', value: '令和3年', iso: '2021-01-01' }, date(), 'missing date sure'],
  ['the number', { kind: 'number', value: 3 }, amount(3), 'right number sure'],
  ['zero is a number', { kind: 'number', value: 3 }, amount(0), 'wrong number sure'],
  ['no number', { kind: 'number', value: 3 }, as('missing', amount()), 'missing number'],
  ['the text', { kind: 'text', value: '架空 税' }, text('架空税'), 'right text sure'],
  ['another text', { kind: 'long', value: '架空税' }, text('架空'), 'wrong long sure'],
  ['a dash for a text', { kind: 'longtext', value: '架空税' }, text('－'), 'missing long sure'],
  ['a blank', { kind: 'blank' }, as('blank', text('－')), 'right blank sure'],
  ['a text for a blank', { kind: 'blank' }, text('架空税'), 'wrong blank sure'],
  ['an option for a blank', { kind: 'blank' }, choice(1), 'wrong blank sure'],
  ['a checked box for a blank', { kind: 'blank' }, boxes(['甲'], []), 'wrong blank sure'],
  ['nothing for a blank', { kind: 'blank' }, undefined, 'right blank'],
  ['a text where nobody can tell', { kind: 'undeterminable' }, text('架空税'), 'over text sure'],
  ['silence where nobody can tell', { kind: 'undeterminable' }, as('ambiguous', text('架空税')), ''],
  ['a box', { kind: 'checkbox', checked: false }, box(false), 'right box sure'],
  ['a box that is unknown', { kind: 'checkbox', checked: false }, box(), 'missing box'],
  ['a box that is the other way', { kind: 'checkbox', checked: true }, box(false), 'wrong box sure'],
  [
    'boxes one by one',
    { kind: 'checkboxes', checked: ['甲'], unchecked: ['乙', '丙'] },
    boxes(['甲', '乙'], [], ['丙']),
    'right box sure, wrong box sure, missing box',
  ],
  [
    'boxes of an item of which others are unknown',
    { kind: 'checkboxes', checked: ['甲'], unchecked: ['乙'] },
    as('ambiguous', boxes(['甲'], [], ['乙'])),
    'right box sure, missing box',
  ],
  [
    'a box that nobody can tell',
    { kind: 'checkboxes', unknown: ['甲', '乙'] },
    boxes([], ['甲'], ['乙']),
    'over box sure',
  ],
  [
    'boxes that are empty for who counts marks',
    { kind: 'checkboxes', countable: ['甲', '乙', '丙'] },
    boxes(['甲'], ['乙'], ['丙']),
    'wrong box sure',
  ],
  [
    'details of boxes; a blank one counts not',
    { kind: 'checkboxes', details: { 甲: '架空 組合', 乙: '架空会', 丙: '－', 丁: '架空団' } },
    boxes([], [], [], { 甲: '架空組合', 乙: '別の会' }),
    'right text sure, wrong text sure, missing text',
  ],
])('%s', (_, truth, item, expected) => {
  expect(found(truth, item)).toBe(expected)
})

test.each<[string, Item, string]>([
  ['a text', text('架空税'), 'spurious text sure'],
  ['a long text', { ...text('架空税'), kind: 'longtext' } as Item, 'spurious long sure'],
  ['an option', choice(1), 'spurious choice sure'],
  ['a checked box', box(true), 'spurious box sure'],
  ['an empty box', box(false), ''],
  ['a dash', text('－'), ''],
  ['an item that is not asserted', as('ambiguous', text('架空税')), ''],
])('of what the document lacks, %s', (_, item, expected) => {
  expect(compareItems([], [item]).map(brief).join(', ')).toBe(expected)
})

const row = (changes: Partial<ChangeRow> = {}): ChangeRow => ({
  変更日: '令和3年1月1日',
  iso: '2021-01-01',
  項目: 'Ⅰ 1 架空税に関する事務',
  変更前: '',
  変更後: '架空システム',
  提出時期: '事後',
  説明: '軽微な変更',
  paths: ['I.1.1'],
  keys: ['operation.name'],
  resolution: 1,
  confidence: 0.9,
  evidence: [],
  ...changes,
})
const truthRow = (changes: Record<string, unknown> = {}): TruthRow =>
  TruthRow.parse({
    変更日: '令和3年1月1日',
    iso: '2021-01-01',
    項目: 'Ⅰ1架空税に関する事務',
    変更前: { blank: true },
    変更後: { value: '架空システム' },
    提出時期: '事後',
    説明: '軽微な変更',
    ...changes,
  })
const columns = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ outcome }) => outcome !== 'right')
    .map((one) => `${brief(one).replace(' changes', '')} ${one.path}`)

test.each<[string, Record<string, unknown>, Partial<ChangeRow>, string[]]>([
  ['all columns', {}, {}, []],
  ['the day counts, not its wording', {}, { 変更日: 'R3.1.1' }, []],
  ['another day', {}, { iso: '2021-01-02' }, ['wrong sure 変更[1].変更日']],
  ['a text for a blank', {}, { 変更前: '旧システム' }, ['wrong sure 変更[1].変更前']],
  ['a blank for a text', {}, { 変更後: '－' }, ['missing sure 変更[1].変更後']],
  [
    'an unattributed column asserts nothing',
    {},
    { 変更後: '', unattributed: ['変更後'] },
    ['missing 変更[1].変更後'],
  ],
  ['a column that the truth leaves out', { 説明: undefined }, { 説明: '何か' }, []],
  ['a dash in the truth is a blank', { 説明: '－' }, { 説明: '' }, []],
  ['a column that nobody can tell', { undeterminable: ['説明'] }, {}, ['over sure 変更[1].説明']],
  [
    'an item column put together again',
    { 項目_reassembled: 'Ⅰ1架空税に関する事務の名称' },
    { 項目: 'Ⅰ1架空税に関する事務の名称' },
    [],
  ],
])('%s of a row', (_, expected, said, outcome) => {
  expect(columns(compareChanges([truthRow(expected)], [row(said)]))).toEqual(outcome)
})

test('rows may stand in another order; one more is wrong, one less is missing', () => {
  const one = truthRow()
  const other = truthRow({ iso: '2022-02-02', 項目: 'Ⅴ評価実施手続', 変更後: { value: '別の記載' } })
  const said = [row({ iso: '2022-02-02', 項目: 'Ⅴ評価実施手続', 変更後: '別の記載' }), row()]
  expect(columns(compareChanges([one, other], said))).toEqual([])
  expect(columns(compareChanges([one], said))).toEqual(['wrong sure 変更[1]'])
  expect(columns(compareChanges([one, other], [said[1]!]))).toEqual([
    'missing 変更[2].変更日',
    'missing 変更[2].項目',
    'missing 変更[2].変更前',
    'missing 変更[2].変更後',
    'missing 変更[2].提出時期',
    'missing 変更[2].説明',
  ])
})

describe('a document', () => {
  const truth = { form: '様式３', items: [], changes: [] }
  const evaluation = sampleEvaluation({ items: [], changes: [] })

  test('is on the form that it is on', () => {
    expect(compareDocument([truth], [evaluation]).forms).toEqual({ right: 1, all: 1 })
    expect(compareDocument([{ ...truth, form: '様式4' }], [evaluation]).forms).toEqual({ right: 0, all: 1 })
    expect(compareDocument([truth], []).forms).toEqual({ right: 0, all: 1 })
  })

  test('has no more evaluations than there are', () => {
    expect(compareDocument([truth], [evaluation, evaluation]).findings.map(brief)).toEqual([
      'spurious evaluation',
    ])
  })
})

test('a truth file holds one evaluation, or several', () => {
  const item = { path: 'I.1.1', kind: 'blank', mark: '－' }
  expect(readTruth(JSON.stringify({ source: 'a.pdf', form: '様式2', items: [item] }))).toEqual({
    source: 'a.pdf',
    evaluations: [
      expect.objectContaining({ form: '様式2', items: [{ path: 'I.1.1', kind: 'blank' }], changes: [] }),
    ],
  })
  const several = {
    documents: [
      { pages: [1, 2], form: '様式2', items: [] },
      { form: '様式3', items: [item] },
    ],
  }
  expect(readTruth(JSON.stringify(several)).evaluations.map(({ form }) => form)).toEqual(['様式2', '様式3'])
  expect(() => readTruth('{}')).toThrow()
  expect(() => readTruth(JSON.stringify({ items: [{ path: 'I.1.1', kind: 'picture' }] }))).toThrow()
})
