const INVISIBLE = /[\s\u200b\u200c\u2060\ufeff]|\u200d|\p{Variation_Selector}/gu
const DASHES = /[\u2010-\u2015\u2212\u2500\u2501\u30fc]/gu
const CIRCLES = /[○〇◯⚪●]/gu
const WAVES = /[~〜]/gu

/**
 * The form in which texts and queries are compared: NFKC (full and half width, ㈱ is (株)), small letters, no white space,
 * one dash (サーバー is サ-バ-, the same for both), one circle, one wave dash. Folding twice changes nothing.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replace(CIRCLES, '○')
    .replace(WAVES, '~')
}
