import type { ItemStatus } from '../../parsers/records/index.ts'

/** What a mark says of its place: the status of the item there, a box that cannot be told, or text that is left over. */
export type MarkStatus = ItemStatus | 'unknown-box' | 'unplaced'

export type MarkStyle = {
  /** #rrggbb */
  readonly color: string
  /** Lengths of dash and gap in points; none for a line without gaps. */
  readonly dash: readonly number[]
  /** The name in the legend. */
  readonly name: string
}

/** Dark enough for white paper and for the light tints of the forms; the doubtful ones are told apart by their lines, too. */
export const palette: Readonly<Record<MarkStatus, MarkStyle>> = {
  found: { color: '#128a36', dash: [], name: 'found' },
  blank: { color: '#2464e0', dash: [], name: 'blank' },
  missing: { color: '#d4121e', dash: [6, 2], name: 'missing' },
  ambiguous: { color: '#e07800', dash: [6, 2], name: 'ambiguous' },
  inferred: { color: '#00868f', dash: [6, 2, 1, 2], name: 'inferred' },
  'unknown-box': { color: '#7a35f0', dash: [3, 1.5], name: 'unknown box' },
  unplaced: { color: '#e8158c', dash: [1, 1.5], name: 'unplaced text' },
}
