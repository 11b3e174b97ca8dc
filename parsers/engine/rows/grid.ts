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
/** A row of an HTML table is looked for over this many lines. */
const MAX_ROW_LINES = 200
/** A row of a markdown table is broken over this many lines at most. */
const MAX_BROKEN_ROW = 12
/** Marks that markdown puts before or around a heading or a label. */
const MARKDOWN = /^\s*#{1,6}\s+|^\s*\*\*(?=.*\*\*\s*$)|\*\*\s*$/gu

type Piece = { readonly sources: readonly string[]; readonly lines: readonly [number, number] }

/** Takes lines apart into rows: cells by tabs, by a markdown table's bars, or by the tags of an HTML table. */
export function toRows(lines: readonly string[]): Row[] {
  const rows: Row[] = []
  for (const { sources, lines: at } of pieces(lines)) {
    const row = rows.length
    const cells = sources.map((source, column): Cell => {
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
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index]!.replaceAll('\f', '')
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
    const end = /^\s*\|/u.test(line) && !MARKDOWN_ROW.test(line) ? endOfBrokenRow(lines, index) : index
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

/** The line that ends a row of a markdown table that line ends broke; the line itself if none does. */
function endOfBrokenRow(lines: readonly string[], start: number): number {
  for (let at = start + 1; at < Math.min(lines.length, start + MAX_BROKEN_ROW); at++) {
    if (/\|\s*$/u.test(lines[at]!)) return at
  }
  return start
}

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
