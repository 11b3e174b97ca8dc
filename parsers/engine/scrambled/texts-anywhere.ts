import { matchKey } from '../../text/characters.ts'
import { cheapestAssignment } from './assignment.ts'
import { detailLikeness, isBracketed, type OpenDetail } from './boxes.ts'
import { beginsMidSentence, isHeading, saysNothing, unlikeness, widthOf } from './likeness.ts'
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
/** A dash may stand in a place that is blank anyway. */
const COST_UNUSED_DASH = 1.5
const COST_OTHERS_LABEL = 5
const GAIN_OWN_LABEL = -4
const GAIN_BEHIND_LABEL = -0.6
const GAIN_BEHIND_HEADING = -0.5
const GAIN_BEFORE_LABEL = -0.4
const COST_FAR = 0.008
const COST_LONG_NAME = 0.25
const FORBIDDEN = 1e6
/** A checked box without the text of its bracket. */
const COST_DETAIL_OPEN = 1.5
const GAIN_IN_BRACKET = -2.5
const GAIN_BEHIND_BRACKET = -1.2
const COST_IN_BRACKET = 1
const COST_SENTENCE = 0.8
const COST_NAMED_SENTENCE = 3
const COST_BEHIND_LABEL = 0.6
/** A run is cut in two between blocks, or within a block behind a short line. */
const COST_CUT = 0.3
const COST_CUT_BLOCK = 0.8
/** Before the first heading of a run that begins without one. */
const COST_CUT_HEADING = 0.8
const GAIN_CUT_NARROW = -0.4
/** Lines broken at this share of the width of the lines above are of a narrower cell. */
const NARROW_SHARE = 0.85
const SHORT_SHARE = 0.75
const LISTED = /^(?:[・･○●※■◆*〒-]|[(（]?\d{1,2}[)）.．]|[①-⑳])/u
/** また、…: a further sentence of the same text. */
const GOES_ON = /^(?:また|なお|ただし|さらに|あわせて|その[際他]|URL|電話[\s　（(:：\d０-９]|[(（※])/iu
/** Cuts that are tried on a page. */
const MOST_CUTS = 40
const USUALLY_BLANK =
  /other_implementing_bodies|remarks|other_risks$|special_procedure|omission|public_comment|third_party/u

/** Lines that stand together, with nothing of the form between them: one value, or several. */
type Run = { readonly units: readonly TextUnit[]; readonly text: string; readonly value: string }

export type DetailRead = {
  readonly detail: OpenDetail
  readonly units: readonly TextUnit[]
  readonly margin: number
}

type Target = { readonly blank: number; readonly cost: (run: Run) => number }

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

/** The same runs are asked for again and again. */
function withMemory({ blank, cost }: Target): Target {
  const known = new Map<Run, number>()
  return {
    blank,
    cost: (run) => {
      const found = known.get(run) ?? cost(run)
      known.set(run, found)
      return found
    },
  }
}

function blankCost(placed: PlacedPage, slot: Slot, foresee: Foreseen, carried: Slot | undefined): number {
  if (slot === carried && !placed.spotOf.has(slot)) return 0
  const foreseen = foresee(slot)
  if (foreseen) return foreseen === 'blank' ? COST_FORESEEN : COST_FILLED
  return USUALLY_BLANK.test(slot.item.key) ? COST_USUALLY_BLANK : COST_BLANK
}

type Solution = { readonly columns: readonly number[]; readonly cost: number }

const unused = ({ value }: Run): number => (value === '' ? COST_UNUSED_DASH : COST_UNUSED)

/** The cheapest way to give runs to targets; `not`: the best in which a target has another value than this. */
function solve(
  runs: readonly Run[],
  targets: readonly Target[],
  not?: { target: number; value: string },
): Solution {
  const { columns, cost } = cheapestAssignment(
    targets.map((target, index) => [
      ...runs.map((run) =>
        not?.target === index && not.value === run.value ? FORBIDDEN : target.cost(run) - unused(run),
      ),
      ...targets.map((_, other) =>
        other !== index || (not?.target === index && not.value === '') ? FORBIDDEN : target.blank,
      ),
    ]),
  )
  return { columns, cost: cost + runs.reduce((sum, run) => sum + unused(run), 0) }
}

/**
 * Cuts runs in two where the page is told better so. `doubts`: what another cut, or none, would cost more, by run.
 */
function cutRuns(
  given: readonly Run[],
  targets: readonly Target[],
): { runs: readonly Run[]; best: Solution; doubts: ReadonlyMap<Run, number> } {
  let runs = given
  let best = solve(runs, targets)
  const doubts = new Map<Run, number>()
  let left = MOST_CUTS
  for (const run of given) {
    for (const { index, cost } of beginnings(run)) {
      if (left-- <= 0) break
      const own = runs.find((each) => each.units.includes(run.units[index]!))!
      const at = own.units.indexOf(run.units[index]!)
      if (at === 0) continue
      const parts = [toRun(own.units.slice(0, at)), toRun(own.units.slice(at))]
      const cut = runs.flatMap((each) => (each === own ? parts : [each]))
      const other = solve(cut, targets)
      const gain = best.cost - other.cost - cost
      const doubt = Math.min(Math.abs(gain), doubts.get(own) ?? Infinity)
      if (gain > 0) {
        for (const part of parts) doubts.set(part, doubt)
        runs = cut
        best = other
      } else doubts.set(own, doubt)
    }
  }
  return { runs, best, doubts }
}

/** Lines of a run with which another value may begin, and what speaks against it. */
function beginnings({ units }: Run): { index: number; cost: number }[] {
  const widest = Math.max(...units.map(({ text }) => widthOf(text)))
  return units.flatMap((unit, index) => {
    const before = units[index - 1]
    if (!before || isHeading(before.text)) return []
    if (isHeading(unit.text))
      return unit.block === before.block || isHeading(units[0]!.text) || /とおり。?$/u.test(before.text)
        ? []
        : [{ index, cost: COST_CUT_HEADING }]
    if (GOES_ON.test(unit.text) && !isBracketed(unit.text)) return []
    if (beginsMidSentence(unit.text)) return []
    if (unit.block !== before.block)
      return [{ index, cost: isNarrow(units, index) ? GAIN_CUT_NARROW : COST_CUT }]
    const isShort = widthOf(before.text) < SHORT_SHARE * widest && !/[。、：:]$/u.test(before.text)
    return isShort && !LISTED.test(before.text) && !LISTED.test(unit.text)
      ? [{ index, cost: COST_CUT_BLOCK }]
      : []
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

function toRun(units: readonly TextUnit[]): Run {
  const text = units.map((unit) => unit.text).join('\n')
  // Two runs of equal text are one value, and so are a dash and nothing at all.
  return { units, text, value: saysNothing(text) ? '' : matchKey(text) }
}

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

/** The first line that is no heading. */
const speaking = ({ units }: Run): string => (units.find(({ text }) => !isHeading(text)) ?? units[0]!).text

/** What speaks against a run being the text in the bracket of a box. */
function costOfDetail({ pieces }: PlacedPage, { slot, label, index }: OpenDetail, run: Run): number {
  const first = run.units[0]!
  if (first.spot || saysNothing(run.text)) return COST_OTHERS_LABEL
  const before = pieces[first.index - 1]
  let total = run.text.includes('。') ? (label === 'その他' ? COST_SENTENCE : COST_NAMED_SENTENCE) : 0
  if (before?.kind === 'label') total += COST_BEHIND_LABEL
  if (run.units.length > 3) total += COST_LONG_NAME * (run.units.length - 3)
  if (first.under) total += 1
  total += detailLikeness(label, run.text)
  if (before?.kind === 'parenOpen') total += first.index - 2 === index ? GAIN_IN_BRACKET : GAIN_BEHIND_BRACKET
  if (slot.item.kind !== 'checkboxes') return COST_OTHERS_LABEL
  return total + COST_FAR * Math.min(Math.abs(first.index - index), 60)
}

/** Whether the width of a cell breaks the lines of a block earlier than those above it. */
function isNarrow(units: readonly TextUnit[], index: number): boolean {
  const own = units.slice(index).filter(({ block }) => block === units[index]!.block)
  const broken = own.slice(0, -1).map(({ text }) => widthOf(text))
  const above = Math.max(...units.slice(0, index).map(({ text }) => widthOf(text)))
  const widest = Math.max(...broken)
  return (
    broken.length > 0 &&
    Math.min(...broken) > 0.9 * widest &&
    own.slice(0, -1).every(({ text }) => !/[。、：:]$/u.test(text)) &&
    !own.some(({ text }) => LISTED.test(text)) &&
    widest < NARROW_SHARE * above
  )
}
