/** What is counted: boxes and cells of the change table one by one, other items as a whole. */
export const FINDING_KINDS = [
  'choice',
  'box',
  'date',
  'number',
  'text',
  'long',
  'blank',
  'changes',
  'evaluation',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/**
 * - `right`: as a careful reader says.
 * - `wrong`: a value is asserted, and it is another one.
 * - `missing`: the document has a value, and none is asserted.
 * - `over`: a value is asserted where a careful reader cannot tell.
 * - `spurious`: a value is asserted for an item that the document lacks.
 */
export const OUTCOMES = ['right', 'wrong', 'missing', 'over', 'spurious'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** One thing that was held against the truth. */
export type Finding = {
  readonly kind: FindingKind
  readonly outcome: Outcome
  /** The item's path, with the label of a box; 変更[2].項目 for a cell of the change table. */
  readonly path: string
  readonly said: string
  readonly expected: string
  /** Of what is asserted, be it that the place is blank; none where nothing is. */
  readonly confidence?: number
}
