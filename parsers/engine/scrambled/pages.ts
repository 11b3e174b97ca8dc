import { matchKey } from '../../text/characters.ts'

/** A line that holds something; `number` is its place in the document (1-based), `block` the run of lines without a blank line. */
export type Line = {
  readonly text: string
  readonly key: string
  readonly number: number
  readonly page: number
  readonly block: number
  /** A narrow space stands before it. */
  readonly isSpaced?: boolean
}

export type TextPage = { readonly number: number; readonly lines: readonly Line[] }

/** 再委託 stands upright beside the places of a subcontract, a character a line. */
const SIDE_LABEL = /^[再委託](?:[\s　]{2,}|[\s　](?=[①-⑳]))/u
/** Without form feeds, this many empty lines end a page. */
const PAGE_END = 3
const PAGE_NUMBER = /^(?:-?\d{1,3}-?|p\.?\d{1,3}|\d{1,3}\/\d{1,3})(?:ペ.ジ|頁)?$/iu
const MIN_RUNNING_PAGES = 3
const MIN_RUNNING_SHARE = 0.5
const MAX_RUNNING_LENGTH = 40
/** A body's name on most pages is the running head wherever it stands. */
const BODY = /^[^、。]{2,12}[都道府県市区町村]$/u
/** Running heads stand within so many lines of a page's begin or end, or alone. */
const EDGE = 2

/** Cuts a text into pages, by form feeds or runs of empty lines, and takes running heads and page numbers off. */
export function toPages(lines: readonly string[]): TextPage[] {
  const paged = lines.some((line) => line.includes('\f'))
  const pages: Line[][] = [[]]
  let empty = 0
  let block = 0
  lines.forEach((line, index) => {
    line.split('\f').forEach((part, count) => {
      if (count > 0) pages.push([])
      if (part.trim() === '') {
        empty++
        return
      }
      if (!paged && empty >= PAGE_END && pages.at(-1)!.length > 0) pages.push([])
      if (empty > 0 || count > 0) block++
      empty = 0
      const text = part.trim().replace(SIDE_LABEL, '')
      const line = { text, key: matchKey(text), number: index + 1, page: pages.length, block }
      pages.at(-1)!.push(part.startsWith(' ') ? { ...line, isSpaced: true } : line)
    })
  })
  const inked = pages.filter((page) => page.length > 0)
  return withoutRunningHeads(
    inked.map((page, index) => ({
      number: index + 1,
      lines: page.map((line) => ({ ...line, page: index + 1 })),
    })),
  )
}

/** A short line that stands alone, once a page, on most pages is the running head; `- 3 -` alone is a page number. */
export function withoutRunningHeads(printed: readonly TextPage[]): TextPage[] {
  const pages = printed.map(({ lines }) => lines)
  const shownOn = new Map<string, number>()
  for (const page of pages) {
    const seen = new Map<string, number>()
    for (const { key } of page) seen.set(key, (seen.get(key) ?? 0) + 1)
    for (const [key, times] of seen) {
      if (times === 1 && key.length > 1 && key.length <= MAX_RUNNING_LENGTH)
        shownOn.set(key, (shownOn.get(key) ?? 0) + 1)
    }
  }
  const least = Math.max(MIN_RUNNING_PAGES, pages.length * MIN_RUNNING_SHARE)
  return printed.map(({ number, lines: page }) => {
    const alone = (line: Line) => page.filter(({ block }) => block === line.block).length === 1
    const isAtEdge = (index: number) => index < EDGE || index >= page.length - EDGE
    const isHead = (line: Line, index: number) =>
      /[\p{L}]/u.test(line.key) &&
      !/[[\]()<>]/u.test(line.key) &&
      (shownOn.get(line.key) ?? 0) >= least &&
      (alone(line) || isAtEdge(index) || BODY.test(line.key))
    const isNumber = (line: Line, index: number) =>
      PAGE_NUMBER.test(line.key) &&
      line.key !== '-' &&
      (/ペ.ジ$|頁$/u.test(line.key) ||
        /^-.*-$/u.test(line.key) ||
        (/\//u.test(line.key) && isAtEdge(index)) ||
        ((/^-.*-$|\//u.test(line.key) || index === page.length - 1) && alone(line)))
    return { number, lines: page.filter((line, index) => !isHead(line, index) && !isNumber(line, index)) }
  })
}
