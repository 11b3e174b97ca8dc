import type { Glyph } from '../../parsers/records/index.ts'

/** The characters of a line from (x, y) on; full-width ones an em wide, others half an em. A space leaves a gap. */
export function glyphsOf(text: string, x: number, y: number, size = 10): Glyph[] {
  const glyphs: Glyph[] = []
  let at = x
  for (const character of text) {
    const width = character.charCodeAt(0) < 0x100 ? size / 2 : size
    if (character !== ' ') {
      glyphs.push({ text: character, box: [at, y, at + width, y + size], size, font: '' })
    }
    at += width
  }
  return glyphs
}

/** Several lines from (x, y) on, `pitch` apart. */
export function linesOf(lines: readonly string[], x = 0, y = 0, pitch = 14): Glyph[] {
  return lines.flatMap((line, index) => glyphsOf(line, x, y + index * pitch))
}
