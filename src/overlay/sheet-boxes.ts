import type { Box, SheetGrid } from '../../parsers/records/index.ts'

const RANGE = /^\$?([A-Z]{1,3})\$?([1-9]\d*)(?::\$?([A-Z]{1,3})\$?([1-9]\d*))?$/

/** The box (points) of a range of cells (`B3`, `B3:D4`) on a sheet; none where it does not lie on the grid. */
export function boxOfRange(range: string, { columns, rows }: SheetGrid): Box | undefined {
  const match = RANGE.exec(range)
  if (!match) return undefined
  const [, left, top, right = left, bottom = top] = match
  const x0 = columns[columnNumber(left!) - 1]
  const y0 = rows[Number(top) - 1]
  const x1 = columns[columnNumber(right!)]
  const y1 = rows[Number(bottom)]
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return undefined
  return [x0, y0, x1, y1]
}

/** A is 1, AA is 27. */
const columnNumber = (name: string): number =>
  [...name].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
