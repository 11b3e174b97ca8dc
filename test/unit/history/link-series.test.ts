import { expect, test } from 'vitest'
import { linkSeries, type SeriesEntry } from '../../../parsers/history/index.ts'
import { identifyAgency } from '../../../parsers/text/agency.ts'

const entry = (id: string, planted: Partial<SeriesEntry> & { readonly body?: string } = {}): SeriesEntry => {
  const { body = '架空県架空市長', ...rest } = planted
  return {
    id,
    form: '様式3',
    agency: identifyAgency(body).agency,
    number: '7',
    title: '架空市　架空税に関する事務　重点項目評価書',
    published: `202${id.charCodeAt(0) - 97}-04-01`,
    ...rest,
  }
}
/** `架空市-3-7: a1 b2` */
const linked = (...entries: SeriesEntry[]) =>
  linkSeries(entries).map(
    ({ id, members }) =>
      `${id}: ${members.map((member) => `${member.id}${member.version ?? '?'}`).join(' ')}`,
  )

test('one agency, number and form, by publication date', () => {
  expect(linked(entry('c'), entry('a'), entry('b'))).toEqual(['架空市-3-7: a1 b2 c3'])
})

test.each([
  ['number', { number: '8' }],
  ['form', { form: '様式2' }],
  ['agency', { body: '架空県見本町長' }],
  ['operation', { title: '架空市　見本保険に関する事務　重点項目評価書' }],
] as const)('another %s is another series', (_, other) => {
  expect(linked(entry('a'), entry('b', other))).toHaveLength(2)
})

test.each([
  ['how the agency is printed', { body: '架空市' }],
  ['how the number is printed', { number: '第７号' }],
  ['a word of the title', { title: '架空市　架空税の賦課に関する事務　重点項目評価書' }],
  ['a title that was not read', { title: undefined as never }],
] as const)('%s may differ', (_, other) => {
  expect(linked(entry('a'), entry('b', other))).toEqual(['架空市-3-7: a1 b2'])
})

test('organs of one local government number by themselves', () => {
  const school = { body: '架空県架空市教育委員会', title: '架空市　就学援助に関する事務　重点項目評価書' }
  expect(linked(entry('a'), entry('b', school), entry('c'), entry('d', school))).toEqual([
    '架空市-3-7: a1 c2',
    '架空市-3-7-2: b1 d2',
  ])
})

test('a real local government is known by its code', () => {
  expect(linked(entry('a', { body: '小平市長' }), entry('b', { body: '東京都小平市' }))).toEqual([
    '132110-3-7: a1 b2',
  ])
})

test('of one day the newest change decides; readings of the same content are one version', () => {
  const day = { published: '2020-04-01' }
  expect(
    linked(
      entry('b', { ...day, changed: '2020-03-01', content: 'x' }),
      entry('a', { ...day, changed: '2020-03-02', content: 'y' }),
      entry('c', { ...day, changed: '2020-03-01', content: 'x' }),
    ),
  ).toEqual(['架空市-3-7: b1 c1 a2'])
})

test('without any date there is no place in the order; without number or agency no series', () => {
  expect(linked(entry('a'), entry('b', { published: undefined as never }))).toEqual(['架空市-3-7: a1 b?'])
  expect(
    linked(entry('a', { number: undefined as never }), entry('b', { agency: undefined as never })),
  ).toEqual([])
})
