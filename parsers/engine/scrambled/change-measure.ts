/** How wide a text is, in widths of a 漢字. */
export type Measure = (text: string) => number

/** ＭＳ ゴシック and its like: every full-width character is as wide as the next. */
const NARROW = /[\u0020-\u007e\uff61-\uff9f]/u
const fixed: Measure = (text) => {
  let width = 0
  for (const character of text) width += NARROW.test(character) ? 0.5 : 1
  return width
}

/** ＩＰＡ Ｐゴシック, which stands for ＭＳ Ｐゴシック: from a character on, widths in hundredths, two digits each (99: full). */
const PROPORTIONAL: readonly (readonly [number, string])[] = [
  [
    0x20,
    '2730346363856919333337632636265063636363636363636363323263636355896466737660577575293865539076806280655860756493696264306330505050556254625731566127275227876060626237463560497549494733203350',
  ],
  [0x3000, '9950506699798596656566665757616155559999555565656262999994509950'],
  [
    0x3041,
    '80928193657671887891989882906781909579898293798090929597879294958793809496879180859591989697959696949596979897989898959798849498978280928094698381788398838297939686918779789999999924186368995872876576728278927288889389918090889185939697889090949394808982929294718491919571759092809069979897828988808991969696929393907990779075907892698285759981887284939280869173749294958850946670',
  ],
  [
    0xff01,
    '48568272988726555578825082509968496664686666616866505098829872937269717064617471245272658670746574676670727094707064609960999999576055605946565626385823765660606044524256597859585352485294',
  ],
]
const FULL = 99
const proportionalWidths: ReadonlyMap<string, number> = new Map(
  PROPORTIONAL.flatMap(([from, widths]) =>
    (widths.match(/../gu) ?? []).flatMap((width, index) =>
      Number(width) < FULL ? [[String.fromCharCode(from + index), Number(width) / 100] as const] : [],
    ),
  ),
)
const proportional: Measure = (text) => {
  let width = 0
  for (const character of text) width += proportionalWidths.get(character) ?? 1
  return width
}

/** Whether かな are narrower than 漢字 in a font. */
export const isProportional = (measure: Measure): boolean => measure === proportional
/** How wide a text is in a font whose かな are as wide as its 漢字. */
export const fixedWidth: Measure = fixed

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
  return spread(fixed) <= spread(proportional) ? fixed : proportional
}

/** The sum of the differences from the median, as shares of it. */
function deviation(widths: readonly number[]): number {
  const middle = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)]!
  return widths.reduce((sum, width) => sum + Math.abs(width - middle), 0) / middle
}
