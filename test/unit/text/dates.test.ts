import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDate } from '../../../parsers/text/dates.ts'

const day = (iso: string, more = {}) => ({
  kind: 'day',
  iso,
  isRange: false,
  eraOverrun: false,
  rest: '',
  ...more,
})

describe('a day', () => {
  test.each([
    ['令和3年2月3日', '2021-02-03'],
    ['平成31年4月1日', '2019-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['昭和64年1月7日', '1989-01-07'],
    ['Ｈ２９．４．１', '2017-04-01'],
    ['R6.10.1', '2024-10-01'],
    ['R6-10-1', '2024-10-01'],
    ['2021/2/3', '2021-02-03'],
    ['2021-02-03', '2021-02-03'],
    ['２０２１年２月３日', '2021-02-03'],
    ['西暦2021年2月3日', '2021-02-03'],
    ['令 和 ３ 年\n２ 月 ３ 日', '2021-02-03'],
    ['㋿３年２⽉３⽇', '2021-02-03'],
    ['平成二十九年四月一日', '2017-04-01'],
    ['令和二年十二月二十日', '2020-12-20'],
    ['2024年2月29日', '2024-02-29'],
  ])('%s', (printed, iso) => {
    expect(readDate(printed)).toEqual(day(iso))
  })

  test.each([
    ['令和6年10月1日時点', '2024-10-01', '時点'],
    ['令和6年10月1日（予定）', '2024-10-01', '(予定)'],
    ['公表日：令和6年10月1日', '2024-10-01', '公表日:'],
    ['令和3年2月3日（2021年2月3日）', '2021-02-03', '()'],
  ])('with something besides: %s', (printed, iso, rest) => {
    expect(readDate(printed)).toEqual(day(iso, { rest }))
  })

  test.each([
    ['平成32年4月1日', '2020-04-01'],
    ['平成31年12月1日', '2019-12-01'],
    ['令和元年4月30日', '2019-04-30'],
  ])('outside of its era: %s', (printed, iso) => {
    expect(readDate(printed)).toEqual(day(iso, { eraOverrun: true }))
  })
})

test.each([
  ['令和3年2月1日から令和3年3月2日まで', ''],
  ['令和3年2月1日（月）～令和3年3月2日（火）', '(月)(火)'],
  ['令和3年2月1日から3月2日まで（30日間）', '(30日間)'],
  ['令和3年2月1日～28日', ''],
  ['R3.2.1-R3.3.2', ''],
])('a range is read by its first day: %s', (printed, rest) => {
  expect(readDate(printed)).toEqual(day('2021-02-01', { isRange: true, rest }))
})

test.each([
  ['令和3年2月', { kind: 'month', year: 2021, month: 2 }],
  ['令和元年5月', { kind: 'month', year: 2019, month: 5 }],
  ['2021.2', { kind: 'month', year: 2021, month: 2 }],
  ['令和元年', { kind: 'year', year: 2019 }],
  ['平成31年', { kind: 'year', year: 2019 }],
  ['平成32年', { kind: 'year', year: 2020, eraOverrun: true }],
  ['令和3年度', { kind: 'year', year: 2021, rest: '度' }],
])('less than a day has no day: %s', (printed, reading) => {
  expect(readDate(printed)).toEqual({ isRange: false, eraOverrun: false, rest: '', ...reading })
})

test.each([
  ['', 'no-date'],
  ['令和　年　月　日', 'no-date'],
  ['未定', 'no-date'],
  ['123年1月1日', 'no-date'],
  ['令和5年2月30日', 'impossible-date'],
  ['2023年2月29日', 'impossible-date'],
  ['令和3年13月1日', 'impossible-date'],
  ['平成0年1月1日', 'impossible-date'],
  ['令和3年2月1日から令和3年2月31日まで', 'impossible-date'],
  ['令和3年2月3日、令和4年5月6日', 'several-dates'],
  ['令和3年3月31日まで', 'only-last-day'],
  ['～令和3年3月31日', 'only-last-day'],
  ['令和3年4月1日の改正により新たに作成した評価書である', 'date-within-text'],
])('not a date: %s', (printed, reason) => {
  expect(readDate(printed)).toEqual({ kind: 'unreadable', reason })
})

test('every day comes back from every way to print it', () => {
  const days = fc.date({
    min: new Date('1989-01-08T00:00:00Z'),
    max: new Date('2050-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  const era = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' })
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, date_] = iso.split('-').map(Number)
      const prints = [era.format(date), iso, `${year}年${month}月${date_}日`, `${year}.${month}.${date_}`]
      for (const printed of [...prints, ...prints.map(wide), ...prints.map((each) => [...each].join('　'))]) {
        expect(readDate(printed)).toEqual(day(iso))
      }
    }),
  )
})

test('never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    '令和',
    '平成',
    'R',
    'Ｈ',
    '元',
    '3',
    '１２',
    '99',
    '十',
    '〇',
    '年',
    '月',
    '日',
    '.',
    '/',
    '-',
    '～',
    'から',
    ' ',
    '2021',
    '文',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (printed) => {
        expect(readDate(printed).kind).toMatch(/^(day|month|year|unreadable)$/)
      },
    ),
    { numRuns: 500 },
  )
})
