import type { Glyph } from '../records/index.ts'

/** Letters that stand in Japanese print: kana, ideographs, Latin in both widths. Marks, numbers and symbols are neutral. */
const JAPANESE =
  /^[\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Han}A-Za-z\uff21-\uff3a\uff41-\uff5a\p{N}\p{P}\p{S}\p{Z}]+$/u
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const HAN = /\p{Script=Han}/u

/** A font is garbage when this share of its characters is implausible, of at least so many. */
const GARBAGE_SHARE = 0.1
const MIN_FONT_CHARACTERS = 10
/** Japanese prose has a third of kana; a text of this many ideographs with less than this share is none. */
const MIN_KANA_SHARE = 0.04
const MIN_IDEOGRAPHS = 300

/**
 * Whether a character can stand in a Japanese form. Letters of other scripts, private use, U+FFFD and control characters
 * are what a font without a usable character map gives back: 委 as ᝎ, 個 as ఆ.
 */
export function isPlausible(character: string): boolean {
  return JAPANESE.test(character) && !/[\ufffd\p{Co}\p{Cc}\p{Cn}]/u.test(character)
}

export type Legibility = {
  /** Fonts whose characters are garbage, by the names that the glyphs carry. */
  readonly garbageFonts: ReadonlySet<string>
  /** Share of all characters that are set in them (0..1). */
  readonly garbageShare: number
  /** Ideographs without the kana that would hold them together. */
  readonly lacksKana: boolean
}

/** Judges font by font whether characters are what was printed. */
export function legibilityOf(glyphs: Iterable<Glyph>): Legibility {
  const fonts = new Map<string, { all: number; implausible: number }>()
  let kana = 0
  let ideographs = 0
  let all = 0
  for (const { text, font } of glyphs) {
    if (text.trim() === '') continue
    const count = fonts.get(font) ?? { all: 0, implausible: 0 }
    fonts.set(font, count)
    all++
    count.all++
    if (!isPlausible(text)) count.implausible++
    if (KANA.test(text)) kana++
    else if (HAN.test(text)) ideographs++
  }
  const garbage = [...fonts].filter(
    ([, count]) => count.all >= MIN_FONT_CHARACTERS && count.implausible >= GARBAGE_SHARE * count.all,
  )
  const garbled = garbage.reduce((sum, [, count]) => sum + count.all, 0)
  return {
    garbageFonts: new Set(garbage.map(([font]) => font)),
    garbageShare: all === 0 ? 0 : garbled / all,
    lacksKana: ideographs >= MIN_IDEOGRAPHS && kana < MIN_KANA_SHARE * (kana + ideographs),
  }
}
