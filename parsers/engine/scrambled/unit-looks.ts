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
  /** Of a sentence, and not its end. */
  readonly breaksOff: boolean
}

const MAX_NAME = 40
const looksOfUnits = new WeakMap<TextUnit, UnitLooks>()
const told = new WeakMap<readonly TextUnit[], { readonly keys: RegExp | undefined }>()
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
      breaksOff: /[をがはで]/u.test(text) && !/[。、)）」』】＞>:：]\s*$/u.test(text),
    }
    looksOfUnits.set(unit, looks)
  }
  return looks
}

/** The items whose content a group of lines is as a whole, by their keys. */
export function keysToldBy(group: readonly TextUnit[]): RegExp | undefined {
  const known = told.get(group) ?? { keys: keysTold(group.map(({ text }) => text).join('')) }
  told.set(group, known)
  return known.keys
}

/** `unlikeness` of an item and a line, reckoned once. */
export function unlikenessOf(item: SpecItem, unit: TextUnit): number {
  const known = unlikenesses.get(unit) ?? new Map<SpecItem, number>()
  unlikenesses.set(unit, known)
  const own = known.get(item) ?? unlikeness(item, unit.text)
  known.set(item, own)
  return own
}
