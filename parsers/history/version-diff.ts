import type { DiffPart } from '../changes/index.ts'
import type { Change, Evaluation, Evidence } from '../records/index.ts'

/** What stands in both versions under each name: of the older one, and of the newer one. Absent where there is none. */
export type Both<T> = { readonly older?: T; readonly newer?: T }

/**
 * - `added`, `removed`: an item was empty, or not there, before (after); or a whole repeat or file.
 * - `changed`: another value.
 * - `moved`: a repeat or file has another number, and may be the same otherwise.
 * - `undecided`: whether it changed cannot be told; `reason` says why.
 */
export type DifferenceKind = 'added' | 'removed' | 'changed' | 'moved' | 'undecided'

/**
 * What the change table of the newer version says of a difference.
 * - `declared`: a row names the item, what it belongs to, or (of a repeat) something in it.
 * - `possibly-declared`: a row that could not be resolved, or only to another file or repeat, may mean it.
 * - `omitted`: no row does.
 * - `not-expected`: change tables do not tell it: the publication date, the mark of the form, a new number of a repeat,
 *   an item that only one of the editions has.
 */
export type Declared = 'declared' | 'possibly-declared' | 'omitted' | 'not-expected'

export type BoxState = 'checked' | 'unchecked' | 'unknown' | 'not there'
export type BoxDifference = { readonly label: string; readonly older: BoxState; readonly newer: BoxState }

/** One item, or one whole repeat or file, that is not the same in two versions. */
export type Difference = {
  readonly kind: DifferenceKind
  /** A whole repeat (提供先3) or file; its items are no differences of their own. */
  readonly whole: boolean
  readonly key: string
  /** As the form prints it. */
  readonly label: string
  readonly paths: Both<string>
  /** What it says, for people: the text, the option, the marked boxes; of a whole repeat its name. */
  readonly texts: Both<string>
  readonly evidence: Both<readonly Evidence[]>
  /** Of the less certain of both (0..1). */
  readonly confidence: number
  /** Of texts: word by word. */
  readonly words?: readonly DiffPart[]
  /** Of boxes: those that differ, and those that cannot be told. */
  readonly boxes?: readonly BoxDifference[]
  /** Of a whole repeat: what it says, item by item. */
  readonly contents?: readonly { readonly path: string; readonly label: string; readonly text: string }[]
  readonly reason?: string
  /** Absent where it is undecided whether there is a difference. */
  readonly declared?: Declared
  /** Positions in `declarations` of those that (possibly) declare it. */
  readonly declarations: readonly number[]
}

/**
 * A change that the newer version's table declares for the time between both versions.
 * - `effective`: what it names differs.
 * - `without-effect`: all that it names is the same in both.
 * - `undecided`: it cannot be told what it names, or whether that differs; `reason` says why.
 */
export type Declaration = {
  readonly change: Change
  readonly verdict: 'effective' | 'without-effect' | 'undecided'
  readonly reason?: string
  readonly evidence: readonly Evidence[]
  /** Positions in `differences`. */
  readonly differences: readonly number[]
}

export type VersionHead = Pick<
  Evaluation,
  'form' | 'number' | 'title' | 'agency' | 'publicationDate' | 'edition'
>

/** What became of an evaluation from one version to the next, in the order of the form. */
export type VersionDiff = {
  readonly older: VersionHead
  readonly newer: VersionHead
  readonly differences: readonly Difference[]
  readonly declarations: readonly Declaration[]
}
