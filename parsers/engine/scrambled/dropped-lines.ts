import type { PlacedPage } from './placed-page.ts'
import type { TextPart } from './slot-readings.ts'
import type { Slot } from './slots.ts'

/**
 * Pieces that a layout analysis (pdfminer.six) puts into lines of their own with an empty one between, however close they are
 * printed: a label, the bracket beside it, the value in the bracket, the bracket's end, `＜選択肢＞`.
 */
const APART: ReadonlySet<string> = new Set([
  'label open',
  'open value',
  'open close',
  'value close',
  'mark close',
  'value value',
  'value text',
  'value caption',
  'close caption',
  'caption close',
])
/** In texts as they were extracted, of some 300 such pairs one at most stands in one block. */
const MIN_JOINED = 2
const MIN_SHARE = 0.008
/** Where text stands as it was drawn, a sixth of them stand in one block, and a third where every tenth empty line is gone. */
const MIN_SHARE_AS_DRAWN = 0.25
/** So few of at least so many pairs stand in one block where a layout analysis set all lines apart. */
const MAX_SHARE_ANALYSED = 0.05
const MIN_PAIRS = 12

/** Whether empty lines were dropped from a text: pieces that always have one between them stand in one block. */
export function lacksEmptyLines(pages: readonly Pieces[], order: 'layout' | 'drawing'): boolean {
  const { pairs, joined } = joinedPairs(pages)
  return joined >= MIN_JOINED && joined >= (order === 'layout' ? MIN_SHARE : MIN_SHARE_AS_DRAWN) * pairs
}

/** Whether a layout analysis parted the lines of a text, whatever their order: where text stands as it was drawn, some lines are joined. */
export function isAnalysed(pages: readonly Pieces[]): boolean {
  const { pairs, joined } = joinedPairs(pages)
  return pairs >= MIN_PAIRS && joined <= MAX_SHARE_ANALYSED * pairs
}

type Pieces = Pick<PlacedPage, 'pieces'>

/** Pairs of pieces that an analysis parts, and those that stand in one block nevertheless. */
function joinedPairs(pages: readonly Pieces[]): { pairs: number; joined: number } {
  let pairs = 0
  let joined = 0
  for (const { pieces } of pages) {
    pieces.slice(1).forEach((piece, index) => {
      const before = pieces[index]!
      if (before.at === piece.at || !APART.has(`${before.kind} ${piece.kind}`)) return
      pairs++
      if (before.block === piece.block) joined++
    })
  }
  return { pairs, joined }
}

/** Every other reading of a value that no empty line ends must cost this much more. */
const SURE_WITHOUT_LINES = 2

/**
 * Whether a value begins and ends by what stands around it, with or without empty lines: its own label before it, no other
 * label above that whose value it might be, and a piece of the form behind it.
 */
export function standsByItself(slot: Slot, parts: readonly TextPart[], margin: number): boolean {
  return margin >= SURE_WITHOUT_LINES && parts.every((part) => isBetweenForm(part, slot))
}

function isBetweenForm({ page: { pieces, spotOf }, units }: TextPart, slot: Slot): boolean {
  const own = spotOf.get(slot)
  const first = units[0]!.index
  const label = pieces[first - 1]
  return (
    own !== undefined &&
    label?.kind === 'label' &&
    label.label === own &&
    pieces[first - 2]?.kind !== 'label' &&
    pieces[units.at(-1)!.index + 1]?.kind !== 'text'
  )
}
