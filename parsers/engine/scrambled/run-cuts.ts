import { cheapestAssignment } from './assignment.ts'
import { beginsMidSentence, isHeading, widthOf } from './likeness.ts'
import { isBracketed } from './open-details.ts'
import { type Run, toRun } from './text-runs.ts'
import type { TextUnit } from './text-units.ts'

/** A place for a text: what it costs to leave it blank, and to give it a run. */
export type Target = { readonly blank: number; readonly cost: (run: Run) => number }

const COST_UNUSED = 5
/** A dash may stand in a place that is blank anyway. */
const COST_UNUSED_DASH = 1.5
const FORBIDDEN = 1e6
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

/** The same runs are asked for again and again. */
export function withMemory({ blank, cost }: Target): Target {
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

type Solution = { readonly columns: readonly number[]; readonly cost: number }

const unused = ({ value }: Run): number => (value === '' ? COST_UNUSED_DASH : COST_UNUSED)

/** The cheapest way to give runs to targets; `not`: the best in which a target has another value than this. */
export function solve(
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
export function cutRuns(
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
