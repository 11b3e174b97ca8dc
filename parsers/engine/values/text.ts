import { foldGlyphForms } from '../../text/characters.ts'
import type { Block } from '../blocks.ts'

/** A line that ends within this many em of its cell's right edge was broken there by the cell, not by the writer. */
const FULL_LINE = 1.6

/** A value's text: `raw` as printed line by line, `value` with the lines joined that only the cell's width broke. */
export function readText(blocks: readonly Block[]): { raw: string; value: string } {
  const raw: string[] = []
  let value = ''
  let open = true
  for (const block of blocks) {
    for (const line of block.lines) {
      raw.push(line.text)
      value += open ? line.text : `\n${line.text}`
      open = block.page.sheet === undefined && line.box[2] + FULL_LINE * line.size > block.box[2]
    }
  }
  return { raw: raw.join('\n'), value: foldGlyphForms(value) }
}
