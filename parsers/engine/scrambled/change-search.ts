import { type Problem, unlikelihood } from './change-likelihood.ts'
import { moves } from './change-moves.ts'
import { COLUMNS } from './change-pieces.ts'
import { boxesOf, breaksOf, GAPS, type Place, TURNED, USUAL_GAP } from './change-sheet.ts'
import { starts } from './change-starts.ts'

export type Found = {
  readonly places: readonly Place[]
  readonly cost: number
  readonly disorder: number
  readonly margins: readonly number[]
}
type State = {
  places: readonly Place[]
  gaps: readonly number[]
  prior: number
  /** Blocks that stand out of order. */
  broken: readonly (readonly [number, number])[]
  breaks: number
  cost: number
}

const CLIMBS = 3
const TRIED = 150
const ROUNDS = 14
/** A change that touches no block out of order is tried later. */
const FAR = 3
/** Arrangements near the best one that are tried to know how sure it is, if they are not more unlikely than this. */
const RIVALS = 120
const REACH = 3

export function search(problem: Problem, initial: readonly (Place | undefined)[], budget: number): Found {
  const { pieces, rows, sheet } = problem
  let evaluations = 0
  const options = new Map<string, number>()
  const stateOf = (
    places: readonly Place[],
    gaps: readonly number[],
    prior = unlikelihood(problem, places),
  ): State => {
    evaluations++
    const broken = breaksOf(boxesOf(pieces, places, rows, sheet, gaps))
    return { places, gaps, prior, broken, breaks: broken.length, cost: prior + broken.length }
  }
  const note = (state: State) => {
    state.places.forEach(({ column, row }, index) => {
      const key = `${index}|${row}|${column}`
      if (state.cost < (options.get(key) ?? Infinity)) options.set(key, state.cost)
    })
  }
  const tuned = (state: State, around?: readonly number[]): State => {
    let best = state
    for (const row of around ?? Array.from({ length: rows + 1 }, (_, each) => each)) {
      if (best.breaks === 0) return best
      for (const gap of GAPS) {
        if (gap === best.gaps[row]) continue
        const next = stateOf(best.places, best.gaps.with(row, gap), best.prior)
        if (next.breaks < best.breaks) best = next
      }
    }
    if (sheet.alignment === 'centre')
      for (let at = rows + 3; at < 3 * rows + 3 && best.breaks > 0; at++) {
        if (around && !around.includes(Math.floor((at - rows - 1) / 2))) continue
        const next = stateOf(
          best.places,
          best.gaps.with(at, best.gaps[at] === TURNED ? 0 : TURNED),
          best.prior,
        )
        if (next.breaks < best.breaks) best = next
      }
    return best
  }
  const usual = Array.from({ length: 3 * rows + 3 }, (_, at) => (at <= rows ? USUAL_GAP : 0))
  const firsts = starts(problem, initial)
    .map((places) => stateOf(places, usual))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, CLIMBS)
  const visited = new Set<string>()
  const climb = (start: State): State => {
    let current = start
    for (let round = 0; round < ROUNDS; round++) {
      const near = new Set(current.broken.flatMap(([one, other]) => [one, one + 1, other - 1, other]))
      const isNear = (places: readonly Place[]) =>
        places.some((place, index) => place !== current.places[index] && near.has(pieces[index]!.block))
      const next = moves(problem, current.places)
        .map((places) => ({ places, prior: unlikelihood(problem, places) }))
        .filter(({ prior }) => prior < current.cost)
        .map((each) => ({ ...each, rank: each.prior + (isNear(each.places) ? 0 : FAR) }))
        .sort((a, b) => a.rank - b.rank)
      let better: State | undefined
      let tried = 0
      for (const { places, prior, rank } of next) {
        const key = places.map(({ column, row }) => `${COLUMNS.indexOf(column)}${row}`).join()
        if (visited.has(key)) continue
        visited.add(key)
        if (tried++ > TRIED || (better && rank - FAR > better.cost)) break
        let state = stateOf(places, current.gaps, prior)
        if (state.cost >= current.cost && prior < current.prior - 0.9) state = tuned(state)
        note(state)
        if (state.cost < (better ?? current).cost - 0.01) better = state
        if (better && tried > 25 && better.cost < current.cost - 0.9) break
      }
      if (!better) {
        const tune = tuned(current)
        if (tune.cost >= current.cost) break
        current = tune
        continue
      }
      current = better
    }
    return tuned(current)
  }
  let best = climb(firsts[0]!)
  let next = 1
  let seed = 1
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  while (best.breaks > 0 && evaluations < budget) {
    let start = firsts[next++]
    if (!start) {
      let places = best.places
      for (let kick = 0; kick < 2; kick++) {
        const all = moves(problem, places)
          .map((each) => ({ each, prior: unlikelihood(problem, each) }))
          .filter(({ prior }) => prior < best.prior + 5)
        if (all.length > 0) places = all[random(all.length)]!.each
      }
      start = stateOf(places, best.gaps)
    }
    const found = climb(start)
    if (found.cost < best.cost) best = found
  }
  note(best)
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    const rivals = moves(problem, best.places)
      .map((places) => ({ places, prior: unlikelihood(problem, places) }))
      .filter(({ prior }) => prior < best.cost + REACH)
      .sort((a, b) => a.prior - b.prior)
      .slice(0, RIVALS)
      .map(({ places, prior }) => stateOf(places, best.gaps, prior))
    rivals.forEach(note)
    const least = rivals.reduce((one, other) => (other.cost < one.cost ? other : one), best)
    if (least.cost < best.cost - 0.01) {
      best = climb(least)
      isBetter = true
    }
  }
  const margins = best.places.map((place, index) => {
    let other = Infinity
    for (let row = 0; row <= rows; row++)
      for (const column of COLUMNS)
        if (row !== place.row || column !== place.column)
          other = Math.min(other, options.get(`${index}|${row}|${column}`) ?? Infinity)
    return other - best.cost
  })
  return { places: best.places, cost: best.cost, disorder: best.breaks, margins }
}
