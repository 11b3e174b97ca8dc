import type { Element } from 'domhandler'
import { childElements, textOf } from './dom.ts'
import { shortKey } from './wording.ts'

/** What a column, or a row of a record, holds. */
export type ColumnKind = 'number' | 'serial' | 'title' | 'form' | 'date' | 'department' | 'state' | 'files'

/** Labels of table heads and of `<dt>`, without white space. The first that fits counts. */
const LABELS: readonly (readonly [ColumnKind, RegExp])[] = [
  ['number', /^(?:特定個人情報保護)?評価書?(?:の)?番号/],
  ['serial', /^(?:no\.?|№|番号|項番|通番|連番|通し番号|整理番号|#)$/i],
  ['form', /(?:種類|区分|種別|様式)$|^評価の?(?:実施)?(?:種|区)/],
  ['date', /(?:公表|公開|提出|掲載|作成|更新|実施|評価|再評価|見直し|改定|改訂|変更|年)(?:年月)?日|^年月日$/],
  ['department', /所管|担当|部署|部局|主管|問い?合わ?せ|連絡先|^(?:課|係)名?$|(?:課|係)名$/],
  ['state', /^(?:状態|状況|備考|摘要)$/],
  [
    'title',
    /事務(?:の)?名|評価書(?:の)?名|名称|^(?:評価)?(?:の)?(?:対象)?(?:となる)?(?:事務|業務)$|件名|業務名|タイトル|^内容$/,
  ],
  ['files', /評価書|ファイル|PDF|エクセル|excel|ダウンロード|リンク|閲覧|全文|公表資料|添付/i],
]
const LONGEST_LABEL = 24
const LONGEST_CELL = 500
const HEAD_ROWS = 3

export type Cell = {
  readonly element: Element
  readonly row: number
  readonly column: number
  readonly text: string
}

/** A table whose spans are laid out: `grid[row][column]` is the cell that covers the place. */
export type Table = {
  readonly grid: readonly (readonly (Cell | undefined)[])[]
  readonly cells: ReadonlyMap<Element, Cell>
  readonly caption: string
  /** Rows at the top that are heads, or a title above them. */
  readonly headRows: number
  /** Texts of the heads by column, joined. */
  readonly heads: readonly string[]
  readonly kinds: readonly (ColumnKind | undefined)[]
  /** The first column says what stands in the second: one thing, or several below each other. */
  readonly isRecord: boolean
}

const MAX_SPAN = 1000
const MAX_CELLS = 100_000

/** Lays out a table. Nested tables are cells' content and stay out. */
export function readTable(table: Element): Table {
  const grid: (Cell | undefined)[][] = []
  const cells = new Map<Element, Cell>()
  let filled = 0
  const rows = rowsOf(table)
  rows.forEach((tr, row) => {
    grid[row] ??= []
    let column = 0
    for (const element of childElements(tr)) {
      if (element.name !== 'td' && element.name !== 'th') continue
      while (grid[row]![column] !== undefined) column++
      const cell: Cell = { element, row, column, text: textOf(element).slice(0, LONGEST_CELL) }
      cells.set(element, cell)
      // rowspan="0": to the end of the table.
      const down = Math.min(spanOf(element.attribs.rowspan) || rows.length, rows.length - row)
      const across = spanOf(element.attribs.colspan) || 1
      for (let y = row; y < row + down; y++) {
        grid[y] ??= []
        for (let x = column; x < column + across && filled < MAX_CELLS; x++, filled++) grid[y]![x] ??= cell
      }
      column += across
    }
  })
  const caption = childElements(table).find(({ name }) => name === 'caption')
  const headRows = countHeadRows(grid)
  const width = Math.max(0, ...grid.map((row) => row.length))
  const heads = Array.from({ length: width }, (_, column) => {
    const cells = grid.slice(0, headRows).map((row) => row[column])
    const texts = cells.filter((cell) => cell && !spansRow(grid, cell)).map((cell) => cell!.text)
    return [...new Set(texts)].join('')
  })
  return {
    grid,
    cells,
    caption: caption ? textOf(caption) : '',
    headRows,
    heads,
    kinds: distinct(heads.map(columnKind)),
    isRecord: headRows === 0 && holdsRecords(grid),
  }
}

/** The rows below the heads (0-based) in which no cell has a link. */
export function rowsWithoutLink({ grid, headRows }: Table): number[] {
  if (headRows === 0) return []
  return grid.flatMap((cells, row) => {
    const own = distinctCells(cells)
    return row >= headRows && own.length > 1 && own.every(({ element }) => !hasLink(element)) ? [row] : []
  })
}

/** What a label announces, if it is one. */
export function columnKind(label: string): ColumnKind | undefined {
  const key = shortKey(label)
  if (key === '' || key.length > LONGEST_LABEL) return undefined
  return LABELS.find(([, pattern]) => pattern.test(key))?.[0]
}

/** The values of the record that a row belongs to: up and down to where a label comes again. */
export function recordAt(table: Table, row: number): ReadonlyMap<ColumnKind, string> {
  return recordAround(
    table.grid.map(([label, value]) => [label?.text ?? '', value?.text ?? '']),
    row,
  )
}

/** The same of a `<dl>`; its pairs may stand in `<div>`s. */
export function recordInList(list: Element, item: Element): ReadonlyMap<ColumnKind, string> {
  const parts = childElements(list).flatMap((child) =>
    child.name === 'div' ? childElements(child) : [child],
  )
  const pairs: [string, string][] = []
  let position = -1
  for (const part of parts) {
    if (part.name === 'dt') pairs.push([textOf(part), ''])
    else if (pairs.length > 0) pairs.at(-1)![1] += ` ${textOf(part)}`
    if (part === item) position = pairs.length - 1
  }
  return position === -1 ? new Map() : recordAround(pairs, position)
}

function recordAround(pairs: readonly (readonly [string, string])[], position: number) {
  const found = new Map<ColumnKind, string>()
  const add = (at: number): boolean => {
    const [label, value] = pairs[at]!
    const kind = columnKind(label)
    if (kind === undefined) return true
    if (found.has(kind)) return false
    found.set(kind, value.trim())
    return true
  }
  for (let at = position; at >= 0 && add(at); at--);
  for (let at = position + 1; at < pairs.length && add(at); at++);
  return found
}

function rowsOf(table: Element): Element[] {
  return childElements(table).flatMap((child) => {
    if (child.name === 'tr') return [child]
    return ['thead', 'tbody', 'tfoot'].includes(child.name)
      ? childElements(child).filter(({ name }) => name === 'tr')
      : []
  })
}

/** Rows at the top that hold nothing but labels: `<th>` in all cells, or two labels and no link; after a title, maybe. */
function countHeadRows(grid: Grid): number {
  const titles = grid.findIndex((row) => !isTitleRow(row))
  let count = Math.max(0, titles)
  for (const row of grid.slice(count, count + HEAD_ROWS)) {
    const cells = distinctCells(row)
    const labels = cells.filter(({ text }) => columnKind(text) !== undefined)
    const isHead =
      cells.length >= 2 &&
      cells.every(({ element }) => !hasLink(element)) &&
      (cells.every(({ element }) => element.name === 'th') || labels.length >= Math.max(2, cells.length / 2))
    if (!isHead) break
    count++
  }
  return count < grid.length && count > titles ? count : 0
}

type Grid = readonly (readonly (Cell | undefined)[])[]

export const distinctCells = (row: readonly (Cell | undefined)[]): Cell[] => [
  ...new Set(row.filter((cell) => cell !== undefined)),
]

/** One cell without a link over the whole width. */
function isTitleRow(row: readonly (Cell | undefined)[]): boolean {
  const [only, ...others] = distinctCells(row)
  return only !== undefined && others.length === 0 && row.length > 1 && !hasLink(only.element)
}

const spansRow = (grid: Grid, cell: Cell): boolean => isTitleRow(grid[cell.row] ?? [])

function holdsRecords(grid: Grid): boolean {
  const labels = grid.flatMap(([label, value]) =>
    label && value && label !== value ? [columnKind(label.text)] : [],
  )
  return new Set(labels.filter((kind) => kind !== undefined)).size >= 2
}

const hasLink = (element: Element): boolean =>
  childElements(element).some((child) => child.name === 'a' || hasLink(child))

/** A kind that two columns claim is the first one's, except for files. */
function distinct(kinds: readonly (ColumnKind | undefined)[]): (ColumnKind | undefined)[] {
  return kinds.map((kind, index) => (kind === 'files' || kinds.indexOf(kind) === index ? kind : undefined))
}

function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? '1', 10)
  return Number.isNaN(span) ? 1 : Math.max(0, Math.min(span, MAX_SPAN))
}
