import { type BoxesRead, hasBracket, NAMED } from './boxes.ts'
import { saysNothing } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { Run } from './text-runs.ts'

/** A box whose bracket wants a text that does not stand in it: `[ ○ ] その他 （`. */
export type OpenDetail = {
  readonly slot: Slot
  readonly label: string
  /** Index of the box's piece. */
  readonly index: number
  readonly checked: boolean
}

const GAIN_IN_BRACKET = -2.5
const GAIN_BEHIND_BRACKET = -1.2
const COST_SENTENCE = 0.8
const COST_NAMED_SENTENCE = 3
const COST_BEHIND_LABEL = 0.6
const COST_OTHERS_LABEL = 5
const COST_LONG = 0.25
const COST_FAR = 0.008

/** Boxes of a page that are or may be checked, and whose bracket wants a text that does not stand in it. */
export const openDetails = (read: ReadonlyMap<Slot, BoxesRead>): OpenDetail[] =>
  [...read].flatMap(([slot, { states, details, pieceOf }]) =>
    [...pieceOf].flatMap(([label, index]) => {
      const state = states.get(label)
      const wants = hasBracket(slot, label) && !details.has(label) && state !== 'unchecked'
      return wants ? [{ slot, label, index, checked: state === 'checked' }] : []
    }),
  )

/** What speaks against a run being the text in the bracket of a box. */
export function costOfDetail({ pieces }: PlacedPage, { slot, label, index }: OpenDetail, run: Run): number {
  const first = run.units[0]!
  if (first.spot || saysNothing(run.text)) return COST_OTHERS_LABEL
  const before = pieces[first.index - 1]
  let total = run.text.includes('。') ? (label === 'その他' ? COST_SENTENCE : COST_NAMED_SENTENCE) : 0
  if (before?.kind === 'label') total += COST_BEHIND_LABEL
  if (run.units.length > 3) total += COST_LONG * (run.units.length - 3)
  if (first.under) total += 1
  total += detailLikeness(label, run.text)
  if (before?.kind === 'parenOpen') total += first.index - 2 === index ? GAIN_IN_BRACKET : GAIN_BEHIND_BRACKET
  if (slot.item.kind !== 'checkboxes') return COST_OTHERS_LABEL
  return total + COST_FAR * Math.min(Math.abs(first.index - index), 60)
}

/** Words that the brackets of certain boxes are likely to hold. */
const LIKELY: readonly (readonly [string, RegExp])[] = [
  ...NAMED,
  ['評価実施機関内の他部署', /[課部室局係]|センター/u],
  ['民間事業者', /事業者|医療機関|会社|法人|銀行/u],
]

/** What the words of a text say about it standing in a box's bracket: below 0 for, above 0 against. */
function detailLikeness(label: string, text: string): number {
  const words = LIKELY.find(([own]) => own === label)?.[1]
  return words === undefined ? 0 : words.test(text.replaceAll('関係', '')) ? -0.5 : 0.7
}

/** `（県後期高齢者医療広域連合 ）` as a whole line. */
export const isBracketed = (text: string): boolean => /^[(（][^()（）\n]{2,40}[)）]$/u.test(text.trim())

/** What stands in the bracket of a box, without the bracket. */
export const withoutBracket = (text: string): string =>
  isBracketed(text) ? text.trim().slice(1, -1).trim() : text
