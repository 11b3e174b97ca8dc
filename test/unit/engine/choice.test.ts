import { expect, test } from 'vitest'
import { readChoice } from '../../../parsers/engine/values/choice.ts'
import { glyphsOf, linesOf } from '../../support/glyphs.ts'

const options = [
  { number: 1, label: '特に力を入れている' },
  { number: 2, label: '十分である' },
  { number: 3, label: '課題が残されている' },
]
const printed = [
  ...glyphsOf('＜選択肢＞', 200, 0, 6),
  ...glyphsOf('1) 特に力を入れている   2) 十分である', 200, 12, 6),
  ...glyphsOf('3) 課題が残されている', 200, 24, 6),
]
const read = (value: string) => {
  const { option, reason, unused } = readChoice([...glyphsOf(value, 0, 10), ...printed], options)
  return { option: option?.number, reason, unused: unused.map((glyph) => glyph.text).join('') }
}

test.each([
  ['[ 十分である ]', 2],
  ['［　課題が残されている　］', 3],
  ['[ 十 分 で あ る ]', 2],
  ['[ 2) 十分である ]', 2],
  ['[ 2) ]', 2],
  ['[ ３ ]', 3],
])('%s is option %i', (value, number) => {
  expect(read(value)).toEqual({ option: number, reason: undefined, unused: '' })
})

test('an empty bracket is no choice', () => {
  expect(read('[          ]')).toEqual({ option: undefined, reason: undefined, unused: '' })
})

test('a value that is not among the options is reported, not asserted', () => {
  const { option, reason } = read('[ おおむね良好 ]')
  expect(option).toBeUndefined()
  expect(reason).toEqual({ code: 'not-an-option', words: "「おおむね良好」 is not among the form's options" })
})

test('a digit makes another option, not a slip', () => {
  const counts = [
    { number: 1, label: '10万人以上100万人未満' },
    { number: 2, label: '100万人以上1,000万人未満' },
  ]
  expect(readChoice(glyphsOf('[ 10万人以上10万人未満 ]', 0, 0), counts).option).toBeUndefined()
})

test('a value over two lines, its options below it', () => {
  const long = [
    { number: 1, label: '基礎項目評価及び重点項目評価の実施が義務付けられる' },
    { number: 2, label: '基礎項目評価の実施が義務付けられる' },
  ]
  const glyphs = [
    ...glyphsOf('[', 0, 5),
    ...glyphsOf('基礎項目評価及び重点項目評価', 10, 0),
    ...glyphsOf('の実施が義務付けられる', 10, 11),
    ...glyphsOf(']', 180, 5),
    ...linesOf(
      ['1) 基礎項目評価及び重点項目評価の実施が義務付けられる', '2) 基礎項目評価の実施が義務付けられる'],
      200,
      0,
    ),
  ]
  expect(readChoice(glyphs, long).option?.number).toBe(1)
})

test('what is no option is left over', () => {
  expect(read('[ 十分である ] （注）').unused).toBe('（注）')
})
