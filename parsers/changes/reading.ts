import type { AddressTree, Place } from './address-tree.ts'
import { COSTS } from './costs.ts'

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
  /** A number was passed over or taken for two, and no name has followed. */
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

export const placeOf = ({ at }: Reading, { root }: AddressTree): Place => at.at(-1)?.place ?? root
export const dearer = (reading: Reading, cost: number): Reading => ({ ...reading, cost: reading.cost + cost })
export const partOfWord = (reading: Reading): Reading =>
  dearer(reading, reading.noise > 0 ? COSTS.partOfWord : 0)

export const passOver = (reading: Reading): Reading => ({
  ...dearer(reading, COSTS.wrongNumber),
  passedNumber: true,
  afterNumber: false,
})
