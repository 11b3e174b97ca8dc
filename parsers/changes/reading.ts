import type { PrintedNumber } from './address-text.ts'
import type { AddressTree, Place, Wording } from './address-tree.ts'
import { COSTS } from './costs.ts'
import type { Mention } from './mentions.ts'
import { isPerFile, isWithin, nearest, sectionOf } from './places.ts'
import { reach } from './reach.ts'

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
  /** The number of the file that the text names; 0 if it has named none. */
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
  file: 0,
  noise: 0,
  unknown: 0,
})

/** The readings that a mention makes of one. */
export function follow(reading: Reading, mention: Mention, tree: AddressTree): Reading[] {
  const paid = { ...reading, cost: reading.cost + mention.cost }
  switch (mention.kind) {
    case 'separator':
      return [{ ...paid, separated: true, afterNumber: false }]
    case 'passed':
      return [paid]
    case 'noise':
      return [unknownCharacter(paid)]
    case 'file':
      return [inFile(paid, mention.number)]
    case 'annex': {
      const annexes = tree.places.filter(({ annex }) => annex === mention.number)
      return [...annexes.flatMap((place) => reach(paid, [place], { byNumber: true })), passOver(paid)]
    }
    case 'repeat':
      return repeats(paid, mention.word, mention.numbers, tree)
    case 'risk':
      return risks(paid, mention.numbers, tree)
    case 'number':
      return [...numbered(paid, mention.number, mention.last, tree), passedNumber(paid, mention.number, tree)]
    case 'name':
      return named(paid, mention.wording, tree)
  }
}

const placeOf = ({ at }: Reading, { root }: AddressTree): Place => at.at(-1)?.place ?? root
const dearer = (reading: Reading, cost: number): Reading => ({ ...reading, cost: reading.cost + cost })
const partOfWord = (reading: Reading): Reading => dearer(reading, reading.noise > 0 ? COSTS.partOfWord : 0)

const unknownCharacter = (reading: Reading): Reading => ({
  ...dearer(reading, reading.afterNumber ? COSTS.unknownName : 0),
  noise: reading.noise + 1,
  unknown: reading.unknown + 1,
  afterNumber: false,
})

const inFile = (reading: Reading, file: number): Reading => ({
  ...dearer(reading, reading.file === 0 || reading.file === file ? 0 : COSTS.fileInDoubt),
  file,
  at: reading.at.map((address) => ({ ...address, f: isPerFile(address.place) ? file : 1 })),
  afterNumber: false,
})

const passOver = (reading: Reading): Reading => ({
  ...dearer(reading, COSTS.wrongNumber),
  passedNumber: true,
  afterNumber: false,
})

/** （３） and, where none is expected, 3 and ③ behind an item count something in its text. */
function passedNumber(reading: Reading, { notation }: PrintedNumber, tree: AddressTree): Reading {
  const here = placeOf(reading, tree)
  const hasCircled = (place: Place | undefined) =>
    place?.children.some(({ numbers }) => numbers.some((number) => number.notation === 'circled')) ?? false
  if (notation === 'bracketed' && reading.at.length === 0) return dearer(passOver(reading), COSTS.fileInDoubt)
  const counts =
    notation === 'bracketed' ||
    (notation === 'arabic' && here.children.length === 0) ||
    (notation === 'circled' && !hasCircled(here) && !hasCircled(here.parent))
  if (!here.hasValue || !counts) return passOver(reading)
  return { ...dearer(reading, COSTS.countInText), afterNumber: false }
}

function named(reading: Reading, wording: Wording, tree: AddressTree): Reading[] {
  const here = placeOf(reading, tree)
  const isOfHere = reading.at.some(({ place }) => wording.places.has(place))
  return [...wording.places].flatMap(([place, cost]) => {
    if (reading.at.some((address) => address.place === place))
      return [
        {
          ...dearer(reading, cost),
          afterNumber: false,
          separated: false,
          passedNumber: false,
          noise: 0,
        },
      ]
    const isBelow = isWithin(place, here)
    // Options, and 件, mean something only behind the item that they stand in.
    if ((wording.isOption || wording.key.length === 1) && !(isBelow && here.depth > 0)) return []
    // A number and the name beside it are of one place, or one of them is wrong.
    if (reading.afterNumber && (isOfHere || !isBelow)) return []
    const extra = wording.isOption ? COSTS.optionAlone : 0
    return reach(partOfWord(dearer(reading, cost + extra)), [place], { byNumber: false })
  })
}

function repeats(reading: Reading, word: string, numbers: readonly number[], tree: AddressTree): Reading[] {
  const place = tree.places.find(({ repeat }) => repeat === word)
  if (!place) return []
  if (numbers.length > 0) return reach(partOfWord(reading), [place], { byNumber: true, numbers })
  // 架空システム is the name of one.
  if (reading.noise > 0) return []
  return reach(dearer(reading, reading.at.length === 0 ? COSTS.repeatAlone : 0), [place], { byNumber: true })
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
  const step = (places: readonly Place[], cost: number) =>
    reach(dearer(reading, cost), places, { byNumber: true })
  const isOlder = ({ numbers }: Place) => numbers[0]?.value !== value
  const bareRepeats = here.depth < 2 ? [] : here.children.filter(({ repeat }) => repeat !== undefined)
  const repeated = () =>
    bareRepeats.flatMap((place) =>
      reach(dearer(reading, COSTS.bareRepeat), [place], { byNumber: true, numbers: [value] }),
    )
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
        ...heads.flatMap((place) =>
          step([place], (section ? 0 : COSTS.withoutSection) + (isOlder(place) ? COSTS.olderNumber : 0)),
        ),
        ...repeated(),
        ...[...sections, ...circled].flatMap((place) => step([place], COSTS.misreadNotation)),
      ]
    }
    case 'circled':
    case 'bracketed': {
      const isBehindName =
        here.hasValue && notation === 'bracketed' && !reading.afterNumber && !reading.separated
      const items = nearest(here, (place) => has(place, 'circled')).flatMap((first) => {
        const wanted = Array.from({ length: last - value }, (_, index) => value + index + 1)
        const others = wanted.flatMap(
          (number) => first.parent!.children.find((place) => has(place, 'circled', number)) ?? [],
        )
        if (others.length < wanted.length) return []
        const doubt = isBehindName
          ? COSTS.moreBracketed
          : notation === 'bracketed' && bareRepeats.length > 0
            ? COSTS.bareRepeat
            : 0
        return step([first, ...others], doubt)
      })
      return notation === 'bracketed' ? [...items, ...repeated()] : items
    }
  }
}

/** リスク1 to リスク3, or リスク without number; a form without numbers has one a section. */
function risks(reading: Reading, numbers: readonly number[], tree: AddressTree): Reading[] {
  const here = placeOf(reading, tree)
  const first = numbers[0] ?? 0
  const exact = nearest(here, ({ risk }) => risk === first)
  const only = exact.length === 0 && numbers.length === 1 ? nearest(here, ({ risk }) => risk === 0) : []
  const passed =
    numbers.length > 0 ? COSTS.wrongNumber : exact.length > 0 ? COSTS.passedRisk : COSTS.passedWord
  return [
    ...exact.flatMap((place) => {
      const others = numbers
        .slice(1)
        .flatMap((number) => place.parent!.children.find(({ risk }) => risk === number) ?? [])
      if (others.length < numbers.length - 1) return []
      return reach(reading, [place, ...others], { byNumber: true })
    }),
    ...only.flatMap((place) => reach(dearer(reading, COSTS.misreadNotation), [place], { byNumber: true })),
    { ...dearer(reading, passed), afterNumber: false },
  ]
}
