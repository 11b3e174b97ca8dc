import type { Slot } from './slots.ts'
import type { Spot } from './spots.ts'

/** The stretch of the form that a page shows: its first and last slot (inclusive); nothing where no label stands. */
export type PageRange = { readonly from: number; readonly to: number } | undefined

/** Cost of a slot of the stretch whose label does not stand on the page. */
const COST_UNSEEN = 0.35
const COST_SKIPPED = 0.002
/** The stretch begins with the page's first label, or ends with its last. */
const GAIN_AT_EDGE = 0.1
/** The stretch begins with the head of a repeat. */
const GAIN_AT_HEAD = 0.25
const MAX_RANGE = 400
/** A stretch may go on for this many slots without a label of the page before it is given up. */
const REST = 12

/**
 * Finds which stretch of the form each page shows: the labels on a page are of neighbouring slots, whatever their order,
 * and pages follow the form. `score` tells how well the form fits.
 */
export function pageRanges(
  pages: readonly (readonly Spot[])[],
  slots: readonly Slot[],
): { readonly ranges: readonly PageRange[]; readonly score: number } {
  const size = slots.length
  // best[e]: score of the pages so far if the last one that shows labels ended with slot e - 1 (0: none yet).
  let best = new Float64Array(size + 1).fill(-Infinity)
  best[0] = 0
  const ends = repeatEnds(slots)
  const backs: { from: Int32Array; start: Int32Array }[] = []
  for (const spots of pages) {
    const counts = Map.groupBy(spots, ({ sign }) => sign)
    const next = new Float64Array(size + 1).fill(-Infinity)
    const from = new Int32Array(size + 1).fill(-1)
    const start = new Int32Array(size + 1).fill(-1)
    for (let end = 0; end <= size; end++) {
      next[end] = best[end]!
      from[end] = end
    }
    if (counts.size > 0) {
      let reach = -Infinity
      let reachAt = 0
      let seen = 0
      for (let first = 0; first < size; first++) {
        // The page before may have ended with this very slot, or anywhere before it.
        for (; seen <= first + 1; seen++) {
          const value = best[seen]! + seen * COST_SKIPPED
          if (value > reach) [reach, reachAt] = [value, seen]
        }
        const sign = slots[first]!.sign
        if (sign === undefined || !counts.has(sign) || reach === -Infinity) continue
        const left = new Map([...counts].map(([key, list]) => [key, list.length]))
        let labels = spots.length
        let lost = 0
        let score =
          reach -
          first * COST_SKIPPED +
          (sign === spots[0]!.sign ? GAIN_AT_EDGE : 0) +
          (isHead(slots[first]!) ? GAIN_AT_HEAD : 0)
        for (let last = first; last < size && last < first + MAX_RANGE; last++) {
          const own = slots[last]!.sign
          if (own === undefined) continue
          if (last > first && isHead(slots[last]!) && !counts.has(own)) {
            last = ends[last]!
            continue
          }
          const remaining = left.get(own) ?? 0
          if (remaining > 0) {
            left.set(own, remaining - 1)
            labels--
            lost = 0
            score += 1
            const total = score + (own === spots.at(-1)!.sign ? GAIN_AT_EDGE : 0)
            if (total > next[last + 1]!) {
              next[last + 1] = total
              from[last + 1] = reachAt
              start[last + 1] = first
            }
          } else {
            score -= COST_UNSEEN
            lost += COST_UNSEEN
          }
          // All labels that are left together gain less than what the stretch has lost since its last one.
          if (lost > labels + COST_UNSEEN * REST) break
        }
      }
    }
    best = next
    backs.push({ from, start })
  }
  let end = best.indexOf(Math.max(...best))
  const score = best[end]!
  const ranges: PageRange[] = []
  for (const { from, start } of backs.toReversed()) {
    ranges.unshift(start[end]! < 0 ? undefined : { from: start[end]!, to: end - 1 })
    end = from[end]!
  }
  return { ranges, score }
}

const isHead = ({ item, n }: Slot): boolean => item.kind === 'repeat' && n > 0

/** The last slot of the repeat that each head begins. */
function repeatEnds(slots: readonly Slot[]): number[] {
  return slots.map((slot, index) => {
    let end = index
    if (isHead(slot)) while (slots[end + 1]?.path.startsWith(`${slot.path}.`)) end++
    return end
  })
}
