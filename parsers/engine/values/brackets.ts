import type { Box, Glyph } from '../../records/index.ts'
import { type TextLine, toLines } from '../lines.ts'

/** A printed bracket pair and what stands inside: `[ ○ ]`, or a box drawn as one character: ☑. */
export type Bracket = {
  readonly box: Box
  readonly line: TextLine
  readonly inner: readonly Glyph[]
  /** The characters that draw the bracket itself. */
  readonly frame: readonly Glyph[]
  /** A box drawn as one character is checked or not by itself. */
  readonly drawn?: 'checked' | 'unchecked'
}

const OPEN = /^[[［〔]$/u
const CLOSE = /^[\]］〕]$/u
const DRAWN_CHECKED = /^[☑☒✅]$/u
const DRAWN_UNCHECKED = /^[☐□]$/u
/** What people put into a box to check it. The letters o and v are typed for circles and ticks. */
const MARK = /^[○〇◯⚪●◎OoＯｏ0０レﾚ✓✔vVｖＶ√■☑✗✕×xXｘＸ]$/u

export const isSpace = (glyph: Glyph): boolean => glyph.text.trim() === ''
export const isMark = (glyph: Glyph): boolean => MARK.test(glyph.text)

/** All bracket pairs and drawn boxes of a place, in reading order. A bracket without its partner is left out. */
export function bracketsOf(glyphs: readonly Glyph[]): Bracket[] {
  return toLines(glyphs).flatMap((line) => {
    const found: Bracket[] = []
    let open: number | undefined
    line.glyphs.forEach((glyph, index) => {
      if (OPEN.test(glyph.text)) open = index
      else if (CLOSE.test(glyph.text) && open !== undefined) {
        const frame = [line.glyphs[open]!, glyph]
        const inner = line.glyphs.slice(open + 1, index).filter((other) => !isSpace(other))
        found.push({ box: spanOf(frame[0]!.box, glyph.box), line, inner, frame })
        open = undefined
      } else if (open === undefined && (DRAWN_CHECKED.test(glyph.text) || DRAWN_UNCHECKED.test(glyph.text))) {
        const drawn = DRAWN_CHECKED.test(glyph.text) ? 'checked' : 'unchecked'
        found.push({ box: glyph.box, line, inner: [], frame: [glyph], drawn })
      }
    })
    return found
  })
}

const spanOf = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]
