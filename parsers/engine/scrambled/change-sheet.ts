import { type Box, printedOrder, printedOrderUnless } from './change-layout.ts'
import { isProportional, type Measure } from './change-measure.ts'
import { COLUMNS, type Column, type Piece } from './change-pieces.ts'

/** How the cells of a table stand in their rows. */
export type Alignment = 'top' | 'centre'
/** The widths of the columns, in widths of a 漢字. */
export type Sheet = {
  readonly widths: readonly number[]
  readonly alignment: Alignment
  readonly measure: Measure
}
/** What the text does not say of a row's height and of the cells in it: for each row, from the one that the page before began. */
export type Guess = {
  /** Lines that a row is higher than what its text needs. */
  readonly slack: readonly number[]
  /** In a table with centred cells: the column whose cell stands at the top. */
  readonly top: readonly number[]
  /** Of rows that go on with the item of the row above: whether a blank line was kept in their cells, and which. */
  readonly kept: readonly number[]
  /** What the text does not say of the whole sheet: index of one of the layout's prints. */
  readonly print: number
}

/** Between the text of a column and that of the next; where all characters are as wide, a line may lack half of one. */
const PADDING = 0.18
/** Between the last line of the longest cell of a row and the first line of the next row. */
const GAP = 0.38
const PITCH = 1
/** What is centred stands so much above the middle. */
const LIFTED = 0.12
const ROW_PITCH = 1.006
/** Lines one below the other that are not apart overlap by a hair. */
const OVERLAP = 0.004
/** ＜…＞, ①, 3．, 委託事項1: a line of its own, not the rest of the line above. */
const BEGINS =
  /^(?:[＜<〈【■●◆○※①-⑳]|[(（][※\d０-９]|[\d０-９]+[．.]|(?:システム|委託事項|提供先|移転先|リスク)[\d０-９])/u
/** Lines are counted for a column narrower than it is: this share of its widest line, less this. */
const ROOM = 0.98
const SPARE = 0.35
const FIXED_SPARE = 0.55
const HEADING = /^[＜<【■●○◆〈]/u
/** The row goes on with the item of the row above. */
const GOES_ON = /^[\s　]*(?:同上|[（(]続き[）)])/u
/** No blank line was kept; the one above the heading that a cell goes on with; one below （上段からの続き）. */
export const NONE_KEPT = 0
export const HEADED = 1
export const BELOW_BREAK = 2
/** The row of heads: at least so high, and so much higher than what stands in it. */
const HEAD = 1.95
const HEAD_SPARE = 0.45
/** More lines than these stand out of the row of heads. */
const HEAD_LINES = 2
/** In a row that the page cuts, cells stand at its top. */
export const ALL = 6
/** 変更前 and 変更後 stand at the top. */
export const BOTH = 7
const [BEFORE, AFTER] = [2, 3] as const
/** A4 upright holds fewer characters in a line than this, and lying more; the page's number stands at this share of its width. */
const LYING = 86
const UPRIGHT_FOOT = 1.5
const LYING_FOOT = 0.69
const footOf = (width: number): number => width * (width < LYING ? UPRIGHT_FOOT : LYING_FOOT)
const DATE = 0
const ITEM = 1
const TIMING = 4
const WIDTH = COLUMNS.length

export function sheetOf(
  widths: Readonly<Record<Column, number>>,
  alignment: Alignment,
  measure: Measure,
): Sheet {
  const all = COLUMNS.map((column) => widths[column])
  return {
    widths: all,
    alignment,
    measure,
  }
}

/** As many lines as someone counts who makes a row high enough for a text in a column, a little narrower than it prints. */
function countedLines(lines: readonly string[], width: number, measure: Measure): number {
  const room = ROOM * (width + PADDING) - (isProportional(measure) ? SPARE : FIXED_SPARE)
  let count = 0
  let paragraph = ''
  lines.forEach((line, index) => {
    paragraph += line
    const next = lines[index + 1]
    if (
      next !== undefined &&
      !BEGINS.test(next) &&
      !(next.startsWith('・') && line.endsWith('。')) &&
      measure(line) + measure(next.slice(0, 2)) > width
    )
      return
    count++
    let used = 0
    for (const character of paragraph) {
      const own = measure(character)
      if (used + own > room) {
        count++
        used = 0
      }
      used += own
    }
    paragraph = ''
  })
  return count
}

/** A row is made higher than its lines: by one if they are more than three, and by one more for each twenty. */
const madeOf = (lines: number): number => lines + Math.floor(lines / 20) + (lines > 3 ? 1 : 0)

/** How far below its top a row ends that has so many lines; the row of heads is as high as it was reckoned. */
const bottomOf = (row: number, lines: number): number => (row === 0 ? lines : lines * ROW_PITCH + GAP)

/**
 * How a sheet may be printed. A line may end a hair above the one below it, or below its top. Where all characters are as wide,
 * texts tell the width of their columns less exactly.
 */
type Print = {
  readonly overlap: number
  readonly left: readonly number[]
  readonly widths: readonly number[]
}
const WIDER = [0, 0.25, -0.2]

function printsOf({ widths, measure }: Sheet): Print[] {
  const all = (isProportional(measure) ? [0] : WIDER).map((more) =>
    widths.map((width, column) => (column === BEFORE || column === AFTER ? width + more : width)),
  )
  return all.flatMap((widths) => {
    const left = widths.map((_, column) =>
      widths.slice(0, column).reduce((x, width) => x + width + PADDING, 0),
    )
    return [OVERLAP, 0].map((overlap) => ({ overlap, left, widths }))
  })
}

/** Lays the pieces of a page out on its sheet. */
export type Layout = {
  /**
   * The rectangles of the page's blocks if its pieces stood at these places; the last one is the page's foot. They hold until
   * other places are asked for.
   */
  readonly boxes: (
    places: ArrayLike<number>,
    guess: Guess,
  ) => { readonly boxes: readonly Box[]; readonly strained: number }
  readonly rows: number
  /** In how many ways the sheet may be printed. */
  readonly prints: number
}

export function layoutOf(pieces: readonly Piece[], rows: number, sheet: Sheet): Layout {
  const { widths, alignment, measure } = sheet
  const prints = printsOf(sheet)
  const heights = pieces.map(({ lines }) => lines.length)
  const counted = pieces.map(({ lines }) => widths.map((width) => countedLines(lines, width, measure)))
  const headColumn = pieces.map(({ column, isHead }) => (isHead ? COLUMNS.indexOf(column as Column) : -1))
  const blocks = (pieces.at(-1)?.block ?? -1) + 1
  const cellCount = (rows + 2) * WIDTH
  const isItem = pieces.map(({ column }) => column === '項目')
  const boxes = Array.from({ length: blocks + 1 }, () => ({ x0: 0, x1: 0, y0: 0, y1: 0 }))
  const isHeading = pieces.map(({ lines }) => HEADING.test(lines[0]!))
  const goesOn = pieces.map(({ column, lines }) => column === '項目' && GOES_ON.test(lines[0]!))
  /** How many blank lines stand above a piece in its cell. */
  const blanksAbove = (cell: readonly number[], at: number, blank: number): number => {
    const index = cell[at]!
    if (at === 0) return blank === HEADED && isHeading[index] ? 1 : 0
    const above = cell[at - 1]!
    if ((isItem[index] && isItem[above]) || pieces[index]!.block === pieces[above]!.block) return 0
    return pieces[above]!.isBreak && (blank === BELOW_BREAK || (blank === HEADED && isHeading[index])) ? 2 : 1
  }
  return {
    rows,
    prints: prints.length,
    boxes: (places, { slack, top: atTop, kept, print }) => {
      const { overlap, left, widths } = prints[print]!
      const cells: (number[] | undefined)[] = new Array(cellCount)
      for (let index = 0; index < pieces.length; index++) {
        const at = headColumn[index]! >= 0 ? headColumn[index]! : places[index]! + WIDTH
        const cell = cells[at]
        if (cell) cell.push(index)
        else cells[at] = [index]
      }
      for (const box of boxes) {
        box.x0 = Infinity
        box.x1 = 0
        box.y0 = Infinity
        box.y1 = 0
      }
      let top = 0
      let strained = 0
      for (let row = 0; row <= rows + 1; row++) {
        let height = 0
        let needed = 0
        const blank = goesOn[cells[row * WIDTH + ITEM]?.[0] ?? -1] ? kept[row - 1]! : NONE_KEPT
        const sums = [0, 0, 0, 0, 0, 0]
        for (let column = 0; column < WIDTH; column++) {
          const cell = cells[row * WIDTH + column]
          if (!cell) continue
          let sum = 0
          let count = 0
          for (let at = 0; at < cell.length; at++) {
            const index = cell[at]!
            const blanks = blanksAbove(cell, at, blank)
            sum += heights[index]! + blanks
            count += counted[index]![column]! + blanks
          }
          sums[column] = sum
          if (sum > height) height = sum
          if (count > needed) needed = count
        }
        if (height === 0) continue
        let least = height
        let isTight = false
        if (row > 0)
          for (let column = 0; column < WIDTH; column++) {
            const cell = cells[row * WIDTH + column]
            const under = cells[(row + 1) * WIDTH + column]
            if (!cell || !under) continue
            const isMerged = pieces[cell[cell.length - 1]!]!.block === pieces[under[0]!]!.block
            const isFull = sums[column] === height
            if (isMerged) {
              isTight = true
              if (!isFull) strained++
            } else if (isFull && alignment === 'top') least = height + 1
          }
        if (isTight && least > height) strained++
        const extra = row === 0 ? 0 : slack[row - 1]!
        const full =
          row === 0
            ? Math.max(Math.min(height, HEAD_LINES) + HEAD_SPARE, HEAD)
            : isTight
              ? height
              : Math.max(least, madeOf(needed) + extra)
        for (let column = 0; column < WIDTH; column++) {
          const cell = cells[row * WIDTH + column]
          if (!cell) continue
          const isCentred =
            row === 0 ||
            (alignment === 'centre' &&
              row > 1 &&
              atTop[row - 1] !== column &&
              atTop[row - 1] !== ALL &&
              (atTop[row - 1] !== BOTH || (column !== BEFORE && column !== AFTER)))
          let y = top + (isCentred ? (bottomOf(row, full) - sums[column]! * PITCH) / 2 - LIFTED : 0)
          for (let at = 0; at < cell.length; at++) {
            const index = cell[at]!
            y += blanksAbove(cell, at, blank) * PITCH
            const width = Math.min(pieces[index]!.width, widths[column]!)
            const x =
              left[column]! +
              (row === 0 || column === DATE || column === TIMING
                ? Math.max(0, (widths[column]! - width) / 2)
                : 0)
            const box = boxes[pieces[index]!.block]!
            const bottom = y + heights[index]! * PITCH
            if (x < box.x0) box.x0 = x
            if (x + width > box.x1) box.x1 = x + width
            if (y < box.y0) box.y0 = y
            if (bottom + overlap > box.y1) box.y1 = bottom + overlap
            y = bottom
          }
        }
        top += bottomOf(row, full)
      }
      for (let block = 0; block < blocks; block++)
        if (boxes[block]!.x0 === Infinity) Object.assign(boxes[block]!, { x0: 0, x1: 9, y0: -2.2, y1: -0.9 })
      const middle = (left[WIDTH - 1]! + widths[WIDTH - 1]!) / 2
      const foot = Math.max(top + 2, footOf(2 * middle))
      Object.assign(boxes[blocks]!, { x0: middle - 2, x1: middle + 2, y0: foot, y1: foot + 1 })
      return { boxes, strained }
    },
  }
}

/** The blocks of a page that do not stand behind the one that is before them in the text, and those that stand before them. */
export function brokenOf(boxes: readonly Box[]): Set<number> {
  const foot = boxes.length - 1
  const broken = new Set<number>()
  let last = -1
  for (const index of printedOrder(boxes)) {
    if (index === foot) continue
    if (index !== last + 1)
      broken
        .add(index)
        .add(last)
        .add(last + 1)
    last = index
  }
  return broken
}

/**
 * How many blocks of a page do not stand behind the one that is before them in the text; Infinity where they are more than
 * `most`. A block that comes to follow another than its own is out of order, and so is the one that should have followed.
 */
export function disorderOf(boxes: readonly Box[], most = Infinity): number {
  const foot = boxes.length - 1
  const isBroken = new Uint8Array(boxes.length)
  let sure = 0
  const order = printedOrderUnless(
    boxes,
    (before, behind) => {
      if (behind === before + 1) return false
      for (const block of [before + 1, behind]) {
        if (isBroken[block] || block === foot) continue
        isBroken[block] = 1
        sure++
      }
      return sure > most
    },
    (box) => box === foot,
  )
  if (!order) return Infinity
  let breaks = 0
  let last = -1
  for (const index of order) {
    if (index === foot) continue
    if (index !== last + 1) breaks++
    last = index
  }
  return breaks
}
