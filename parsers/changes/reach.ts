import type { Place } from './address-tree.ts'
import { COSTS } from './costs.ts'
import { around, counterpart, isBehind, isPerFile, isRepeated, isWithin } from './places.ts'
import type { Address, Reading } from './reading.ts'

/** How a place is named: by a number or by words; `numbers` are those of its repeats. */
export type Step = { readonly byNumber: boolean; readonly numbers?: readonly number[] }

/** The readings that go on to a place, or to several side by side: inside the present one, as one more, or instead of it. */
export function reach(reading: Reading, places: readonly Place[], step: Step): Reading[] {
  const place = places[0]!
  const here = reading.at.at(-1)
  if (!here) return [arrive(reading, step, addresses(reading, places, step), [], levels(place, undefined))]
  if (isWithin(place, here.place)) return inside(reading, places, step, here)
  const isSame = reading.at.every((address) => address.place === place)
  const isPartOfRange = isSame && step.numbers?.every((n) => reading.at.some((address) => address.n === n))
  // 提供先６～１０ 提供先７: the head of the extension sheet stands in front.
  if (isPartOfRange) return [arrive(reading, step, addresses(reading, places, step, here), reading.done, 0)]
  const next =
    parallel(reading, places, step, here) ?? addresses(reading, places, step, isSame ? undefined : here)
  const move: Move = { reading, step, place, here: here.place, isSame, next }
  return [oneMore(move), instead(move)]
}

/** To a place that is not inside the present one; `next` is the place with its numbers, and what goes with it. */
type Move = {
  readonly reading: Reading
  readonly step: Step
  readonly place: Place
  readonly here: Place
  readonly isSame: boolean
  readonly next: readonly Address[]
}

function oneMore({ reading, step, place, here, isSame, next }: Move): Reading {
  const rises = step.byNumber && (isSame || isBehind(place, here))
  const cost = reading.separated ? COSTS.moreSeparated : rises ? COSTS.moreNumbered : COSTS.moreUnmarked
  if (place.parent === here.parent) return arrive(reading, step, [...reading.at, ...next], reading.done, cost)
  const elsewhere = around(here, place).depth === 0 && place.depth > 1 ? COSTS.moreElsewhere : 0
  return arrive(reading, step, next, [...reading.done, ...reading.at], cost + elsewhere + wayTo(place, here))
}

function instead({ reading, step, place, here, isSame, next }: Move): Reading {
  const isHeading = !here.hasValue && !isSame
  const cost = step.byNumber
    ? COSTS.insteadByNumber
    : reading.separated
      ? COSTS.insteadSeparated
      : isHeading
        ? COSTS.insteadOfHeading
        : COSTS.instead
  const elsewhere = around(here, place).depth === 0 ? COSTS.otherSection : 0
  return arrive(reading, step, next, reading.done, cost + elsewhere + wayTo(place, here))
}

/** 委託事項１～３ ③ ⑥: where the same item of several is named, the next to it is meant of each. */
function parallel(
  reading: Reading,
  places: readonly Place[],
  step: Step,
  here: Address,
): Address[] | undefined {
  const outer = around(here.place, places[0]!)
  if (reading.at.length < 2 || step.numbers || places[0] === here.place) return undefined
  if (reading.at.every(({ place }) => place === here.place))
    return isRepeated(outer) ? likeEach(reading.at, places) : undefined
  const parent = here.place.parent!
  if (outer !== parent) return undefined
  return reading.at.flatMap((address) => {
    const around = address.place.parent!
    const isAlike = address.place === here.place || counterpart(here.place, parent, around) === address.place
    const like = isAlike
      ? places.map((place) => (around === parent ? place : counterpart(place, parent, around)))
      : []
    return likeEach(
      [address],
      like.filter((place) => place !== undefined),
    )
  })
}

const likeEach = (addresses: readonly Address[], places: readonly Place[]): Address[] =>
  addresses.flatMap((address) => places.map((place) => ({ ...address, place })))

/** To a place inside the present one; where several stand side by side, inside each of them that has its like. */
function inside(reading: Reading, places: readonly Place[], step: Step, here: Address): Reading[] {
  const cost = levels(places[0]!, here.place)
  const own = addresses(reading, places, step, here)
  // Ⅱ１、Ⅱ２ いつ時点の計数か: it is of both, though the section was named again.
  const before = reading.done.at(-1)
  const isBeside = before && !before.place.hasValue && before.place.parent === here.place.parent
  const [beside, done] =
    reading.at.length > 1
      ? [reading.at.slice(0, -1), reading.done]
      : isBeside
        ? [[before], reading.done.slice(0, -1)]
        : [[], reading.done]
  if (beside.length === 0) return [arrive(reading, step, own, done, cost)]
  const shared = beside.map((address) => likeIn(address, places, here))
  const lastOnly = (extra: number) => arrive(reading, step, own, [...done, ...beside], cost + extra)
  if (shared.some((found) => found.length < places.length)) return [lastOnly(COSTS.moreSeparated)]
  return [arrive(reading, step, [...shared.flat(), ...own], done, cost), lastOnly(COSTS.notShared)]
}

function likeIn(address: Address, places: readonly Place[], here: Address): Address[] {
  return places.flatMap((place) => {
    const like = address.place === here.place ? place : counterpart(place, here.place, address.place)
    if (!like) return []
    return [{ place: like, f: address.f, n: isRepeated(like) && isRepeated(address.place) ? address.n : 1 }]
  })
}

function addresses(reading: Reading, places: readonly Place[], step: Step, from?: Address): Address[] {
  return places.flatMap((place) => {
    const inherited = from && isRepeated(place) && isRepeated(from.place) ? from.n : 1
    return (step.numbers ?? [inherited]).map((n) => ({
      place,
      f: isPerFile(place) ? reading.file || 1 : 1,
      n: isRepeated(place) ? n : 1,
    }))
  })
}

const arrive = (
  reading: Reading,
  step: Step,
  at: readonly Address[],
  done: readonly Address[],
  cost: number,
): Reading => ({
  ...reading,
  cost: reading.cost + cost,
  at,
  done,
  afterNumber: step.byNumber,
  separated: false,
  passedNumber: false,
  noise: 0,
})

/** The levels that are left out between a place and the next below: 再委託 is a heading that addresses may leave out. */
function levels(place: Place, outer: Place | undefined): number {
  let cost = 0
  for (
    let between = place.parent;
    between && between.depth > 0 && between !== outer;
    between = between.parent
  ) {
    if (!between.path.endsWith('.再委託')) cost += COSTS.skippedLevel
  }
  const isVoluntary = cost > 0 && place.isVoluntary && !outer?.isVoluntary
  return cost + (isVoluntary ? COSTS.voluntary : 0)
}

/** Up to where both are in, and down again. */
function wayTo(place: Place, here: Place): number {
  const outer = around(here, place)
  return levels(place, outer) + COSTS.skippedLevel * Math.max(0, here.depth - outer.depth - 1)
}
