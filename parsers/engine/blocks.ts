import type { Box, Glyph, Page } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { type Cell, type CellMap, cellsOf } from './cells.ts'
import { splitAtGaps, type TextLine, toLines } from './lines.ts'

/** A cell, or a line outside all cells. `key` is its whole text as a match key; an empty cell has an empty key. */
export type Block = {
  readonly page: Page
  readonly kind: 'cell' | 'line'
  readonly box: Box
  readonly lines: readonly TextLine[]
  readonly glyphs: readonly Glyph[]
  readonly key: string
}

/** A page cut into blocks in reading order, its headers and footers apart. */
export type BlockPage = {
  readonly page: Page
  readonly blocks: readonly Block[]
  readonly furniture: readonly Block[]
}

/** Edges closer than this (points) are the same edge. */
export const EDGE = 6
/** Words on one line outside of cells belong apart when this many em are between them. */
const LOOSE_GAP = 4
/** Headers and footers stand in this share of the page's height at its top and bottom. */
const MARGIN_SHARE = 0.1
/** A line that returns at the same height on this many pages is a header or footer. */
const MIN_RETURNS = 3
/** Blocks whose tops differ by less (points) stand in one row. */
const ROW_TOLERANCE = 3

// ペ-ジ: a match key has one dash for all, also for ー.
const PAGE_NUMBER = /^(p\.?|頁)?[-(]*\d+[-)]*((\/|of)\d+)?(ペ-ジ|頁|page)?(\/\d+(ペ-ジ|頁)?)?$/iu

/** Cuts pages into cells and loose lines. */
export function toBlocks(pages: readonly Page[]): BlockPage[] {
  const cut = pages.map(blocksOf)
  const returns = new Map<string, number>()
  for (const blocks of cut) {
    for (const block of blocks) if (inMargin(block)) count(returns, placeKey(block))
  }
  return pages.map((page, index) => {
    const isFurniture = (block: Block) =>
      inMargin(block) && (PAGE_NUMBER.test(block.key) || (returns.get(placeKey(block)) ?? 0) >= MIN_RETURNS)
    const blocks = cut[index]!
    return {
      page,
      blocks: blocks.filter((block) => !isFurniture(block)),
      furniture: blocks.filter(isFurniture),
    }
  })
}

function blocksOf(page: Page): Block[] {
  const map = cellsOf(page.rules, page.sheet === undefined ? page : undefined)
  const inCell = new Map<Cell, Glyph[]>()
  const loose: Glyph[] = []
  for (const glyph of page.glyphs) {
    const cell = holder(glyph, map)
    if (!cell) loose.push(glyph)
    else if (inCell.has(cell)) inCell.get(cell)!.push(glyph)
    else inCell.set(cell, [glyph])
  }
  const cells = map.cells.map((cell) => blockOf(page, 'cell', toLines(inCell.get(cell) ?? []), cell.box))
  const lines = toLines(loose)
    .flatMap((line) => splitAtGaps(line, LOOSE_GAP))
    .map((line) => blockOf(page, 'line', [line], line.box))
  return inReadingOrder([...cells, ...lines])
}

/** The cell under a character's middle; of a character that juts out over its cell's side, the cell it begins or ends in. */
function holder({ box }: Glyph, map: CellMap): Cell | undefined {
  const middle = (box[1] + box[3]) / 2
  return map.at((box[0] + box[2]) / 2, middle) ?? map.at(box[0], middle) ?? map.at(box[2], middle)
}

/** A block of lines that are cut already. */
export function blockOf(page: Page, kind: Block['kind'], lines: readonly TextLine[], box: Box): Block {
  const key = matchKey(lines.map((line) => line.text).join(''))
  return { page, kind, box, lines, glyphs: lines.flatMap((line) => line.glyphs), key }
}

/** Rows by their tops, left to right within a row. */
function inReadingOrder(blocks: readonly Block[]): Block[] {
  const sorted = [...blocks].sort((a, b) => a.box[1] - b.box[1])
  const rows: Block[][] = []
  for (const next of sorted) {
    const row = rows.at(-1)
    if (row && next.box[1] - row[0]!.box[1] < ROW_TOLERANCE) row.push(next)
    else rows.push([next])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box[0] - b.box[0]))
}

/** Whether two blocks have the same left and right edges. */
export const sameColumn = (a: Block, b: Block): boolean =>
  Math.abs(a.box[0] - b.box[0]) < EDGE && Math.abs(a.box[2] - b.box[2]) < EDGE

/** Whether a block touches the one below it in the same column. */
export const isAbove = (upper: Block, lower: Block): boolean =>
  sameColumn(upper, lower) && Math.abs(upper.box[3] - lower.box[1]) < EDGE

const inMargin = ({ kind, box, page }: Block): boolean =>
  kind === 'line' && (box[3] < page.height * MARGIN_SHARE || box[1] > page.height * (1 - MARGIN_SHARE))

const placeKey = ({ key, box }: Block): string => `${key.replace(/\d+/gu, '#')} ${Math.round(box[1] / 6)}`

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
