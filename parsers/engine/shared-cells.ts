import type { FormSpec, SpecItem } from '../forms/index.ts'
import { carriesValue } from '../forms/index.ts'
import type { Glyph } from '../records/index.ts'
import { type Block, type BlockPage, blockOf, EDGE } from './blocks.ts'
import { labelIndex } from './labels.ts'
import { toLines } from './lines.ts'

/** A column of labels and one of values are at least this many em apart. */
const COLUMN_GAP = 1
/** A label is not wrapped over more lines than this. */
const MAX_LABEL_LINES = 4
const BRACKET = /[[\]［］□☐☑]/u

/**
 * Cuts cells in two where the side between a label and its value is not drawn: the characters left of a gap that no
 * line crosses are exactly a label's wording. A label alone in such a row has an empty value, in the column in which the
 * values of other rows begin. All other cells stay as they are.
 */
export function splitSharedCells(pages: readonly BlockPage[], spec: FormSpec): BlockPage[] {
  const bidsOf = labelIndex(spec)
  const named = (glyphs: readonly Glyph[]): SpecItem[] => {
    const lines = toLines(glyphs).map((line) => line.text)
    if (lines.length > MAX_LABEL_LINES || lines.some((line) => BRACKET.test(line))) return []
    return bidsOf(lines)
      .filter(({ cost }) => cost === 0)
      .map(({ item }) => spec.items[item]!)
  }
  const isLabel = (glyphs: readonly Glyph[]) => named(glyphs).some(standsBeside)
  return pages.map((page) => {
    const starts: number[] = []
    const parted = page.blocks.flatMap((block) => {
      const cut =
        block.kind === 'cell' && !isWhole(block, bidsOf, spec) ? cutBehindLabel(block, isLabel) : undefined
      if (cut === undefined) return [block]
      const [label, value] = parts(block, cut)
      starts.push(Math.min(...value.glyphs.map(({ box }) => box[0])))
      return [label, value]
    })
    if (starts.length === 0) return page
    const start = Math.min(...starts) - EDGE / 2
    const blocks = parted.flatMap((block) => {
      const alone = block.kind === 'cell' && block.glyphs.length > 0 && block.box[2] > start + EDGE
      const before = alone && block.glyphs.every(({ box }) => box[2] <= start) && isLabel(block.glyphs)
      return before && !parted.some((other) => besideOf(block, other)) ? parts(block, start) : [block]
    })
    return { ...page, blocks }
  })
}

const standsBeside = (item: SpecItem): boolean =>
  carriesValue(item) && !item.below && !item.inside && item.kind !== 'number' && item.kind !== 'checkbox'

/** Whether a cell is a label as it stands, a heading with its boxes among them. */
function isWhole(block: Block, bidsOf: ReturnType<typeof labelIndex>, spec: FormSpec): boolean {
  const bids = bidsOf(block.lines.map((line) => line.text))
  if (bids.length === 0) return false
  return !BRACKET.test(block.key) || bids.some(({ item }) => !standsBeside(spec.items[item]!))
}

const besideOf = (left: Block, right: Block): boolean =>
  right.kind === 'cell' &&
  Math.abs(right.box[0] - left.box[2]) < EDGE &&
  right.box[1] < left.box[3] &&
  right.box[3] > left.box[1]

function parts(block: Block, cut: number): [Block, Block] {
  const [x0, y0, x1, y1] = block.box
  const left = block.glyphs.filter((glyph) => glyph.box[0] < cut)
  const right = block.glyphs.filter((glyph) => glyph.box[0] >= cut)
  return [
    blockOf(block.page, 'cell', toLines(left), [x0, y0, cut, y1]),
    blockOf(block.page, 'cell', toLines(right), [cut, y0, x1, y1]),
  ]
}

/** Where to cut: the first gap, from the left, that is empty over the cell's whole height and has a label before it. */
function cutBehindLabel(block: Block, isLabel: (glyphs: readonly Glyph[]) => boolean): number | undefined {
  const inked = block.glyphs.filter((glyph) => glyph.text.trim() !== '').sort((a, b) => a.box[0] - b.box[0])
  let end = Infinity
  for (const glyph of inked) {
    if (glyph.box[0] - end > COLUMN_GAP * glyph.size) {
      const cut = (end + glyph.box[0]) / 2
      // ※ belongs to the label, also where a gap is before it.
      if (isLabel(inked.filter((other) => other.box[0] < cut))) return glyph.text === '※' ? glyph.box[2] : cut
    }
    end = end === Infinity ? glyph.box[2] : Math.max(end, glyph.box[2])
  }
  return undefined
}
