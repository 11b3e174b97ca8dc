import { expect, test } from 'vitest'
import { isPlausible, legibilityOf } from '../../../parsers/text/plausibility.ts'
import { glyphsOf } from '../../support/glyphs.ts'

test.each([...'あアー漢々〆ヶABＺ9９（）、。※①ⅢⅣ○レ✓～・［］㈱℃⼈㍿'])(
  '%s stands in Japanese print',
  (character) => {
    expect(isPlausible(character)).toBe(true)
  },
)

test.each(['\ufffd', '\ue012', '\u0b95', '\u0f40', '\u0844', '\u1100', '\u0627', '\u0001', 'я', 'ϡ'])(
  '%j does not',
  (character) => {
    expect(isPlausible(character)).toBe(false)
  },
)

const prose = '住民基本台帳に記録されている者及び過去に記録された者の情報を取り扱う。'

test('a font of letters from elsewhere is garbage, the others are not', () => {
  const garbled = glyphsOf('ஆகஙචཀখаఆ', 0, 0).flatMap((glyph) => [glyph, glyph])
  const glyphs = [
    ...glyphsOf(prose, 0, 0).map((glyph) => ({ ...glyph, font: 'sound' })),
    ...garbled.map((glyph) => ({ ...glyph, font: 'broken' })),
  ]
  expect([...legibilityOf(glyphs).garbageFonts]).toEqual(['broken'])
})

test('one Greek letter in a page of prose is no garbage', () => {
  expect(legibilityOf(glyphsOf(`${prose}α${prose}`, 0, 0)).garbageFonts.size).toBe(0)
})

test('ideographs without kana are no Japanese text', () => {
  expect(legibilityOf(glyphsOf('亜哀愛悪握圧扱安案暗'.repeat(40), 0, 0)).lacksKana).toBe(true)
  expect(legibilityOf(glyphsOf(prose.repeat(20), 0, 0)).lacksKana).toBe(false)
})
