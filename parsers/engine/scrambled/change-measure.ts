/** How wide a text is, in widths of a 漢字. */
export type Measure = (text: string) => number

/** Widths of narrow characters, かな and カナ, brackets, and other marks. */
type Font = {
  readonly narrow: number
  readonly kana: number
  readonly bracket: number
  readonly mark: number
}

/** ＭＳ ゴシック and its like: every full-width character is as wide as the next. */
const FIXED: Font = { narrow: 0.5, kana: 1, bracket: 1, mark: 1 }
/** ＭＳ Ｐゴシック and its like; means of what such fonts print. */
const PROPORTIONAL: Font = { narrow: 0.53, kana: 0.88, bracket: 0.5, mark: 0.55 }

const NARROW = /[\u0020-\u007e\uff61-\uff9f]/u
const KANA = /[\u3041-\u30ff]/u
const BRACKET = /[（）「」『』＜＞〈〉【】［］〔〕]/u
const MARK = /[、。，．：；・\u3000]/u

const measureIn =
  (font: Font): Measure =>
  (text) => {
    let width = 0
    for (const character of text) {
      if (NARROW.test(character)) width += font.narrow
      else if (BRACKET.test(character)) width += font.bracket
      else if (MARK.test(character)) width += font.mark
      else if (KANA.test(character)) width += font.kana
      else width += 1
    }
    return width
  }

/** Lines that the cell's width ended are nearly equally long in the table's font, and more unequal in another. */
export function measureOf(blocks: readonly (readonly string[])[]): Measure {
  const ended = blocks
    .filter((lines) => lines.length >= 4)
    .map((lines) =>
      lines
        .slice(0, -1)
        .filter((line, index) => !/[。＞：:]$/u.test(line) && !/^[①-⑳・＜]/u.test(lines[index + 1]!)),
    )
    .filter((lines) => lines.length >= 3)
  const spread = (measure: Measure) => {
    const widths = ended.map((lines) => lines.map(measure))
    return widths.reduce((sum, each) => sum + deviation(each), 0)
  }
  const fixed = measureIn(FIXED)
  const proportional = measureIn(PROPORTIONAL)
  return spread(fixed) <= spread(proportional) ? fixed : proportional
}

/** The sum of the differences from the median, as shares of it. */
function deviation(widths: readonly number[]): number {
  const middle = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)]!
  return widths.reduce((sum, width) => sum + Math.abs(width - middle), 0) / middle
}
