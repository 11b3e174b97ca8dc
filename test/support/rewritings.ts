/** Chooses a whole number below `size`. */
export type Choose = (size: number) => number
export type Rewriting = (lines: readonly string[], at: Choose) => string[]

const LABEL = /^[\s\f]*(?:[①-⑳Ⅰ-Ⅵ]|[1-9１-９]+．)/u
const BROKEN_FROM = 24
/** What is no prose: labels, options, brackets, lists, rows of cells, and what the line before goes on with. */
const NO_PROSE = /[[\]［］＜＞<>()（）【】\t|]|^[\s\f]*(?:[①-⑳Ⅰ-Ⅹ]|[0-9０-９]+[.．)）]|[-*#])|評価書|宣言$/u
const PAGE_NUMBER = /^- (\d+) -$/u

const shiftWidth = (lines: readonly string[], signs: RegExp, shift: number, at: Choose): string[] =>
  lines.map((line) =>
    line.replace(signs, (sign) => (at(2) ? sign : String.fromCodePoint(sign.codePointAt(0)! + shift))),
  )

/** Rewritings of a text that leave what it says as it is, with every line end where it was or at an equal place. */
export const harmlessRewritings: Readonly<Record<string, Rewriting>> = {
  'full width': (lines, at) => shiftWidth(lines, /[0-9[\](),.]/gu, 0xfee0, at),
  'half width': (lines, at) => shiftWidth(lines, /[０-９（）［］]/gu, -0xfee0, at),
  spaces: (lines, at) =>
    lines.map((line) => line.replace(/^\s*(?=\S)/u, (start) => (at(2) ? start : `${start}　`))),
  'spaces within lines': (lines, at) =>
    lines.map((line) => {
      const place = 1 + at(Math.max(1, line.length - 1))
      const isInTag = /<[^>]*$/u.test(line.slice(0, place))
      return line.length > 3 && !isInTag && at(3) === 0
        ? `${line.slice(0, place)} ${line.slice(place)}`
        : line
    }),
  'trailing spaces': (lines, at) => lines.map((line) => (at(2) ? line : `${line} `)),
  'line breaks in prose': (lines, at) =>
    lines.flatMap((line) => {
      const break_ = Math.floor(line.length / 2) + at(6) - 3
      if (NO_PROSE.test(line) || line.length < BROKEN_FROM || at(2)) return [line]
      return [line.slice(0, break_), line.slice(break_)]
    }),
  'roman numerals': (lines) =>
    lines.map((line) =>
      line.replace(/^([\f|#\s]*)([Ⅰ-Ⅵ])(?=\s)/u, (_, start, sign) => start + sign.normalize('NFKC')),
    ),
  circles: (lines, at) => lines.map((line) => line.replace(/○/gu, () => '○〇◯'[at(3)]!)),
  'carriage returns': (lines) => lines.map((line) => `${line}\r`),
  'page numbers': (lines, at) => {
    const style = at(3)
    return lines.map((line) =>
      line.replace(PAGE_NUMBER, (own, page) => [own, `${page} / 9`, `${page}ページ`][style]!),
    )
  },
  'page numbers added': (lines, at) => {
    let page = at(40)
    return lines.flatMap((line) => (line.startsWith('\f') ? [`- ${page++} -`, line] : [line]))
  },
  'form feeds as empty lines': (lines) =>
    lines.flatMap((line) => (line.startsWith('\f') ? ['', '', '', line.slice(1)] : [line])),
  'page numbers dropped': (lines) => lines.filter((line) => !PAGE_NUMBER.test(line)),
  'empty lines doubled': (lines, at) => lines.flatMap((line) => (line === '' && at(2) ? ['', ''] : [line])),
  'runs of empty lines shortened': (lines) =>
    lines.filter((line, index) => line !== '' || lines[index - 1] !== '' || lines[index - 2] !== ''),
  'all empty lines dropped': (lines) => lines.filter((line) => line !== ''),
  // Beyond labels an empty line may be all that sets two values apart.
  'empty lines below labels dropped': (lines, at) =>
    lines.filter((line, index) => line !== '' || !LABEL.test(lines[index - 1] ?? '') || at(3) > 0),
  'some empty lines dropped': (lines, at) => lines.filter((line) => line !== '' || at(10) > 0),
  'half of the empty lines dropped': (lines, at) => lines.filter((line) => line !== '' || at(2) > 0),
}

/** Form feeds within pages: harmless where page numbers tell where pages end. */
export const pageBreaks: Readonly<Record<string, Rewriting>> = {
  'form feeds before any lines': (lines, at) => lines.map((line) => (at(40) === 0 ? `\f${line}` : line)),
  'form feeds for empty lines': (lines, at) =>
    lines.map((line) => (line === '' && at(20) === 0 ? '\f' : line)),
}

/** The text with `- 1 -`, `- 2 -` … as the last line of its pages. */
export function withPageNumbers(lines: readonly string[]): string[] {
  let page = 1
  return [
    ...lines.flatMap((line) => (line.startsWith('\f') ? [`- ${page++} -`, '', line] : [line])),
    '',
    `- ${page} -`,
  ]
}
