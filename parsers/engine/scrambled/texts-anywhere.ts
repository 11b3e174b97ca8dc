import { matchKey } from '../../text/characters.ts'
import { cheapestAssignment } from './assignment.ts'
import { beginsMidSentence, isHeading, saysNothing, unlikeness } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { Foreseen, TextRead } from './texts-in-order.ts'
import { topicCost } from './topics.ts'

const COST_BLANK = 1
const COST_USUALLY_BLANK = 0.6
const COST_FORESEEN = 0.05
const COST_FILLED = 3
const COST_AGAINST = 1.5
const COST_UNUSED = 5
const COST_OTHERS_LABEL = 5
const GAIN_OWN_LABEL = -4
const GAIN_BEHIND_LABEL = -0.6
const GAIN_BEHIND_HEADING = -0.5
const GAIN_BEFORE_LABEL = -0.4
const COST_FAR = 0.008
const COST_LONG_NAME = 0.25
const FORBIDDEN = 1e6
const USUALLY_BLANK =
  /other_implementing_bodies|remarks|other_risks$|special_procedure|omission|public_comment|third_party/u

/** Lines that stand together, with nothing of the form between them: one value, or several. */
type Run = { readonly units: readonly TextUnit[]; readonly text: string }

/**
 * Tells the values of a page without order: every run of text lines goes to one slot, by the label on its line or above
 * it, by the labels and headings beside it, and by what it looks like and speaks of; each slot takes one run or none.
 */
export function textsAnywhere(
  placed: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
  foresee: Foreseen,
  carried: Slot | undefined,
): TextRead[] {
  const runs = toRuns(placed, units, slots)
  if (slots.length === 0 || runs.length === 0)
    return slots.map((slot) => ({ slot, units: [], margin: Infinity }))
  const blank = slots.map((slot) => {
    if (slot === carried && !placed.spotOf.has(slot)) return 0
    const foreseen = foresee(slot)
    if (foreseen) return foreseen === 'blank' ? COST_FORESEEN : COST_FILLED
    return USUALLY_BLANK.test(slot.item.key) ? COST_USUALLY_BLANK : COST_BLANK
  })
  const costs = slots.map((slot) => runs.map((run) => costOf(placed, slot, run, foresee, carried)))
  // Two runs of equal text are one value, and so are a dash and nothing at all.
  const values = runs.map(({ text }) => (saysNothing(text) ? '' : matchKey(text)))
  const solve = (not?: { slot: number; value: string }) =>
    cheapestAssignment(
      slots.map((_, slot) => [
        ...values.map((value, run) =>
          not?.slot === slot && not.value === value ? FORBIDDEN : costs[slot]![run]! - COST_UNUSED,
        ),
        ...slots.map((__, other) =>
          other !== slot || (not?.slot === slot && not.value === '') ? FORBIDDEN : blank[slot]!,
        ),
      ]),
    )
  const best = solve()
  const chosen = best.columns.map((column) => runs[column])
  return slots.map((slot, index) => {
    const own = chosen[index]
    const value = values[best.columns[index]!] ?? ''
    const margin = solve({ slot: index, value }).cost - best.cost
    return {
      slot,
      units: own?.units ?? [],
      margin: placed.loose.has(slot) && !sameInAll(slot, slots, chosen, placed) ? 0 : margin,
    }
  })
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

/** Cuts the text at labels, brackets and options; a run that must be several values, where a heading returns. */
function toRuns({ pieces, spotOf }: PlacedPage, units: readonly TextUnit[], slots: readonly Slot[]): Run[] {
  const runs: TextUnit[][] = []
  units.forEach((unit, index) => {
    const before = units[index - 1]
    const between = before ? pieces.slice(before.index + 1, unit.index) : []
    const goesOn =
      before &&
      between.length === 0 &&
      (before.spot === unit.spot
        ? before.spot === undefined || before.at === unit.at
        : (unit.spot === undefined || isBeforeLabel(unit, pieces)) &&
          (beginsMidSentence(unit.text) || isHeading(before.text))) &&
      !saysNothing(before.text) &&
      !saysNothing(unit.text)
    if (goesOn) runs.at(-1)!.push(unit)
    else runs.push([unit])
  })
  const held = new Set(runs.flatMap(([first]) => first!.spot ?? first!.under ?? []))
  const open = slots.filter((slot) => !held.has(spotOf.get(slot)!) && !USUALLY_BLANK.test(slot.item.key))
  const free = runs.filter(([first]) => !first!.spot && !first!.under)
  return runs
    .flatMap((run) => (free.length < open.length && free.includes(run) ? parted(run) : [run]))
    .map(toRun)
}

/** `とを確かめる。 ７．備考`: what stands before a label on its line. */
const isBeforeLabel = ({ spot, index }: TextUnit, pieces: PlacedPage['pieces']): boolean =>
  spot !== undefined && pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot) > index

const toRun = (units: readonly TextUnit[]): Run => ({ units, text: units.map(({ text }) => text).join('\n') })

/** Parts a run where a heading returns that it had already, or where headings begin to name functions. */
function parted(run: readonly TextUnit[]): (readonly TextUnit[])[] {
  const seen = new Set<string>()
  for (const [index, unit] of run.entries()) {
    if (index > 0 && unit.block === run[index - 1]!.block) continue
    const key = matchKey(unit.text)
    if (!/^[<【〔〈■]/u.test(key)) continue
    const function_ = /機能[】>〉〕]?$/u.test(key)
    const other = seen.size > 0 && function_ && ![...seen].some((each) => /機能[】>〉〕]?$/u.test(each))
    if (seen.has(key) || other) return [run.slice(0, index), ...parted(run.slice(index))]
    seen.add(key)
  }
  return [run]
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
  total += unlikeness(slot.item, first.text) + (run.text.length > 30 ? topicCost(slot.item.key, run.text) : 0)
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
