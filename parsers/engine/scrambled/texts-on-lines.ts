import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { TextRead } from './texts-in-order.ts'

/**
 * Tells the values of a page that was drawn in two passes: labels and the values of one line in the first, all others in the
 * second, where nothing shows whose they are. So a label has the text on its own line, or its value is not told.
 */
export function textsOnLines(
  { spotOf }: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
): TextRead[] {
  return slots.map((slot) => {
    const spot = spotOf.get(slot)
    const own = units.filter((unit) => spot !== undefined && unit.spot === spot)
    return { slot, units: own, margin: own.length === 1 ? 1 : 0 }
  })
}
