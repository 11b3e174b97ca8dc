import type { PrintedNumber } from './address-text.ts'
import type { AddressTree, Place } from './address-tree.ts'
import { COSTS, LIMITS } from './costs.ts'
import { nearest, sectionOf } from './places.ts'
import { reach } from './reach.ts'
import { dearer, partOfWord, passOver, placeOf, type Reading } from './reading.ts'

/** （３） and, where none is expected, 3 and ③ behind an item count something in its text. */
export function passedNumber(reading: Reading, { notation }: PrintedNumber, tree: AddressTree): Reading {
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

export function repeats(
  reading: Reading,
  word: string,
  numbers: readonly number[],
  tree: AddressTree,
): Reading[] {
  const place = tree.places.find(({ repeat }) => repeat === word)
  if (!place) return []
  if (numbers.length > 0) return reach(partOfWord(reading), [place], { byNumber: true, numbers })
  // 架空システム is the name of one.
  if (reading.noise > 0) return []
  return reach(dearer(reading, reading.at.length === 0 ? COSTS.repeatAlone : 0), [place], { byNumber: true })
}

/** A number alone says too little: something has to follow. */
const unsure = (readings: readonly Reading[]): Reading[] =>
  readings.map((reading) => ({ ...reading, passedNumber: true }))

export function numbered(
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
    (value > LIMITS.repeats ? [] : bareRepeats).flatMap((place) =>
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
        ...heads.flatMap((place) => {
          const cost = isOlder(place) ? COSTS.olderNumber : 0
          return section ? step([place], cost) : unsure(step([place], cost + COSTS.withoutSection))
        }),
        ...repeated(),
        ...unsure(sections.flatMap((place) => step([place], COSTS.misreadNotation))),
        ...circled.flatMap((place) => step([place], COSTS.misreadNotation)),
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
export function risks(reading: Reading, numbers: readonly number[], tree: AddressTree): Reading[] {
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

/** 4① and 1⑤ that came out as 41 and 15: the last digit is the number of an item. */
export function torn(value: number): { readonly outer: number; readonly item: PrintedNumber } | undefined {
  const [outer, digit] = [Math.floor(value / 10), value % 10]
  return outer > 0 && digit > 0 ? { outer, item: { notation: 'circled', value: digit } } : undefined
}
