import { saysNothing } from './likeness.ts'
import { exchangedReadings, nearReadings } from './near-readings.ts'
import { displaced, mismatch } from './printed-page.ts'
import { MAX_LINES, type ReadPage } from './read-page.ts'
import { looksOf, type Owners } from './reading-looks.ts'
import { sheetLines } from './sheet.ts'
import { ownLines } from './sheet-fit.ts'
import type { Sheet } from './sheet-pen.ts'
import { lineKey, shownPage } from './shown-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import { type Foreseen, type Leaning, type TextRead, textsInOrder } from './texts-in-order.ts'
import { valuesBelow } from './values-below.ts'

/** What a neighbour in the text that differs costs. */
const COST_MISMATCH = 0.4
/** A reading that looks so much worse than the best is not tried. */
const HOPELESS = 3
/** Of a reading that costs so much more than the best it is not asked how much more: no value needs to be surer. */
const SURE = 2
/** So many readings of a page are tried, and of a document (`Budget`). */
const MAX_READINGS = 800
export type Budget = { readings: number }

/** Of the readings near to the best, so many that cost so little more are gone on from, too. */
const MOST_AROUND = 5
const AROUND = 1.5
const MAX_FURTHER = 400

type Reading = { readonly owners: Owners; readonly like: number; readonly cost: number }

/** How a value stands in the page as it would be printed. */
export type Print = {
  /** What the best reading that gives its place another value costs more; if it is much (`SURE`), at least that. */
  readonly sure: number
  /** What a reading costs more in which it and a value beside it have changed places. */
  readonly exchanged: number
  /** How many of its and its label's lines have another neighbour than on the page. */
  readonly displaced: number
  /** The share of the page's lines that do not stand as they would be printed. */
  readonly misprinted: number
}

/**
 * Tells the values of a page by printing it: the sheet is laid out with its values in these places or in others, and the
 * reading under which the text comes out as it is stands. Nothing where there are
 * too many readings to try.
 */
export function explainPage(
  page: ReadPage,
  sheet: Sheet,
  foresee: Foreseen,
  carried: Slot | undefined,
  budget: Budget,
): (TextRead & { readonly print: Print })[] | undefined {
  const { placed, slots, reads } = page
  if (placed.page.lines.length > MAX_LINES || budget.readings <= 0) return undefined
  const shown = shownPage(placed, ownLines(page))
  const groups = inGroups(page, sheet)
  const costs = new Map<string, number>()
  const textsFor = (owners: Owners) => {
    const texts = new Map<Slot, number[]>()
    groups.forEach((group, index) => {
      const slot = slots[owners[index]!]
      if (!slot) return
      const own = texts.get(slot) ?? []
      own.push(...group.map(({ at }) => at))
      texts.set(slot, own)
    })
    return texts
  }
  const foreseenOf = new Map(slots.map((slot) => [slot, foresee(slot)]))
  const foreseen = (slot: Slot) => foreseenOf.get(slot)
  const look = (owners: Owners) => looksOf(owners, groups, slots, placed, foreseen, carried)
  const cost = (owners: Owners, like: number, limit = Infinity) => {
    const key = owners.join()
    const known = costs.get(key)
    if (known !== undefined) return known
    const lines = sheetLines(placed, { ...page.known, texts: textsFor(owners) }, sheet)
    const own = like + COST_MISMATCH * mismatch(lines, shown, (limit - like) / COST_MISMATCH)
    costs.set(key, own)
    return own
  }
  const ownersOf = (own: readonly TextRead[]): Owners =>
    groups.map((group) => slots.indexOf(own.find(({ units }) => units.includes(group[0]!))?.slot as Slot))
  let tries = Math.min(MAX_READINGS, budget.readings)
  budget.readings -= tries
  let seed: Reading | undefined
  for (const own of [reads, ...otherReads(page, foreseen, carried)]) {
    const owners = ownersOf(own)
    const like = look(owners)
    const reading = { owners, like, cost: cost(owners, like, seed && seed.cost + SURE) }
    if (!seed || reading.cost < seed.cost) seed = reading
  }
  /**
   * Goes on to a better reading near to one, or near to one of the best of those, as long as there is one; `sure` as in
   * `Print`, by slot.
   */
  const climb = (
    seed: Reading,
  ): { top: Reading; sure: Map<number, number>; exchanged: Map<number, number> } => {
    let top = seed
    let further = MAX_FURTHER
    search: while (tries > 0) {
      const sure = new Map<number, number>()
      const around: Reading[] = []
      for (const owners of nearReadings(top.owners, slots.length)) {
        const like = look(owners)
        const isHopeless = like > top.like + HOPELESS
        const own = isHopeless ? top.cost + like - top.like : cost(owners, like, top.cost + SURE)
        if (!isHopeless && --tries === 0) break search
        if (own < top.cost - 1e-9) {
          top = { owners, like, cost: own }
          continue search
        }
        if (own < top.cost + AROUND) around.push({ owners, like, cost: own })
        for (const slot of changed(top.owners, owners))
          sure.set(slot, Math.min(sure.get(slot) ?? Infinity, own - top.cost))
      }
      // A page that comes out as it is needs no other reading.
      const others = top.cost - top.like < COST_MISMATCH ? [] : around.toSorted((a, b) => a.cost - b.cost)
      for (const other of others.slice(0, MOST_AROUND)) {
        for (const owners of nearReadings(other.owners, slots.length)) {
          const like = look(owners)
          if (like > top.like + HOPELESS) continue
          if (further-- <= 0) return { top, sure, exchanged: new Map() }
          const own = cost(owners, like, top.cost)
          if (own < top.cost - 1e-9) {
            top = { owners, like, cost: own }
            continue search
          }
        }
      }
      const exchanged = new Map<number, number>()
      for (const owners of exchangedReadings(top.owners)) {
        const like = look(owners)
        const own =
          like > top.like + HOPELESS ? top.cost + like - top.like : cost(owners, like, top.cost + SURE)
        if (own < top.cost - 1e-9) {
          top = { owners, like, cost: own }
          continue search
        }
        for (const slot of changed(top.owners, owners))
          exchanged.set(slot, Math.min(exchanged.get(slot) ?? Infinity, own - top.cost))
      }
      return { top, sure, exchanged }
    }
    return { top, sure: new Map(), exchanged: new Map() }
  }
  const { top, sure, exchanged } = climb(seed!)
  const best = top.owners
  budget.readings += tries
  if (tries === 0) return undefined
  const wrong = displaced(sheetLines(placed, { ...page.known, texts: textsFor(best) }, sheet), shown)
  const misprinted = wrong.size / placed.page.lines.length
  return slots.map((slot, index) => {
    const units = groups.flatMap((group, at) => (best[at] === index ? group : []))
    const read = reads.find((each) => each.slot === slot)
    const agrees = read?.units.length === units.length && read.units.every((unit) => units.includes(unit))
    const spot = placed.spotOf.get(slot)
    const touching = new Set([...units.map(({ at }) => at), ...(spot ? [spot.from, spot.to] : [])])
    const off = [...touching].reduce((sum, at) => sum + (wrong.get(lineKey(at)) ?? 0), 0)
    return {
      slot,
      units,
      margin: agrees ? read.margin : 0,
      print: {
        sure: sure.get(index) ?? Infinity,
        exchanged: exchanged.get(index) ?? Infinity,
        displaced: off,
        misprinted,
      },
    }
  })
}

/** Readings of a page in the order of its text that lean less on where its labels and blocks of lines stand. */
const LEANINGS: readonly Leaning[] = [0.05, 0.4, 1].flatMap((perLabelAhead) =>
  [0.8, 2, 6].flatMap((withinBlock) =>
    [0.3, 1.5].map((otherBlock) => ({ perLabelAhead, withinBlock, otherBlock })),
  ),
)

function otherReads(
  { placed, slots, units }: ReadPage,
  foresee: Foreseen,
  carried: Slot | undefined,
): TextRead[][] {
  const below = valuesBelow(placed, slots, units)
  const left = units.filter((unit) => !below.some((each) => each.units.includes(unit)))
  const open = slots.filter((slot) => !below.some((each) => each.slot === slot))
  return LEANINGS.map((leaning) => [...below, ...textsInOrder(placed, open, left, foresee, carried, leaning)])
}

/** Lines that only the width of their cell broke, together. */
function inGroups({ units }: ReadPage, { measure, value, label, size }: Sheet): TextUnit[][] {
  const groups: TextUnit[][] = []
  units.forEach((unit, index) => {
    const before = units[index - 1]
    const goesOn =
      before !== undefined &&
      before.block === unit.block &&
      before.at === unit.at - 1 &&
      unit.spot === undefined &&
      !saysNothing(before.text)
    const width = before ? measure(before.text) : 0
    const next = measure(firstWord(unit.text))
    const room = (width > value / size + 0.5 ? value + label : value) / size
    if (goesOn && width + next > room - 0.2) groups.at(-1)!.push(unit)
    else groups.push([unit])
  })
  return groups
}

/** What a line begins with that may not be broken: a number, a word, a character and the comma behind it. */
const firstWord = (text: string): string =>
  /^(?:[A-Za-z0-9]+|.)[、。，．）)」』】〉＞>:：ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]*/u.exec(
    text,
  )?.[0] ?? ''

function changed(one: Owners, other: Owners): Set<number> {
  const slots = new Set<number>()
  one.forEach((owner, index) => {
    if (owner === other[index]) return
    slots.add(owner)
    slots.add(other[index]!)
  })
  slots.delete(-1)
  return slots
}
