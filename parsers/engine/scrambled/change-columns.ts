import type { Column, Piece, Widths } from './change-pieces.ts'

/** 提出時 ⏎ 期 as a head stands in a column this wide, 提出時期 in a wider one. */
const TIMING_WRAPPED = 3.3
const TIMING_WHOLE = 4.7
const USUAL_DATE = 5
/** Cells of so many lines mostly have a line that fills the column. */
const FULL = { 項目: 3, 説明: 2, text: 3, 変更日: 1 }
const MOST = 0.75

/** How wide the columns of a table are, by the widest lines of most of their cells. */
export function columnWidths(pieces: readonly Piece[], widths: Widths): Record<Column, number> {
  const own = (column: Piece['column']) => pieces.filter((piece) => piece.column === column && !piece.isHead)
  const full = (column: keyof typeof FULL): number | undefined => {
    const found = own(column).flatMap(({ lines, width }) => (lines.length >= FULL[column] ? [width] : []))
    return found.sort((a, b) => a - b)[Math.floor(found.length * MOST)]
  }
  const text = full('text') ?? widths.text
  const wrapped = own('変更日').flatMap(({ lines, width }) => (lines.length > 1 ? [width] : []))
  const isWrapped = pieces.some(
    ({ column, isHead, lines }) => column === '提出時期' && isHead && lines.length > 1,
  )
  return {
    変更日: wrapped.length > 0 ? Math.max(...wrapped) : (full('変更日') ?? USUAL_DATE),
    項目: full('項目') ?? widths.項目,
    変更前: text,
    変更後: text,
    提出時期: isWrapped ? TIMING_WRAPPED : TIMING_WHOLE,
    説明: full('説明') ?? widths.説明,
  }
}
