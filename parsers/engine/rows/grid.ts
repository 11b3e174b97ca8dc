import { matchKey } from '../../text/characters.ts'
import { fragmentText } from './fragment.ts'

/** A cell of a row; `text` has no tags but the marks of `fragmentText`, `source` is as it stands in the document. */
export type Cell = {
  readonly text: string
  readonly source: string
  readonly key: string
  /** First and last line, 1-based. */
  readonly lines: readonly [number, number]
  readonly row: number
  readonly column: number
}

/** A row of cells, empty ones among them; rows without any text are left out. */
export type Row = { readonly cells: readonly Cell[]; readonly lines: readonly [number, number] }

const PAGE_MARKER =
  /^(?:<!--\s*)?[-‐―—=*#\s]*(?:(?:p|page|ページ|頁)[.:\s]*\d{1,4}(?:\s*(?:\/|of)\s*\d{1,4})?|\d{1,4}\s*(?:\/|of)\s*\d{1,4}(?:\s*(?:ページ|頁))?|\d{1,4}\s*(?:ページ|頁)(?:\s*\/\s*\d{1,4}\s*(?:ページ|頁))?|[-‐―—]\s*\d{1,4}\s*[-‐―—])[-‐―—=*\s]*(?:-->)?$/iu
const MARKDOWN_ROW = /^\s*\|.*\|\s*$/su
const MARKDOWN_SEPARATOR = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/u
/** A tag that a line end broke: `<input checked=""⏎ type="radio"/>`. */
const OPEN_TAG = /<\/?(?:input|p|ul|ol|li|div|span|table|tr|td|th|br)(?:\s[^<>]*)?$/iu
/** A row of an HTML or a markdown table is looked for over this many lines. */
const MAX_ROW_LINES = 200
/** Marks that markdown puts before or around a heading or a label, and before a list mark that is printed. */
const MARKDOWN = /^\s*#{1,6}\s+|^\s*[-*+]\s+(?=[・･])|^\s*\*\*(?=.*\*\*\s*$)|\*\*\s*$/gu

const MANY_BULLETS = 8
/** The label ends at a colon, but リスク1: is only its number. */
const BULLET = /^\s*[-*+・]\s+((?:リスク\s*[0-9０-９]*\s*[:：])?[^:：]{1,90})[:：]\s*(.*)$/su

type Piece = { readonly sources: readonly string[]; readonly lines: readonly [number, number] }

/** What the forms print as labels: `isSure` are long enough to be nothing else, 部署 and 方法 begin many a line. */
export type LabelTest = {
  readonly isSure: (label: string) => boolean
  readonly isAny: (label: string) => boolean
}

/**
 * Takes lines apart into rows: cells by tabs, by a markdown table's bars, by the tags of an HTML table, or the label and
 * the value of a bullet (`- ①部署: 架空課`); short labels only in a text that has many such bullets.
 */
export function toRows(lines: readonly string[], { isSure, isAny }: LabelTest): Row[] {
  const bulleted = lines.filter((line) => isSure(BULLET.exec(line)?.[1] ?? '')).length
  const isLabel = bulleted >= MANY_BULLETS ? isAny : isSure
  const rows: Row[] = []
  for (const { sources, lines: at } of pieces(lines)) {
    const row = rows.length
    const [, label, value] = (sources.length === 1 && BULLET.exec(sources[0]!)) || []
    const own = label !== undefined && isLabel(label) ? [label, value!] : sources
    const cells = own.map((source, column): Cell => {
      const text = fragmentText(source.replace(MARKDOWN, ''))
      return { text, source, key: matchKey(text), lines: at, row, column }
    })
    if (cells.some(({ text }) => text !== '') && !isRuler(cells)) rows.push({ cells, lines: at })
  }
  return rows
}

/** `------\t---\t-----` below the heads of a table. */
const isRuler = (cells: readonly Cell[]): boolean =>
  cells.length > 1 && cells.every(({ key }) => /^:?-{2,}:?$/u.test(key))

function pieces(lines: readonly string[]): Piece[] {
  const found: Piece[] = []
  let bars: number | undefined
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index]!.replaceAll('\f', '')
    // Each table has a ruler; an empty line between two tables may be lost.
    if (line.trim() === '') bars = undefined
    else if (MARKDOWN_SEPARATOR.test(line)) bars = barsIn(line)
    if (
      line.trim() === '' ||
      PAGE_MARKER.test(line.normalize('NFKC').trim()) ||
      MARKDOWN_SEPARATOR.test(line)
    )
      continue
    const start = index + 1
    while (OPEN_TAG.test(line) && index + 1 < lines.length && index < start + 3)
      line += ` ${lines[++index]!.trim()}`
    if (/<tr[\s>]/iu.test(line) && !line.includes('\t')) {
      while (
        count(line, /<tr[\s>]/giu) > count(line, /<\/tr>/giu) &&
        index + 1 < lines.length &&
        index < start + MAX_ROW_LINES
      ) {
        line += `\n${lines[++index]!}`
      }
      for (const row of line.split(/<\/tr>/iu)) {
        found.push({
          sources: row.split(/<\/t[dh]>/iu).slice(0, Math.max(1, row.split(/<\/t[dh]>/iu).length - 1)),
          lines: [start, index + 1],
        })
      }
      continue
    }
    if (/^\s*\|/u.test(line)) bars ??= barsOfTable(lines, index)
    const isWhole =
      MARKDOWN_ROW.test(line) && (barsIn(line) >= (bars ?? 0) || /^\s*\|/u.test(lines[index + 1] ?? ''))
    const isBroken = /^\s*\|/u.test(line) && !isWhole
    const end = isBroken ? endOfBrokenRow(lines, index, bars) : index
    while (index < end) line += lines[++index]!.trim()
    const sources = MARKDOWN_ROW.test(line)
      ? line
          .trim()
          .slice(1, -1)
          .split(/(?<!\\)\|/u)
      : line.split('\t')
    found.push({ sources, lines: [start, index + 1] })
  }
  return found
}

/**
 * The line that ends a row of a markdown table that line ends broke; the line itself if none does. `bars` is how many a
 * row of the table has, where one was met: then a line that begins with a bar may go on with the row.
 */
function endOfBrokenRow(lines: readonly string[], start: number, bars: number | undefined): number {
  let met = barsIn(lines[start]!)
  for (let at = start + 1; at < Math.min(lines.length, start + MAX_ROW_LINES); at++) {
    const line = lines[at]!
    met += barsIn(line)
    if (line.trim() === '' || (bars !== undefined && met > bars)) return start
    if (/^\s*\|/u.test(line) && bars === undefined) return start
    if (/\|\s*$/u.test(line) && (bars === undefined || met === bars)) return at
  }
  return start
}

/** How many bars a row of this table has, by the ruler below its heads, or by its first whole row. */
function barsOfTable(lines: readonly string[], start: number): number | undefined {
  const end = lines.findIndex((line, index) => index > start && line.trim() === '')
  const table = lines.slice(start, Math.min(end < 0 ? lines.length : end, start + MAX_ROW_LINES))
  const row =
    table.find((line) => MARKDOWN_SEPARATOR.test(line)) ?? table.find((line) => MARKDOWN_ROW.test(line))
  return row === undefined ? undefined : barsIn(row)
}

const barsIn = (line: string): number => count(line, /(?<!\\)\|/gu)

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Puts rows in place of others, numbered anew. */
export function numberRows(rows: readonly (readonly Cell[])[]): Row[] {
  return rows.map((cells, row) => ({
    cells: cells.map((cell, column) => ({ ...cell, row, column })),
    lines: [cells[0]!.lines[0], cells.at(-1)!.lines[1]],
  }))
}

/** Two cells as one: what a line end broke. */
export function joined(first: Cell, second: Cell, between = ''): Cell {
  const text = first.text + between + second.text
  return {
    ...first,
    text,
    source: `${first.source}\n${second.source}`,
    key: matchKey(text),
    lines: [first.lines[0], second.lines[1]],
  }
}
