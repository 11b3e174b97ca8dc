import { keyOf } from './change-costs.ts'
import type { Column, Piece } from './change-pieces.ts'

/** A page with its rows counted. */
export type Draft = {
  readonly pieces: readonly Piece[]
  /** Rows that begin on the page, each with a date. */
  readonly rows: number
  /** Whether as many items begin as rows. */
  readonly isEven: boolean
  /** Whether it is clear which days are 変更日, and which are what 変更前 and 変更後 say. */
  readonly isDated: boolean
}

/** A date this much wider than its column stands in another one. */
const SLACK = 0.6
/** So much more must speak for a day in 変更日 than for one that is not. */
const CLEAR = 0.75

/** Counts the rows of a page by their dates; other days are what 変更前 and 変更後 say. */
export function draftOf(
  given: readonly Piece[],
  begins: (line: string) => boolean,
  dateWidth: number,
): Draft {
  const { dates, isClear } = datesOf(given, begins, dateWidth)
  const pieces = given.map(
    (piece): Piece =>
      piece.column === '変更日' && !piece.isHead && !dates.has(piece) ? { ...piece, column: 'text' } : piece,
  )
  const items = pieces.filter(
    ({ column, isHead, lines }) => column === '項目' && !isHead && begins(lines[0]!),
  ).length
  return { pieces, rows: dates.size, isEven: items === dates.size, isDated: isClear }
}

/** As many dates as rows are 変更日: those broken as the column's width wants, those that return, those before an item. */
function datesOf(
  given: readonly Piece[],
  begins: (line: string) => boolean,
  width: number,
): { dates: Set<Piece>; isClear: boolean } {
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
  if (dates.length <= rows) return { dates: new Set(dates), isClear: true }
  const sorted = [...dates].sort((a, b) => weight(b) - weight(a))
  const [least, next] = [sorted[rows - 1], sorted[rows]!]
  return {
    dates: new Set(sorted.slice(0, rows)),
    isClear: least === undefined || weight(least) >= weight(next) + CLEAR,
  }
}
