import { describe, expect, test } from 'vitest'
import {
  checkCorpus,
  corpusKeys,
  corpusRules,
  type Entry,
  type Listing,
  slimEvaluation,
} from '../../../parsers/checks/index.ts'
import type { Evaluation } from '../../../parsers/records/index.ts'
import {
  box,
  date,
  evaluationOf,
  option,
  type Planted,
  plantedFilling,
  text,
} from '../../support/sound-evaluation.ts'

const entryOf = (id: string, evaluation: Evaluation, listings: readonly Listing[] = []): Entry => ({
  id: `${id}-1`,
  document: id,
  evaluation: slimEvaluation(evaluation),
  content: () => evaluation,
  listings,
})
const entry = (id: string, planted: Planted, listings?: readonly Listing[]): Entry =>
  entryOf(id, evaluationOf(plantedFilling(planted)), listings)
/** A 様式2 whose threshold result asks for the 様式3 beside it. */
const BASIC: NonNullable<Planted['values']> = {
  'II.2.取扱者数': option(1),
  'III.しきい値判断結果': option(2),
  'IV.1.種類': option(2),
  'IV.11.全項目評価又は重点項目評価を実施する': box(true),
}
const basic = (values: Planted['values'] = {}) =>
  entry('aaaa', { form: '様式2', values: { ...BASIC, ...values } })
const fuller = (values: Planted['values'] = {}) => entry('bbbb', { form: '様式3', values })
const listed = (...listings: Listing[]) => [entry('aaaa', { form: '様式3' }, listings)]
const old = date('令和4年4月1日', '2022-04-01')

const cases: readonly {
  readonly rule: string
  readonly slip: readonly Entry[]
  readonly fine: readonly Entry[]
}[] = [
  {
    rule: 'companion-choices',
    slip: [basic({ 'II.1.対象人数': option(4) }), fuller()],
    fine: [basic({ 'II.1.対象人数': option(4), '表紙.公表日': old }), fuller()],
  },
  {
    rule: 'companion-texts',
    slip: [basic(), fuller({ 'I.6.1': text('福祉部　見本福祉課') })],
    fine: [basic(), fuller({ 'I.6.1': text('架空税課') })],
  },
  {
    rule: 'companion-basic-date',
    slip: [basic(), fuller({ 'V.1.1': date('令和3年4月1日', '2021-04-01') })],
    fine: [basic(), fuller({ 'V.1.1': date('令和6年1月10日', '2024-01-10') })],
  },
  {
    rule: 'companion-incident',
    slip: [basic({ 'II.3.重大事故': option(1) }), fuller()],
    fine: [basic(), fuller({ 'III[1].7.リスク.2': option(1) })],
  },
  { rule: 'companion-form', slip: [basic({ 'IV.1.種類': option(1) }), fuller()], fine: [basic(), fuller()] },
  {
    rule: 'published-twice',
    slip: [fuller(), entry('cccc', { form: '様式3', values: { 'I.1.3': option(4) } })],
    fine: [fuller(), entry('cccc', { form: '様式3' })],
  },
  {
    rule: 'number-reused',
    slip: [
      fuller(),
      entry('cccc', {
        form: '様式3',
        values: {
          '表紙.評価書名': text('架空市　予防接種に関する事務　重点項目評価書'),
          'I.1.1': text('予防接種'),
        },
      }),
    ],
    fine: [
      fuller(),
      entry('cccc', {
        form: '様式3',
        values: {
          '表紙.評価書番号': text('8'),
          '表紙.評価書名': text('予防接種'),
          'I.1.1': text('予防接種'),
        },
      }),
    ],
  },
  { rule: 'listing-number', slip: listed({ number: '17' }), fine: listed({ number: '第７号' }) },
  {
    rule: 'listing-title',
    slip: listed({ title: '予防接種に関する事務' }),
    fine: listed({ title: '架空税に関する事務' }),
  },
  { rule: 'listing-date', slip: listed({ date: '2024-11-30' }), fine: listed({ date: '2024-12-01' }) },
  { rule: 'listing-form', slip: listed({ form: '様式4' }), fine: listed({ form: '様式3' }) },
]

test('every rule among evaluations has a case', () => {
  expect(cases.map(({ rule }) => rule).sort()).toEqual(corpusRules.map(({ id }) => id).sort())
})

describe.each(cases)('$rule', ({ rule, slip, fine }) => {
  const rulesOf = (entries: readonly Entry[]) => checkCorpus(entries).map(({ finding }) => finding.rule)
  test('a slip is found, whatever the order', () => {
    expect(rulesOf(slip)).toContain(rule)
    expect(rulesOf(slip.toReversed())).toContain(rule)
  })
  test('what comes near is not', () => expect(rulesOf(fine)).not.toContain(rule))
})

test('a sound pair has no finding', () => {
  expect(checkCorpus([basic(), fuller()])).toEqual([])
})

test('a finding names the other evaluation, and is doubtful if either was read with doubt', () => {
  const read = basic({ 'II.1.対象人数': option(4) })
  const doubtful = {
    ...read,
    content: () => ({ ...read.content(), span: { lines: [1, 80] as [number, number] } }),
  }
  const [found] = checkCorpus([doubtful, fuller()])
  expect(found).toMatchObject({ id: 'bbbb-1', other: 'aaaa-1' })
  expect(found!.finding).toMatchObject({
    origin: 'extraction',
    paths: ['I.1.3'],
    message: {
      ja: '様式2（aaaa-1）と合わない（「1万人以上10万人未満」、様式2では「10万人以上30万人未満」）。',
    },
  })
})

test('an operation whose agency or number is not known is held against no other', () => {
  const unknown = (one: Entry): Entry => {
    const { number: _number, ...evaluation } = one.evaluation
    return { ...one, evaluation }
  }
  const pair = [basic({ 'II.1.対象人数': option(4) }), fuller()]
  expect(checkCorpus(pair.map(unknown))).toEqual([])
})

test.each<readonly [string, readonly Listing[], readonly string[]]>([
  ['pages that say nothing of it', [{}, {}], []],
  [
    'a page that says less than another',
    [{ number: '17' }, { title: '架空税に関する事務' }],
    ['listing-number'],
  ],
  ['pages of which one agrees', [{ number: '17' }, { number: '7' }], []],
  ['pages of which none agrees', [{ number: '17' }, { number: '18' }], ['listing-number']],
])('%s', (_, listings, rules) => {
  expect(checkCorpus(listed(...listings)).map(({ finding }) => finding.rule)).toEqual(rules)
})

test('a page that names one of the evaluations of a file contradicts none of the others', () => {
  const listings = [{ number: '7', form: '様式2' }] as const
  const one = entry('aaaa', { form: '様式2', values: BASIC }, listings)
  const other = entry('aaaa', { form: '様式3', values: { '表紙.評価書番号': text('8') } }, listings)
  expect(checkCorpus([one, { ...other, id: 'aaaa-2' }])).toEqual([])
})

test('a slim evaluation has the items that the rules name, without their places', () => {
  const evaluation = evaluationOf(plantedFilling({ form: '様式3' }))
  const { items, ...head } = slimEvaluation(evaluation)
  expect(Object.keys(head).sort()).toEqual(['agency', 'form', 'number', 'publicationDate', 'title'])
  expect(items.map(({ key }) => key)).toEqual(
    evaluation.items.map(({ key }) => key).filter((key) => corpusKeys.has(key)),
  )
  expect(items.length).toBeLessThan(evaluation.items.length / 10)
  const allowed = ['path', 'key', 'status', 'blankKind', 'reason', 'kind', 'value', 'iso', 'option', 'label']
  expect(items.flatMap((item) => Object.keys(item)).filter((field) => !allowed.includes(field))).toEqual([])
})
