import { remembering } from '../../text/remembering.ts'
import { saysNothing } from './likeness.ts'
import { mismatch } from './printed-page.ts'
import { MAX_LINES, type ReadPage } from './read-page.ts'
import { sheetLines } from './sheet.ts'
import { type Sheet, UPRIGHT } from './sheet-pen.ts'
import { shownPage } from './shown-page.ts'
import { isPrintedBelow } from './slots.ts'
import { fixedWidth, type Measure, proportionalWidth } from './widths.ts'

/** Sizes of type in points that sheets are set in. */
const SIZES = [11, 9.9, 10.5, 10.1, 11.7, 9.1, 12]
/** Of forty columns, those of the labels. */
const SPLITS = [10, 9, 11]
/** The column of the labels as a share of the width, where no line over the whole width tells it. */
const USUAL_SPLIT = 10
/** Cells of more lines than this have a line to spare, or none has. */
const SPARES = [3, Infinity]
/** What begins at the top of its cell. */
const TOPS = [
  { lines: Infinity, characters: 295 },
  { lines: 8, characters: Infinity },
  { lines: 5, characters: Infinity },
]
/** So many pages, those with most values, tell how the sheet is set. */
const PAGES = 6
/** Fewer pages do not tell how it is set. */
const LEAST_PAGES = 3
/** Lines of one length in their own type differ by less, in characters. */
const EVEN = 0.8
/** Characters in a line of the usual sheet; no sheet has room for so few. */
const USUAL_WIDTH = 40
const LEAST_WIDTH = 25
/** What a line that the cell's width ended may fall short of it, in characters. */
const SLACK = 0.25

/** The sheet that the pages were printed from: the one under which their text comes out most nearly as it is. */
export function fitSheet(pages: readonly ReadPage[]): Sheet | undefined {
  const telling = pages
    .filter(
      ({ reads, placed }) =>
        placed.page.lines.length <= MAX_LINES && reads.some(({ units }) => units.length > 0),
    )
    .toSorted((a, b) => filled(b) - filled(a))
    .slice(0, PAGES)
  if (telling.length < LEAST_PAGES) return undefined
  const measure = measureOf(pages)
  const value = valueWidth(pages, measure)
  const whole = wholeWidth(pages, measure, value)
  const split = whole === undefined ? USUAL_SPLIT : nearest(SPLITS, 40 * (1 - value / whole))
  const shown = telling.map((page) => shownPage(page.placed, ownLines(page)))
  const contents = telling.map((page) => ({ ...page.known, texts: textsOf(page) }))
  const cost = (sheet: Sheet, limit: number) => {
    let sum = 0
    for (const [index, { placed }] of telling.entries()) {
      if (sum >= limit) break
      sum += mismatch(sheetLines(placed, contents[index]!, sheet), shown[index]!, limit - sum)
    }
    return sum
  }
  const lengthsAt = (size: number) => ({
    size,
    value: (value + SLACK) * size,
    label: (whole === undefined ? ((value + SLACK) * split) / (40 - split) : whole - value) * size,
  })
  const usualSheet = { split, spread: false, spare: SPARES[0]!, top: TOPS[0]!, measure }
  let best: { sheet: Sheet; cost: number } | undefined
  const tryEach = (sheets: readonly Sheet[]) => {
    for (const sheet of sheets) {
      const own = cost(sheet, best?.cost ?? Infinity)
      if (!best || own < best.cost) best = { sheet, cost: own }
    }
  }
  tryEach(
    SIZES.flatMap((size) => [false, true].map((spread) => ({ ...usualSheet, ...lengthsAt(size), spread }))),
  )
  tryEach(SPLITS.map((other) => ({ ...best!.sheet, split: other })))
  tryEach(SPARES.slice(1).map((spare) => ({ ...best!.sheet, spare })))
  tryEach(TOPS.slice(1).map((top) => ({ ...best!.sheet, top })))
  tryEach(SIZES.map((size) => ({ ...best!.sheet, ...lengthsAt(size) })))
  return best?.sheet
}

const filled = ({ reads }: ReadPage): number => reads.filter(({ units }) => units.length > 0).length

/** The lines that are labels or may be values: each is itself, whatever it says. */
export function ownLines({ placed, units }: ReadPage): (at: number) => boolean {
  const own = new Set(units.map(({ at }) => at))
  for (const [, spot] of placed.spotOf)
    for (let at = spot.from; at <= spot.to; at++) if (!UPRIGHT.test(placed.page.lines[at]!.key)) own.add(at)
  return (at) => own.has(at)
}

export const textsOf = ({ reads }: ReadPage) =>
  new Map(reads.map(({ slot, units }) => [slot, units.map(({ at }) => at)]))

/** Of the long lines, those that the cell's width ended are equally long in the sheet's own type. */
function measureOf(pages: readonly ReadPage[]): Measure {
  const texts = pages.flatMap(({ reads }) =>
    reads.flatMap(({ slot, units }) =>
      isPrintedBelow(slot.item) ? [] : units.slice(0, -1).map(({ text }) => text),
    ),
  )
  const evenness = (measure: Measure) => {
    const widths = texts.map(measure)
    const full = usual(widths)
    const long = widths.filter((width) => width > 0.85 * full && width < 1.15 * full)
    return long.filter((width) => width > full - EVEN && width <= full).length / Math.max(1, long.length)
  }
  return remembering(evenness(fixedWidth) > evenness(proportionalWidth) ? fixedWidth : proportionalWidth)
}

const nearest = (values: readonly number[], wanted: number): number =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best))

/** The length of full lines of values beside their labels. */
function valueWidth(pages: readonly ReadPage[], measure: Measure): number {
  return usual(
    pages.flatMap(({ reads }) =>
      reads
        .filter(({ slot, units }) => !isPrintedBelow(slot.item) && units.length > 1)
        .flatMap(({ units }) => units.slice(0, -1).map(({ text }) => measure(text)))
        .filter((width) => width > LEAST_WIDTH),
    ),
  )
}

/** The length of full lines of values over the whole width, if there are such. */
function wholeWidth(pages: readonly ReadPage[], measure: Measure, value: number): number | undefined {
  const widths = pages
    .flatMap(({ reads }) => reads)
    .filter(({ slot }) => isPrintedBelow(slot.item))
    .flatMap(({ units }) => units.filter(({ text }) => !saysNothing(text)).map(({ text }) => measure(text)))
    .filter((width) => width > 1.15 * value && width < 1.5 * value)
  return widths.length > 1 ? usual(widths) : undefined
}

/** Lines that their cell's width ended are so nearly equal in length, in characters. */
const NEAR = 1.3

/** The length that most lines reach or nearly reach: that of the lines that the width of their cell ended. */
function usual(widths: readonly number[]): number {
  const countUpTo = (width: number) => widths.filter((each) => each <= width && each > width - NEAR).length
  let [best, most] = [USUAL_WIDTH, 0]
  for (const width of new Set(widths)) {
    const count = countUpTo(width)
    if (count > most || (count === most && width > best)) [best, most] = [width, count]
  }
  return best
}
