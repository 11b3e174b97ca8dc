import { matchKey } from '../../text/characters.ts'
import type { BoxesRead } from './boxes.ts'
import type { Piece } from './pieces.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

export type CountRead = { readonly value?: number; readonly reason?: string; readonly place: number }

/** The repeat whose elements a count counts, by the end of its path. */
const COUNTED: readonly (readonly [string, string])[] = [
  ['提供件数', '提供先'],
  ['移転件数', '移転先'],
  ['件数', '委託事項'],
]

/**
 * Reads the counts of a page (（ 3 ） 件): as many numbers as counts that may hold one belong to them in order; a lone
 * number belongs to the count whose repeat has as many elements. `taken` are the pieces that are numbers of counts.
 */
export function readCounts(
  { slots, pieces }: PlacedPage,
  boxes: ReadonlyMap<Slot, BoxesRead>,
  elementsOf: (slot: Slot, repeat: string) => number,
): { readonly counts: ReadonlyMap<Slot, CountRead>; readonly taken: ReadonlySet<number> } {
  const counts = new Map<Slot, CountRead>()
  const wanted = slots.filter(({ item }) => item.kind === 'number')
  if (wanted.length === 0) return { counts, taken: new Set() }
  const numbers = pieces.flatMap((piece, index) => {
    if (piece.kind === 'count') return [{ index, value: Number(matchKey(piece.text)), at: piece.at }]
    const digits = piece.kind === 'text' ? /^(\d{1,3})件?$/u.exec(matchKey(piece.text))?.[1] : undefined
    return digits === undefined ? [] : [{ index, value: Number(digits), at: piece.at }]
  })
  const expected = wanted.filter((slot) => mayHold(slot, slots, boxes, pieces))
  const place = pieces.find(({ kind }) => kind === 'cases')?.at ?? 0
  const alike = wanted.filter(
    (slot) => numbers.length === 1 && elements(slot, elementsOf) === numbers[0]!.value,
  )
  const all = numbers.length === expected.length ? matching(expected, numbers, elementsOf) : undefined
  const holders = all ?? (alike.length === 1 ? alike : undefined)
  for (const slot of wanted) {
    const number = holders && numbers[holders.indexOf(slot)]
    if (number) counts.set(slot, { value: number.value, place: number.at })
    else if (holders || numbers.length === 0) counts.set(slot, { place })
    else
      counts.set(slot, { reason: 'the page does not tell which of its brackets the number stands in', place })
  }
  return { counts, taken: new Set(numbers.map(({ index }) => index)) }
}

/**
 * As many numbers as places: those of several brackets may stand in any order, so each is held against the elements of
 * its repeat. Equal numbers need no telling apart.
 */
function matching(
  slots: readonly Slot[],
  numbers: readonly { readonly value: number }[],
  elementsOf: (slot: Slot, repeat: string) => number,
): readonly Slot[] | undefined {
  const counted = slots.map((slot) => elements(slot, elementsOf))
  const fits = (order: readonly Slot[]) =>
    order.every((slot, index) => counted[slots.indexOf(slot)] === numbers[index]!.value)
  if (new Set(numbers.map(({ value }) => value)).size < 2) return slots
  return [slots, slots.toReversed()].find(fits)
}

function elements(slot: Slot, elementsOf: (slot: Slot, repeat: string) => number): number {
  const repeat = COUNTED.find(([end]) => slot.path.endsWith(end))?.[1]
  return repeat === undefined ? 0 : elementsOf(slot, repeat)
}

/** A count behind a box is filled where the box is marked; the count of contracts unless there are none. */
function mayHold(
  slot: Slot,
  slots: readonly Slot[],
  boxes: ReadonlyMap<Slot, BoxesRead>,
  pieces: readonly Piece[],
): boolean {
  const parent = slots.find(({ path }) => path === slot.path.slice(0, slot.path.lastIndexOf('.')))
  if (parent?.item.kind === 'choice') {
    const none = parent.item.options!.at(-1)!.label
    return !pieces.some((piece) => piece.kind === 'value' && piece.label === none)
  }
  const states = parent && boxes.get(parent)?.states
  return states ? states.get(slot.item.label) === 'checked' : true
}
