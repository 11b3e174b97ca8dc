import { oncePer } from '../../forms/index.ts'
import type { TextPage } from './pages.ts'
import type { PlacedPage } from './placed-page.ts'
import type { PrintedLine } from './printed-page.ts'
import { lineKey } from './shown-page.ts'
import type { Slot } from './slots.ts'
import type { Measure } from './widths.ts'

/**
 * How a sheet of the regulator's workbook is set: forty columns of equal width, of which the first `split` hold the labels.
 * Lengths are points before the sheet is scaled to the page.
 */
export type Sheet = {
  /** Nominal size of the type. */
  readonly size: number
  readonly split: number
  /** Widths of the columns of the labels, and of the values. */
  readonly label: number
  readonly value: number
  /** The brackets of a choice stand in the middle of all its options, not beside the first. */
  readonly spread: boolean
  readonly measure: Measure
  /** What stands before each label, in widths of a 漢字: a space or nothing. */
  readonly lead: number
  /** The bracket for a text behind a box's label stands close to the label, not close to the text. */
  readonly close: boolean
  /** Rows are as high as their values need, whatever their labels need. */
  readonly low: boolean
  /** Cells of more lines than this are a line higher, and another with every twenty. */
  readonly spare: number
  /** Cells of more lines, or of more characters, begin at their top; the others stand in the middle. */
  readonly top: { readonly lines: number; readonly characters: number }
}

/** What stands in the places of a page: lines of texts (indexes on the page), options, boxes, and texts in brackets. */
export type SheetContent = {
  readonly texts: ReadonlyMap<Slot, readonly number[]>
  readonly chosen: ReadonlyMap<Slot, string>
  readonly boxes: ReadonlyMap<Slot, ReadonlyMap<string, boolean>>
  readonly details: ReadonlyMap<Slot, ReadonlyMap<string, string>>
}

/** A piece of a row: its text as a key, left edge, width, and type where it is not of the usual size. */
export type RowPiece = readonly [key: string, left: number, width: number, font?: number]

export const COLUMNS = 40
export const MARGIN = 1
/** The least height of a row of text. */
export const ROW = 16.5
export const SMALL = 0.8
/** What is printed down the side of a contract's last rows. */
export const UPRIGHT = /^[再委託]{1,3}$/u
/** Type and lines are a little lower and narrower than the nominal size; rows allow for a little more, and for a margin. */
const FACE = 0.9953
const ADVANCE = 0.9985
const PITCH = 0.9975
const LEADING = 1.005
const PADDING = 4
const SPARE_SHARE = 1.05
const TOP_MARGIN = 1
const LOWERED = 0.1
const PIXEL = 0.75

/** Rows are whole pixels high. */
export const inPixels = (height: number): number => Math.floor(height / PIXEL) * PIXEL
/** Lines in the middle of their rows stand as high as each other. */
const inTwips = (y: number): number => Math.round(y * 20) / 20
export const rowHeight = (font: number): number => PADDING + font * LEADING

export type Pen = ReturnType<typeof penOn>

const keysOf = oncePer(({ lines }: TextPage) => new Set(lines.map(({ key }) => key)))

/** What prints lines of a page at places of a sheet. */
export function penOn({ page }: PlacedPage, sheet: Sheet) {
  const { size, split, label, value, measure, spare, top: atTop } = sheet
  const lines: PrintedLine[] = []
  const shown = keysOf(page)
  /** The left edge of a column (0-based). */
  const x = (column: number): number =>
    column <= split ? (column * label) / split : label + ((column - split) * value) / (COLUMNS - split)
  /** The height of a cell of so many lines. */
  const high = (count: number, font = size): number =>
    inPixels(PADDING + (count > spare ? Math.floor(SPARE_SHARE * count) + 1 : count) * font * LEADING)
  /** Where lines in the middle of a row begin; smaller type stands a little lower. */
  const middle = (top: number, height: number, font = size, rows = 1): number =>
    top + (height - rows * font * PITCH) / 2 + LOWERED * (size - font)
  const put = (key: string, left: number, width: number, top: number, font = size): void => {
    const y0 = inTwips(top)
    lines.push({ key, x0: left, x1: left + width * ADVANCE, y0, y1: y0 + font * FACE })
  }
  /** An empty line parts two blocks of a cell. */
  const pitchBefore = (at: readonly number[], index: number): number =>
    index === 0 ? 0 : page.lines[at[index]!]!.block === page.lines[at[index - 1]!]!.block ? 1 : 2
  const countRows = (at: readonly number[]): number =>
    at.reduce((sum, _, index) => sum + pitchBefore(at, index), at.length > 0 ? 1 : 0)
  const charactersOf = (at: readonly number[]): number =>
    at.reduce((sum, line) => sum + page.lines[line]!.text.length, 0)
  /** Prints lines of the page one below the other into a cell. */
  const stack = (
    at: readonly number[],
    column: number,
    top: number,
    height: number,
    { font = size, keyOf = lineKey as (line: number) => string, lead = 0 } = {},
  ): void => {
    const rows = countRows(at)
    const isAtTop = rows > atTop.lines || charactersOf(at) > atTop.characters
    let y = isAtTop ? top + TOP_MARGIN : middle(top, height, font, rows)
    at.forEach((line, index) => {
      y += pitchBefore(at, index) * font * PITCH
      const ahead = index === 0 ? lead : 0
      put(keyOf(line), x(column) + MARGIN, (ahead + measure(page.lines[line]!.text)) * font, y, font)
    })
  }
  /** Prints neighbours of a row as one line if the page shows them as one. */
  const putJoined = (pieces: readonly RowPiece[], top: number): void => {
    for (let from = 0; from < pieces.length; ) {
      const keyTo = (to: number) =>
        pieces
          .slice(from, to)
          .map(([key]) => key)
          .join('')
      let to = pieces.length
      while (to > from + 1 && !shown.has(keyTo(to))) to--
      const [, left, , own = size] = pieces[from]!
      const [, right, width] = pieces[to - 1]!
      const font = to === from + 1 ? own : size
      put(keyTo(to), left, right + width - left, middle(top, size * PITCH, font), font)
      from = to
    }
  }
  return { sheet, page, lines, x, high, middle, put, stack, putJoined, countRows }
}
