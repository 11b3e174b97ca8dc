import { remembering } from '../../text/remembering.ts'
import { type Rooms, roomsOf } from './cell-rooms.ts'
import { mismatch } from './printed-page.ts'
import { MAX_LINES, type ReadPage } from './read-page.ts'
import { sheetLines } from './sheet.ts'
import { MARGIN, type Sheet, UPRIGHT } from './sheet-pen.ts'
import { shownPage } from './shown-page.ts'
import { isPrintedBelow } from './slots.ts'
import { fixedWidth, type Measure, proportionalWidth } from './widths.ts'

/** Sizes of type in points that sheets are set in. */
const USUAL_SIZES = [11, 9.9]
const SIZES = [...USUAL_SIZES, 10.5, 10.1, 11.7, 9.1, 12]
/** Of forty columns, those of the labels. */
const SPLITS = [10, 9, 11]
/** Cells of more lines than this have a line to spare, or none has. */
const SPARES = [3, Infinity]
/** What begins at the top of its cell. */
const TOPS = [
  { lines: Infinity, characters: 295 },
  { lines: 8, characters: Infinity },
  { lines: 5, characters: Infinity },
]
/** Columns of two widths, other sizes of type, other cells that begin at their top are less usual by so many neighbours. */
const COST_UNEVEN = 4
const COST_SIZE = 4
const COST_TOP = 8
/** So many times each of these is tried anew after the others. */
const ROUNDS = 2
/** So many pages, those with most values, tell how the sheet is set. */
const PAGES = 6
/** Fewer pages do not tell how it is set. */
const LEAST_PAGES = 3
/** Lines of one length in their own type differ by less, in characters. */
const EVEN = 0.8
/** Characters in a line of the usual sheet. */
const USUAL_WIDTH = 40

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
  const lead = hasLead(pages) ? measure(' ') : 0
  const rooms = roomsOf(pages, SPLITS, measure, lead)
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
  const sheetOf = ({ split, label, value }: Rooms, size: number) => ({
    split,
    size,
    label: label * size + 2 * MARGIN,
    value: value * size + 2 * MARGIN,
  })
  const usual = { spare: SPARES[0]!, top: TOPS[0]!, measure, lead, low: false }
  let best: { sheet: Sheet; rooms: Rooms; cost: number } | undefined
  const tryEach = (tried: readonly { sheet: Sheet; rooms: Rooms }[]) => {
    for (const { sheet, rooms: own } of tried) {
      const least =
        (own.isEven ? 0 : COST_UNEVEN) +
        (USUAL_SIZES.includes(sheet.size) ? 0 : COST_SIZE) +
        (sheet.top === TOPS[0] ? 0 : COST_TOP)
      const its = least + cost(sheet, (best?.cost ?? Infinity) - least)
      if (!best || its < best.cost) best = { sheet, rooms: own, cost: its }
    }
  }
  const changed = (...changes: readonly Partial<Sheet>[]) =>
    changes.map((change) => ({ sheet: { ...best!.sheet, ...change }, rooms: best!.rooms }))
  const kinds = [false, true].flatMap((spread) => [false, true].map((close) => ({ spread, close })))
  tryEach(
    USUAL_SIZES.flatMap((size) =>
      rooms.flatMap((own) =>
        kinds.map((kind) => ({ sheet: { ...usual, ...kind, ...sheetOf(own, size) }, rooms: own })),
      ),
    ),
  )
  for (let round = 0, before = Infinity; round < ROUNDS && best!.cost < before; round++) {
    before = best!.cost
    tryEach(changed({ low: !best!.sheet.low }, ...SPARES.map((spare) => ({ spare }))))
    tryEach(changed(...SIZES.map((size) => sheetOf(best!.rooms, size))))
    tryEach(changed(...TOPS.map((top) => ({ top }))))
    tryEach(
      rooms.map((own) => ({ sheet: { ...best!.sheet, ...sheetOf(own, best!.sheet.size) }, rooms: own })),
    )
    tryEach(changed(...kinds))
  }
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

/** Most labels stand behind a space. */
function hasLead(pages: readonly ReadPage[]): boolean {
  const labels = pages.flatMap(({ placed: { page, spotOf } }) =>
    [...spotOf]
      .filter(([{ item }]) => item.parent !== undefined)
      .map(([, { from }]) => page.lines[from]!.isSpaced === true),
  )
  return 2 * labels.filter((isSpaced) => isSpaced).length > labels.length
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
