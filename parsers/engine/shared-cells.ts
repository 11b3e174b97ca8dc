import type { FormSpec } from '../forms/index.ts'
import type { Glyph } from '../records/index.ts'
import { type Block, type BlockPage, blockOf } from './blocks.ts'
import { labelIndex } from './labels.ts'
import { toLines } from './lines.ts'

/** A column of labels and one of values are at least this many em apart. */
const COLUMN_GAP = 1
/** A label is not wrapped over more lines than this. */
const MAX_LABEL_LINES = 4

const BRACKET = /[[\]［］]/u
/** Kinds of items whose value stands in a cell beside the label. */
const HAS_PLACE_BESIDE: ReadonlySet<string> = new Set([
  'text',
  'longtext',
  'choice',
  'checkboxes',
  'date',
  'repeat',
])

/**
 * Cuts cells in two where the side between a label and its value is not drawn: the characters left of a gap that no
 * line crosses are exactly a label's wording. Other cells stay as they are.
 */
export function splitSharedCells(pages: readonly BlockPage[], spec: FormSpec): BlockPage[] {
  const bidsOf = labelIndex(spec)
  const isLabel = (glyphs: readonly Glyph[]) => {
    const lines = toLines(glyphs).map((line) => line.text)
    if (lines.length > MAX_LABEL_LINES || lines.some((line) => BRACKET.test(line))) return false
    return bidsOf(lines).some(({ item, cost }) => cost === 0 && HAS_PLACE_BESIDE.has(spec.items[item]!.kind))
  }
  return pages.map((page) => ({
    ...page,
    blocks: page.blocks.flatMap((block) => {
      if (block.kind !== 'cell' || bidsOf(block.lines.map((line) => line.text)).length > 0) return [block]
      const cut = cutBehindLabel(block, isLabel)
      if (cut === undefined) return [block]
      const [x0, y0, x1, y1] = block.box
      const side = (glyph: Glyph) => glyph.box[0] < cut
      return [
        blockOf(block.page, 'cell', toLines(block.glyphs.filter(side)), [x0, y0, cut, y1]),
        blockOf(block.page, 'cell', toLines(block.glyphs.filter((glyph) => !side(glyph))), [cut, y0, x1, y1]),
      ]
    }),
  }))
}

/** Where to cut: the first gap, from the left, that is empty over the cell's whole height and has a label before it. */
function cutBehindLabel(block: Block, isLabel: (glyphs: readonly Glyph[]) => boolean): number | undefined {
  const inked = block.glyphs.filter((glyph) => glyph.text.trim() !== '').sort((a, b) => a.box[0] - b.box[0])
  let end = Infinity
  for (const glyph of inked) {
    if (glyph.box[0] - end > COLUMN_GAP * glyph.size) {
      const cut = (end + glyph.box[0]) / 2
      if (isLabel(inked.filter((other) => other.box[0] < cut))) return cut
    }
    end = end === Infinity ? glyph.box[2] : Math.max(end, glyph.box[2])
  }
  return undefined
}
