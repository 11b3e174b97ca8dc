import { blankKind } from '../../text/characters.ts'
import { unlikeness } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import { isPrintedBelow, type Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { TextRead } from './texts-in-order.ts'

/**
 * Short values that stand right below their label, over the whole width, and so before the values of the column beside
 * the labels above: 部署, 所属長, 他の評価実施機関 ⏎ the other bodies ⏎ the department ⏎ the head.
 */
export function valuesBelow(
  { spotOf, pieces }: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
): TextRead[] {
  return slots.flatMap((slot) => {
    const spot = spotOf.get(slot)
    if (!spot || slot.item.kind !== 'text' || !isPrintedBelow(slot.item)) return []
    const label = pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot)
    const first = units.find(({ index }) => index === label + 1)
    if (!first) return []
    const like = unlikeness(slot.item, first.text)
    const own = first.under === spot ? units.filter(({ under }) => under === spot) : [first]
    if (blankKind(first.text) === undefined && like >= (first.under === spot ? 0.5 : 0)) return []
    return [{ slot, units: own, margin: 1 }]
  })
}
