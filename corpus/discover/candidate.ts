import type { Element } from 'domhandler'
import { extensionOf, fileNameOf } from './address.ts'
import type { Anchor, Line, Segment } from './lines.ts'
import { type Row, rowOf } from './row.ts'
import { isGeneric, namesPaper, saysFile, stripNotes } from './wording.ts'

/** A link with everything that stands around it. */
export type Candidate = {
  readonly url: string
  readonly target: 'file' | 'page'
  readonly element: Element
  /** The link's text as it is printed. */
  readonly printed: string
  /** The same without notes on size and type. */
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
        printed: anchor.text,
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
    (text) =>
      text !== undefined &&
      text.length > 1 &&
      text.length <= LONGEST_LABEL &&
      (!isGeneric(text) || namesPaper(text) !== 'no'),
  )
  return name ?? own
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
