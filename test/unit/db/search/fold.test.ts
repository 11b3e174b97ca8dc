import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../../../db/search/fold.ts'
import { gramPhrase, grams } from '../../../../db/search/grams.ts'
import { placeOfRow, rowidOf } from '../../../../db/search/place.ts'
import { snippetOf } from '../../../../db/search/snippet.ts'

test.each([
  ['ｼｽﾃﾑ', 'システム'],
  ['ガバメントクラウド', 'ｶﾞﾊﾞﾒﾝﾄ ｸﾗｳﾄﾞ'],
  ['ＮＴＴ　データ', 'nttデータ'],
  ['㈱架空', '(株)架空'],
  ['サーバー', 'サ―バ－'],
  ['葛󠄀城', '葛城'],
  ['○○市', '〇◯市'],
  ['委託\n  先', '委託先'],
])('%s is the same as %s', (one, other) => {
  expect(fold(one)).toBe(fold(other))
})

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)),
    { numRuns: 2000 },
  )
})

test('a text becomes the pairs of its characters, and its last one', () => {
  expect(grams('委託先')).toBe('委託 託先 先')
  expect(gramPhrase('委託先')).toBe('"委託 託先"')
  expect(gramPhrase('委')).toBe('"委" *')
  expect(grams('𠮷野')).toBe('𠮷野 野')
  expect(grams('')).toBe('')
})

test('a row of the index tells its place', () => {
  const places = [
    { number: 40_000, kind: 'item', position: 1 },
    { number: 40_000, kind: 'change', position: 1 },
    { number: 1, kind: 'change', position: 9999 },
  ] as const
  for (const place of places) expect(placeOfRow(rowidOf(place))).toEqual(place)
})

test('a snippet is cut from the printed text, over its line breaks and widths', () => {
  expect(snippetOf('再委\n託先では、ｶﾞﾊﾞﾒﾝﾄを使う', ['再委託', 'ガバ'], 40)).toEqual({
    text: '再委\n託先では、ｶﾞﾊﾞﾒﾝﾄを使う',
    matches: [
      [0, 4],
      [8, 12],
    ],
  })
  const long = `${'あ'.repeat(50)}委託${'い'.repeat(50)}`
  expect(snippetOf(long, ['委託'], 30)).toEqual({
    text: `${'あ'.repeat(20)}委託${'い'.repeat(8)}`,
    matches: [[20, 22]],
  })
  expect(snippetOf('何もない', ['委託'], 40)).toBeUndefined()
})
