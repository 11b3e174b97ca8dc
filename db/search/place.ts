/** Room for the items of an evaluation, and as much for its changes; db/schema/007-search.sql has the same numbers. */
const EVALUATION = 2 ** 20
const CHANGES = 2 ** 19

/** Where a row of the index comes from: an item or a change of the evaluation with this number. */
export type Place = {
  readonly number: number
  readonly kind: 'item' | 'change'
  /** From 1. */
  readonly position: number
}

export const rowidOf = ({ number, kind, position }: Place): number =>
  number * EVALUATION + (kind === 'change' ? CHANGES : 0) + position

export function placeOfRow(rowid: number): Place {
  const number = Math.floor(rowid / EVALUATION)
  const inside = rowid % EVALUATION
  return inside > CHANGES
    ? { number, kind: 'change', position: inside - CHANGES }
    : { number, kind: 'item', position: inside }
}
