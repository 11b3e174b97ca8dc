import { cheapestAssignment } from './assignment.ts'
import type { Piece } from './pieces.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

/** What a page tells of a choice: the label of its option, that it is blank, or why neither can be said. */
export type ChoiceRead = {
  readonly label?: string
  readonly reason?: string
  readonly places: readonly number[]
  readonly margin: number
}

/** Another value than the best costs at least this much more, or nothing is asserted. */
const SURE_MARGIN = 0.4
const COST_BLANK = 1
const COST_FORESEEN = 0.05
const COST_AGAINST = 1.6
const COST_UNUSED = 6
const COST_BEFORE_LABEL = 0.35
const GAIN_SAME_LINE = 3
const COST_OUTSIDE = 0.5
/** On a page without order: `[ value` comes next behind the label. */
const GAIN_NEXT = 1
/** A value may stand this many pieces behind the labels of its repeat. */
const BEHIND = 6
const FORBIDDEN = 1e6

/**
 * Tells which choice of a page each selected value belongs to. On a page in the order of the form values keep that
 * order; elsewhere only their options and their nearness tell. Equal values need no telling apart.
 */
export function readChoices(
  placed: PlacedPage,
  isForeseenBlank: (slot: Slot) => boolean,
): Map<Slot, ChoiceRead> {
  const slots = placed.slots.filter(({ item }) => item.kind === 'choice')
  const values = placed.pieces.flatMap((piece, index) => (piece.kind === 'value' ? [{ piece, index }] : []))
  const read = new Map<Slot, ChoiceRead>()
  if (slots.length === 0) return read
  const labelAt = slots.map((slot) => {
    const spot = placed.spotOf.get(slot)
    return spot ? placed.pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot) : -1
  })
  const fits = (slot: Slot, label: string) => slot.item.options!.some((option) => option.label === label)
  const blankCost = slots.map((slot) => (isForeseenBlank(slot) ? COST_FORESEEN : COST_BLANK))
  const extents = slots.map((slot) =>
    placed.loose.has(slot) || REPEATED.test(slot.path) ? extentOf(placed, slot) : undefined,
  )
  // Elements whose fields stand between each other's do not tell a value by where it stands.
  const holder = extents.map(
    (own, index) =>
      own && {
        holds: (at: number) =>
          own.holds(at) ||
          extents.some(
            (other, each) =>
              other &&
              each !== index &&
              slots[each]!.sign === slots[index]!.sign &&
              other.meets(own) &&
              other.holds(at),
          ),
      },
  )
  const nextTo = new Map(values.map(({ index }) => [index, labelNextTo(placed, index, new Set(labelAt))]))
  const cost = (value: number, slot: number): number => {
    const { piece, index } = values[value]!
    if (!fits(slots[slot]!, piece.label)) return FORBIDDEN
    let total = isForeseenBlank(slots[slot]!) ? COST_AGAINST : 0
    const at = labelAt[slot]!
    if (
      piece.spot !== undefined &&
      placed.slotOf.get(piece.spot) === slots[slot] &&
      !placed.loose.has(slots[slot]!)
    )
      return total - GAIN_SAME_LINE
    if (!placed.ordered && !placed.loose.has(slots[slot]!) && nextTo.get(index) === at && at >= 0)
      total -= GAIN_NEXT
    if (at >= 0 && index < at) total += placed.ordered ? COST_BEFORE_LABEL : 0
    if (!placed.ordered && holder[slot]) return total + (holder[slot]!.holds(index) ? 0 : COST_OUTSIDE)
    if (at >= 0) total += Math.min(Math.abs(index - at), 60) * (placed.ordered ? 0.002 : 0.004)
    return total
  }
  const solve = placed.ordered ? inOrder : anyOrder
  const labels = values.map(({ piece }) => piece.label)
  const best = solve(labels, blankCost, cost)
  slots.forEach((slot, index) => {
    const own = best.labels[index]
    const alternatives = new Set<string | undefined>([
      undefined,
      ...labels.filter((label) => fits(slot, label)),
    ])
    alternatives.delete(own)
    let margin = Infinity
    for (const other of alternatives)
      margin = Math.min(
        margin,
        solve(labels, blankCost, cost, { slot: index, label: other }).cost - best.cost,
      )
    const value = best.values[index]
    const places = value === undefined ? [] : [values[value]!.piece.at]
    if (margin >= SURE_MARGIN)
      read.set(slot, { ...(own === undefined ? {} : { label: own }), places, margin })
    else
      read.set(slot, {
        reason: 'the page does not tell which of its choices this value belongs to',
        places,
        margin,
      })
  })
  return read
}

/** What the form prints beside a choice. */
const BESIDE: ReadonlySet<Piece['kind']> = new Set(['open', 'close', 'caption', 'option'])

/**
 * The label right behind which a value stands in its bracket: nothing but brackets and options comes between. Behind a
 * chain of labels of choices (`labels`, by index) the value may be of each of them.
 */
function labelNextTo({ pieces }: PlacedPage, index: number, labels: ReadonlySet<number>): number | undefined {
  const open = pieces[index - 1]
  if (open?.kind !== 'open') return undefined
  const at = pieces.findLastIndex(({ kind }, place) => place < index && !BESIDE.has(kind))
  const label = pieces[at]
  // A label of one line stands on its value's row: an empty line between them is a leap on the page.
  const isNear = label?.kind === 'label' && (label.label.to > label.label.from || label.block === open.block)
  return isNear && labels.has(at) && !labels.has(at - 1) ? at : undefined
}

type Solution = {
  readonly cost: number
  readonly labels: readonly (string | undefined)[]
  readonly values: readonly (number | undefined)[]
}
type Only = { readonly slot: number; readonly label: string | undefined }

/** Values and choices in one order: the cheapest way to skip blanks. */
function inOrder(
  labels: readonly string[],
  blankCost: readonly number[],
  cost: (value: number, slot: number) => number,
  only?: Only,
): Solution {
  const rows = labels.length
  const width = blankCost.length
  const best: number[][] = Array.from({ length: rows + 1 }, () => new Array<number>(width + 1).fill(Infinity))
  const step: string[][] = Array.from({ length: rows + 1 }, () => new Array<string>(width + 1).fill(''))
  best[rows]![width] = 0
  for (let i = rows; i >= 0; i--) {
    for (let j = width; j >= 0; j--) {
      if (i === rows && j === width) continue
      let least = Infinity
      let way = ''
      if (j < width) {
        const blank = only?.slot === j && only.label !== undefined ? FORBIDDEN : blankCost[j]!
        if (best[i]![j + 1]! + blank < least) [least, way] = [best[i]![j + 1]! + blank, 'blank']
      }
      if (i < rows && best[i + 1]![j]! + COST_UNUSED < least)
        [least, way] = [best[i + 1]![j]! + COST_UNUSED, 'unused']
      if (i < rows && j < width) {
        const take = only?.slot === j && only.label !== labels[i] ? FORBIDDEN : cost(i, j)
        if (best[i + 1]![j + 1]! + take < least) [least, way] = [best[i + 1]![j + 1]! + take, 'take']
      }
      best[i]![j] = least
      step[i]![j] = way
    }
  }
  const values = new Array<number | undefined>(width).fill(undefined)
  for (let i = 0, j = 0; i < rows || j < width; ) {
    const way = step[i]![j]
    if (way === 'take') values[j++] = i++
    else if (way === 'blank') j++
    else i++
  }
  return {
    cost: best[0]![0]!,
    values,
    labels: values.map((value) => (value === undefined ? undefined : labels[value])),
  }
}

/** Values and choices in no order: the cheapest assignment. */
function anyOrder(
  labels: readonly string[],
  blankCost: readonly number[],
  cost: (value: number, slot: number) => number,
  only?: Only,
): Solution {
  const width = blankCost.length
  const matrix = blankCost.map((blank, slot) => [
    ...labels.map((label, value) =>
      only?.slot === slot && only.label !== label ? FORBIDDEN : cost(value, slot) - COST_UNUSED,
    ),
    ...Array.from({ length: width }, (_, other) =>
      other !== slot || (only?.slot === slot && only.label !== undefined) ? FORBIDDEN : blank,
    ),
  ])
  const { columns, cost: total } = cheapestAssignment(matrix)
  const values = columns.map((column) => (column < labels.length ? column : undefined))
  return {
    cost: total + labels.length * COST_UNUSED,
    values,
    labels: values.map((value) => (value === undefined ? undefined : labels[value])),
  }
}

const REPEATED = /^(.*(?:委託事項|提供先|移転先)\[\d+\])\./u

type Extent = {
  readonly first: number
  readonly last: number
  readonly holds: (index: number) => boolean
  readonly meets: (other: Extent) => boolean
}

/** Where on a page without order the fields of a repeat's element stand. */
function extentOf({ pieces, spotOf }: PlacedPage, slot: Slot): Extent | undefined {
  const head = REPEATED.exec(slot.path)?.[1]
  if (head === undefined) return undefined
  const spots = new Set(
    [...spotOf].filter(([{ path }]) => path.startsWith(`${head}.`)).map(([, spot]) => spot),
  )
  const own = pieces.flatMap((piece, index) =>
    piece.kind === 'label' && spots.has(piece.label) ? [index] : [],
  )
  const [first, last] = [Math.min(...own), Math.max(...own)]
  return {
    first,
    last,
    holds: (index) => index > first && index < last + BEHIND,
    meets: (other) => first < other.last && other.first < last,
  }
}
