import type { Box, Glyph } from '../../records/index.ts'

/** How a text stands in its box. */
export type Placement = {
  readonly horizontal: 'left' | 'center' | 'right'
  readonly vertical: 'top' | 'middle' | 'bottom'
  /** Characters one below the other, lines from right to left. */
  readonly stacked: boolean
  readonly size: number
  readonly font: string
  readonly cell: string
}

/** Share of the box that the longest line may take, and all lines together. */
const LINE_SHARE = 0.9
const STACK_SHARE = 0.95
/** From line to line, in ems. */
const PITCH = 1.2
/** Distance from the border at which a line begins, in points, where there is room for it. */
const PADDING = 2

const characters = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/**
 * One glyph a character, inside the box: each line break of the text begins a line, and nothing else does;
 * the size is reduced until all lines fit. (A printed sheet wraps long lines; breaking none keeps apart
 * which breaks were typed.)
 */
export function layOut(text: string, box: Box, placement: Placement): Glyph[] {
  const lines = text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => [...characters.segment(line)].map(({ segment }) => segment))
  return placement.stacked ? stack(lines, box, placement) : typeset(lines, box, placement)
}

/** Widths in ems: a full-width character 1, a half-width one 0.5. */
export const widthInEms = (text: string): number => {
  let ems = 0
  for (const { segment } of characters.segment(text)) ems += emsOf(segment)
  return ems
}

function typeset(lines: string[][], box: Box, { horizontal, vertical, ...style }: Placement): Glyph[] {
  const [x0, y0, x1, y1] = box
  const [width, height] = [x1 - x0, y1 - y0]
  const ems = lines.map((line) => line.reduce((sum, character) => sum + emsOf(character), 0))
  const size = Math.min(
    style.size,
    (width * LINE_SHARE) / Math.max(0.5, ...ems),
    (height * STACK_SHARE) / (lines.length * PITCH),
  )
  const slack = height - lines.length * PITCH * size
  const first =
    y0 + slack * { top: (1 - STACK_SHARE) / 2, middle: 0.5, bottom: (1 + STACK_SHARE) / 2 }[vertical]
  return lines.flatMap((line, index) => {
    const room = width - ems[index]! * size
    const padding = Math.min(PADDING, room / 2)
    let x = x0 + { left: padding, center: room / 2, right: room - padding }[horizontal]
    const y = first + (index * PITCH + (PITCH - 1) / 2) * size
    return line.map((character) => {
      const start = x
      x += emsOf(character) * size
      return glyph(character, [start, y, x, y + size], size, style)
    })
  })
}

function stack(lines: string[][], box: Box, { vertical, ...style }: Placement): Glyph[] {
  const [x0, y0, x1, y1] = box
  const [width, height] = [x1 - x0, y1 - y0]
  const size = Math.min(
    style.size,
    (height * STACK_SHARE) / Math.max(1, ...lines.map((line) => line.length)),
    (width * LINE_SHARE) / (1 + (lines.length - 1) * PITCH),
  )
  const firstX = (x0 + x1) / 2 + ((lines.length - 1) / 2) * PITCH * size
  return lines.flatMap((line, index) => {
    const middle = firstX - index * PITCH * size
    const room = height - line.length * size
    const padding = Math.min(PADDING, room / 2)
    const top = y0 + { top: padding, middle: room / 2, bottom: room - padding }[vertical]
    return line.map((character, position) => {
      const half = (emsOf(character) * size) / 2
      const y = top + position * size
      return glyph(character, [middle - half, y, middle + half, y + size], size, style)
    })
  })
}

const glyph = (
  text: string,
  box: Box,
  size: number,
  { font, cell }: Pick<Placement, 'font' | 'cell'>,
): Glyph => ({
  text,
  box,
  size,
  font,
  cell,
})

/** ASCII, Latin-1 and half-width kana; what is ambiguous by Unicode is full-width in Japanese fonts. */
const emsOf = (character: string): number => {
  const code = character.codePointAt(0)!
  return code <= 0xff || (code >= 0xff61 && code <= 0xffdc) || (code >= 0xffe8 && code <= 0xffee) ? 0.5 : 1
}
