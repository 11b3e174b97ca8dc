import { matchKey } from '../../text/characters.ts'
import { saysNothing, unlikeness } from './likeness.ts'
import { costOfDetail, type OpenDetail } from './open-details.ts'
import type { PlacedPage } from './placed-page.ts'
import { cutRuns, solve, withMemory } from './run-cuts.ts'
import type { Slot } from './slots.ts'
import { type Run, speaking, toRuns, USUALLY_BLANK } from './text-runs.ts'
import type { TextUnit } from './text-units.ts'
import type { Foreseen, TextRead } from './texts-in-order.ts'
import { topicCost } from './topics.ts'

const COST_BLANK = 1
const COST_USUALLY_BLANK = 0.6
const COST_FORESEEN = 0.05
const COST_FILLED = 3
const COST_AGAINST = 1.5
const COST_OTHERS_LABEL = 5
const GAIN_OWN_LABEL = -4
const GAIN_BEHIND_LABEL = -0.6
const GAIN_BEHIND_HEADING = -0.5
const GAIN_BEFORE_LABEL = -0.4
const COST_FAR = 0.008
const COST_LONG_NAME = 0.25
const COST_IN_BRACKET = 1
/** A checked box without the text of its bracket. */
const COST_DETAIL_OPEN = 1.5

export type DetailRead = {
  readonly detail: OpenDetail
  readonly units: readonly TextUnit[]
  readonly margin: number
}

/**
 * Tells the values of a page without order: every run of text lines goes to one slot, by the label on its line or above
 * it, by the labels and headings beside it, and by what it looks like and speaks of; each slot takes one run or none. A
 * run may be two values, where a line can begin another and a place is open for it.
 */
export function textsAnywhere(
  placed: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
  foresee: Foreseen,
  carried: Slot | undefined,
  open: readonly OpenDetail[] = [],
): { readonly texts: TextRead[]; readonly details: DetailRead[] } {
  const known = new Map(slots.map((slot) => [slot, foresee(slot)]))
  const foreseen: Foreseen = (slot) => known.get(slot)
  const targets = [
    ...slots.map((slot) => ({
      blank: blankCost(placed, slot, foreseen, carried),
      cost: (run: Run) => costOf(placed, slot, run, foreseen, carried),
    })),
    ...open.map((detail) => ({
      blank: detail.checked ? COST_DETAIL_OPEN : 0,
      cost: (run: Run) => costOfDetail(placed, detail, run),
    })),
  ].map(withMemory)
  const given = toRuns(placed, units, slots)
  if (targets.length === 0 || given.length === 0)
    return { texts: slots.map((slot) => ({ slot, units: [], margin: Infinity })), details: [] }
  const { runs, best, doubts } = cutRuns(given, targets)
  const chosen = best.columns.map((column) => runs[column])
  const margins = targets.map((_, index) => {
    const value = chosen[index]?.value ?? ''
    return Math.min(
      solve(runs, targets, { target: index, value }).cost - best.cost,
      chosen[index] ? (doubts.get(chosen[index]) ?? Infinity) : Infinity,
    )
  })
  return {
    texts: slots.map((slot, index) => ({
      slot,
      units: chosen[index]?.units ?? [],
      margin: placed.loose.has(slot) && !sameInAll(slot, slots, chosen, placed) ? 0 : margins[index]!,
    })),
    details: open.flatMap((detail, index) => {
      const run = chosen[slots.length + index]
      return run ? [{ detail, units: run.units, margin: margins[slots.length + index]! }] : []
    }),
  }
}

function blankCost(placed: PlacedPage, slot: Slot, foresee: Foreseen, carried: Slot | undefined): number {
  if (slot === carried && !placed.spotOf.has(slot)) return 0
  const foreseen = foresee(slot)
  if (foreseen) return foreseen === 'blank' ? COST_FORESEEN : COST_FILLED
  return USUALLY_BLANK.test(slot.item.key) ? COST_USUALLY_BLANK : COST_BLANK
}

/** Whether all elements of a repeat have the same value, so that it does not matter which is whose. */
function sameInAll(
  slot: Slot,
  slots: readonly Slot[],
  chosen: readonly (Run | undefined)[],
  { loose }: PlacedPage,
): boolean {
  const texts = slots.flatMap((other, index) =>
    other.sign === slot.sign && loose.has(other) ? [matchKey(chosen[index]?.text ?? '')] : [],
  )
  return new Set(texts).size === 1
}

function costOf(
  placed: PlacedPage,
  slot: Slot,
  run: Run,
  foresee: Foreseen,
  carried: Slot | undefined,
): number {
  const first = run.units[0]!
  const last = run.units.at(-1)!
  let total = foresee(slot) === 'blank' && !saysNothing(run.text) ? COST_AGAINST : 0
  if (foresee(slot) === 'filled' && saysNothing(run.text)) total += COST_FILLED
  total +=
    unlikeness(slot.item, speaking(run)) + (run.text.length > 30 ? topicCost(slot.item.key, run.text) : 0)
  if (slot.item.kind !== 'longtext' && run.units.length > 3) total += COST_LONG_NAME * (run.units.length - 3)
  const label = first.spot ?? first.under
  if (label && placed.slotOf.has(label)) {
    const owner = placed.slotOf.get(label)!
    if (owner === slot) return total + GAIN_OWN_LABEL
    if (owner.sign === slot.sign) return total + COST_OTHERS_LABEL / 2
    if (first.spot || owner.item.kind !== 'heading') return total + COST_OTHERS_LABEL
  }
  const { pieces, spotOf, slotOf } = placed
  const before = pieces[first.index - 1]
  const behind = pieces[last.index + 1]
  if (before?.kind === 'parenOpen') total += COST_IN_BRACKET
  const ahead = before?.kind === 'label' ? slotOf.get(before.label) : undefined
  const after = behind?.kind === 'label' ? slotOf.get(behind.label) : undefined
  if (ahead === slot) total += GAIN_BEHIND_LABEL
  else if (ahead && slot.path.startsWith(`${ahead.path}.`)) total += GAIN_BEHIND_HEADING
  if (after === slot) total += GAIN_BEFORE_LABEL
  const spot = spotOf.get(slot)
  if (!spot) return total + (slot === carried ? 1 : 1.5)
  const place = pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot)
  const away = place < first.index ? first.index - place : place - last.index
  return total + COST_FAR * Math.min(away, 60)
}
