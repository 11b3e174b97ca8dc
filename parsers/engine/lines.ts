import type { Box, Glyph } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'

/** Characters on one base line, in reading order; `text` has a space where the print leaves a gap. */
export type TextLine = {
  readonly glyphs: readonly Glyph[]
  readonly box: Box
  readonly size: number
  readonly text: string
}

/** Characters share a line when they overlap in height by this part of the smaller one. */
const SAME_LINE_OVERLAP = 0.5
/** … and superscripts with the line that they stand out of by this part. */
const RAISED_OVERLAP = 0.2
/** Smaller than this part of the largest print, characters may be superscripts. */
const FULL_SIZE = 0.8
/** A gap of this part of the em within a line prints as a space. */
const SPACE_GAP = 0.3

const isSpace = (glyph: Glyph): boolean => glyph.text.trim() === ''

/** Groups characters into lines, top to bottom; lines of white space alone are left out. */
export function toLines(glyphs: readonly Glyph[]): TextLine[] {
  const rows: { top: number; bottom: number; glyphs: Glyph[] }[] = []
  const inked = glyphs.filter((glyph) => !isSpace(glyph))
  const fullSize = FULL_SIZE * inked.reduce((most, { size }) => Math.max(most, size), 0)
  const overlapOf = (row: { top: number; bottom: number }, { box }: Glyph) =>
    (Math.min(row.bottom, box[3]) - Math.max(row.top, box[1])) /
    Math.min(row.bottom - row.top, box[3] - box[1])
  const rowOf = (glyph: Glyph, least = SAME_LINE_OVERLAP) => {
    let best: { row: (typeof rows)[number]; overlap: number } | undefined
    for (const row of rows) {
      const overlap = overlapOf(row, glyph)
      if (overlap >= least && overlap > (best?.overlap ?? 0)) best = { row, overlap }
    }
    return best?.row
  }
  // Superscripts after the line that they belong to, whose height they must not decide.
  for (const small of [false, true]) {
    const pass = inked.filter(({ size }) => size < fullSize === small)
    for (const glyph of pass.sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])) {
      const row = rowOf(glyph, small ? RAISED_OVERLAP : SAME_LINE_OVERLAP)
      if (row) row.glyphs.push(glyph)
      else rows.push({ top: glyph.box[1], bottom: glyph.box[3], glyphs: [glyph] })
    }
  }
  for (const glyph of glyphs) if (isSpace(glyph)) rowOf(glyph)?.glyphs.push(glyph)
  return rows.sort((a, b) => a.top - b.top).map((row) => toLine(row.glyphs))
}

/** One line from characters that share a base line, ordered by x. */
export function toLine(glyphs: readonly Glyph[]): TextLine {
  const sorted = [...glyphs].sort((a, b) => a.box[0] - b.box[0])
  while (sorted.length > 0 && isSpace(sorted[0]!)) sorted.shift()
  while (sorted.length > 0 && isSpace(sorted.at(-1)!)) sorted.pop()
  let text = ''
  let end = Number.POSITIVE_INFINITY
  for (const glyph of sorted) {
    if (glyph.box[0] - end > SPACE_GAP * glyph.size && !isSpace(glyph) && !/\s$/u.test(text)) text += ' '
    text += glyph.text
    end = glyph.box[2]
  }
  return { glyphs: sorted, box: boxOf(sorted), size: Math.max(0, ...sorted.map((glyph) => glyph.size)), text }
}

/** Cuts a line where the gap between characters exceeds `gap` em. */
export function splitAtGaps(line: TextLine, gap: number): TextLine[] {
  const parts: Glyph[][] = [[]]
  let end = Number.POSITIVE_INFINITY
  for (const glyph of line.glyphs) {
    if (isSpace(glyph)) continue
    if (glyph.box[0] - end > gap * glyph.size) parts.push([])
    parts.at(-1)!.push(glyph)
    end = glyph.box[2]
  }
  return parts.filter((part) => part.length > 0).map(toLine)
}

/** The match key of characters and where in it each of them starts. */
export function keyed(glyphs: readonly Glyph[]): { key: string; start: number[] } {
  let key = ''
  const start: number[] = []
  for (const glyph of glyphs) {
    start.push(key.length)
    key += matchKey(glyph.text)
  }
  return { key, start }
}

/** The smallest box around all. Must not be empty. */
export function boxOf(shapes: readonly { readonly box: Box }[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { box } of shapes) {
    x0 = Math.min(x0, box[0])
    y0 = Math.min(y0, box[1])
    x1 = Math.max(x1, box[2])
    y1 = Math.max(y1, box[3])
  }
  return [x0, y0, x1, y1]
}
