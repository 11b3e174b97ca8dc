import { type Box, printedOrder } from './change-layout.ts'
import { COLUMNS, type Column, type Piece } from './change-pieces.ts'

/** Where a piece stands: its column, and its row on the page (0: the row that the page before began). */
export type Place = { readonly column: Column; readonly row: number }
export type Alignment = 'top' | 'centre'
/** The left edges and widths of the columns, in characters. */
export type Sheet = {
  readonly left: Readonly<Record<Column, number>>
  readonly widths: Readonly<Record<Column, number>>
  readonly alignment: Alignment
}

const PADDING = 0.4
export function sheetOf(widths: Readonly<Record<Column, number>>, alignment: Alignment): Sheet {
  const left = {} as Record<Column, number>
  let x = 0
  for (const column of COLUMNS) {
    left[column] = x
    x += widths[column] + PADDING
  }
  return { left, widths, alignment }
}

export const GAPS = [0.4, 1.4, 2.4, 3.4, 4.4] as const
export const USUAL_GAP = 1.4
/** Marks a cell of 変更前 or 変更後 that does not stand as the others do. */
export const TURNED = 1
/** Lines one below the other overlap by a hair, as their font is a little higher than their pitch. */
const LINE_OVERLAP = 0.01
const FOOT = 80

/** The rectangles of the blocks of a page if its pieces stood at these places; the last one is the page's foot. */
export function boxesOf(
  pieces: readonly Piece[],
  places: readonly Place[],
  rows: number,
  sheet: Sheet,
  gaps: readonly number[],
): Box[] {
  const cells: number[][] = []
  pieces.forEach((piece, index) => {
    const place = places[index]!
    const at = (piece.isHead ? 0 : place.row + 1) * COLUMNS.length + COLUMNS.indexOf(place.column)
    const cell = cells[at]
    if (cell) cell.push(index)
    else cells[at] = [index]
  })
  const boxes: ({ x0: number; x1: number; y0: number; y1: number } | undefined)[] = []
  let top = 0
  for (let row = 0; row <= rows + 1; row++) {
    const heights = COLUMNS.map((_, c) => {
      const cell = cells[row * COLUMNS.length + c]
      if (!cell) return 0
      let sum = 0
      cell.forEach((index, at) => {
        sum += pieces[index]!.lines.length + (at > 0 && !isJoined(pieces, cell[at - 1]!, index) ? 1 : 0)
      })
      return sum
    })
    const height = Math.max(...heights)
    if (height === 0) continue
    const isBroken = [2, 3].some((c) => cells[row * COLUMNS.length + c]?.some((at) => pieces[at]!.isBreak))
    COLUMNS.forEach((column, c) => {
      const cell = cells[row * COLUMNS.length + c]
      if (!cell) return
      const isTurned = gaps[rows + 1 + 2 * (row - 1) + (c - 2)] === TURNED && (c === 2 || c === 3)
      const centred = row === 0 || (sheet.alignment === 'centre' && row > 1 && !isTurned && !isBroken)
      let y = top + (centred ? (height - heights[c]!) / 2 : 0)
      cell.forEach((index, at) => {
        const piece = pieces[index]!
        if (at > 0 && !isJoined(pieces, cell[at - 1]!, index)) y += 1
        const width = Math.min(piece.width, sheet.widths[column])
        const shift =
          piece.isHead || column === '提出時期' ? Math.max(0, (sheet.widths[column] - width) / 2) : 0
        const left = sheet.left[column] + shift
        const known = boxes[piece.block]
        const bottom = y + piece.lines.length + LINE_OVERLAP
        if (known) {
          known.x0 = Math.min(known.x0, left)
          known.x1 = Math.max(known.x1, left + width)
          known.y0 = Math.min(known.y0, y)
          known.y1 = Math.max(known.y1, bottom)
        } else boxes[piece.block] = { x0: left, x1: left + width, y0: y, y1: bottom }
        y = bottom - LINE_OVERLAP
      })
    })
    top += height + (row === 0 ? 0.4 : (gaps[row - 1] ?? USUAL_GAP))
  }
  const last = pieces.at(-1)?.block ?? 0
  const result: Box[] = []
  for (let block = 0; block <= last; block++)
    result.push(boxes[block] ?? { x0: 0, x1: 9, y0: -2.2, y1: -0.9 })
  const middle = (sheet.left.説明 + sheet.widths.説明) / 2
  const foot = Math.max(top, FOOT) + 2
  result.push({ x0: middle - 2, x1: middle + 2, y0: foot, y1: foot + 1 })
  return result
}

/** Whether a piece goes on in the very next line of its cell: one line of it merged with that of another column. */
const isJoined = (pieces: readonly Piece[], above: number, below: number): boolean =>
  pieces[below]!.column === '項目' && pieces[above]!.column === '項目'

/** The blocks of a page that are not followed by the one that follows them in the text, with the one that does. */
export function breaksOf(boxes: readonly Box[]): [number, number][] {
  const foot = boxes.length - 1
  const order = printedOrder(boxes).filter((index) => index !== foot)
  return order.flatMap((index, at): [number, number][] =>
    at > 0 && order[at - 1]! + 1 !== index ? [[order[at - 1]!, index]] : [],
  )
}
