import { keyOf } from './change-costs.ts'
import type { Column, Piece } from './change-pieces.ts'

/** A page with its rows counted, and the places that do not have to be sought, or from which the search starts. */
export type Draft = {
  readonly pieces: readonly Piece[]
  readonly places: readonly ({ column: Column; row: number } | undefined)[]
  /** Rows that begin on the page, each with a date. */
  readonly rows: number
  /** Whether each row has its item. */
  readonly isEven: boolean
}

/** A date this much wider than its column stands in another one. */
const SLACK = 0.6

/** Dates, items, timings and explanations of a page, row by row in their order. */
export function draftOf(
  given: readonly Piece[],
  isOpen: boolean,
  begins: (line: string) => boolean,
  dateWidth: number,
): Draft {
  const dates = datesOf(given, begins, dateWidth)
  const pieces = given.map(
    (piece): Piece =>
      piece.column === '変更日' && !piece.isHead && !dates.has(piece) ? { ...piece, column: 'text' } : piece,
  )
  const rows = dates.size
  let date = 0
  let item = 0
  let timing = 0
  let explanation = 0
  const places = pieces.map((piece, index): { column: Column; row: number } | undefined => {
    const { column } = piece
    if (column === 'text') return undefined
    if (piece.isHead) return { column, row: 0 }
    if (column === '変更日') return { column, row: ++date }
    if (column === '項目') {
      if (begins(piece.lines[0]!) || (item === 0 && !isOpen)) item++
      return { column, row: Math.min(item, rows) }
    }
    if (column === '提出時期') return { column, row: Math.min(++timing, rows) }
    if (column === '説明') {
      explanation = pieces[index - 1]?.column === '提出時期' ? timing : explanation + 1
      return { column, row: Math.min(explanation, rows) }
    }
    return { column, row: isOpen ? 0 : Math.min(1, rows) }
  })
  return { pieces, places, rows, isEven: item === rows }
}

/** As many dates as rows are 変更日: those broken as the column's width wants, those that return, those before an item. */
function datesOf(given: readonly Piece[], begins: (line: string) => boolean, width: number): Set<Piece> {
  const own = (column: Column) => given.filter((piece) => piece.column === column && !piece.isHead)
  const rows = Math.max(own('項目').filter(({ lines }) => begins(lines[0]!)).length, own('提出時期').length)
  const dates = own('変更日').filter((piece) => piece.width <= width + SLACK)
  const times = Map.groupBy(dates, keyOf)
  const weight = (piece: Piece) => {
    const next = given.slice(given.indexOf(piece) + 1).find(({ column }) => column !== '変更日')
    return (
      (piece.lines.length > 1 ? 3 : 0) +
      times.get(keyOf(piece))!.length / dates.length +
      (next?.column === '項目' ? 0.5 : 0)
    )
  }
  return new Set(
    dates.length <= rows ? dates : [...dates].sort((a, b) => weight(b) - weight(a)).slice(0, rows),
  )
}
