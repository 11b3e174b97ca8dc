import { matchKey } from '../../text/characters.ts'

/** `- 3 -`, `3`, `p.3`, `3/40`, `3ページ`, alone on a line; each is a style of its own. */
const STYLES = [
  /^-(\d{1,3})-$/u,
  /^(\d{1,3})$/u,
  /^p\.?(\d{1,3})$/iu,
  /^(\d{1,3})\/\d{1,3}$/u,
  /^(\d{1,3})(?:ペ.ジ|頁)$/u,
]
/** So many pages in a row must bear numbers that rise by one for the numbers to tell the pages. */
const MIN_NUMBERED = 4

type Feed = { readonly kind: 'feed'; readonly line: number; readonly nth: number }
type Mark = Feed | { readonly kind: 'text'; readonly numbers: readonly (number | undefined)[] }

/**
 * Takes out the form feeds that end no page. Where pages bear numbers, one page ends between two of them: at the form feed next to
 * the number. The others were set in later, or by what split the text. Lines keep their places.
 */
export function withoutStrayBreaks(lines: readonly string[]): readonly string[] {
  const stray = strayBreaks(marksOf(lines))
  if (stray.length === 0) return lines
  const byLine = Map.groupBy(stray, ({ line }) => line)
  return lines.map((text, line) => {
    const own = new Set(byLine.get(line)?.map(({ nth }) => nth))
    const [first, ...parts] = text.split('\f')
    return parts.reduce((before, part, index) => before + (own.has(index + 1) ? '' : '\f') + part, first!)
  })
}

function strayBreaks(marks: readonly Mark[]): Feed[] {
  const numbered = numberedPages(marks)
  const stray: Feed[] = []
  const feedsAbove = countFeeds(marks, numbered)
  const feedsBelow = countFeeds(marks.toReversed(), numbered)
  let page: Mark | undefined
  let between: Feed[] = []
  for (const mark of marks) {
    if (mark.kind === 'feed') between.push(mark)
    if (!numbered.has(mark)) continue
    // One page ends between two numbers that follow each other.
    if (page && isNext(page, mark)) {
      const end = between.at(feedsBelow >= feedsAbove ? 0 : -1)
      stray.push(...between.filter((each) => each !== end))
    }
    page = mark
    between = []
  }
  return stray
}

/** How many form feeds have a page number as the next line that holds something. */
function countFeeds(marks: readonly Mark[], numbered: ReadonlySet<Mark>): number {
  let feeds = 0
  let count = 0
  for (const mark of marks) {
    if (mark.kind === 'feed') feeds++
    else {
      if (numbered.has(mark)) count += feeds
      feeds = 0
    }
  }
  return count
}

const isNext = (one: Mark, other: Mark): boolean =>
  numbersOf(other).some((number, style) => number !== undefined && numbersOf(one)[style] === number - 1)

const numbersOf = (mark: Mark): readonly (number | undefined)[] => (mark.kind === 'text' ? mark.numbers : [])

/** The lines that hold something, and the form feeds, in their order. */
function marksOf(lines: readonly string[]): Mark[] {
  return lines.flatMap((line, index) =>
    line.split('\f').flatMap((part, nth): Mark[] => {
      const key = matchKey(part)
      const numbers = STYLES.map((style) => {
        const digits = style.exec(key)?.[1]
        return digits === undefined ? undefined : Number(digits)
      })
      return [
        ...(nth > 0 ? [{ kind: 'feed', line: index, nth } as const] : []),
        ...(part.trim() === '' ? [] : [{ kind: 'text', numbers } as const]),
      ]
    }),
  )
}

/** The page numbers: lines of the style that has the longest row of numbers rising by one, as far as they stand in such rows. */
function numberedPages(marks: readonly Mark[]): ReadonlySet<Mark> {
  let best = { longest: MIN_NUMBERED - 1, numbered: new Set<Mark>() }
  for (const style of STYLES.keys()) {
    const own = marks.filter((mark) => numbersOf(mark)[style] !== undefined)
    const numbers = own.map((mark) => numbersOf(mark)[style]!)
    const before = rowLengths(numbers, 1)
    const behind = rowLengths(numbers.toReversed(), -1).toReversed()
    const lengths = own.map((_, place) => before[place]! + behind[place]! - 1)
    const longest = Math.max(0, ...lengths)
    if (longest > best.longest)
      best = { longest, numbered: new Set(own.filter((_, place) => lengths[place]! >= MIN_NUMBERED)) }
  }
  return best.numbered
}

/** How long the row is that ends in each of the numbers, going by `step`. */
function rowLengths(numbers: readonly number[], step: number): number[] {
  const ending = new Map<number, number>()
  return numbers.map((number) => {
    const length = (ending.get(number - step) ?? 0) + 1
    ending.set(number, Math.max(length, ending.get(number) ?? 0))
    return length
  })
}
