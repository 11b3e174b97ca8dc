import type { SpecItem } from '../../forms/index.ts'
import { isDateAlone, isHeading, leadingNumber, saysNothing, unlikeness, widthOf } from './likeness.ts'
import { keysTold } from './telling-lines.ts'
import type { TextUnit } from './text-units.ts'

/** What the text of a line says, which the readings of a page ask for again and again. */
export type UnitLooks = {
  readonly nothing: boolean
  readonly dateAlone: boolean
  readonly heading: boolean
  /** The number that begins it. */
  readonly number: number | undefined
  /** It begins an item of a list. */
  readonly listed: boolean
  readonly width: number
  /** Short, of no list, and no sentence's end. */
  readonly name: boolean
  /** The items whose content it is as a whole, by their keys. */
  readonly told: RegExp | undefined
}

const MAX_NAME = 40
const looksOfUnits = new WeakMap<TextUnit, UnitLooks>()
const unlikenesses = new WeakMap<TextUnit, Map<SpecItem, number>>()

/** Looks at a line once. */
export function looksOfUnit(unit: TextUnit): UnitLooks {
  let looks = looksOfUnits.get(unit)
  if (!looks) {
    const { text } = unit
    const number = leadingNumber(text)
    const heading = isHeading(text)
    looks = {
      nothing: saysNothing(text),
      dateAlone: isDateAlone(text),
      heading,
      number,
      listed: /^[・･○●※*\-–ー]/u.test(text) || number !== undefined || heading,
      width: widthOf(text),
      name:
        number === undefined &&
        text.length <= MAX_NAME &&
        !/[。、：:＞>】〕〉」]\s*$/u.test(text) &&
        !/^[・･■●◆※＜<【〔〈(（「]/u.test(text),
      told: keysTold(text),
    }
    looksOfUnits.set(unit, looks)
  }
  return looks
}

/** `unlikeness` of an item and a line, reckoned once. */
export function unlikenessOf(item: SpecItem, unit: TextUnit): number {
  const known = unlikenesses.get(unit) ?? new Map<SpecItem, number>()
  unlikenesses.set(unit, known)
  const own = known.get(item) ?? unlikeness(item, unit.text)
  known.set(item, own)
  return own
}
