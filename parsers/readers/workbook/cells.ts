import type { Cell, Row, Worksheet } from '@cj-tech-master/excelts'
import type { Box, Glyph } from '../../records/index.ts'
import { isDrawn } from './borders.ts'
import { cellText } from './cell-text.ts'
import { type Area, boxOf, type Grid, rowsOf } from './grid.ts'
import { layOut, type Placement, widthInEms } from './lay-out.ts'

/** Addresses of cells whose text is not shown, as the row or column they stand in is hidden. */
export type Cells = { readonly glyphs: Glyph[]; readonly hidden: readonly string[] }

const DEFAULT_SIZE = 11
/** Text turned by at least this much, in degrees, is read as stacked. */
const UPRIGHT = 45
/** Beyond the last column a text may run on; columns looked at. */
const OVERFLOW_COLUMNS = 200

/** All texts of a sheet as glyphs in their cells. */
export function cellsOf(sheet: Worksheet, grid: Grid): Cells {
  const glyphs: Glyph[] = []
  const hidden: string[] = []
  for (const row of rowsOf(sheet)) {
    const rowNumber = row.number
    row.eachCell((cell, column) => {
      if (cell.master !== cell) return
      const text = cellText(cell)
      if (text.trim() === '') return
      const merge = grid.mergeAt(rowNumber, column)
      const area = merge ?? { top: rowNumber, bottom: rowNumber, left: column, right: column }
      const [x0, y0, x1, y1] = boxOf(grid, area)
      if (x1 <= x0 || y1 <= y0) {
        hidden.push(cell.address)
        return
      }
      const placement = placementOf(cell)
      const box: Box = merge ? [x0, y0, x1, y1] : overflow(text, cell, row, area, placement, grid)
      for (const glyph of layOut(text, box, placement)) glyphs.push(glyph)
    })
  }
  return { glyphs, hidden }
}

function placementOf(cell: Cell): Placement {
  const { horizontal, vertical, textRotation } = cell.alignment ?? {}
  return {
    horizontal: horizontalOf(horizontal, cell),
    vertical:
      vertical === 'top' ? 'top' : vertical === 'bottom' || vertical === undefined ? 'bottom' : 'middle',
    stacked:
      textRotation === 'vertical' || (typeof textRotation === 'number' && Math.abs(textRotation) >= UPRIGHT),
    size: cell.font?.size || DEFAULT_SIZE,
    font: cell.font?.name ?? '',
    cell: cell.address,
  }
}

function horizontalOf(horizontal: string | undefined, cell: Cell): Placement['horizontal'] {
  switch (horizontal) {
    case 'right':
      return 'right'
    case 'center':
    case 'centerContinuous':
    case 'distributed':
      return 'center'
    case 'left':
    case 'justify':
    case 'fill':
      return 'left'
    default: {
      const value = cell.result ?? cell.value
      if (typeof value === 'number' || value instanceof Date) return 'right'
      return typeof value === 'boolean' ? 'center' : 'left'
    }
  }
}

/**
 * Where the text of an unmerged cell may stand: its cell, or with the empty cells beside it as far as it needs them.
 * It never runs over a border: what stands in a ruled box belongs to the box.
 */
function overflow(text: string, cell: Cell, row: Row, area: Area, placement: Placement, grid: Grid): Box {
  const { wrapText, horizontal } = cell.alignment ?? {}
  const isText =
    typeof (cell.result ?? cell.value) !== 'number' && !((cell.result ?? cell.value) instanceof Date)
  if (wrapText || placement.stacked || !isText || text.includes('\n')) return boxOf(grid, area)

  const across = horizontal === 'centerContinuous'
  const needed = widthInEms(text) * placement.size * 1.12
  let { left, right } = area
  const width = () => grid.columns.line(right + 1) - grid.columns.line(left)
  const last = grid.columns.count + (across ? 0 : OVERFLOW_COLUMNS)
  if (placement.horizontal !== 'right') {
    while (right < last && (across || width() < needed) && isFree(row, right + 1, right, across, grid))
      right++
  }
  if (placement.horizontal !== 'left' && !across) {
    while (left > 1 && width() < needed && isFree(row, left - 1, left, across, grid)) left--
  }
  return boxOf(grid, { ...area, left, right })
}

/** Whether text may run from a cell into its neighbour in the row: empty, unmerged and no border between. */
function isFree(row: Row, column: number, from: number, across: boolean, grid: Grid): boolean {
  const neighbour = row.findCell(column)
  const cell = row.findCell(from)
  if (grid.mergeAt(row.number, column) || (neighbour && cellText(neighbour) !== '')) return false
  if (across && neighbour?.alignment?.horizontal !== 'centerContinuous') return false
  const [before, after] = column > from ? [cell, neighbour] : [neighbour, cell]
  return !isDrawn(before?.border?.right) && !isDrawn(after?.border?.left)
}
