import type { FormSpec } from '../forms/index.ts'
import type { ChangeRow, Evidence } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import type { Label } from './align.ts'
import { type Block, type BlockPage, EDGE, sameColumn } from './blocks.ts'
import { evidenceOf } from './evidence.ts'
import { CHANGES } from './regions.ts'
import { readText } from './values/text.ts'

const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const
type Column = (typeof COLUMNS)[number]

/** A row of heads needs this many of the six columns to count as one. */
const MIN_HEADS = 4

type Head = { readonly column: Column; readonly block: Block }
type Row = { readonly cells: ReadonlyMap<Column, Block>; readonly top: number }
type Draft = { page: number; readonly cells: Map<Column, Block[]> }

/**
 * Reads the change table (変更箇所): rows of the cells below its heads. The heads return on every page; a page without
 * them goes on in the columns of the page before. A row that runs over a page end is one row: its date stands on one
 * of the two pages only; so is a row without date, timing and
 * explanation, which spreadsheets make of a text too long for one row. Gives the rows and the blocks that they took.
 */
export function readChanges(
  pages: readonly BlockPage[],
  labels: readonly Label[],
  spec: FormSpec,
): { readonly changes: readonly ChangeRow[]; readonly taken: ReadonlySet<Block> } {
  const labelBlocks = new Set(labels.map((label) => label.block))
  const taken = new Set<Block>()
  const drafts: Draft[] = []
  let heads: readonly Head[] = []
  for (const { page, blocks } of pages) {
    const printed = headRow(
      labels.filter((label) => label.block.page === page),
      spec,
    )
    if (printed.length >= MIN_HEADS) heads = printed
    else if (printed.length > 0 || heads.length === 0 || !blocks.some((block) => columnOf(block, heads))) {
      heads = []
      continue
    }
    const bottom = printed.length >= MIN_HEADS ? Math.max(...printed.map(({ block }) => block.box[3])) : 0
    const end = Math.min(
      ...blocks
        .filter((block) => labelBlocks.has(block) && block.box[1] >= bottom - EDGE)
        .map((block) => block.box[1]),
      Infinity,
    )
    const cells = blocks.filter(
      (block) =>
        block.kind === 'cell' &&
        block.box[1] >= bottom - EDGE &&
        block.box[1] < end &&
        columnOf(block, heads),
    )
    for (const cell of cells) taken.add(cell)
    rowsOf(cells, heads).forEach((row, index) => {
      if ([...row.cells.values()].every((cell) => cell.key === '')) return
      const last = drafts.at(-1)
      const overPage = index === 0 && last?.page === page.number - 1
      const undated = isEmpty(row.cells.get('変更日'))
      const unsigned = undated && isEmpty(row.cells.get('提出時期')) && isEmpty(row.cells.get('説明'))
      if (last && (unsigned || (overPage && (undated || isEmpty(last.cells.get('変更日')?.at(-1)))))) {
        for (const [column, cell] of row.cells)
          last.cells.set(column, [...(last.cells.get(column) ?? []), cell])
        last.page = page.number
      } else {
        drafts.push({
          page: page.number,
          cells: new Map([...row.cells].map(([column, cell]) => [column, [cell]])),
        })
      }
    })
  }
  return { changes: drafts.map(toChange), taken }
}

const isEmpty = (cell: Block | undefined): boolean => (cell?.key ?? '') === ''

function headRow(labels: readonly Label[], spec: FormSpec): Head[] {
  return labels.flatMap(({ item, block }) => {
    const { repeat, path } = spec.items[item]!
    const column = COLUMNS.find((name) => path.endsWith(`.${name}`))
    return repeat === CHANGES && column ? [{ column, block }] : []
  })
}

function columnOf(block: Block, heads: readonly Head[]): Column | undefined {
  if (block.kind !== 'cell') return undefined
  return heads.find((head) => sameColumn(head.block, block))?.column
}

/** Rows by the tops of their cells; a cell that reaches over several rows counts in each of them. */
function rowsOf(cells: readonly Block[], heads: readonly Head[]): Row[] {
  const tops: number[] = []
  for (const top of cells.map((cell) => cell.box[1]).sort((a, b) => a - b)) {
    if (tops.length === 0 || top - tops.at(-1)! > EDGE) tops.push(top)
  }
  return tops.map((top) => {
    const inRow = cells.filter((cell) => cell.box[1] < top + EDGE && cell.box[3] > top + EDGE)
    return { top, cells: new Map(inRow.map((cell) => [columnOf(cell, heads)!, cell])) }
  })
}

function toChange({ cells }: Draft): ChangeRow {
  const evidence: Evidence[] = evidenceOf([...cells.values()].flat())
  const row: Partial<Record<Column, string>> = {}
  for (const column of COLUMNS) {
    const blocks = cells.get(column)
    if (blocks) row[column] = readText(blocks).value
  }
  const date = readDate(row.変更日 ?? '')
  const joined = [...cells.values()].some((blocks) => blocks.length > 1)
  return {
    ...row,
    ...(row.提出時期 === undefined ? {} : { 提出時期: matchKey(row.提出時期) }),
    ...(date.kind === 'day' ? { iso: date.iso } : {}),
    confidence: joined ? 0.93 : 0.97,
    evidence,
  }
}
