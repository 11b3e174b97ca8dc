import type { Row, Worksheet } from '@cj-tech-master/excelts'
import type { Box } from '../../records/index.ts'
import { readFailure } from '../failure.ts'

/** Rows and columns of a sheet, inclusive and 1-based. */
export type Area = {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** Where the lines between columns (rows) lie: line i is the start of the i-th, in points; hidden ones have no extent. */
export type Axis = {
  readonly count: number
  line(index: number): number
  hidden(index: number): boolean
}

export type Grid = {
  readonly columns: Axis
  readonly rows: Axis
  /** The merged range that covers a cell, if any. */
  mergeAt(row: number, column: number): Area | undefined
}

const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384
/** Pixels of the widest digit at 11 points, and of the padding that a default column adds. */
const DIGIT_PIXELS = 7
const DEFAULT_PADDING_PIXELS = 8
const DEFAULT_CHARACTERS = 8
const DEFAULT_ROW_POINTS = 15
export const POINTS_PER_PIXEL = 0.75

export function gridOf(sheet: Worksheet): Grid {
  const merges = sheet.mergedRegions
  const last = (ends: number[], most: number) => {
    const count = ends.reduce((most, end) => Math.max(most, end), 1)
    if (count > most) throw readFailure('damaged-file', `sheet ${sheet.name} has cells beyond Excel's bounds`)
    return count
  }
  const columnCount = last(
    [...rowsOf(sheet).map((row) => row.cellCount), ...merges.map((merge) => merge.right)],
    MAX_COLUMNS,
  )
  const rowCount = last([sheet.rowCount], MAX_ROWS)
  const covering = new Map<number, Area>()
  for (const { top, left, bottom, right } of merges) {
    const area = { top, left, bottom, right }
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) covering.set(row * MAX_COLUMNS + column, area)
    }
  }
  return {
    columns: columnAxis(sheet, columnCount),
    rows: rowAxis(sheet, rowCount),
    mergeAt: (row, column) => covering.get(row * MAX_COLUMNS + column),
  }
}

/** The rows that the workbook stores, with text or only with borders. (The library's own walk leaves out the latter.) */
export function rowsOf(sheet: Worksheet): Row[] {
  const rows: Row[] = []
  for (let number = 1; number <= sheet.rowCount; number++) {
    const row = sheet.findRow(number)
    if (row) rows.push(row)
  }
  return rows
}

/** The box of an area on the page; without extent where all of it is hidden. */
export function boxOf({ columns, rows }: Grid, area: Area): Box {
  return [
    columns.line(area.left),
    rows.line(area.top),
    columns.line(area.right + 1),
    rows.line(area.bottom + 1),
  ]
}

function columnAxis(sheet: Worksheet, count: number): Axis {
  const declared = sheet.properties.defaultColWidth
  const defaultPixels =
    declared === undefined ? DEFAULT_CHARACTERS * DIGIT_PIXELS + DEFAULT_PADDING_PIXELS : pixels(declared)
  return axis(count, defaultPixels * POINTS_PER_PIXEL, (index) => {
    const { width, hidden } = sheet.getColumn(index)
    return hidden ? 0 : width === undefined ? undefined : pixels(width) * POINTS_PER_PIXEL
  })
}

const pixels = (characters: number): number => Math.trunc(characters * DIGIT_PIXELS + 0.5)

function rowAxis(sheet: Worksheet, count: number): Axis {
  return axis(count, sheet.properties.defaultRowHeight || DEFAULT_ROW_POINTS, (index) => {
    const row = sheet.findRow(index)
    return row?.hidden ? 0 : row?.height
  })
}

function axis(count: number, usual: number, extent: (index: number) => number | undefined): Axis {
  const lines = new Float64Array(count + 2)
  for (let index = 1; index <= count; index++) {
    lines[index + 1] = lines[index]! + Math.max(0, extent(index) ?? usual)
  }
  const line = (index: number): number =>
    index <= count + 1 ? lines[index]! : lines[count + 1]! + (index - count - 1) * usual
  return { count, line, hidden: (index) => line(index + 1) === line(index) }
}
