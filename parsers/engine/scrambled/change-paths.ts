import { below, likenessOf, stepCost, type Traits, traitsOf } from './change-costs.ts'
import { COLUMNS, type Column, type Piece } from './change-pieces.ts'

/** A page of a change table. */
export type Problem = {
  readonly pieces: readonly Piece[]
  readonly traits: readonly Traits[]
  /** For each text those before it that say the same or nearly so. */
  readonly alike: ReturnType<typeof likenessOf>
  readonly rows: number
  /** Rows of pieces of which each row has one: the first is of the first row, and so on. */
  readonly told: ReadonlyMap<number, number>
  /** Whether a row of the page before may go on here. */
  readonly isOpen: boolean
  /** Columns whose text the page before broke off within a sentence. */
  readonly cut: ReadonlySet<Column>
  /** Columns that are empty, or hold no more than a word, in the last row of the page before. */
  readonly above: ReadonlySet<Column>
}

/** Places of all pieces, each `row * 6 + column`, and what speaks against them by words and order. */
export type Path = { readonly places: Uint8Array; readonly cost: number }

export const [DATE, ITEM, BEFORE, AFTER, TIMING, EXPLANATION] = [0, 1, 2, 3, 4, 5] as const
const WIDTH = COLUMNS.length
export const codeOf = (row: number, column: number): number => row * WIDTH + column
/** Places, or other small numbers, as a key. */
export const keyOf = (places: ArrayLike<number>): string =>
  String.fromCharCode.apply(undefined, places as number[])
export const rowOf = (code: number): number => Math.floor(code / WIDTH)
export const columnOf = (code: number): number => code % WIDTH

/** What an empty cell costs. */
const EMPTY = [6, 3, 1.2, 1.2, 3, 1.2]
const EMPTY_BOTH = 3
const OTHER_LINE = 8
const TWINS = 0.7
const MORE = 5
const SHORTENED = 2
const IMPOSSIBLE = 6
/** What was cut out of one block as of two cells stands in one cell. */
const WHOLE_BLOCK = 3
/** A cell that the page before broke off within a sentence goes on here. */
const CUT = 4
/** A timing or explanation mostly stands where its row begins, on the page before. */
const OPEN = [6, 0, 0, 0, 3, 1.5]

/** A piece that is printed behind one of a row below it. */
const BACK = 4

type State = {
  readonly places: Uint8Array
  readonly cost: number
  /** Row and last piece of each column. */
  readonly row: readonly number[]
  readonly last: readonly number[]
  /** Where the piece before stands. */
  readonly column: number
  readonly at: number
}

export function problemOf(
  pieces: readonly Piece[],
  rows: number,
  isOpen: boolean,
  cut: ReadonlySet<Column>,
  above: ReadonlySet<Column>,
  begins: (line: string) => boolean,
): Problem {
  const traits = pieces.map((piece) => traitsOf(piece, begins))
  return {
    pieces,
    traits,
    alike: likenessOf(pieces, traits),
    rows,
    told: toldRows(pieces, traits, rows),
    isOpen,
    cut,
    above,
  }
}

/** Every row has a date and an item that begins: where there are as many of them as rows, they are told. */
function toldRows(
  pieces: readonly Piece[],
  traits: readonly Traits[],
  rows: number,
): ReadonlyMap<number, number> {
  const told = new Map<number, number>()
  for (const column of ['変更日', '項目'] as const) {
    const own = pieces.flatMap((piece, index) =>
      piece.column === column && !piece.isHead && (column !== '項目' || traits[index]!.begins) ? [index] : [],
    )
    if (own.length === rows) for (const [at, index] of own.entries()) told.set(index, at + 1)
  }
  return told
}

/** What a page's state is before its first piece. */
const beginningOf = ({ pieces, isOpen }: Problem): State => ({
  places: new Uint8Array(pieces.length),
  cost: 0,
  row: COLUMNS.map(() => (isOpen ? -1 : 0)),
  last: COLUMNS.map(() => -1),
  column: -1,
  at: 0,
})

/** What speaks against a piece in a row and column behind the pieces that were placed before. */
function placeCost(
  problem: Problem,
  from: State,
  index: number,
  row: number,
  column: number,
  weight = 1,
): number {
  const { traits } = problem
  const own = traits[index]!
  const above = from.last[column]!
  const lastRow = from.row[column]!
  const isSameCell = above >= 0 && row === lastRow
  let cost = row === 0 ? OPEN[column]! : 0
  if (from.column >= 0) cost += weight * stepCost(from.column, column, isSameCell, row - from.at)
  if (row < lastRow && !(column === EXPLANATION && from.column === TIMING && from.at === row)) cost += BACK
  if (index > 0 && row !== from.at && isSameLine(problem, index)) cost += OTHER_LINE
  for (let skipped = Math.max(0, lastRow) + 1; skipped < row; skipped++) cost += EMPTY[column]!
  if (column === BEFORE || column === AFTER) return cost + textCost(problem, from, index, row, column)
  if (column === ITEM) {
    if (own.begins && isSameCell) cost += 6
    if (!own.begins && !isSameCell && row > 0) cost += 4
  }
  if (column === EXPLANATION && isSameCell) cost += 2.5
  if (column === TIMING && isSameCell) cost += 8
  if (column === DATE && isSameCell) cost += 8
  return cost
}

function textCost(
  { traits, alike, pieces, cut }: Problem,
  { last, row: lastRow, places }: State,
  index: number,
  row: number,
  column: number,
): number {
  const own = traits[index]!
  const above = traits[last[column]!]
  let cost = 0
  if (above && row === lastRow[column])
    cost += pieces[last[column]!]!.block === pieces[index]!.block ? WHOLE_BLOCK : below(above, own)
  else {
    if (above?.isUntil) cost += row === lastRow[column]! + 1 && own.isFrom ? 0 : 4
    else if (own.isFrom && above) cost += 3
    if (above?.isFrom) cost += 4
    if (own.isFrom && row === 0) cost += 4
    if (own.isUntil && row > 0) cost += 4
    if (own.isLater && row > 0) cost += 1
    if (own.isMiddle && row > 0) cost += 3
    if (above && !above.isWhole && !above.isUntil && pieces[last[column]!]!.lines.length > 2) cost += 2
  }
  if (row === 0 && !above && !cut.has(COLUMNS[column]!)) cost += 1.5
  if (row > 0 && !above && cut.has(COLUMNS[column]!)) cost += CUT
  if (column === BEFORE && own.isRemoved) cost += 6
  if (column === AFTER && own.isAdded) cost += 6
  if (column === AFTER && own.isDash) cost += 1
  const mirrored = codeOf(row, column === BEFORE ? AFTER : BEFORE)
  let best = 0
  for (const { other, alike: share } of alike[index]!) {
    if (places[other] === mirrored) {
      const isTurned =
        column === BEFORE && share > 0.8 && pieces[other]!.lines.length === pieces[index]!.lines.length
      best = Math.max(best, 1 + 2.5 * share - (isTurned ? 1.5 : 0))
    } else if (share === 1 && places[other] === codeOf(row, column)) cost += 3
  }
  return cost - best
}

function endCost(problem: Problem, { row: lastRow, last, places }: State): number {
  const { rows, traits, cut, pieces } = problem
  let cost = shorteningCost(problem, places) + emptinessCost(problem, places)
  for (let column = 0; column < WIDTH; column++)
    cost += (rows - Math.max(0, lastRow[column]!)) * EMPTY[column]!
  for (let row = 1; row <= rows; row++)
    if (!places.includes(codeOf(row, BEFORE)) && !places.includes(codeOf(row, AFTER))) cost += EMPTY_BOTH
  for (const column of [BEFORE, AFTER]) {
    if (traits[last[column]!]?.isUntil && lastRow[column]! < rows) cost += 3
    if (traits[last[column]!]?.isFrom) cost += 3
    const end = last[column]!
    if (cut.has(COLUMNS[column]!) && end < 0) cost += CUT
    if (lastRow[column]! < rows && end >= 0 && pieces[end]!.lines.length > 2 && !traits[end]!.isWhole)
      cost += 2
  }
  return cost
}

/** Where 変更前 and 変更後 begin alike, the longer one mostly is 変更後: more is added than taken away. */
function shorteningCost({ rows, traits, alike, pieces }: Problem, places: Uint8Array): number {
  let cost = 0
  for (let row = 1; row <= rows; row++) {
    let before = 0
    let after = 0
    let share = 0
    for (let index = 0; index < pieces.length; index++) {
      if (rowOf(places[index]!) !== row || pieces[index]!.column !== 'text') continue
      const column = columnOf(places[index]!)
      if (column === BEFORE) before += traits[index]!.key.length
      else if (column === AFTER) after += traits[index]!.key.length
      for (const { other, alike: each } of alike[index]!)
        if (rowOf(places[other]!) === row && places[other] !== places[index]) share = Math.max(share, each)
    }
    if (share >= TWINS && after > 0 && before > after + MORE) cost += SHORTENED
  }
  return cost
}

/**
 * What is removed was said before, and what is added is said after. A row that goes on with the item of the row above
 * goes on with cells that hold more than a word.
 */
function emptinessCost({ rows, traits, pieces, above }: Problem, places: Uint8Array): number {
  let cost = 0
  const holds: (Traits | undefined)[] = new Array((rows + 1) * WIDTH)
  const goesOn = new Set<number>()
  for (let index = 0; index < pieces.length; index++) {
    if (pieces[index]!.isHead) continue
    const code = places[index]!
    const column = columnOf(code)
    if (column === ITEM && traits[index]!.isSame) goesOn.add(rowOf(code))
    if (column === BEFORE || column === AFTER) holds[code] ??= traits[index]!
  }
  for (let row = 1; row <= rows; row++) {
    const before = holds[codeOf(row, BEFORE)]
    const after = holds[codeOf(row, AFTER)]
    if (after?.isRemoved && !before) cost += IMPOSSIBLE
    if (before?.isAdded && !after) cost += IMPOSSIBLE
    if (!goesOn.has(row)) continue
    for (const column of [BEFORE, AFTER]) {
      if (!holds[codeOf(row, column)]) continue
      const over = holds[codeOf(row - 1, column)]
      const isShort = row > 1 ? !over || over.isAlone : !over && above.has(COLUMNS[column]!)
      if (isShort) cost += IMPOSSIBLE
    }
  }
  return cost
}

/** 事後 誤記の訂正: cells of one line stand in one row. */
const isSameLine = ({ pieces }: Problem, index: number): boolean =>
  pieces[index - 1]!.at[1] === pieces[index]!.at[0] && !pieces[index - 1]!.isHead

/** What speaks against places by words and order, as `likelyPaths` counts it. */
export function costOf(problem: Problem, places: Uint8Array, weight: number): number {
  const { pieces } = problem
  const state = {
    ...beginningOf(problem),
    row: COLUMNS.map((): number => (problem.isOpen ? -1 : 0)),
    last: COLUMNS.map(() => -1),
  }
  const back = new Set<number>()
  const skipped = COLUMNS.map(() => 0)
  for (let index = 0; index < pieces.length; index++) {
    if (pieces[index]!.isHead) continue
    const row = rowOf(places[index]!)
    const column = columnOf(places[index]!)
    if (row < state.row[column]!) back.add(column)
    skipped[column]! += Math.max(0, row - Math.max(0, state.row[column]!) - 1)
    state.cost += placeCost(problem, state, index, row, column, weight)
    state.places[index] = places[index]!
    state.row[column] = row
    state.last[column] = index
    state.column = column
    state.at = row
  }
  // Rows that were skipped and filled later on are not empty.
  for (const column of back) {
    let filled = 0
    for (let row = 1; row <= problem.rows; row++) if (state.places.includes(codeOf(row, column))) filled++
    const counted = skipped[column]! + problem.rows - Math.max(0, state.row[column]!)
    state.cost += (problem.rows - filled - counted) * EMPTY[column]!
  }
  return state.cost + endCost(problem, state)
}

/** The likeliest places of a page's pieces by what they say and by what stands behind what, best first, no more than `beam`. */
export function likelyPaths(problem: Problem, beam: number): Path[] {
  const { pieces } = problem
  let states = [beginningOf(problem)]
  pieces.forEach((piece, index) => {
    if (piece.isHead) return
    const froms: State[] = []
    const codes: number[] = []
    const costs: number[] = []
    for (const from of states)
      for (const code of choicesOf(problem, from, index)) {
        froms.push(from)
        codes.push(code)
        costs.push(from.cost + placeCost(problem, from, index, rowOf(code), columnOf(code)))
      }
    states = cheapest(costs, beam).map((at) => {
      const [from, code, cost] = [froms[at]!, codes[at]!, costs[at]!]
      const places = from.places.slice()
      places[index] = code
      const [row, column] = [rowOf(code), columnOf(code)]
      return {
        places,
        cost,
        row: from.row.with(column, row),
        last: from.last.with(column, index),
        column,
        at: row,
      }
    })
  })
  return states
    .map((state) => ({ places: state.places, cost: state.cost + endCost(problem, state) }))
    .sort((a, b) => a.cost - b.cost)
}

/** The indices of the `count` least costs, the least first. */
function cheapest(costs: readonly number[], count: number): number[] {
  const most = costs.length > count ? nthLeast(Float64Array.from(costs), count - 1) : Infinity
  const found: number[] = []
  costs.forEach((cost, at) => {
    if (cost <= most) found.push(at)
  })
  return found.sort((a, b) => costs[a]! - costs[b]!).slice(0, count)
}

/** The number that stands at `n` if they are put in order (Hoare's selection), which they are not. */
function nthLeast(numbers: Float64Array, n: number): number {
  let [from, to] = [0, numbers.length - 1]
  while (from < to) {
    const middle = numbers[(from + to) >> 1]!
    let [i, j] = [from, to]
    while (i <= j) {
      while (numbers[i]! < middle) i++
      while (numbers[j]! > middle) j--
      if (i > j) break
      const moved = numbers[i]!
      numbers[i++] = numbers[j]!
      numbers[j--] = moved
    }
    if (n <= j) to = j
    else if (n >= i) from = i
    else break
  }
  return numbers[n]!
}

/** So many rows of a column may be empty one after the other, for 変更日 and the like. */
const SKIPPED = 2
/** And of 説明. */
const UNEXPLAINED = 4

/** Where a piece may stand: its column runs from top to bottom. */
function choicesOf({ pieces, traits, rows, isOpen, told }: Problem, from: State, index: number): number[] {
  const { column } = pieces[index]!
  const row = told.get(index)
  if (row !== undefined) return [codeOf(row, COLUMNS.indexOf(column as Column))]
  const first = isOpen ? 0 : 1
  const codes: number[] = []
  const add = (at: number, start: number, end: number) => {
    for (let row = Math.max(first, start); row <= Math.min(rows, end); row++) codes.push(codeOf(row, at))
  }
  if (column === 'text') for (const at of [BEFORE, AFTER]) add(at, from.row[at]!, rows)
  else {
    const at = COLUMNS.indexOf(column)
    const last = from.row[at]!
    const goesOn = at === EXPLANATION ? from.last[at]! >= 0 : at === ITEM && !traits[index]!.begins
    const skipped = at === EXPLANATION ? UNEXPLAINED : SKIPPED
    add(
      at,
      goesOn ? last : Math.max(last + 1, at === DATE || at === ITEM ? 1 : 0),
      Math.max(last, 0) + 1 + skipped,
    )
  }
  return codes.length > 0 ? codes : [codeOf(rows, COLUMNS.indexOf(column as Column))]
}
