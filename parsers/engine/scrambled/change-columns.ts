import type { Column, Piece, Widths } from './change-pieces.ts'

/** 提出時 ⏎ 期 as a head stands in a column narrower than this, 提出時期 in a wider one. */
const TIMING_HEAD = 4
/** Cells of so many lines mostly have a line that fills the column. */
const FULL = { 項目: 3, 説明: 2, text: 3 }
const MOST = 0.9
/** Items and explanations have at least this share of a text's width. */
const LEAST = 0.45
/** 変更日 and 提出時期 are mostly this wide, as shares of 項目. */
const DATE_SHARE = 0.6
const TIMING_SHARE = 0.42

/** How wide the columns of a table are, by the widest lines of most of their cells. */
export function columnWidths(pieces: readonly Piece[], widths: Widths): Record<Column, number> {
  const own = (column: Piece['column']) => pieces.filter((piece) => piece.column === column && !piece.isHead)
  const full = (column: keyof typeof FULL): number | undefined => {
    const found = own(column).flatMap(({ lines, width }) => (lines.length >= FULL[column] ? [width] : []))
    return found.sort((a, b) => a - b)[Math.floor(found.length * MOST)]
  }
  const text = full('text') ?? widths.text
  const item = Math.max(full('項目') ?? widths.項目, LEAST * text)
  const dates = own('変更日')
  const wrapped = dates.filter(({ lines }) => lines.length > 1)
  const widest = Math.max(0, ...(wrapped.length > 0 ? wrapped : dates).map(({ width }) => width))
  const narrow =
    wrapped.length > 0 ? Math.min(...wrapped.map(({ lines }) => widths.measure(lines.join('')))) : Infinity
  const isWrapped = pieces.some(
    ({ column, isHead, lines }) => column === '提出時期' && isHead && lines.length > 1,
  )
  return {
    変更日: Math.max(widest, Math.min(narrow, item * DATE_SHARE)),
    項目: item,
    変更前: text,
    変更後: text,
    提出時期: isWrapped
      ? Math.min(TIMING_HEAD - 0.2, item * TIMING_SHARE)
      : Math.max(TIMING_HEAD, item * TIMING_SHARE),
    説明: Math.max(full('説明') ?? widths.説明, LEAST * text),
  }
}
