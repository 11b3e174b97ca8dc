import type { Box, Evidence, SheetGrid } from '../records/index.ts'
import type { Block } from './blocks.ts'
import { boxOf } from './lines.ts'

/** The places of blocks: a page's boxes together, or of a sheet the range of cells that they cover. */
export function evidenceOf(blocks: readonly Block[]): Evidence[] {
  const byPage = Map.groupBy(blocks, (block) => block.page)
  return [...byPage].map(([page, onPage]): Evidence => {
    if (page.sheet === undefined || page.grid === undefined) {
      return { page: page.number, boxes: onPage.map((block) => rounded(block.box)) }
    }
    return { sheet: page.sheet, range: rangeOf(boxOf(onPage), page.grid) }
  })
}

const rounded = (box: Box): Box => box.map((edge) => Math.round(edge * 10) / 10) as unknown as Box

/** A box may reach this far (points) into a cell without covering it: its edges are rules' middles. */
const EDGE_SLACK = 2

/** A1:C3 for a box on a sheet. */
function rangeOf([x0, y0, x1, y1]: Box, { columns, rows }: SheetGrid): string {
  const from = `${columnName(covered(columns, x0, x1)[0])}${covered(rows, y0, y1)[0]}`
  const to = `${columnName(covered(columns, x0, x1)[1])}${covered(rows, y0, y1)[1]}`
  return from === to ? from : `${from}:${to}`
}

/** First and last of the intervals (1-based) between `lines` that a stretch covers. */
function covered(lines: readonly number[], start: number, end: number): [number, number] {
  const last = lines.length - 1
  const first = lines.findIndex(
    (line, index) => index < last && lines[index + 1]! > start + EDGE_SLACK && line < end,
  )
  const final = lines.findLastIndex((line, index) => index < last && line < end - EDGE_SLACK)
  const low = first < 0 ? last - 1 : first
  return [low + 1, Math.max(low, final) + 1]
}

const columnName = (number: number): string =>
  number <= 0 ? '' : columnName(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26))
