import type { ChoiceRead } from './choices.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

const OTHERS =
  'the values of several choices stand apart from their labels, and the page does not tell whose this is'

const REPEATED = /(?:委託事項|提供先|移転先)\[/u

/**
 * Values and labels stand apart (`PlacedPage.apart`): a value is told of a choice that shares none of its options with another
 * on the page; of choices that share some, only where each has a value. In columns, and in
 * the elements of a repeat, all must have the same value, too: one of them may be drawn out of its turn.
 */
export function doubtChoicesApart(
  { pieces, apart }: PlacedPage,
  choices: ReadonlyMap<Slot, ChoiceRead>,
  isForeseenBlank: (slot: Slot) => boolean,
): Map<Slot, ChoiceRead> {
  const printed = pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.label] : []))
  return new Map(
    [...choices].map(([slot, read]): [Slot, ChoiceRead] => {
      const labels = optionsOf(slot)
      const sharing = [...choices.keys()].filter((other) =>
        optionsOf(other).some((label) => labels.includes(label)),
      )
      const values = printed.filter((value) => sharing.some((other) => optionsOf(other).includes(value)))
      const filled = sharing.filter((other) => !isForeseenBlank(other))
      const isTold =
        read.label === undefined ||
        (!isForeseenBlank(slot) &&
          values.length === filled.length &&
          ((apart === 'passes' && !REPEATED.test(slot.path)) ||
            values.every((value) => value === read.label)))
      return [slot, isTold ? read : { reason: OTHERS, places: read.places, margin: 0 }]
    }),
  )
}

const optionsOf = ({ item }: Slot): readonly string[] => (item.options ?? []).map(({ label }) => label)
