import type { AddressTree, Wording } from './address-tree.ts'
import { COSTS } from './costs.ts'
import type { Mention } from './mentions.ts'
import { numbered, passedNumber, repeats, risks, torn } from './numbers.ts'
import { isPerFile, isWithin } from './places.ts'
import { reach } from './reach.ts'
import { dearer, partOfWord, passOver, placeOf, type Reading } from './reading.ts'

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
    case 'repeat': {
      const go = (numbers: readonly number[]) => repeats(paid, mention.word, numbers, tree)
      return [...go(mention.numbers), ...tornApart(mention.numbers, COSTS.tornRepeat, tree, (n) => go([n]))]
    }
    case 'risk': {
      const go = (numbers: readonly number[]) => risks(paid, numbers, tree)
      return [...go(mention.numbers), ...tornApart(mention.numbers, COSTS.tornRepeat, tree, (n) => go([n]))]
    }
    case 'number': {
      const { number, last } = mention
      const isOne = number.notation === 'arabic' && last === number.value
      return [
        ...numbered(paid, number, last, tree),
        ...tornApart(isOne ? [last] : [], COSTS.tornNumber, tree, (value) =>
          numbered(paid, { ...number, value }, value, tree),
        ),
        passedNumber(paid, number, tree),
      ]
    }
    case 'name':
      return named(paid, mention.wording, tree)
  }
}

/** The readings of a number as two: where the first leads, and from there on by the second. A name has to confirm it. */
function tornApart(
  numbers: readonly number[],
  cost: number,
  tree: AddressTree,
  go: (outer: number) => Reading[],
): Reading[] {
  const parts = numbers.length === 1 ? torn(numbers[0]!) : undefined
  if (!parts) return []
  const { item } = parts
  return go(parts.outer)
    .filter(({ passedNumber }) => !passedNumber)
    .flatMap((reading) => numbered(dearer(reading, cost), item, item.value, tree))
    .map((reading) => ({ ...reading, passedNumber: true }))
}

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
