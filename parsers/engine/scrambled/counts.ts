import { matchKey } from '../../text/characters.ts'
import type { BoxesRead } from './boxes.ts'
import type { Piece } from './pieces.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

export type CountRead = { readonly value?: number; readonly reason?: string; readonly place: number }

/**
 * Reads the counts of a page (（ 3 ） 件): each number belongs to the next 件 behind it. `taken` are the pieces that are
 * numbers of counts.
 */
export function readCounts(
  { slots, pieces }: PlacedPage,
  boxes: ReadonlyMap<Slot, BoxesRead>,
): { readonly counts: ReadonlyMap<Slot, CountRead>; readonly taken: ReadonlySet<number> } {
  const counts = new Map<Slot, CountRead>()
  const taken = new Set<number>()
  const wanted = slots.filter(({ item }) => item.kind === 'number')
  if (wanted.length === 0) return { counts, taken }
  const numbers = pieces.flatMap((piece, index) => {
    if (piece.kind === 'count') return [{ index, value: Number(matchKey(piece.text)), at: piece.at }]
    const digits = piece.kind === 'text' ? /^(\d{1,3})件?$/u.exec(matchKey(piece.text))?.[1] : undefined
    return digits === undefined ? [] : [{ index, value: Number(digits), at: piece.at }]
  })
  const cases = pieces.flatMap((piece, index) => (piece.kind === 'cases' ? [index] : []))
  const expected = wanted.filter((slot) => mayHold(slot, slots, boxes, pieces))
  for (const { index } of numbers) taken.add(index)
  if (numbers.length === expected.length) {
    expected.forEach((slot, place) =>
      counts.set(slot, { value: numbers[place]!.value, place: numbers[place]!.at }),
    )
    for (const slot of wanted)
      if (!counts.has(slot)) counts.set(slot, { place: pieces[cases[0] ?? 0]?.at ?? 0 })
    return { counts, taken }
  }
  for (const slot of wanted) {
    const reason =
      numbers.length === 0 ? undefined : 'the page does not tell which of its brackets the number stands in'
    counts.set(slot, { ...(reason === undefined ? {} : { reason }), place: pieces[cases[0] ?? 0]?.at ?? 0 })
  }
  return { counts, taken }
}

/** A count behind a box is filled where the box is marked; the count of contracts where the page has one. */
function mayHold(
  slot: Slot,
  slots: readonly Slot[],
  boxes: ReadonlyMap<Slot, BoxesRead>,
  pieces: readonly Piece[],
): boolean {
  const parent = slots.find(({ path }) => path === slot.path.slice(0, slot.path.lastIndexOf('.')))
  if (parent?.item.kind === 'choice') {
    return !pieces.some(
      (piece) => piece.kind === 'value' && piece.label === parent.item.options!.at(-1)!.label,
    )
  }
  const states = parent && boxes.get(parent)?.states
  if (!states) return true
  return states.get(slot.item.label) === 'checked'
}
