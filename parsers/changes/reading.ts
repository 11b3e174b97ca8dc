import type { PrintedNumber } from './address-text.ts'
import type { AddressTree, Place } from './address-tree.ts'
import type { Mention } from './mentions.ts'

/** A place with the numbers of its file and its repeat (1-based). */
export type Address = { readonly place: Place; readonly f: number; readonly n: number }

/** How the text may be read up to a position. */
export type Reading = {
  readonly cost: number
  /** Where the text has come to: one place, or several that are named side by side. Empty at first. */
  readonly at: readonly Address[]
  /** Items that were named before. */
  readonly done: readonly Address[]
  /** A number led here just now: the name behind it is of the same place. */
  readonly afterNumber: boolean
  /** 、 or the like since the last mention. */
  readonly separated: boolean
  /** A number was passed over, and no name has followed. */
  readonly passedNumber: boolean
  readonly file: number
  /** Characters since the last mention that say nothing known. */
  readonly noise: number
  /** All of them. */
  readonly unknown: number
}

export const begin = (): Reading => ({
  cost: 0,
  at: [],
  done: [],
  afterNumber: false,
  separated: false,
  passedNumber: false,
  file: 1,
  noise: 0,
  unknown: 0,
})

/** Levels that a text leaves out. */
const SKIPPED_LEVEL = 0.25
/** An unnamed part that need not be filled is less likely meant. */
const VOLUNTARY = 0.4
const MISREAD_NOTATION = 0.4
const WRONG_NUMBER = 1.2
const COUNT_IN_TEXT = 0.4
/** A name beside a number that is none of the form's. */
const UNKNOWN_NAME = 1
const PASSED_RISK = 0.6
/** A name that goes on from unknown characters may be a part of a longer one. */
const PART_OF_WORD = 0.6
const OLDER_NUMBER = 0.4
const MORE_BRACKETED = 0.9
/** One more item: behind 、, by a higher number, without either. */
const MORE_SEPARATED = 0.1
const MORE_NUMBERED = 0.2
const MORE_UNMARKED = 1.6
/** Something else instead: another label of a run, behind 、, a heading that its section's item follows. */
const INSTEAD = 0.7
const INSTEAD_SEPARATED = 1.6
const INSTEAD_OF_HEADING = 0.3
/** A number says where to go on, not that something else is meant. */
const INSTEAD_BY_NUMBER = 2
const OTHER_SECTION = 1.5
const MORE_ELSEWHERE = 0.5
/** Of several side by side only the last has what follows. */
const NOT_SHARED = 0.6
const OPTION_OF_OTHER = 0.4

/** The readings that a mention makes of one. */
export function follow(reading: Reading, mention: Mention, tree: AddressTree): Reading[] {
  const paid = { ...reading, cost: reading.cost + mention.cost }
  switch (mention.kind) {
    case 'separator':
      return [{ ...paid, separated: true, afterNumber: false }]
    case 'passed':
      return [paid]
    case 'noise':
      return [
        {
          ...paid,
          cost: paid.cost + (reading.afterNumber ? UNKNOWN_NAME : 0),
          noise: reading.noise + 1,
          unknown: reading.unknown + 1,
          afterNumber: false,
        },
      ]
    case 'file':
      return [
        {
          ...paid,
          file: mention.number,
          at: reading.at.map((address) => ({ ...address, f: inFile(address.place) ? mention.number : 1 })),
          afterNumber: false,
        },
      ]
    case 'annex': {
      const annex = tree.places.filter((place) => place.annex === mention.number)
      return [...annex.flatMap((place) => go(paid, [place], { byNumber: true })), passOver(paid)]
    }
    case 'repeat': {
      const place = tree.places.find(({ repeat }) => repeat === mention.word)
      if (!place) return []
      const numbers = mention.numbers.length > 0 ? mention.numbers : undefined
      return go(paid, [place], { byNumber: true, ...(numbers ? { numbers } : {}) })
    }
    case 'risk':
      return risks(paid, mention.numbers, tree)
    case 'number':
      return [...numbered(paid, mention.number, mention.last, tree), passedNumber(paid, mention.number, tree)]
    case 'name':
      return named(paid, mention, tree)
  }
}

function passedNumber(reading: Reading, { notation }: PrintedNumber, tree: AddressTree): Reading {
  const here = placeOf(reading, tree)
  const circled = [...here.children, ...(here.parent?.children ?? [])].some(({ numbers }) =>
    numbers.some((number) => number.notation === 'circled'),
  )
  if (here.hasValue && notation === 'bracketed')
    return { ...reading, cost: reading.cost + COUNT_IN_TEXT, afterNumber: false }
  // 保管場所 ①…: it counts within the item's text.
  if (here.hasValue && notation === 'circled' && !circled)
    return { ...reading, cost: reading.cost + COUNT_IN_TEXT, afterNumber: false }
  return passOver(reading)
}

const passOver = (reading: Reading): Reading => ({
  ...reading,
  cost: reading.cost + WRONG_NUMBER,
  passedNumber: true,
  afterNumber: false,
})

function named(
  reading: Reading,
  { wording }: Extract<Mention, { kind: 'name' }>,
  tree: AddressTree,
): Reading[] {
  const here = placeOf(reading, tree)
  const isOfHere = reading.at.some(({ place }) => wording.places.has(place))
  return [...wording.places].flatMap(([place, cost]) => {
    const paid = { ...reading, cost: reading.cost + cost }
    if (reading.at.some((address) => address.place === place)) {
      return [{ ...paid, afterNumber: false, separated: false, passedNumber: false, noise: 0 }]
    }
    const isBelow = isWithin(place, here)
    if ((wording.isOption || wording.key.length === 1) && !(isBelow && here.depth > 0)) return []
    // A number and the name beside it are of one place, or one of them is wrong.
    if (reading.afterNumber && (isOfHere || !isBelow)) return []
    const extra = (wording.isOption ? OPTION_OF_OTHER : 0) + (reading.noise > 0 ? PART_OF_WORD : 0)
    return go({ ...paid, cost: paid.cost + extra }, [place], { byNumber: false })
  })
}

function numbered(
  reading: Reading,
  { notation, value }: PrintedNumber,
  last: number,
  tree: AddressTree,
): Reading[] {
  const here = placeOf(reading, tree)
  const section = sectionOf(here)
  const has = (place: Place, own: PrintedNumber['notation'], wanted = value) =>
    place.numbers.some((number) => number.notation === own && number.value === wanted)
  const step = (places: readonly Place[], extra: number) =>
    go({ ...reading, cost: reading.cost + extra }, places, { byNumber: true })
  switch (notation) {
    case 'roman':
      return tree.root.children.filter((place) => has(place, 'roman')).flatMap((place) => step([place], 0))
    case 'arabic': {
      const heads = tree.places.filter(
        (place) => has(place, 'arabic') && (section ? place.parent === section : true),
      )
      const sections = section ? [] : tree.root.children.filter((place) => has(place, 'roman'))
      const circled = here.depth >= 2 ? nearest(here, (place) => has(place, 'circled')) : []
      return [
        ...heads.flatMap((place) => step([place], isOlder(place, value) ? OLDER_NUMBER : 0)),
        ...sections.flatMap((place) => step([place], MISREAD_NOTATION)),
        ...circled.flatMap((place) => step([place], MISREAD_NOTATION)),
      ]
    }
    case 'circled':
    case 'bracketed':
      return nearest(here, (place) => has(place, 'circled')).flatMap((first) => {
        const range = [first]
        for (let wanted = value + 1; wanted <= last; wanted++) {
          const next = first.parent?.children.find((place) => has(place, 'circled', wanted))
          if (!next) return []
          range.push(next)
        }
        return step(range, notation === 'bracketed' && afterName(reading) ? MORE_BRACKETED : 0)
      })
  }
}

/** The number of another edition. */
const isOlder = ({ numbers }: Place, value: number): boolean => numbers[0]?.value !== value

/** （３） behind a name rather counts something in its text. */
const afterName = ({ at, afterNumber, separated }: Reading): boolean =>
  at.some(({ place }) => place.hasValue) && !afterNumber && !separated

function risks(reading: Reading, numbers: readonly number[], tree: AddressTree): Reading[] {
  const here = placeOf(reading, tree)
  const silent = {
    ...reading,
    afterNumber: false,
    cost: reading.cost + (numbers.length > 0 ? WRONG_NUMBER : 0.1),
  }
  const first = numbers[0] ?? 0
  const exact = nearest(here, ({ risk }) => risk === first)
  const places = exact.length > 0 || numbers.length !== 1 ? exact : nearest(here, ({ risk }) => risk === 0)
  const extra = exact.length > 0 ? 0 : MISREAD_NOTATION
  const passed = numbers.length > 0 ? WRONG_NUMBER : exact.length > 0 ? PASSED_RISK : 0.1
  return [
    ...places.flatMap((place) => {
      const all =
        numbers.length < 2
          ? [place]
          : numbers.flatMap((number) => place.parent!.children.find(({ risk }) => risk === number) ?? [])
      if (all.length < numbers.length) return []
      return go({ ...reading, cost: reading.cost + extra }, all, { byNumber: true })
    }),
    { ...reading, afterNumber: false, cost: reading.cost + passed },
  ]
}

/** The places of a sort that are below this one, or below the nearest place around it that has such. */
function nearest(here: Place, isMeant: (place: Place) => boolean): Place[] {
  for (let around: Place | undefined = here; around; around = around.parent) {
    const found = below(around).filter(isMeant)
    if (found.length > 0) return found
  }
  return []
}

const below = (place: Place): Place[] => place.children.flatMap((child) => [child, ...below(child)])
const placeOf = ({ at }: Reading, { root }: AddressTree): Place => at.at(-1)?.place ?? root
const sectionOf = (place: Place): Place | undefined =>
  place.depth === 0 ? undefined : place.depth === 1 ? place : sectionOf(place.parent!)
const isWithin = (place: Place, outer: Place): boolean =>
  place.parent !== undefined && (place.parent === outer || isWithin(place.parent, outer))
const inFile = ({ path }: Place): boolean => path.includes('[f]')
const isRepeated = ({ path }: Place): boolean => path.includes('[n]')

type Step = { readonly byNumber: boolean; readonly numbers?: readonly number[] }

/** The readings that go on to a place, or to several side by side: inside the present one, as one more, or instead of it. */
function go(reading: Reading, places: readonly Place[], step: Step): Reading[] {
  const place = places[0]!
  const arrive = (at: readonly Address[], done: readonly Address[], cost: number): Reading => ({
    ...reading,
    cost: reading.cost + cost,
    at,
    done,
    afterNumber: step.byNumber,
    separated: false,
    passedNumber: false,
    noise: 0,
  })
  const addresses = (from: Address | undefined): Address[] =>
    places.flatMap((target) =>
      (step.numbers ?? [from && isRepeated(target) && isRepeated(from.place) ? from.n : 1]).map((n) => ({
        place: target,
        f: inFile(target) ? reading.file : 1,
        n: isRepeated(target) ? n : 1,
      })),
    )
  const here = reading.at.at(-1)
  if (!here) return [arrive(addresses(undefined), [], levels(place, undefined))]
  if (isWithin(place, here.place)) return inside(reading, places, here, arrive, addresses)

  const isSame = reading.at.every((address) => address.place === place)
  const inRange =
    isSame &&
    step.numbers !== undefined &&
    step.numbers.every((n) => reading.at.some((address) => address.n === n))
  if (inRange) return [arrive(addresses(here), reading.done, 0)]
  const common = around(here.place, place)
  const skipped = levels(place, common) + SKIPPED_LEVEL * Math.max(0, here.place.depth - common.depth - 1)
  const far = common.depth === 0 ? OTHER_SECTION : 0
  const elsewhere = far > 0 && place.depth > 1 ? MORE_ELSEWHERE : 0
  const isHeading = !here.place.hasValue && !isSame
  const ascends = step.byNumber && (isSame || isAfter(place, here.place))
  const more = reading.separated ? MORE_SEPARATED : ascends ? MORE_NUMBERED : MORE_UNMARKED
  const instead = step.byNumber
    ? INSTEAD_BY_NUMBER
    : reading.separated
      ? INSTEAD_SEPARATED
      : isHeading && !ascends
        ? INSTEAD_OF_HEADING
        : INSTEAD
  const isSibling =
    place.parent === here.place.parent && reading.at.every((address) => address.place.parent === place.parent)
  const next = addresses(isSame ? undefined : here)
  return [
    isSibling
      ? arrive([...reading.at, ...next], reading.done, more)
      : arrive(next, [...reading.done, ...reading.at], more + skipped + elsewhere),
    arrive(next, reading.done, instead + skipped + far),
  ]
}

type Arrive = (at: readonly Address[], done: readonly Address[], cost: number) => Reading

/** To a place inside the present one; where several stand side by side, inside each of them that has its like. */
function inside(
  reading: Reading,
  places: readonly Place[],
  here: Address,
  arrive: Arrive,
  addresses: (from: Address) => Address[],
): Reading[] {
  const cost = levels(places[0]!, here.place)
  if (reading.at.length === 1) {
    const alone = arrive(addresses(here), reading.done, cost)
    // Ⅱ１、Ⅱ２ いつ時点の計数か: it is of both.
    const before = reading.done.at(-1)
    const like =
      before &&
      !before.place.hasValue &&
      before.place.parent === here.place.parent &&
      before.place !== here.place
        ? places.flatMap((place) => counterpart(place, here.place, before.place) ?? [])
        : []
    if (!before || like.length < places.length) return [alone]
    const shared = like.map((place) => ({ place, f: before.f, n: isRepeated(place) ? before.n : 1 }))
    return [
      arrive([...shared, ...addresses(here)], reading.done.slice(0, -1), cost),
      { ...alone, cost: alone.cost + NOT_SHARED },
    ]
  }
  const each = reading.at.map((address) => {
    const targets =
      address.place === here.place
        ? places
        : places.flatMap((place) => counterpart(place, here.place, address.place) ?? [])
    return targets.length < places.length
      ? undefined
      : targets.map((place) => ({
          place,
          f: address.f,
          n: isRepeated(place) ? (isRepeated(address.place) ? address.n : 1) : 1,
        }))
  })
  const last = arrive(addresses(here), [...reading.done, ...reading.at.slice(0, -1)], cost + MORE_SEPARATED)
  if (each.some((targets) => targets === undefined)) return [last]
  return [
    arrive(
      each.flatMap((targets) => targets!),
      reading.done,
      cost,
    ),
    { ...last, cost: last.cost + NOT_SHARED },
  ]
}

/** リスク1.措置の内容 for リスク2.措置の内容: the place inside `to` that is as `place` is inside `from`. */
function counterpart(place: Place, from: Place, to: Place): Place | undefined {
  const relative = place.path.slice(from.path.length)
  return below(to).find(({ path }) => path === to.path + relative)
}

function levels(place: Place, outer: Place | undefined): number {
  let cost = 0
  for (let around = place.parent; around && around.depth > 0 && around !== outer; around = around.parent) {
    if (around.path.endsWith('.再委託')) continue
    cost += SKIPPED_LEVEL
  }
  const voluntary = place.isVoluntary && !(outer?.isVoluntary ?? false)
  return cost + (voluntary && cost > 0 ? VOLUNTARY : 0)
}

/** The innermost place around both. */
function around(one: Place, other: Place): Place {
  if (one === other || isWithin(other, one)) return one.parent ?? one
  for (let at = one.parent!; ; at = at.parent!) if (at.depth === 0 || isWithin(other, at)) return at
}

/** Whether a place stands behind another in the form. */
function isAfter(place: Place, other: Place): boolean {
  const common = around(other, place)
  const branch = (from: Place): number => {
    let at = from
    while (at.parent !== common && at.parent) at = at.parent
    return common.children.indexOf(at)
  }
  return branch(place) > branch(other)
}
