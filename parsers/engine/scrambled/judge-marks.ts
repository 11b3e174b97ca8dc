import type { BoxState } from './box-pairs.ts'
import { type BoxesRead, isWide } from './boxes.ts'
import type { PlacedPage } from './placed-page.ts'
import type { PrintedMarks } from './printed-marks.ts'
import type { Draft } from './slot-readings.ts'
import type { Slot } from './slots.ts'

/** A page that comes out with no more neighbours that differ is printed as it is but for a row or two, or nearly so. */
const NEARLY_PRINTED = 8
const ROUGHLY_PRINTED = 20

/** A box that its bracket does not tell is told by the print if so many more neighbours differ with the other state. */
const sureFrom = (least: number): number => (least <= NEARLY_PRINTED ? 4 : least <= ROUGHLY_PRINTED ? 6 : 8)
/** Where as many brackets as labels stand before it, so many do. */
const SURE_EVEN = 4
/** A page that comes out with more than so many does not tell a box by itself. */
const POORLY_PRINTED = 40
/** A wide label without a bracket before it was torn from its own, and that of another box may stand where its own did: so many. */
const SURE_TORN_AGREED = 4

/** How many more neighbours must differ with the other state for a box that its place does not tell (`alone`), or tells, too. */
function askedOf(
  label: string,
  { states, leads }: BoxesRead,
  least: number,
): Record<'alone' | 'agreed', number> {
  const lead = leads.get(label)
  const isMixed = new Set(states.values()).size > 1
  if (isWide(label) && least > 0) {
    const isTorn = lead === 'none' && isMixed && least > ROUGHLY_PRINTED
    return { alone: Infinity, agreed: isTorn ? SURE_TORN_AGREED : 0 }
  }
  if (least > POORLY_PRINTED) return { alone: Infinity, agreed: 0 }
  const isCounted = (lead === 'even') !== [...leads.values()].includes('none')
  const isLed = lead !== 'none' && isMixed && isCounted
  return { alone: isLed ? Math.min(SURE_EVEN, sureFrom(least)) : sureFrom(least), agreed: 0 }
}

/** What stands otherwise in the page as it would be printed, or may as well, is not asserted; boxes that only it tells are. */
export function judgeMarks(page: PlacedPage, marks: PrintedMarks, drafts: ReadonlyMap<string, Draft>): void {
  const { least, sure } = marks
  const mayBeOther = (slot: Slot, label?: string) => sure(slot, label) === 0 && least <= NEARLY_PRINTED
  for (const draft of drafts.values()) {
    const { slot } = draft
    draft.boxes = draft.boxes.map((own) => {
      const printed = marks.boxes.get(slot)
      if (own.page !== page || !printed) return own
      const states = new Map(
        [...own.read.states].map(([label, state]): [string, BoxState] => {
          const other = printed.get(label) ? 'checked' : 'unchecked'
          const asked = askedOf(label, own.read, least)
          if (state === 'unknown')
            return [label, !page.marksApart && sure(slot, label) >= asked.alone ? other : 'unknown']
          const isTold = state === other && !mayBeOther(slot, label) && sure(slot, label) >= asked.agreed
          return [label, isTold ? state : 'unknown']
        }),
      )
      return { page, read: { ...own.read, states } }
    })
    draft.choices = draft.choices.map((own) => {
      const isOther = own.read.label !== marks.chosen.get(slot) && least <= ROUGHLY_PRINTED
      if (own.page !== page || own.read.reason !== undefined || !(isOther || mayBeOther(slot))) return own
      return {
        page,
        read: {
          places: own.read.places,
          margin: 0,
          reason: 'its value and that of another choice may have changed places',
        },
      }
    })
  }
}
