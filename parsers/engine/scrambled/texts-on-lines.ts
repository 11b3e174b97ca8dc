import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { TextRead } from './texts-in-order.ts'

/**
 * Tells the values of a page whose order brings values and labels not together (`PlacedPage.apart`): a label has the text on its
 * own line, or its value is not told; a text of several lines may have lost the others. Drawn in two passes, values of one line come in the first, all others in the second.
 */
export function textsOnLines(
  { spotOf }: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
): TextRead[] {
  return slots.map((slot) => {
    const spot = spotOf.get(slot)
    const own = units.filter((unit) => spot !== undefined && unit.spot === spot)
    return { slot, units: own, margin: own.length === 1 && slot.item.kind !== 'longtext' ? 1 : 0 }
  })
}
