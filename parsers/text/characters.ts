import type { BlankKind } from '../records/index.ts'
import { remembering } from './remembering.ts'

/** CJK Radicals Supplement (U+2E80..): forms that NFKC leaves alone but fonts give back for ordinary characters. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  `
    ⺃乙 ⺅亻 ⺉刂 ⺌小 ⺍小 ⺎尢 ⺐尣 ⺒巳 ⺓幺 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺝月 ⺟母 ⺠民
    ⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺩王 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糸 ⺰纟 ⺱罒 ⺲罒 ⺹耂 ⺾艹
    ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長
    ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻡首 ⻢马
    ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龟 ⻲亀 ⻳龟
  `
    .trim()
    .split(/\s+/u)
    .map((pair) => [pair[0]!, pair[1]!]),
)

const RADICAL = /[\u2e80-\u2eff]/gu
// Some fonts give U+2027 or U+22C5 back for the middle dot that was typed.
const MIDDLE_DOTS = /[\u2027\u22c5]/gu
// Kangxi radicals and CJK compatibility ideographs fold one to one under NFKC.
const COMPATIBILITY = /[\u2f00-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu

/** Gives radicals, compatibility ideographs and stray dots back as the characters that were typed; all else is kept. */
export function foldGlyphForms(text: string): string {
  return text
    .replace(RADICAL, (radical) => RADICALS.get(radical) ?? radical)
    .replace(MIDDLE_DOTS, '・')
    .replace(COMPATIBILITY, (ideograph) => ideograph.normalize('NFKC'))
}

const DASHES = /[\u002d\u2010-\u2015\u2212\u2500\u2501\u30fc\uff0d\uff70]/gu
const MARK_CIRCLES = /[○〇◯⚪●]/gu

/**
 * The key under which wordings are compared: NFKC, no white space, one dash, one circle, one wave dash.
 * For comparing only; it turns ① into 1, so numbers are read before.
 */
export const matchKey: (text: string) => string = remembering(
  (text) =>
    foldGlyphForms(text)
      .normalize('NFKC')
      .replace(/[\s\u200b\ufeff]+/gu, '')
      .replace(DASHES, '-')
      .replace(MARK_CIRCLES, '○')
      .replace(/[~〜～]/gu, '~')
      .replace(/[･·]/gu, '・'),
  20_000,
)

const BLANK_WORDS: Readonly<Record<string, BlankKind>> = {
  なし: 'なし',
  無し: 'なし',
  該当なし: '該当なし',
  該当無し: '該当なし',
  非公表: '非公表',
}

/** More characters in a row than the longest of these words has. */
const MORE_THAN_A_WORD = /[^\s\u200b\ufeff\u002d\u2010-\u2015\u2212\u2500\u2501\u30fc\uff0d\uff70。.]{7}/u

/** How a text says that there is nothing, or undefined if it says something. */
export function blankKind(text: string): BlankKind | undefined {
  if (MORE_THAN_A_WORD.test(text)) return undefined
  const key = matchKey(text).replace(/[。.]$/u, '')
  if (key === '') return 'empty'
  if (/^-+$/u.test(key)) return 'dash'
  return BLANK_WORDS[key]
}
