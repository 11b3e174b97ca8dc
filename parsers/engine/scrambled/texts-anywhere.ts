import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { Foreseen, TextRead } from './texts-in-order.ts'

export function textsAnywhere(
  { slotOf }: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
  _foreseen: Foreseen,
  _carried: Slot | undefined,
): TextRead[] {
  return slots.map((slot) => ({
    slot,
    units: units.filter(
      (u) => (u.spot && slotOf.get(u.spot) === slot) || (u.under && slotOf.get(u.under) === slot),
    ),
    margin: 1,
  }))
}
