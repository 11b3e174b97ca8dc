import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery, type Query, QueryError, wordsOf } from '../../../../db/search/parse-query.ts'

const shown = (query: Query): string =>
  query.kind === 'word' ? query.folded : `(${shown(query.left)} ${query.kind} ${shown(query.right)})`

test.each([
  ['委託', '委託'],
  ['再委託 クラウド', '(再委託 AND クラウド)'],
  ['再委託　AND　クラウド', '(再委託 AND クラウド)'],
  ['a OR b c', '(a OR (b AND c))'],
  ['a NOT b', '(a NOT b)'],
  ['a AND NOT b', '(a NOT b)'],
  ['(a OR b) c', '((a OR b) AND c)'],
  ['（ａ OR ｂ）NOT “外部　保管”', '((a OR b) NOT 外部保管)'],
  ['"AND" or', '(and AND or)'],
  ["it's NEAR(x*)^-:{}", "(((it's AND near) AND x*) AND ^-:{})"],
])('%s', (text, expected) => {
  expect(shown(parseQuery(text))).toBe(expected)
})

test.each([
  '',
  '   ',
  '""',
  'AND',
  'a AND',
  'OR a',
  'NOT a',
  '(a',
  'a)',
  '()',
  '"a',
  'a OR OR b',
  'あ'.repeat(501),
  'a '.repeat(41),
])('%s is refused with a reason', (text) => {
  expect(() => parseQuery(text)).toThrow(QueryError)
})

test('whatever is typed is a query or refused with a reason', () => {
  const typed = fc
    .array(fc.constantFrom('AND', 'OR', 'NOT', '(', ')', '"', '*', "'", ';', '委', 'a', ' ', '\0', '\ud800'))
    .map((parts) => parts.join(' '))
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary' })), (text) => {
      try {
        expect(wordsOf(parseQuery(text)).every((word) => word !== '')).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(QueryError)
      }
    }),
    { numRuns: 2000 },
  )
})
