import type { Column, Piece, Widths } from './change-pieces.ts'

/** 提出時 ⏎ 期 as a head stands in a column narrower than this, 提出時期 in a wider one. */
const TIMING_HEAD = 4
/** Cells of so many lines mostly have a line that fills the column. */
const FULL = { 項目: 3, 説明: 2, text: 3 }
const MOST = 0.9
/** Items and explanations have at least this share of a text's width. */
const LEAST = 0.45
/** 変更日 and 提出時期 are mostly this wide, as shares of a text. */
const DATE_SHARE = 0.315
const TIMING_SHARE = 0.24

/** How wide the columns of a table are, between the widest lines of most of their cells and what did not fit into a line. */
export function columnWidths(
  pieces: readonly Piece[],
  { measure, ...widths }: Widths,
): Record<Column, number> {
  const own = (column: Piece['column']) => pieces.filter((piece) => piece.column === column && !piece.isHead)
  const full = (column: keyof typeof FULL): number => {
    const cells = own(column).filter(({ lines }) => lines.length >= FULL[column])
    const found = cells.map(({ width }) => width).sort((a, b) => a - b)[Math.floor(cells.length * MOST)]
    if (found === undefined) return widths[column]
    const broken = cells.flatMap(({ lines }) =>
      lines.slice(1).map((line, index) => measure(lines[index]! + line.slice(0, 1))),
    )
    return (found + Math.min(found + 1, ...broken.filter((width) => width > found))) / 2
  }
  const text = full('text')
  const dates = own('変更日')
  const wrapped = dates.filter(({ lines }) => lines.length > 1)
  const widest = Math.max(0, ...(wrapped.length > 0 ? wrapped : dates).map(({ width }) => width))
  const narrow = Math.min(Infinity, ...wrapped.map(({ lines }) => measure(lines.join(''))))
  const isWrapped = pieces.some(
    ({ column, isHead, lines }) => column === '提出時期' && isHead && lines.length > 1,
  )
  const timing = TIMING_SHARE * text
  return {
    変更日: Math.max(widest, Math.min(narrow, DATE_SHARE * text)),
    項目: Math.max(full('項目'), LEAST * text),
    変更前: text,
    変更後: text,
    提出時期: isWrapped ? Math.min(TIMING_HEAD - 0.2, timing) : Math.max(TIMING_HEAD, timing),
    説明: Math.max(full('説明'), LEAST * text),
  }
}
