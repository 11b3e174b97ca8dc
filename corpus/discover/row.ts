import type { Element } from 'domhandler'
import { childElements, textOf } from './dom.ts'
import type { Line } from './lines.ts'
import { type Cell, type ColumnKind, distinctCells, recordAt, recordInList, type Table } from './table.ts'
import { isCompanion, isGeneric, stripNotes } from './wording.ts'

/** The cells of a row by what their column holds, as far as the table says it. */
export type Row = ReadonlyMap<ColumnKind, string>

/** A row with more text than this is a cell of the page's layout. */
const LONGEST_ROW = 400
const LONGEST_NAME = 120

/** The cells of the row, of the record, or of the `<dl>` that a line stands in. */
export function rowOf({ place: { cell, table, item, group } }: Line): Row {
  if (group?.name === 'dl' && item?.name === 'dd') return recordInList(group, item)
  if (!cell || !table) return new Map()
  if (table.isRecord) return recordAt(table, cell.row)
  return table.headRows > 0 ? rowByHeads(table, cell.row) : rowByLooks(table, cell)
}

/** A row of a table with heads. */
export function rowByHeads(table: Table, row: number): Row {
  const found = new Map<ColumnKind, string>()
  table.kinds.forEach((kind, column) => {
    const at = table.grid[row]?.[column]
    if (kind && at && at.row >= table.headRows) found.set(kind, kind === 'title' ? titleIn(at) : at.text)
  })
  return found
}

function rowByLooks(table: Table, cell: Cell): Row {
  const found = new Map<ColumnKind, string>()
  const cells = distinctCells(table.grid[cell.row] ?? [])
  if (cells.length < 2 || cells.reduce((sum, { text }) => sum + text.length, 0) > LONGEST_ROW) return found
  for (const { text } of cells) {
    const kind = kindOfCell(text)
    if (kind && !found.has(kind)) found.set(kind, text)
  }
  const name = cells.find((one) => one !== cell && kindOfCell(one.text) === undefined && isName(one.text))
  if (name && !found.has('title')) found.set('title', name.text)
  return found
}

/** Of a title and links to further files in one cell, the title. */
function titleIn({ element, text }: Cell): string {
  const first = firstLink(element)
  const own = first ? stripNotes(textOf(first)) : ''
  return own === '' || isGeneric(own) || isCompanion(own) || !text.startsWith(textOf(first!)) ? text : own
}

function firstLink(element: Element): Element | undefined {
  for (const child of childElements(element)) {
    const found = child.name === 'a' ? child : firstLink(child)
    if (found) return found
  }
  return undefined
}

const isName = (text: string): boolean =>
  text.length > 1 && text.length <= LONGEST_NAME && !isGeneric(stripNotes(text))

/** What a cell holds in a table without heads, by its looks. */
function kindOfCell(text: string): ColumnKind | undefined {
  const key = text.normalize('NFKC').replace(/\s+/g, '')
  if (/^(?:第|No\.?)?\d{1,4}(?:-\d{1,2})?号?$/i.test(key)) return 'number'
  if (/^(?:(?:令和|平成|[RH])(?:\d+|元)[年.]\d+[月.]\d+日?|\d{4}[年./-]\d+[月./-]\d+日?)(?:公表)?$/.test(key))
    return 'date'
  if (/^(?:基礎|重点|全)項目(?:評価書?)?$/.test(key)) return 'form'
  if (/(?:部|課|室|係|局|委員会)$/.test(key) && key.length <= 20) return 'department'
  return /事務|台帳|ネットワーク/.test(key) && key.length <= 80 ? 'title' : undefined
}
