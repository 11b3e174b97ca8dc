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
const SOLID = /^[■●▣]$/u
/** What people put into a box to check it. The letters o and v are typed for circles and ticks. */
/** What stands in the bracket of a checked box. */
export const BOX_MARKS = '○〇◯⚪●◎OoＯｏ0０レﾚ✓✔vVｖＶ√■☑✗✕×xXｘＸ'
const MARK = new RegExp(`^[${BOX_MARKS}]$`, 'u')

export const isSpace = (glyph: Glyph): boolean => glyph.text.trim() === ''
export const isMark = (glyph: Glyph): boolean => MARK.test(glyph.text)

/**
 * All bracket pairs and drawn boxes of a place, in reading order. A bracket without its partner is left out, and so is
 * one inside a detail's brackets: `その他 （ [ ○ ] を付した者 ）`. ■ and ● are checked boxes where □ are the others, or
 * where there are no brackets.
 */
export function bracketsOf(glyphs: readonly Glyph[]): Bracket[] {
  const solidIsBox =
    glyphs.some((glyph) => DRAWN_UNCHECKED.test(glyph.text)) || !glyphs.some((glyph) => OPEN.test(glyph.text))
  const isChecked = (glyph: Glyph) => DRAWN_CHECKED.test(glyph.text) || (solidIsBox && SOLID.test(glyph.text))
  return toLines(glyphs).flatMap((line) => {
    const found: Bracket[] = []
    let open: number | undefined
    line.glyphs.forEach((glyph, index) => {
      if (OPEN.test(glyph.text)) open = index
      else if (CLOSE.test(glyph.text) && open !== undefined) {
        const frame = [line.glyphs[open]!, glyph]
        const inner = line.glyphs.slice(open + 1, index).filter((other) => !isSpace(other))
        if (!isInDetail(line.glyphs, open))
          found.push({ box: spanOf(frame[0]!.box, glyph.box), line, inner, frame })
        open = undefined
      } else if (open === undefined && (isChecked(glyph) || DRAWN_UNCHECKED.test(glyph.text))) {
        const drawn = isChecked(glyph) ? 'checked' : 'unchecked'
        if (!isInDetail(line.glyphs, index))
          found.push({ box: glyph.box, line, inner: [], frame: [glyph], drawn })
      }
    })
    return found
  })
}

/** Whether round brackets opened before a position close again behind it. */
function isInDetail(glyphs: readonly Glyph[], position: number): boolean {
  let depth = 0
  for (const glyph of glyphs.slice(0, position)) {
    if (/^[(（]$/u.test(glyph.text)) depth++
    if (/^[)）]$/u.test(glyph.text)) depth = Math.max(0, depth - 1)
  }
  if (depth === 0) return false
  let lowest = depth
  for (const glyph of glyphs.slice(position)) {
    if (/^[(（]$/u.test(glyph.text)) depth++
    if (/^[)）]$/u.test(glyph.text)) lowest = Math.min(lowest, --depth)
  }
  return lowest === 0
}

const spanOf = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]
