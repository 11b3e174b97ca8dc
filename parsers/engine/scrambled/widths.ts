/** How wide a text is, in widths of a 漢字. */
export type Measure = (text: string) => number

/** ＭＳ ゴシック and its like: every full-width character is as wide as the next. */
export const fixedWidth: Measure = (text) => sum(text, (code) => (isNarrow(code) ? 50 : 100))

/** ＭＳ Ｐゴシック and its like, by the widths of IPA Pゴシック. */
export const proportionalWidth: Measure = (text) =>
  sum(text, (code) => PROPORTIONAL.get(code) ?? (isNarrow(code) ? 55 : 100))

const isNarrow = (code: number): boolean => (code >= 0x20 && code < 0x7f) || (code >= 0xff61 && code < 0xffa0)

function sum(text: string, widthOf: (code: number) => number): number {
  let total = 0
  for (const character of text) total += widthOf(character.codePointAt(0)!)
  return total / 100
}

/** Hundredths of an em of the characters from one on, two digits each. */
const RUNS: readonly (readonly [number, string])[] = [
  [
    0x20,
    '2730346363856919333337632636265063636363636363636363323263636355896466737660577575293865539076806280655860756493696264306330505050556254625731566127275227876060626237463560497549494733203350',
  ],
  [
    0x3041,
    '8092819365767188789198988290678190957989829379809092959787929495879380949687918085959198969795969694959697989798989895979884949897828092809469838178839883829793968691',
  ],
  [
    0x30a1,
    '7287657672827892728888938991809088918593969788909094939480898292929471849191957175909280906997989782898880899196969692939390799077907590789269828575998188728493928086917374',
  ],
]
/** What is neither narrow nor as wide as a 漢字 otherwise. */
const OTHERS: readonly (readonly [number, string])[] = [
  [39, '‘’'],
  [44, '‐‑'],
  [48, '！｜'],
  [49, '１'],
  [50, '、。〝〟，．：；・'],
  [55, '【】〔〕（）“”'],
  [57, '「」'],
  [60, '［］'],
  [61, '『』７'],
  [64, '３ＥＺ−'],
  [65, '〈〉ＬＰ'],
  [66, '《》２５６９ＳＲ'],
  [68, '０４８Ｂ'],
  [70, 'ＤＮＴＶＸＹＣＨ'],
  [73, 'ＡＫＵＧＯＱ'],
  [79, '々'],
  [82, '＃＋－＝'],
  [86, 'Ｍ'],
  [94, 'ー'],
  [95, '〜Ｗ～〇—―'],
]

const PROPORTIONAL: ReadonlyMap<number, number> = new Map([
  ...RUNS.flatMap(([from, digits]) =>
    Array.from({ length: digits.length / 2 }, (_, at): [number, number] => [
      from + at,
      Number(digits.slice(2 * at, 2 * at + 2)),
    ]),
  ),
  ...OTHERS.flatMap(([width, characters]) =>
    [...characters].map((character): [number, number] => [character.codePointAt(0)!, width]),
  ),
])
