import { agreement } from './agreement.ts'
import { mismatch } from './printed-page.ts'
import { MAX_LINES, type ReadPage } from './read-page.ts'
import { sheetLines } from './sheet.ts'
import { ownLines, textsOf } from './sheet-fit.ts'
import type { Sheet, SheetContent } from './sheet-pen.ts'
import { shownPage } from './shown-page.ts'
import type { Slot } from './slots.ts'

/** The marks of a page's boxes, and the values of its choices, under which it would be printed most nearly as it is. */
export type PrintedMarks = Pick<SheetContent, 'boxes' | 'chosen'> & {
  /** How many neighbours in the text differ still. */
  readonly least: number
  /** How many more differ, `MOST` at most, if a box has the other state, or a choice the value of another; 0: nothing tells. */
  readonly sure: (place: Slot, label?: string) => number
}
type Marks = Pick<SheetContent, 'boxes' | 'chosen'>
/** Marks next to others, and the places that they differ in. */
type NearMarks = { readonly marks: Marks; readonly places: readonly { slot: Slot; label?: string }[] }

/** What makes a page differ by so much is as good as out of the question. */
const MOST = 8
/** Only the order of lines, not which follow each other, differs. */
const LEAST = 1
/** Marks that change places stand in one group, or in groups so near that so few boxes come between. */
const REACH = 12
/** So many pages are printed for a document, and for one page, in search of the best. */
const MAX_PRINTS = 1500
export type PrintBudget = { prints: number }

/**
 * What the page says of its boxes and choices, told without asking which bracket follows which label: from the states that
 * were read (a box that is not known counts as empty), marks are moved, set and taken away, and values exchanged, as long
 * as the page as it would be printed comes nearer to the page as it is. Nothing where there are too many to try. Boxes that
 * are all known (not `hasUnknown`) under which the page comes out as it is are not asked for again.
 */
export function printedMarks(
  page: ReadPage,
  sheet: Sheet,
  budget: PrintBudget,
  hasUnknown: boolean,
): PrintedMarks | undefined {
  const { placed, known } = page
  if (placed.page.lines.length > MAX_LINES) return undefined
  const shown = shownPage(placed, ownLines(page))
  const texts = textsOf(page)
  let left = Math.min(MAX_PRINTS, budget.prints)
  budget.prints -= left
  const printed = (marks: Marks) => sheetLines(placed, { ...known, ...marks, texts }, sheet)
  const cost = (marks: Marks, limit = Infinity) => {
    left--
    return mismatch(printed(marks), shown, limit)
  }
  let best: Marks = known
  let least = cost(best)
  let agreeing = agreement(printed(best), shown)
  let sure = new Map<Slot, Map<string, number>>()
  search: while (left > 0) {
    sure = new Map()
    for (const { marks, places } of near(best, page, hasUnknown || least > 0)) {
      if (left <= 0) break search
      const own = cost(marks, least + MOST)
      const ownAgreeing = own <= least ? agreement(printed(marks), shown) : 0
      if (own < least || (own === least && ownAgreeing > agreeing)) {
        best = marks
        least = own
        agreeing = ownAgreeing
        continue search
      }
      const more = own === least && ownAgreeing < agreeing ? LEAST : own - least
      for (const { slot, label = '' } of places) {
        const ofSlot = sure.get(slot) ?? new Map<string, number>()
        ofSlot.set(label, Math.min(ofSlot.get(label) ?? MOST, more))
        sure.set(slot, ofSlot)
      }
    }
    break
  }
  const isDone = left > 0
  budget.prints += Math.max(0, left)
  if (!isDone) return undefined
  return { ...best, least, sure: (slot, label = '') => sure.get(slot)?.get(label) ?? MOST }
}

function* near({ boxes, chosen }: Marks, { placed }: ReadPage, asksBoxes: boolean): Generator<NearMarks> {
  if (asksBoxes) yield* nearBoxes({ boxes, chosen })
  const choices = placed.slots.filter(({ item }) => item.kind === 'choice')
  const fits = (slot: Slot, value: string | undefined) =>
    value === undefined || slot.item.options!.some(({ label }) => label === value)
  for (const [index, one] of choices.entries())
    for (const other of choices.slice(index + 1)) {
      const [own, its] = [chosen.get(one), chosen.get(other)]
      if (own === its || !fits(one, its) || !fits(other, own)) continue
      const values = new Map(chosen)
      for (const [slot, value] of [
        [one, its],
        [other, own],
      ] as const)
        if (value === undefined) values.delete(slot)
        else values.set(slot, value)
      yield { marks: { boxes, chosen: values }, places: [{ slot: one }, { slot: other }] }
    }
}

function* nearBoxes({ boxes, chosen }: Marks): Generator<NearMarks> {
  const all = [...boxes].flatMap(([slot, states]) =>
    [...states].map(([label, marked]) => ({ slot, label, marked })),
  )
  const turned = (...turn: typeof all): NearMarks => {
    const own = new Map([...boxes].map(([slot, states]) => [slot, new Map(states)]))
    for (const { slot, label, marked } of turn) own.get(slot)!.set(label, !marked)
    return { marks: { boxes: own, chosen }, places: turn }
  }
  for (const box of all) yield turned(box)
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1, index + 1 + REACH))
      if (one.marked !== other.marked) yield turned(one, other)
  // Elements of a repeat look alike: their boxes, or those of one of the two columns, may have changed places.
  const groups = [...boxes.keys()]
  for (const [index, one] of groups.entries())
    for (const other of groups.slice(index + 1).filter(({ item }) => item === one.item)) {
      const differ = all.filter(({ slot, label, marked }) => {
        const its = slot === one ? other : slot === other ? one : undefined
        return its !== undefined && boxes.get(its)!.get(label) === !marked
      })
      for (const column of [0, 1]) {
        const own = differ.filter(({ label }) => columnOf(one, label) === column)
        if (own.length > 2) yield turned(...own)
        if (column === 1 && own.length > 0 && own.length < differ.length) yield turned(...differ)
      }
    }
}

/** Options are printed in two columns, row by row. */
const columnOf = ({ item }: Slot, label: string): number =>
  item.options!.findIndex((option) => option.label === label) % 2
