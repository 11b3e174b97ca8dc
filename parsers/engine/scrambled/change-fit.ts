import { moves } from './change-moves.ts'
import { costOf, likelyPaths, type Problem } from './change-paths.ts'
import { ALL, type Alignment, disorderOf, type Guess, type Layout } from './change-sheet.ts'

/** Places of a page's pieces, with what speaks against them. */
export type Fitted = {
  readonly places: Uint8Array
  /** By words, and a little by order. */
  readonly cost: number
  readonly guess: Guess
  /** Blocks that would be printed out of order. */
  readonly disorder: number
  readonly total: number
}
export type Found = {
  readonly best: Fitted
  /** Other places that were tried, and cost less than REACH more. */
  readonly others: readonly Fitted[]
}

/** What a block out of order costs. */
const DISORDER = Number(process.env.LAM ?? 2.5)
/** How much the order of neighbours counts besides the order of the whole page. */
const STEP = Number(process.env.STEP ?? 0.3)
const TRIED = Number(process.env.NQ ?? 80)
const STARTS = Number(process.env.NS ?? 4)
const MAX_STEPS = 12
const NEAR = Number(process.env.NM ?? 40)
const TUNED = Number(process.env.NT ?? 3)
export const REACH = Number(process.env.REACH ?? 4)
const RIVALS = Number(process.env.NR ?? 40)
/** A row is as high as it was reckoned, or else by so many lines; and what speaks against each. */
const SLACKS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1.5],
  [-1, 1.5],
  [2, 2.5],
  [3, 3.5],
  [4, 4],
]
const SLACK_COST = new Map(SLACKS)
const TURNED = 0.7
const [NONE, BEFORE, AFTER] = [-1, 2, 3] as const
export const counter = { evals: 0 }

/** Seeks the places under which the page's blocks would be printed in the order of the text, by steps from the likeliest. */
export function search(problem: Problem, layout: Layout, alignment: Alignment, probe?: Uint8Array): Found | undefined {
  const seen = new Map<string, Fitted>()
  const plain: Guess = { slack: Array(layout.rows + 1).fill(0), top: Array(layout.rows + 1).fill(NONE) }
  const byTotal = (a: Fitted, b: Fitted) => a.total - b.total
  const fit = (places: Uint8Array, cost: number, guess: Guess): Fitted => {
    counter.evals++
    const { boxes, strained } = layout.boxes(places, guess)
    const disorder = disorderOf(boxes) + strained
    let total = cost + DISORDER * disorder
    for (const slack of guess.slack) total += SLACK_COST.get(slack)!
    for (const column of guess.top) if (column !== NONE) total += TURNED
    return { places, cost, guess, disorder, total }
  }
  const note = (state: Fitted) => {
    const key = state.places.join()
    const known = seen.get(key)
    if (!known || state.total < known.total) seen.set(key, state)
  }
  const tuned = (given: Fitted, rounds: number): Fitted => {
    let best = given
    const attempt = (guess: Guess) => {
      const next = fit(best.places, best.cost, guess)
      if (next.total < best.total) best = next
    }
    for (let round = 0; round < rounds && best.disorder > 0; round++) {
      const before = best
      for (let row = 0; row <= layout.rows && best.disorder > 0; row++) {
        for (const [slack] of SLACKS)
          if (slack !== best.guess.slack[row]) attempt({ ...best.guess, slack: best.guess.slack.with(row, slack) })
        if (alignment === 'centre')
          for (const column of [BEFORE, AFTER, ALL, NONE])
            if (column !== best.guess.top[row] && (column !== ALL || row === layout.rows))
              attempt({ ...best.guess, top: best.guess.top.with(row, column) })
      }
      if (best === before) break
    }
    note(best)
    return best
  }
  const near = (state: Fitted, limit: number) =>
    moves(problem, state.places)
      .map((places) => ({ places, cost: costOf(problem, places, STEP) }))
      .filter(({ cost }) => cost < limit)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, NEAR)
      .map(({ places, cost }) => fit(places, cost, state.guess))
  if (probe) return { best: tuned(fit(probe, costOf(problem, probe, STEP), plain), 4), others: [] }
  const start = likelyPaths(problem)
    .slice(0, TRIED)
    .map(({ places }) => fit(places, costOf(problem, places, STEP), plain))
    .sort(byTotal)
    .slice(0, STARTS)
    .map((start) => tuned(start, 2))
    .sort(byTotal)[0]
  if (!start) return undefined
  let best: Fitted = start
  for (let step = 0; step < MAX_STEPS; step++) {
    const next: Fitted | undefined = near(best, best.total)
      .sort(byTotal)
      .slice(0, TUNED)
      .map((each) => tuned(each, 1))
      .sort(byTotal)[0]
    if (!next || next.total >= best.total - 0.01) break
    best = next
  }
  for (const rival of near(best, best.total + REACH).sort(byTotal).slice(0, RIVALS)) tuned(rival, 1)
  const [first, ...others] = [...seen.values()].sort(byTotal)
  return { best: first!, others: others.filter(({ total }) => total < first!.total + REACH) }
}
