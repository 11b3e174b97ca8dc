import { type PrintedLine, printedKeys } from './printed-page.ts'
import { numberOf, type ShownPage } from './shown-page.ts'

/**
 * How many lines of a page stand in one order in it and as it would be printed (longest common subsequence). Neighbours
 * alone do not tell the marks of equal boxes apart, such as those of two elements of a repeat.
 */
export function agreement(lines: readonly PrintedLine[], shown: ShownPage): number {
  const printed = printedKeys(lines, shown).flatMap((key) => {
    const number = key === '|' ? PARTED : numberOf(shown, key)
    return shown.isOption[number] ? [] : [number]
  })
  let above = new Int32Array(shown.sequence.length + 1)
  for (const number of printed) {
    const row = new Int32Array(above.length)
    shown.sequence.forEach((own, at) => {
      row[at + 1] = own === number ? above[at]! + 1 : Math.max(row[at]!, above[at + 1]!)
    })
    above = row
  }
  return above.at(-1)!
}

/** The end of a block. */
const PARTED = -1
