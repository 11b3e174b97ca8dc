import type { Border, Worksheet } from '@cj-tech-master/excelts'
import type { Rule } from '../../records/index.ts'
import { type Grid, rowsOf } from './grid.ts'

type Extent = [from: number, to: number]
/** Extents of borders by the line that they lie on, in points. */
type Lines = Map<number, Extent[]>

/** The library reads more of a colour than its types say. */
type StoredColor = { argb?: string; theme?: number; tint?: number; indexed?: number }

/** A gap of less than this, in points, does not interrupt a rule. */
const JOIN = 0.01
const WHITE_INDEXES = new Set([1, 9])
const WHITE_THEME = 0

/**
 * The borders of a sheet as rules; pieces on one line that meet are one rule.
 * Each cell of a merged range carries its part of the outline, as Excel draws it; nothing is drawn inside the range.
 */
export function bordersOf(sheet: Worksheet, grid: Grid): Rule[] {
  const { columns, rows } = grid
  const horizontal: Lines = new Map()
  const vertical: Lines = new Map()
  for (const row of rowsOf(sheet)) {
    const rowNumber = row.number
    if (rows.hidden(rowNumber)) continue
    for (let column = 1; column <= row.cellCount; column++) {
      const border = row.findCell(column)?.border
      if (!border || columns.hidden(column)) continue
      const merge = grid.mergeAt(rowNumber, column)
      const [x0, x1] = [columns.line(column), columns.line(column + 1)]
      const [y0, y1] = [rows.line(rowNumber), rows.line(rowNumber + 1)]
      if (isDrawn(border.top) && rowNumber === (merge?.top ?? rowNumber)) add(horizontal, y0, [x0, x1])
      if (isDrawn(border.bottom) && rowNumber === (merge?.bottom ?? rowNumber)) add(horizontal, y1, [x0, x1])
      if (isDrawn(border.left) && column === (merge?.left ?? column)) add(vertical, x0, [y0, y1])
      if (isDrawn(border.right) && column === (merge?.right ?? column)) add(vertical, x1, [y0, y1])
    }
  }
  return [...joined('horizontal', horizontal), ...joined('vertical', vertical)]
}

/** White lines are drawn over the grid to hide it. */
export function isDrawn(border: Partial<Border> | undefined): boolean {
  if (!border?.style || (border.style as string) === 'none') return false
  const { argb, theme, tint, indexed } = (border.color ?? {}) as StoredColor
  const isWhite =
    argb?.slice(-6).toUpperCase() === 'FFFFFF' ||
    (theme === WHITE_THEME && !tint) ||
    (indexed !== undefined && WHITE_INDEXES.has(indexed))
  return !isWhite
}

function add(lines: Lines, at: number, extent: Extent): void {
  const extents = lines.get(at)
  if (extents) extents.push(extent)
  else lines.set(at, [extent])
}

function joined(direction: Rule['direction'], lines: Lines): Rule[] {
  return [...lines]
    .sort(([one], [other]) => one - other)
    .flatMap(([at, extents]) => {
      const rules: { direction: Rule['direction']; at: number; from: number; to: number }[] = []
      for (const [from, to] of extents.sort(([one], [other]) => one - other)) {
        const open = rules.at(-1)
        if (open && from <= open.to + JOIN) open.to = Math.max(open.to, to)
        else rules.push({ direction, at, from, to })
      }
      return rules
    })
}
