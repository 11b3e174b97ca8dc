import { blankKind } from '../../text/characters.ts'
import { leadingNumber, unlikeness } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import { isPrintedBelow, type Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { TextRead } from './texts-in-order.ts'

/**
 * Short values that stand right below their label, over the whole width, and so before the values of the column beside
 * the labels above: 部署, 所属長, 他の評価実施機関 ⏎ the other bodies ⏎ the department ⏎ the head.
 */
export function valuesBelow(
  { spotOf, pieces, tight }: PlacedPage,
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
    const own =
      first.under === spot ? units.filter(({ under }) => under === spot) : blockFrom(first, units, tight)
    if (blankKind(first.text) === undefined && like >= (first.under === spot ? 0.5 : 0)) return []
    return [{ slot, units: own, margin: 1 }]
  })
}

/** The lines of a block from one on; where a block may hold several cells, only those that go on with its list. */
function blockFrom(first: TextUnit, units: readonly TextUnit[], tight: boolean): TextUnit[] {
  const own = [first]
  for (const unit of units.slice(units.indexOf(first) + 1)) {
    const last = own.at(-1)!
    const goesOn = unit.block === last.block && unit.index === last.index + 1
    const listed = leadingNumber(unit.text) === (leadingNumber(last.text) ?? 0) + 1
    if (!goesOn || (tight && !listed)) break
    own.push(unit)
  }
  return own
}
