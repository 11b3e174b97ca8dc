import type { KnownDocument, KnownSource } from '../../corpus/store/index.ts'
import type { ParsedEvaluation } from '../../db/index.ts'
import type { FormName } from '../../parsers/records/index.ts'

/** What a prefecture's coverage is reckoned from. */
export type CoverageInput = {
  readonly prefecture: string
  /** yyyy-mm-dd; what is overdue is so on this day. */
  readonly today: string
  /** The prefecture and its municipalities. */
  readonly governments: readonly { readonly code: string; readonly name: string }[]
  /** The agencies that sources are written down for, those outside of the prefecture left out. */
  readonly sources: readonly {
    readonly code?: string | undefined
    readonly name: string
    readonly start: readonly string[]
  }[]
  /** What the document store knows. */
  readonly crawled: readonly KnownSource[]
  readonly documents: readonly KnownDocument[]
  /** What the database knows. */
  readonly evaluations: readonly ParsedEvaluation[]
}

/**
 * How far a paper has come: `listed` on a page; `fetched`, but not parsed; `parsed`; `doubtful`: parsed with errors, or
 * not what the listing says; `superseded` by a later paper of the same number and form; `ended` 【…終了】; `gone`:
 * the server has it no more.
 */
export const PAPER_STATES = [
  'listed',
  'fetched',
  'parsed',
  'doubtful',
  'superseded',
  'ended',
  'gone',
] as const
export type PaperState = (typeof PAPER_STATES)[number]

/** What the rules ask for: a look at it each year (見直し), and to carry it out anew before five years are over (再実施). */
export type Overdue = 'yearly-check' | 'five-year-assessment'

/** One paper: an evaluation of a number on a form, or what a listing says of one. */
export type Paper = {
  readonly number?: string
  readonly form?: FormName
  readonly title?: string
  /** Of publication, yyyy-mm-dd; as printed in the listing where it is no whole day. */
  readonly date?: string
  readonly state: PaperState
  /** 評価実施機関 as the paper prints it. */
  readonly agency?: string
  /** The organ whose series the number belongs to; the agency itself where it is not said. */
  readonly organ?: string
  readonly draft?: boolean
  readonly overdue?: Overdue
  /** Why it is doubtful, or not fetched. */
  readonly reasons: readonly string[]
  readonly locations: readonly string[]
  /** The ID of the evaluation. */
  readonly evaluation?: string
}
