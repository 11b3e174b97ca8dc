import { moves, turns } from './change-moves.ts'
import { costOf, keyOf, likelyPaths, type Path, type Problem, rowOf } from './change-paths.ts'
import {
  ALL,
  type Alignment,
  BELOW_BREAK,
  BOTH,
  brokenOf,
  disorderOf,
  type Guess,
  HEADED,
  type Layout,
} from './change-sheet.ts'

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
  /** What words speak against the likeliest places. */
  readonly least: number
  /** Blocks that stand out of order even so. */
  readonly broken: ReadonlySet<number>
  /** Places that are best where order counts more or less against words. */
  readonly rivals: readonly Uint8Array[]
  /** Other places that were tried, and cost less than REACH more. */
  readonly others: readonly Fitted[]
}

/** What a block out of order costs. */
const DISORDER = 2.5
/** How much the order of neighbours counts besides the order of the whole page. */
const STEP = 0.3
/**
 * Of so many likely places (`beam`), some are laid out on the page; of them, the best are tuned, and steps are taken from
 * them. More are tried where the page does not come out in order. Cells that may stand in the middle or at the top come in
 * the printed order at wrong places, too: there, more are tried at once.
 */
const EFFORTS = {
  top: [
    { beam: 160, tried: 60, starts: 2 },
    { beam: 800, tried: 300, starts: 4 },
  ],
  centre: [
    { beam: 160, tried: 60, starts: 8 },
    { beam: 800, tried: 300, starts: 6 },
  ],
}
const MAX_STEPS = 12
/** Neighbours that are laid out in each step, and of them those whose rows are tuned. */
const NEAR = { top: 30, centre: 40 }
const TUNED = { top: 2, centre: 3 }
/** What costs so much more than the best is not likely. */
const REACH = 4
/** Other starts seldom end so much lower. */
const HOPELESS = 12
/** Places within so much of the best may be better where order counts more or less (`WEIGHTS`: DISORDER and STEP instead). */
const WIDE = 15
const WEIGHTS: readonly (readonly [number, number])[] = [
  [1, 0.3],
  [5, 0.3],
  [2.5, 1],
  [2.5, 0],
]
const RIVALS = 8
/** Around so many of the best places, others are tried. */
const EXPANDED = 4
/** Costs differ by less only where they are the same. */
const ROUNDING = 1e-9
/** A row is as high as it was reckoned, or else by so many lines; and what speaks against each. */
const SLACKS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1.5],
  [-1, 1.5],
  [2, 2.5],
  [3, 3.5],
  [4, 4],
]
/** What is tried first, as the heights of rows are mostly reckoned rightly. */
const USUAL = SLACKS.slice(0, 3)
const SLACK_COST = new Map(SLACKS)
/** In a table with centred cells: what speaks against one that stands at the top. */
const TURNED = 0.4
/** What speaks against a blank line that was kept, by which one. */
const KEPT = [0, 2.5, 1.5]
/** What speaks against a page that is printed in another way than those before. */
const UNUSUAL = 0.7
const [NONE, BEFORE, AFTER] = [-1, 2, 3] as const

/**
 * Seeks the places under which the page's blocks would be printed in the order of the text, by steps from the likeliest.
 * Where the first steps end far above `limit`, no others are tried. `usualPrint`: how the pages before are printed.
 */
export function search(
  problem: Problem,
  layout: Layout,
  alignment: Alignment,
  usualPrint: number,
  limit = Infinity,
): Found | undefined {
  const seen = new Map<string, Fitted>()
  const plain: Guess = {
    slack: Array(layout.rows + 1).fill(0),
    top: Array(layout.rows + 1).fill(NONE),
    kept: Array(layout.rows + 1).fill(0),
    print: usualPrint,
  }
  const byTotal = (a: Fitted, b: Fitted) => a.total - b.total
  const keys = new WeakMap<ArrayLike<number>, string>()
  const keyOnce = (numbers: ArrayLike<number>): string => {
    const key = keys.get(numbers) ?? keyOf(numbers)
    keys.set(numbers, key)
    return key
  }
  const printed = new Map<string, { disorder: number; isLeast: boolean }>()
  /** What speaks against places, or nothing where it is no less than `limit`. */
  const laid = (places: Uint8Array, cost: number, guess: Guess, limit = Infinity): Fitted | undefined => {
    const costFor = (disorder: number) => {
      let total = cost + DISORDER * disorder
      for (const slack of guess.slack) total += SLACK_COST.get(slack)!
      for (const column of guess.top) if (column !== NONE) total += TURNED
      for (const blank of guess.kept) total += KEPT[blank]!
      if (guess.print !== usualPrint) total += UNUSUAL
      return total
    }
    const most = Math.floor((limit - costFor(0)) / DISORDER + ROUNDING)
    if (most < 0) return undefined
    const key = [places, guess.slack, guess.top, guess.kept].map(keyOnce).join('') + guess.print
    let print = printed.get(key)
    if (!print || (print.isLeast && print.disorder <= most)) {
      const { boxes, strained } = layout.boxes(places, guess)
      const disorder = strained > most ? Infinity : strained + disorderOf(boxes, most - strained)
      print = disorder <= most ? { disorder, isLeast: false } : { disorder: most + 1, isLeast: true }
      printed.set(key, print)
    }
    const { disorder, isLeast } = print
    if (isLeast || disorder > most) return undefined
    const total = costFor(disorder)
    return total < limit ? { places, cost, guess, disorder, total } : undefined
  }
  /** Of places that are laid out with a guess, the best `count`, and all that cost less than `enough`. */
  const lowest = (paths: readonly Path[], guess: Guess, count: number, enough = -Infinity): Fitted[] => {
    const found: Fitted[] = []
    for (const { places, cost } of paths) {
      const next = laid(places, cost, guess, Math.max(enough, found[count - 1]?.total ?? Infinity))
      if (next) found.splice(found.findLastIndex(({ total }) => total <= next.total) + 1, 0, next)
    }
    return found.filter(({ total }, at) => at < count || total < enough)
  }
  const note = (state: Fitted) => {
    const key = keyOnce(state.places)
    const known = seen.get(key)
    if (!known || state.total < known.total) seen.set(key, state)
  }
  const goingOn = problem.traits.flatMap(({ isSame }, index) => (isSame ? [index] : []))
  const goesOnIn = (places: Uint8Array, row: number) => goingOn.some((index) => rowOf(places[index]!) === row)
  const tuned = (
    given: Fitted,
    rounds: number,
    slacks: readonly (readonly [number, number])[] = SLACKS,
  ): Fitted => {
    let best = given
    const attempt = (guess: Guess) => {
      best = laid(best.places, best.cost, guess, best.total) ?? best
    }
    for (let round = 0; round < rounds && best.disorder > 0; round++) {
      const before = best
      for (let print = 0; print < layout.prints; print++)
        if (print !== best.guess.print) attempt({ ...best.guess, print })
      for (let row = 0; row <= layout.rows && best.disorder > 0; row++) {
        for (const [slack, doubt] of slacks)
          if (slack !== best.guess.slack[row] && doubt < DISORDER * best.disorder)
            attempt({ ...best.guess, slack: best.guess.slack.with(row, slack) })
        if (goesOnIn(best.places, row))
          for (const blank of [HEADED, BELOW_BREAK])
            attempt({ ...best.guess, kept: best.guess.kept.with(row, blank) })
        if (alignment === 'centre')
          for (const column of [BEFORE, AFTER, BOTH, ALL, NONE])
            if (column !== best.guess.top[row] && (column !== ALL || row === layout.rows))
              attempt({ ...best.guess, top: best.guess.top.with(row, column) })
      }
      if (best === before) break
    }
    note(best)
    return best
  }
  const near = (state: Fitted, limit: number) =>
    [...moves(problem, state.places), ...(state.disorder > 0 ? turns(problem, state.places) : [])]
      .map((places) => ({ places, cost: costOf(problem, places, STEP) }))
      .filter(({ cost }) => cost < limit)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, NEAR[alignment])
  const climbed = (start: Fitted): Fitted => {
    let top = start
    for (let step = 0; step < MAX_STEPS; step++) {
      const next: Fitted | undefined = lowest(near(top, top.total), top.guess, TUNED[alignment])
        .map((each) => tuned(each, 1, USUAL))
        .sort(byTotal)[0]
      if (!next || next.total >= top.total - 0.01) break
      top = next
    }
    return top
  }
  let cheapest = Infinity
  const startsOf = (beam: number, tried: number, count: number) => {
    const likely = likelyPaths(problem, beam)
      .slice(0, tried)
      .map(({ places }) => ({ places, cost: costOf(problem, places, STEP) }))
    for (const { cost } of likely) cheapest = Math.min(cheapest, cost)
    return lowest(likely, plain, count)
      .map((start) => tuned(start, 1))
      .sort(byTotal)
  }
  let best: Fitted | undefined
  for (const { beam, tried, starts } of EFFORTS[alignment]) {
    if (best && (best.disorder === 0 || best.total > limit + HOPELESS)) break
    for (const start of startsOf(beam, tried, starts)) {
      if (best && ((best.disorder === 0 && alignment === 'top') || best.total > limit + HOPELESS)) break
      const other = climbed(start)
      if (!best || other.total < best.total) best = other
    }
  }
  if (!best) return undefined
  for (let print = 0; print < layout.prints && best.disorder > 0 && best.total <= limit + HOPELESS; print++) {
    const start = laid(best.places, best.cost, { ...plain, print })
    const other: Fitted | undefined = start && climbed(tuned(start, 1))
    if (other && other.total < best.total) best = other
  }
  const expanded = new Set<Fitted>()
  for (let count = 0; count < EXPANDED; count++) {
    let least = Infinity
    let next: Fitted | undefined
    for (const state of seen.values()) {
      if (state.total < least) least = state.total
      if (!expanded.has(state) && (!next || state.total < next.total)) next = state
    }
    if (!next || next.total > least + REACH) break
    expanded.add(next)
    const around = lowest(near(next, next.total + REACH), next.guess, RIVALS, next.total + WIDE)
    for (const [at, rival] of around.entries()) tuned(rival, at < RIVALS ? 1 : 0, USUAL)
  }
  const [first, ...others] = [...seen.values()].sort(byTotal)
  const broken = brokenOf(layout.boxes(first!.places, first!.guess).boxes)
  const states = [...seen.values()].filter(({ total }) => total < first!.total + WIDE)
  const steps = states.map(({ places }) => costOf(problem, places, 1))
  const rivals = WEIGHTS.map(([order, step]) => {
    const costs = states.map(
      ({ cost, total, disorder }, at) =>
        total + (order - DISORDER) * disorder + ((steps[at]! - cost) / (1 - STEP)) * (step - STEP),
    )
    return states[costs.indexOf(Math.min(...costs))]!.places
  })
  return {
    best: first!,
    least: cheapest,
    rivals,
    broken,
    others: others.filter(({ total }) => total < first!.total + REACH),
  }
}
