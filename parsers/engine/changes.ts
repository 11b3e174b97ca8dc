import { CHANGES, type FormSpec } from '../forms/index.ts'
import { type ChangeRow, type Evidence, NOT_RESOLVED, type Page } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import { type Block, type BlockPage, EDGE, sameColumn } from './blocks.ts'
import { evidenceOf } from './evidence.ts'
import { readText } from './values/text.ts'

const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const
type Column = (typeof COLUMNS)[number]

/** A row of heads needs this many of the six columns to count as one. */
const MIN_HEADS = 4

type Head = { readonly column: Column; readonly block: Block }
type Row = { readonly cells: ReadonlyMap<Column, Block>; readonly top: number }
/** A change as read so far, and the page that it reaches to. */
type Draft = { readonly page: number; readonly cells: ReadonlyMap<Column, readonly Block[]> }

/**
 * Reads the change table (変更箇所): rows of the cells below its heads. The heads return on every page; a page without
 * them goes on in the columns of the page before. A row that runs over a page end is one row, and so are
 * the rows that spreadsheets make of a text too long for one. Gives the rows and the blocks that they took, heads
 * included: the item column quotes labels, and they are none.
 */
export function readChanges(
  pages: readonly BlockPage[],
  spec: FormSpec,
): { readonly changes: readonly ChangeRow[]; readonly taken: ReadonlySet<Block> } {
  const columnNamed = headNames(spec)
  const taken = new Set<Block>()
  const drafts: Draft[] = []
  let heads: readonly Head[] = []
  for (const { page, blocks } of pages) {
    const printed = headRow(blocks, columnNamed)
    const first = blocks.find(({ kind, key }) => kind === 'cell' && key !== '')
    const goesOn = printed.length === 0 && first !== undefined && columnOf(first, heads) !== undefined
    if (printed.length === 0 && !goesOn) {
      heads = []
      continue
    }
    if (printed.length > 0) heads = printed
    const bottom = printed.length > 0 ? Math.max(...printed.map(({ block }) => block.box[3])) : 0
    const below = blocks.filter(({ kind, box }) => kind === 'cell' && box[1] >= bottom - EDGE)
    const others = below.filter((block) => block.key !== '' && !columnOf(block, heads))
    const end = Math.min(...others.map(({ box }) => box[1]), Infinity)
    const cells = below.filter((block) => block.box[1] < end && columnOf(block, heads))
    for (const block of [...printed.map((head) => head.block), ...cells]) taken.add(block)
    for (const row of rowsOf(cells, heads)) {
      if ([...row.cells.values()].some((cell) => cell.key !== '')) addRow(drafts, row, page)
    }
  }
  return { changes: drafts.map(toChange), taken }
}

/**
 * Adds a printed row: as a change of its own, or to the one that it goes on from. A row without date, timing and
 * explanation is no change of its own: it goes on from the row before it, or, at the foot of a page, its date stands
 * in the part on the next page.
 */
function addRow(drafts: Draft[], row: Row, page: Page): void {
  const next: Draft = {
    page: page.number,
    cells: new Map([...row.cells].map(([column, cell]) => [column, [cell]])),
  }
  const [before, last] = [drafts.at(-2), drafts.at(-1)]
  const overPage = last !== undefined && last.page === page.number - 1
  if (last && isUnsigned(last) && !isUnsigned(next)) {
    drafts.pop()
    const isFirstPart = overPage && page.sheet === undefined && !(before && breaksOff(before))
    if (isFirstPart || !before) drafts.push(joined(last, next))
    else drafts.splice(-1, 1, joined(before, last), next)
  } else if (last && isUnsigned(next) && (overPage || isUnsigned(last) || page.sheet !== undefined)) {
    drafts.splice(-1, 1, joined(last, next))
  } else if (last && overPage && isEmpty(next, '変更日')) {
    drafts.splice(-1, 1, joined(last, next))
  } else drafts.push(next)
}

const isEmpty = ({ cells }: Draft, column: Column): boolean =>
  (cells.get(column) ?? []).every((cell) => cell.key === '')

const isUnsigned = (draft: Draft): boolean =>
  isEmpty(draft, '変更日') && isEmpty(draft, '提出時期') && isEmpty(draft, '説明')

/** Whether a text of the row stops in the middle of a sentence. */
const breaksOff = ({ cells }: Draft): boolean =>
  (['変更前', '変更後'] as const).some((column) =>
    /[^。.)」】>]$/u.test(cells.get(column)?.at(-1)?.key ?? '。'),
  )

function joined(first: Draft, second: Draft): Draft {
  const cells = new Map(first.cells)
  for (const [column, blocks] of second.cells) cells.set(column, [...(cells.get(column) ?? []), ...blocks])
  return { page: second.page, cells }
}

/** The wordings of the six heads, as match keys. */
function headNames(spec: FormSpec): (key: string) => Column | undefined {
  const names = new Map<string, Column>()
  for (const item of spec.items.filter(({ repeat }) => repeat === CHANGES)) {
    const column = COLUMNS.find((name) => item.path.endsWith(`.${name}`))
    if (column)
      for (const wording of [item.label, ...(item.aliases ?? [])]) names.set(matchKey(wording), column)
  }
  return (key) => names.get(key)
}

/** The topmost row of cells that are heads; rows below it that quote heads are values. */
function headRow(blocks: readonly Block[], columnNamed: (key: string) => Column | undefined): Head[] {
  const heads = blocks.flatMap((block): Head[] => {
    const column = block.kind === 'cell' ? columnNamed(block.key) : undefined
    return column ? [{ column, block }] : []
  })
  for (const { block: first } of heads) {
    const row = heads.filter(({ block }) => Math.abs(block.box[1] - first.box[1]) < EDGE)
    if (new Set(row.map(({ column }) => column)).size >= MIN_HEADS) return row
  }
  return []
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
    ...NOT_RESOLVED,
    confidence: joined ? 0.93 : 0.97,
    evidence,
  }
}
