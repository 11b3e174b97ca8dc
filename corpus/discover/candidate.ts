import type { Element } from 'domhandler'
import { extensionOf, fileNameOf } from './address.ts'
import { childElements, textOf } from './dom.ts'
import type { Anchor, Line, Segment } from './lines.ts'
import { type Cell, type ColumnKind, recordAt, recordInList } from './table.ts'
import { isCompanion, isGeneric, saysFile, stripNotes } from './wording.ts'

/** The cells of a link's row by what their column holds, as far as the table says it. */
export type Row = ReadonlyMap<ColumnKind, string>

/** A link with everything that stands around it. */
export type Candidate = {
  readonly url: string
  readonly target: 'file' | 'page'
  readonly element: Element
  /** The link's own text without notes on size and type. */
  readonly own: string
  /** What names the thing: the own text, or what stands for it where that is only (PDF:92KB) or こちら. */
  readonly label: string
  readonly fileName: string
  /** What the line says before the link, and after it, on to the next link. */
  readonly beside: { readonly before: string; readonly after: string }
  readonly row: Row
  /** The head of the link's column, where the table has one. */
  readonly columnHead: string
  /** Texts that say what the link is part of, the nearest first: lead, caption, headings. */
  readonly sections: readonly string[]
  /** The heads of the link's table, joined. */
  readonly heads: string
  readonly line: Line
}

const FILES = new Set(['pdf', 'xlsx', 'xls', 'xlsm', 'zip', 'lzh', 'txt', 'csv', 'doc', 'docx', 'rtf', 'ods'])
/** What is fetched neither as a page nor as a document. */
const PICTURES = new Set(['jpg', 'jpeg', 'png', 'gif', 'ppt', 'pptx'])
/** A row with more text than this is a cell of the page's layout. */
const LONGEST_ROW = 400
/** A text before a link that is longer is a sentence around it. */
const LONGEST_LABEL = 120

/** The links of a line as candidates; `resolve` gives their addresses, or nothing where they lead nowhere. */
export function candidatesOf(line: Line, resolve: (anchor: Anchor) => string | undefined): Candidate[] {
  const row = rowOf(line)
  const { cell, table } = line.place
  const columnHead = cell && table ? (table.heads[cell.column] ?? '') : ''
  const sections = [
    line.lead,
    ...(table ? [table.caption] : []),
    ...line.headings.map(({ text }) => text).reverse(),
  ].filter((text) => text !== '')
  return line.segments.flatMap((segment, index) => {
    const { anchor } = segment
    const url = anchor && resolve(anchor)
    if (!anchor || url === undefined) return []
    const extension = extensionOf(url)
    if (PICTURES.has(extension ?? '')) return []
    const beside = {
      before: nameBefore(line.segments.slice(0, index)),
      after: textUntilLink(line.segments.slice(index + 1)),
    }
    const own = stripNotes(anchor.text)
    const isFile = extension ? FILES.has(extension) : saysFile(anchor.text) || isFileType(anchor.element)
    return [
      {
        url,
        target: isFile ? 'file' : 'page',
        element: anchor.element,
        own,
        label: labelOf(own, beside.before, row, line),
        fileName: fileNameOf(url),
        beside,
        row,
        columnHead,
        sections,
        heads: table?.heads.join(' ') ?? '',
        line,
      },
    ]
  })
}

/** A link that says by its attributes, or by a script's address, that it is a file. */
const isFileType = ({ attribs }: Element): boolean =>
  attribs.download !== undefined ||
  /(?:^|[/_-])(?:down_?load|file_?down|attachments?|get_?file|open_?file)(?:[/._?-]|$)/i.test(
    attribs.href ?? '',
  ) ||
  /pdf|spreadsheet|excel|zip/i.test(attribs.type ?? '') ||
  /(?:^|[\s_-])(?:pdf|xlsx?|excel|zip)(?:$|[\s_-])/i.test(attribs.class ?? '')

/** What names a link: its own text; else its row's title, the text before it, its item, the line above it, the term. */
function labelOf(own: string, before: string, row: Row, line: Line): string {
  const bare = own.replace(/^[\s()（）[\]【】・|｜/／]+|[\s()（）[\]【】・|｜/／]+$/g, '')
  const says = bare !== '' && !isGeneric(bare)
  if (says) return own
  const around = [
    row.get('title'),
    stripNotes(before),
    ...line.before.toReversed().map(stripNotes),
    line.headings.at(-1)?.text,
  ]
  const name = around.find(
    (text) => text !== undefined && text.length > 1 && text.length <= LONGEST_LABEL && !isGeneric(text),
  )
  return name ?? own
}

function rowOf({ place: { cell, table, item, group } }: Line): Row {
  if (group?.name === 'dl' && item?.name === 'dd') return recordInList(group, item)
  if (!cell || !table) return new Map()
  if (table.isRecord) return recordAt(table, cell.row)
  const found = new Map<ColumnKind, string>()
  if (table.headRows > 0) {
    table.kinds.forEach((kind, column) => {
      const at = table.grid[cell.row]?.[column]
      if (kind && at && at.row >= table.headRows) found.set(kind, kind === 'title' ? titleIn(at) : at.text)
    })
    return found
  }
  const cells = [...new Set(table.grid[cell.row] ?? [])].filter((one) => one !== undefined)
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
  text.length > 1 && text.length <= LONGEST_LABEL && !isGeneric(stripNotes(text))

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

/**
 * 介護保険に関する事務 [基礎項目評価書](PDF) [重点項目評価書](PDF): the text just before a link, or, where that is only a
 * separator, what begins the line and the link before.
 */
function nameBefore(segments: readonly Segment[]): string {
  const last = segments.findLastIndex(({ anchor }) => anchor)
  const between = joined(segments.slice(last + 1))
  if (last === -1 || !isSeparator(stripNotes(between))) return between
  const start = joined(
    segments.slice(
      0,
      segments.findIndex(({ anchor }) => anchor),
    ),
  )
  return isSeparator(start) ? stripNotes(segments[last]!.text) : start
}

const textUntilLink = (segments: readonly Segment[]): string => {
  const next = segments.findIndex(({ anchor }) => anchor)
  return joined(next === -1 ? segments : segments.slice(0, next)).trim()
}

const joined = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('')
const isSeparator = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || /^\s*(?:及び|および|と|又は)\s*$/.test(text)
