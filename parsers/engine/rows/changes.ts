import { type ChangeRow, NOT_RESOLVED, type Unplaced } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { readableText } from './fragment.ts'
import { type Cell, joined, type Row } from './grid.ts'
import { evidenceOf } from './items.ts'

export const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const
export type Column = (typeof COLUMNS)[number]

/** Line ends break the heads into this many rows at most. */
const MAX_HEAD_ROWS = 4
/** A row of heads needs this many of the six columns to count as one. */
const MIN_HEADS = 4
const SURE = 0.93
const IN_DOUBT = 0.8
const TIMING = /^(?:事前|事後)$/u
/** The beginning of an address within a form: ３． ① リスク１. */
const ADDRESS = /^(?:[①-⑳]|[0-9０-９]{1,2}\s*[．.，,、]|リスク\s*[0-9０-９]*\s*[:：])/u
const MAX_ADDRESS = 60

const HEADS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['変更日', '変更日'],
  ['変更年月日', '変更日'],
  ['項目', '項目'],
  ['変更前の記載', '変更前'],
  ['変更前', '変更前'],
  ['変更後の記載', '変更後'],
  ['変更後', '変更後'],
  ['提出時期', '提出時期'],
  ['提出時期に係る説明', '説明'],
])

export type RowChanges = {
  readonly changes: readonly ChangeRow[]
  readonly unplaced: readonly Unplaced[]
  /** Rows that are no part of the table, in their order. */
  readonly others: readonly Row[]
}

/**
 * Takes the change table out of the rows: those below a row of its heads, up to a row that is none of it
 * (`isOutside`). Rows of fewer or more cells are read by what the cells say; what cannot be attributed says so.
 */
export function readRowChanges(
  rows: readonly Row[],
  isAddress: (key: string) => boolean,
  isOutside: (row: Row) => boolean,
): RowChanges {
  const others: Row[] = []
  const drafts: (readonly Cell[])[] = []
  let isOpen = false
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    const headRows = headRowsAt(rows, index)
    if (headRows > 0) {
      isOpen = true
      index += headRows - 1
    } else if (!isOpen || isOutside(row)) {
      isOpen = false
      others.push(row)
    } else {
      addRow(drafts, row.cells)
    }
  }
  const read = drafts.map((cells) => toChange(cells, isAddress))
  return { changes: read.map(({ row }) => row), unplaced: read.flatMap(({ unplaced }) => unplaced), others }
}

/** How many rows from here on are the heads of the table: one, or more where line ends broke it; 0 if none. */
function headRowsAt(rows: readonly Row[], index: number): number {
  let cells = rows[index]!.cells
  if (!cells.some(({ key }) => HEADS.has(key))) return 0
  let best = { heads: MIN_HEADS - 1, rows: 0 }
  for (let count = 1; count <= MAX_HEAD_ROWS; count++) {
    const heads = new Set(cells.flatMap(({ key }) => HEADS.get(key) ?? [])).size
    if (heads > best.heads) best = { heads, rows: count }
    const next = rows[index + count]?.cells
    if (!next) break
    cells = [...cells.slice(0, -1), joined(cells.at(-1)!, next[0]!), ...next.slice(1)]
  }
  return best.rows
}

/** A line without a date of its own that fills what the row before lacks is the rest of that row, broken by a line end. */
function addRow(drafts: (readonly Cell[])[], cells: readonly Cell[]): void {
  const last = drafts.at(-1)
  const dated = isDate(cells[0]!)
  if (last && !dated && last.length + inked(cells) - 1 <= COLUMNS.length) {
    drafts[drafts.length - 1] = [
      ...last.slice(0, -1),
      joined(last.at(-1)!, cells[0]!, '\n'),
      ...cells.slice(1),
    ]
  } else if (last && !dated && cells.length === 1) {
    drafts[drafts.length - 1] = [...last.slice(0, -1), joined(last.at(-1)!, cells[0]!, '\n')]
  } else {
    drafts.push(cells)
  }
}

const isDate = ({ text }: Cell): boolean => readDate(readableText(text)).kind === 'day'

function toChange(
  cells: readonly Cell[],
  isAddress: (key: string) => boolean,
): { row: ChangeRow; unplaced: Unplaced[] } {
  const { columns, loose } = attributed(cells, isAddress)
  const values: Partial<Record<Column, string>> = {}
  for (const [column, text] of columns) values[column] = column === '提出時期' ? matchKey(text) : text
  const date = readDate(values.変更日 ?? '')
  const unattributed = COLUMNS.filter((column) => !columns.has(column) && loose.length > 0)
  return {
    row: {
      ...values,
      ...(date.kind === 'day' ? { iso: date.iso } : {}),
      ...(unattributed.length > 0 ? { unattributed } : {}),
      ...NOT_RESOLVED,
      confidence: loose.length > 0 ? IN_DOUBT : SURE,
      evidence: evidenceOf(cells.map(({ lines }) => lines)),
    },
    unplaced: loose.map((cell) => ({ text: readableText(cell.text), evidence: { lines: [...cell.lines] } })),
  }
}

type Attributed = { columns: Map<Column, string>; loose: Cell[] }

function attributed(cells: readonly Cell[], isAddress: (key: string) => boolean): Attributed {
  const text = (cell: Cell | undefined) => readableText(cell?.text ?? '')
  const timing = cells.findLastIndex(({ key }) => TIMING.test(key))
  const dated =
    cells[0] && isDate(cells[0]) ? 1 : cells.length >= COLUMNS.length || cells[0]?.key === '' ? 1 : 0
  const inner = cells.slice(dated, timing < 0 ? (cells.length >= COLUMNS.length ? 4 : undefined) : timing)
  const columns = new Map<Column, string>()
  if (dated) columns.set('変更日', text(cells[0]))
  if (timing >= 0) {
    columns.set('提出時期', text(cells[timing]))
    columns.set(
      '説明',
      cells
        .slice(timing + 1)
        .map(text)
        .filter((part) => part !== '')
        .join('\n'),
    )
  } else if (cells.length >= COLUMNS.length) {
    columns.set('提出時期', text(cells[4]))
    columns.set('説明', text(cells[5]))
  }
  const [item, second, ...rest] = inner
  if (item && second && isTorn(item, second, isAddress)) {
    const address = interleaved(item.text, second.text)
    if (!isAddress(matchKey(address))) return { columns, loose: inner }
    columns.set('項目', address)
    if (rest.length !== 2) return { columns, loose: rest }
    columns.set('変更前', text(rest[0]))
    columns.set('変更後', text(rest[1]))
    return { columns, loose: [] }
  }
  if (item) columns.set('項目', text(item))
  if (inner.length !== 3) return { columns, loose: inner.slice(1) }
  columns.set('変更前', text(second))
  columns.set('変更後', text(rest[0]))
  return { columns, loose: [] }
}

/**
 * Whether an address runs on in the next cell, because the table's reader cut the column in two: its first half names
 * no item, and the second begins like a level of an address and is no sentence.
 */
const isTorn = (item: Cell, next: Cell, isAddress: (key: string) => boolean): boolean =>
  next.key.length <= MAX_ADDRESS &&
  ADDRESS.test(next.text) &&
  !/[。、]/u.test(next.text) &&
  !isAddress(item.key)

/** A row may end in empty cells, by a tab at the end of its line. */
const inked = (cells: readonly Cell[]): number => cells.findLastIndex(({ text }) => text !== '') + 1

/** The lines of two halves in turn; where a line's end is the next one's beginning it stands once. */
function interleaved(left: string, right: string): string {
  const lines = [left, right].map((half) => half.split(/\s+/u).filter((piece) => piece !== ''))
  const [first = [], second = []] = lines
  // A section's number is set apart from its name by a space, too.
  const leftLines =
    first[0] !== undefined && /^[ⅠⅡⅢⅣⅤⅥIV]+$/u.test(first[0])
      ? [`${first[0]} ${first[1] ?? ''}`, ...first.slice(2)]
      : first
  const rightLines =
    second[0] !== undefined && /^[\d０-９]+[．.，,、]$/u.test(second[0])
      ? [`${second[0]} ${second[1] ?? ''}`, ...second.slice(2)]
      : second
  const pieces: string[] = []
  for (let index = 0; index < Math.max(leftLines.length, rightLines.length); index++) {
    for (const piece of [leftLines[index], rightLines[index]]) {
      if (piece === undefined) continue
      const last = pieces.at(-1) ?? ''
      const overlap = overlapOf(last, piece)
      if (overlap > 0) pieces[pieces.length - 1] = last + piece.slice(overlap)
      else pieces.push(piece)
    }
  }
  return pieces.join(' ')
}

function overlapOf(first: string, second: string): number {
  for (let length = Math.min(first.length, second.length); length > 0; length--) {
    if (first.endsWith(second.slice(0, length))) return length
  }
  return 0
}
