import type { PageRange } from './page-ranges.ts'
import type { TextPage } from './pages.ts'
import type { Piece } from './pieces.ts'
import type { Slot } from './slots.ts'
import type { Spot } from './spots.ts'

/** A page whose labels have their slots. */
export type PlacedPage = {
  readonly page: TextPage
  readonly pieces: readonly Piece[]
  /** The slots that the page prints, in the order of the form; boxes and counts among them. */
  readonly slots: readonly Slot[]
  readonly spotOf: ReadonlyMap<Slot, Spot>
  readonly slotOf: ReadonlyMap<Spot, Slot>
  /** Its labels stand in the order of the form, so its values do, too. */
  readonly ordered: boolean
}

/** Share of the labels that must stand in the order of the form. */
const ORDERED_SHARE = 0.85

export function placePage(
  page: TextPage,
  spots: readonly Spot[],
  pieces: readonly Piece[],
  range: PageRange,
  slots: readonly Slot[],
): PlacedPage {
  let end = range?.to ?? -1
  // Boxes and counts have no labels: those behind the last label are of this page.
  while (end >= 0 && slots[end + 1]?.sign === undefined && slots[end + 1]) end++
  const printed = range ? printedSlots(slots.slice(range.from, end + 1), spots) : []
  const labelled = printed.filter(({ sign }) => sign !== undefined)
  const common = longestCommon(spots, labelled)
  const known = new Set(labelled.map(({ sign }) => sign))
  const shown = spots.filter(({ sign }) => known.has(sign))
  const ordered = common.length >= ORDERED_SHARE * shown.length
  const spotOf = new Map<Slot, Spot>(ordered ? common.map(({ spot, slot }) => [slot, spot]) : [])
  const taken = new Set(spotOf.values())
  for (const slot of labelled) {
    if (spotOf.has(slot)) continue
    const spot = shown.find((candidate) => candidate.sign === slot.sign && !taken.has(candidate))
    if (!spot) continue
    spotOf.set(slot, spot)
    taken.add(spot)
  }
  return {
    page,
    pieces,
    slots: printed,
    spotOf,
    slotOf: new Map([...spotOf].map(([slot, spot]) => [spot, slot])),
    ordered,
  }
}

/** The slots of a stretch without the repeats whose head does not stand on the page. */
function printedSlots(slots: readonly Slot[], spots: readonly Spot[]): Slot[] {
  const signs = new Set(spots.map(({ sign }) => sign))
  const printed: Slot[] = []
  let skipping: string | undefined
  for (const slot of slots) {
    if (skipping !== undefined && slot.path.startsWith(`${skipping}.`)) continue
    skipping = undefined
    if (slot.item.kind === 'repeat' && slot.n > 0 && !signs.has(slot.sign!)) {
      skipping = slot.path
      continue
    }
    printed.push(slot)
  }
  return printed
}

/** The longest sequence of labels that stand in the order of the form. */
function longestCommon(spots: readonly Spot[], slots: readonly Slot[]): { spot: Spot; slot: Slot }[] {
  const width = slots.length + 1
  const best = new Int32Array((spots.length + 1) * width)
  for (let i = spots.length - 1; i >= 0; i--) {
    for (let j = slots.length - 1; j >= 0; j--) {
      best[i * width + j] =
        spots[i]!.sign === slots[j]!.sign
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const common: { spot: Spot; slot: Slot }[] = []
  for (let i = 0, j = 0; i < spots.length && j < slots.length; ) {
    if (spots[i]!.sign === slots[j]!.sign) common.push({ spot: spots[i++]!, slot: slots[j++]! })
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++
    else j++
  }
  return common
}
