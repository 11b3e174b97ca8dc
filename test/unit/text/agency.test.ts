import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifyAgency } from '../../../parsers/text/agency.ts'

const KUMAGAYA = { code: '112020', prefecture: '埼玉県', municipality: '熊谷市' }
const TOKYO = { code: '130001', prefecture: '東京都' }

test.each([
  ['埼玉県熊谷市長', KUMAGAYA],
  ['埼玉県 熊谷市長', KUMAGAYA],
  ['熊谷市長', KUMAGAYA],
  ['熊谷市長　架空　太郎', KUMAGAYA],
  ['熊谷市教育委員会', KUMAGAYA],
  ['⻘森県⻘森市⻑', { code: '022012', prefecture: '青森県', municipality: '青森市' }],
  ['小平市', { code: '132110', prefecture: '東京都', municipality: '小平市' }],
  ['千葉市長', { code: '121002', prefecture: '千葉県', municipality: '千葉市' }],
  ['世田谷区長', { code: '131121', prefecture: '東京都', municipality: '世田谷区' }],
  ['埼玉県入間郡三芳町長', { code: '113247', prefecture: '埼玉県', municipality: '三芳町' }],
  ['奈良県大和郡山市長', { code: '292036', prefecture: '奈良県', municipality: '大和郡山市' }],
  ['四日市市長', { code: '242021', prefecture: '三重県', municipality: '四日市市' }],
  ['茅ケ崎市長', { code: '142077', prefecture: '神奈川県', municipality: '茅ヶ崎市' }],
  ['広島県府中市長', { code: '342084', prefecture: '広島県', municipality: '府中市' }],
  ['東京都知事', TOKYO],
  ['東京都', TOKYO],
  ['東京都教育委員会', TOKYO],
  ['京都府知事', { code: '260002', prefecture: '京都府' }],
  ['京都市長', { code: '261009', prefecture: '京都府', municipality: '京都市' }],
  ['北海道知事', { code: '010006', prefecture: '北海道' }],
])('%s is on the list', (printed, place) => {
  expect(identifyAgency(printed)).toEqual({ agency: { name: printed, ...place }, ambiguous: false })
})

test.each([
  ['架空県架空市長', { prefecture: '架空県', municipality: '架空市' }],
  ['架空県架空浜町長', { prefecture: '架空県', municipality: '架空浜町' }],
  ['架空沢市長', { municipality: '架空沢市' }],
  ['架空県知事', { prefecture: '架空県' }],
  ['埼玉県浦和市長', { prefecture: '埼玉県', municipality: '浦和市' }],
  ['埼玉県千葉市長', { prefecture: '埼玉県', municipality: '千葉市' }],
  ['○○町長', {}],
  ['市町村長', {}],
  ['千葉市中央区長', {}],
  ['架空広域連合', {}],
  ['埼玉県後期高齢者医療広域連合', { prefecture: '埼玉県' }],
  ['東京都職員共済組合', { prefecture: '東京都' }],
  ['厚生労働大臣', {}],
  ['日本年金機構', {}],
  ['', {}],
])('%s has no code, only what it says itself', (printed, place) => {
  expect(identifyAgency(printed)).toEqual({ agency: { name: printed, ...place }, ambiguous: false })
})

test('a name that several bear is asserted of none', () => {
  expect(identifyAgency('府中市長')).toEqual({ agency: { name: '府中市長' }, ambiguous: true })
  expect(identifyAgency('北海道泊村長')).toEqual({
    agency: { name: '北海道泊村長', prefecture: '北海道' },
    ambiguous: true,
  })
})

test('the name is as printed, without the space around it', () => {
  expect(identifyAgency('\n 埼玉県　熊谷市長 ').agency.name).toBe('埼玉県　熊谷市長')
})

test('never throws, and gives a code only with a prefecture', () => {
  const pieces = fc.constantFrom(
    '埼玉県',
    '東京都',
    '熊谷',
    '府中',
    '市',
    '区',
    '町',
    '村',
    '長',
    '郡',
    '知事',
    ' ',
    '架空',
    '県',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (printed) => {
        const { agency, ambiguous } = identifyAgency(printed)
        expect(agency.name).toBe(printed.trim())
        expect(agency.code === undefined || (agency.prefecture !== undefined && !ambiguous)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})
