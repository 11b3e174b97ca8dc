import { foldGlyphForms, matchKey } from '../text/characters.ts'

/** How a number is written: Ⅳ, 4, ④, (4). */
export type Notation = 'roman' | 'arabic' | 'circled' | 'bracketed'
export type PrintedNumber = { readonly notation: Notation; readonly value: number }

/** A character of the private use area stands for each number. */
const BASES = { roman: 0xe000, arabic: 0xe100, circled: 0xe800, bracketed: 0xe900 } as const
const MOST = { roman: 20, arabic: 0x6ff, circled: 99, bracketed: 99 } as const
const numberSign = (notation: Notation, value: number): string =>
  String.fromCharCode(BASES[notation] + Math.min(value, MOST[notation]))

/** The number that a character of an address key stands for. */
export function numberAt(char: string | undefined): PrintedNumber | undefined {
  const code = char?.charCodeAt(0) ?? 0
  if (code < BASES.roman || code > BASES.bracketed + MOST.bracketed) return undefined
  const notation: Notation =
    code >= BASES.bracketed
      ? 'bracketed'
      : code >= BASES.circled
        ? 'circled'
        : code >= BASES.arabic
          ? 'arabic'
          : 'roman'
  return { notation, value: code - BASES[notation] }
}

const CIRCLED = /[①-⑳➀-➉❶-❿⓵-⓾]/gu
const CIRCLED_STARTS = [0x2780, 0x2776, 0x24f5, 0x2460]
const BRACKETED = /[⑴-⒇]|[(（]\s*([0-9０-９]{1,2})\s*[)）]/gu
const ROMAN_SIGNS = /[Ⅰ-Ⅻⅰ-ⅻ]/gu
const ROMANS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
/** Latin letters for Ⅰ–Ⅹ; within a word (NISC, VRS) they are none. */
const ROMAN_LETTERS = /(?<![A-Za-z])(?:IX|IV|VI{0,3}|I{1,3}|X)(?![A-Za-z])/gu
/** OCR reads Ⅰ as l or |. */
const ROMAN_STROKES = /(?<![A-Za-z|])[l|](?![A-Za-z|])/gu

/** Words that agencies and OCR write otherwise than the form; both sides are folded. */
const SAME_WORDS: readonly (readonly [RegExp, string])[] = [
  [/問い?合わ?せ/gu, '問合せ'],
  [/取り?扱い?/gu, '取扱'],
  [/ユ-ザ-?/gu, 'ユ-ザ'],
  [/サ-バ-?/gu, 'サ-バ'],
  [/紐づけ|ひも付け|ひもづけ/gu, '紐付け'],
  [/き損|棄損/gu, '毀損'],
  [/漏洩/gu, '漏えい'],
  [/および/gu, '及び'],
  [/従業員/gu, '従業者'],
  [/特定個人(?!情報)/gu, '特定個人情報'],
  [/その他の/gu, '他の'],
  [/[「」『』“”"]/gu, ''],
]
/** Characters that are taken for each other; the second stands for both. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  `力カ 口ロ 二ニ 工エ 卜ト 夕タ 八ハ へヘ べベ ぺペ 末未 隨随 府庁 佃価 減滅 曰日 已己
   ッツ ャヤ ュユ ョヨ っつ ゃや ゅゆ ょよ`
    .split(/\s+/u)
    .map((pair) => [pair[0]!, pair[1]!]),
)

/**
 * The key under which an address, or a label of the form, is matched: no white space, one form of each character and of
 * words with several spellings. Each number is one character that keeps how it was written (`numberAt`).
 */
export function addressKey(printed: string): string {
  const numbered = foldGlyphForms(printed)
    .replace(/【再掲】|※/gu, '')
    .replace(CIRCLED, (sign) => {
      const code = sign.charCodeAt(0)
      return numberSign(
        'circled',
        code - CIRCLED_STARTS.find((start) => code >= start && code < start + 20)! + 1,
      )
    })
    .replace(ROMAN_SIGNS, (sign) =>
      numberSign('roman', ROMANS.indexOf(sign.normalize('NFKC').toUpperCase()) + 1),
    )
    .replace(BRACKETED, (sign, digits: string | undefined) =>
      numberSign(
        'bracketed',
        digits === undefined ? sign.charCodeAt(0) - 0x2473 : Number(digits.normalize('NFKC')),
      ),
    )
    .normalize('NFKC')
    .replace(ROMAN_LETTERS, (letters) => numberSign('roman', ROMANS.indexOf(letters) + 1))
    .replace(ROMAN_STROKES, numberSign('roman', 1))
    .replace(/\d+/gu, (digits) => numberSign('arabic', Number(digits)))
  const folded = SAME_WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), matchKey(numbered))
  return [...folded].map((char) => LOOKALIKES.get(char) ?? char).join('')
}
