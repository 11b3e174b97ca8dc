import type { Slot } from './slots.ts'
import type { Spot } from './spots.ts'

/** Labels of a page that stands in no order, with the slots they can be told to be. */
export type Spread = {
  readonly spotOf: Map<Slot, Spot>
  /** Slots whose label is one of several equal ones: it may as well be another's. */
  readonly loose: Set<Slot>
}

/**
 * A label that directly follows another of the same repeat or risk is the next field of it, if it stands this near in the
 * form, and no label of a field between waits elsewhere on the page.
 */
const NEAR = 4

/**
 * Gives the labels of a page without order their slots: those with a wording of their own; those that follow the head of
 * their repeat or risk; those of a whole set of fields; the last one left. What remains is given in order, but loose.
 */
export function spreadLabels(spots: readonly Spot[], slots: readonly Slot[]): Spread {
  const spotOf = new Map<Slot, Spot>()
  const slotOf = new Map<Spot, Slot>()
  const loose = new Set<Slot>()
  const give = (slot: Slot, spot: Spot) => {
    spotOf.set(slot, spot)
    slotOf.set(spot, slot)
  }
  const bySign = Map.groupBy(slots, ({ sign }) => sign!)
  const open = (sign: string) => (bySign.get(sign) ?? []).filter((slot) => !spotOf.has(slot))
  const left = (sign: string) => spots.filter((spot) => spot.sign === sign && !slotOf.has(spot))

  for (const [sign, own] of bySign) {
    const shown = spots.filter((spot) => spot.sign === sign)
    if (own.length === 1 && shown.length > 0) give(own[0]!, shown[0]!)
  }
  spots.forEach((spot, index) => {
    if (slotOf.has(spot)) return
    const before = spots[index - 1] && slotOf.get(spots[index - 1]!)
    if (!before) return
    const next = open(spot.sign).find(
      (slot) =>
        slot.at > before.at &&
        slot.at - before.at <= NEAR &&
        (holderOf(slot) === holderOf(before) || slot.path.startsWith(`${before.path}.`)) &&
        !slots.some(
          (other) =>
            other.at > before.at && other.at < slot.at && !spotOf.has(other) && left(other.sign!).length > 0,
        ),
    )
    if (next) give(next, spot)
  })
  const clusters = fieldSets(spots, slots)
  if (clusters) giveSets(clusters, slots, slotOf, spotOf, give, loose)
  for (const sign of bySign.keys()) {
    const [spot, ...others] = left(sign)
    const [slot, ...more] = open(sign)
    if (spot && slot && others.length === 0 && more.length === 0) give(slot, spot)
  }
  for (const sign of bySign.keys()) {
    const rest = left(sign)
    for (const slot of open(sign)) {
      loose.add(slot)
      const spot = rest.shift()
      if (spot) give(slot, spot)
    }
  }
  return { spotOf, loose }
}

/** The repeat that a slot is of, or the heading above it. */
const holderOf = ({ path, item }: Slot): string =>
  /^.*(?:システム|委託事項|提供先|移転先)\[\d+\]/u.exec(path)?.[0] ??
  (item.kind === 'heading' ? path : path.slice(0, path.lastIndexOf('.')))

const REPEAT = /^(.*(?:委託事項|提供先|移転先|システム))\[(\d+)\]\.(.+)$/u

type Sets = {
  readonly holder: string
  readonly sets: readonly (readonly Spot[])[]
  readonly numbers: readonly number[]
}

/** Cuts the labels of a repeat into as many whole sets of its fields as it has elements on the page, if there is one way to. */
function fieldSets(spots: readonly Spot[], slots: readonly Slot[]): Sets[] {
  const holders = Map.groupBy(
    slots.filter(({ path }) => REPEAT.test(path)),
    ({ path }) => REPEAT.exec(path)![1]!,
  )
  return [...holders].flatMap(([holder, own]) => {
    const numbers = [...new Set(own.map(({ path }) => Number(REPEAT.exec(path)![2])))]
    if (numbers.length < 2) return []
    const signs = new Set(own.map(({ sign }) => sign!))
    const fields = spots.filter(({ sign }) => signs.has(sign))
    const sets: Spot[][] = [[]]
    for (const spot of fields) {
      if (sets.at(-1)!.some(({ sign }) => sign === spot.sign)) sets.push([])
      sets.at(-1)!.push(spot)
    }
    const whole = sets.length === numbers.length && sets.every((set) => set.length === signs.size)
    return whole ? [{ holder, sets, numbers }] : []
  })
}

/** A set of which one label is known belongs to that element; of the others only that they are whole is known. */
function giveSets(
  all: readonly Sets[],
  slots: readonly Slot[],
  slotOf: ReadonlyMap<Spot, Slot>,
  spotOf: ReadonlyMap<Slot, Spot>,
  give: (slot: Slot, spot: Spot) => void,
  loose: Set<Slot>,
): void {
  for (const { holder, sets, numbers } of all) {
    const numberOf = (set: readonly Spot[]): number | undefined => {
      const known = new Set(set.flatMap((spot) => REPEAT.exec(slotOf.get(spot)?.path ?? '')?.[2] ?? []))
      return known.size === 1 ? Number([...known][0]) : undefined
    }
    const known = sets.map(numberOf)
    const rest = numbers.filter((number) => !known.includes(number))
    const uncertain = rest.length > 1
    sets.forEach((set, index) => {
      const number = known[index] ?? rest.shift()
      for (const spot of set) {
        const slot = slots.find(
          ({ path, sign }) => sign === spot.sign && path.startsWith(`${holder}[${number}].`),
        )
        if (!slot || slotOf.has(spot) || spotOf.has(slot)) continue
        give(slot, spot)
        if (known[index] === undefined && uncertain) loose.add(slot)
      }
    })
  }
}
