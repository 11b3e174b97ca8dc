import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCheckboxes } from '../../../parsers/engine/values/checkboxes.ts'
import { glyphsOf, linesOf } from '../../support/glyphs.ts'

const options = [
  { label: '紙' },
  { label: '電子記録媒体（フラッシュメモリを除く。）' },
  { label: '専用線' },
  { label: 'その他', detail: true },
]
const read = (lines: readonly string[]) => {
  const { boxes } = readCheckboxes(linesOf(lines), options, (key) => key === '・媒体')
  return Object.fromEntries(
    boxes.map(({ label, state, detail }) => [label, detail ? `${state}: ${detail}` : state]),
  )
}

test.each(['○', '〇', '◯', 'Ｏ', 'レ', '✓', '■'])('the mark %s checks a box', (mark) => {
  expect(
    read([
      `[ ${mark} ] 紙   [   ] 電子記録媒体（フラッシュメモリを除く。）`,
      '[   ] 専用線   [   ] その他 （          ）',
    ]),
  ).toEqual({
    紙: 'checked',
    '電子記録媒体（フラッシュメモリを除く。）': 'unchecked',
    専用線: 'unchecked',
    その他: 'unchecked',
  })
})

test('boxes drawn as one character', () => {
  expect(
    read(['☑ 紙   □ 電子記録媒体（フラッシュメモリを除く。）', '☐ 専用線   ☑ その他 （ 閲覧 ）']),
  ).toEqual({
    紙: 'checked',
    '電子記録媒体（フラッシュメモリを除く。）': 'unchecked',
    専用線: 'unchecked',
    その他: 'checked: 閲覧',
  })
})

test('labels before their boxes', () => {
  expect(
    read(['紙 [ ○ ]   電子記録媒体（フラッシュメモリを除く。） [   ]', '専用線 [   ]   その他 [ ○ ]']),
  ).toEqual({
    紙: 'checked',
    '電子記録媒体（フラッシュメモリを除く。）': 'unchecked',
    専用線: 'unchecked',
    その他: 'checked',
  })
})

test('captions between the boxes are no labels', () => {
  expect(
    read([
      '・媒体',
      '[ ○ ] 紙',
      '[   ] 電子記録媒体（フラッシュメモリを除く。）',
      '[   ] 専用線',
      '[   ] その他',
    ]),
  ).toMatchObject({ 紙: 'checked' })
})

test('a box that holds a word is unknown, an option without a box, too', () => {
  const { boxes } = readCheckboxes(linesOf(['[ 未定 ] 紙', '[ ○ ] 専用線']), options, () => false)
  expect(boxes.map(({ label, state, reason }) => [label, state, reason])).toEqual([
    ['紙', 'unknown', { code: 'odd-mark', words: 'the box holds 「未定」' }],
    [
      '電子記録媒体（フラッシュメモリを除く。）',
      'unknown',
      { code: 'no-place', words: 'its box was not found' },
    ],
    ['専用線', 'checked', undefined],
    ['その他', 'unknown', { code: 'no-place', words: 'its box was not found' }],
  ])
})

test('a detail over two lines in smaller print', () => {
  const glyphs = [
    ...glyphsOf('[ ○ ] その他 （', 0, 10),
    ...glyphsOf('住民記録システム、', 100, 6, 7),
    ...glyphsOf('統計分析基盤', 100, 14, 7),
    ...glyphsOf('）', 200, 10),
  ]
  const { boxes } = readCheckboxes(glyphs, [{ label: 'その他', detail: true }], () => false)
  expect(boxes[0]).toMatchObject({ state: 'checked', detail: '住民記録システム、統計分析基盤' })
})

test('law: text without a mark never checks a box', () => {
  const noise = fc.string({
    unit: fc.constantFrom('あ', '業', '・', '（', '）', '1', '、', '※', '＜'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(fc.array(noise, { minLength: 1, maxLength: 6 }), (words) => {
      const { boxes } = readCheckboxes(linesOf(words.map((word) => `[   ] ${word}`)), options, () => false)
      expect(boxes.filter(({ state }) => state === 'checked')).toEqual([])
    }),
  )
})
