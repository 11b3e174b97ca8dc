import type { Addresses } from './change-addresses.ts'
import { columnWidths } from './change-columns.ts'
import { type Draft, draftOf } from './change-draft.ts'
import { ENDS, keyOf, problemOf } from './change-likelihood.ts'
import { type Column, type Piece, toPieces, widthsOf } from './change-pieces.ts'
import { type Found, search } from './change-search.ts'
import { type Alignment, sheetOf } from './change-sheet.ts'
import type { TextPage } from './pages.ts'

/** A part of a cell; `at` is its first and last line, in the document. */
export type Cell = { readonly lines: readonly string[]; readonly at: readonly [number, number] }
/** A row: what its columns hold, and which of them could not be told. */
export type CellRow = { readonly cells: Map<Column, Cell[]>; readonly unsure: Set<Column> }

/** No printed page of a change table has more blocks, and none more rows. */
const MAX_PIECES = 120
const MAX_ROWS = 30
/** Arrangements that may be tried for all pages of a table, and for one. */
const BUDGET = 20_000
const MAX_BUDGET = 2000
/** Which alignment the cells have is tried on this many pages. */
const PROBED = 2
/** What another place of a piece must cost more. */
const SURE = 0.8

/**
 * Reads a change table whose blocks stand in the order of a layout analysis: for each page, the places that give this order
 * are sought. A column is told only where every other place would put the blocks into another order, or is unlikely.
 */
export function laidOutRows(pages: readonly TextPage[], addresses: Addresses): CellRow[] {
  const widths = widthsOf(pages, addresses)
  const all = toPieces(pages, addresses, widths)
  const columns = columnWidths(all.flat(), widths)
  const budget = Math.min(MAX_BUDGET, Math.floor(BUDGET / all.length))
  const read = (alignment: Alignment, chosen: readonly (readonly Piece[])[]) => {
    const rows: CellRow[] = []
    let cost = 0
    let isOpen = false
    const sheet = sheetOf(columns, alignment)
    for (const pieces of chosen) {
      const draft = draftOf(pieces, isOpen, addresses.begins, columns.変更日)
      const isReadable = pieces.length <= MAX_PIECES && draft.rows <= MAX_ROWS && (draft.rows > 0 || isOpen)
      if (isReadable) {
        const problem = problemOf(
          draft.pieces,
          draft.rows,
          sheet,
          isOpen,
          cutOf(rows.at(-1)),
          addresses.begins,
        )
        const found = search(problem, draft.places, budget)
        cost += found.cost
        fill(rows, draft, found)
        const last = rows.at(-1)
        const address =
          last?.cells
            .get('項目')
            ?.flatMap(({ lines }) => lines)
            .join('') ?? ''
        if (!addresses.isWhole(address)) last?.unsure.add('項目')
      } else rows.at(-1)?.unsure.add('変更前').add('変更後')
      isOpen = rows.length > 0
    }
    return { rows, cost }
  }
  const probed = [...all].sort((a, b) => b.length - a.length).slice(0, PROBED)
  const isTop = read('top', probed).cost <= read('centre', probed).cost
  const { rows } = read(isTop ? 'top' : 'centre', all)
  return rows.filter(
    ({ cells, unsure }) => cells.has('項目') && !unsure.has('項目') && !isSection(cells, addresses),
  )
}

/** Puts the pieces of a page into its rows, and says of which columns another place of a piece is nearly as good. */
function fill(rows: CellRow[], { pieces, rows: count, isEven }: Draft, found: Found): void {
  const { places, margins, disorder } = found
  const before = rows.length
  // Where the places that were found do not give the printed order, they are not the true ones.
  const least = disorder === 0 ? SURE : Infinity
  const values = (column: Column) =>
    new Set(pieces.flatMap((piece) => (piece.column === column && !piece.isHead ? [keyOf(piece)] : [])))
  for (let row = 0; row < count; row++)
    rows.push({ cells: new Map(), unsure: new Set<Column>(isEven ? [] : ['項目']) })
  pieces.forEach((piece, index) => {
    if (piece.isHead) return
    const { row, column } = places[index]!
    const own = rows[before + row - 1]
    if (!own) return
    const cell = own.cells.get(column) ?? []
    const isTwice =
      piece.column === 'text' && cell.some((other) => isLonger(piece, other) || isLonger(other, piece))
    own.cells.set(column, [...cell, piece])
    const isDoubtful = margins[index]! < least || isTwice
    if (piece.column === 'text' && (isDoubtful || holdsTwoHeads(piece)))
      for (const near of [row - 1, row, row + 1]) rows[before + near - 1]?.unsure.add('変更前').add('変更後')
    if ((column === '提出時期' || column === '説明') && margins[index]! < least && values(column).size > 1)
      own.unsure.add(column)
  })
  // Where a row has none of its own, it cannot be told which.
  for (const column of ['提出時期', '説明'] as const) {
    const shown = pieces.filter((piece) => piece.column === column && !piece.isHead).length
    if (shown !== count) for (const row of rows.slice(before)) row.unsure.add(column)
  }
}

/** ＜…での運用＞ ⏎ ＜…における措置＞: the end of a cell and the beginning of the one below it may be one block. */
const holdsTwoHeads = ({ lines }: Piece): boolean => /＞＜/u.test(lines.join(''))

/** Whether a part of a cell says what another says, and perhaps more: such twins stand in 変更前 and 変更後. */
const isLonger = (one: Cell, other: Cell): boolean => one.lines.join('').startsWith(other.lines.join(''))

/** The columns of a page's last row that end within a sentence: they go on on the next page. */
const cutOf = (row: CellRow | undefined): Set<Column> =>
  new Set(
    (['変更前', '変更後'] as const).filter((column) => {
      const last = row?.cells.get(column)?.at(-1)
      return last !== undefined && last.lines.length > 1 && !ENDS.test(last.lines.at(-1)!)
    }),
  )

/** An address that is no more than a section's name has lost its rest. */
const isSection = (cells: CellRow['cells'], { isSection: is }: Addresses): boolean =>
  is((cells.get('項目') ?? []).flatMap(({ lines }) => lines).join(''))
