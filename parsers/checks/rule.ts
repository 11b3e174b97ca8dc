import type { Evidence, FindingSeverity, FormName, Item } from '../records/index.ts'
import type { Facts } from './facts.ts'

export const FORMS: readonly FormName[] = ['様式2', '様式3', '様式4']

/** What a rule found, before it is put into words. */
export type Contradiction = {
  /** The items that contradict each other. */
  readonly items: readonly Item[]
  /** Addresses and places that are no items: rows of the change table. */
  readonly rows?: readonly {
    readonly path: string
    readonly evidence: readonly Evidence[]
    readonly confidence: number
  }[]
  /** It rests on something not being there: a part of the items (in brackets), or blocks of their part of the form. */
  readonly lacks?: 'part' | 'blocks'
  readonly expected: string
  readonly found: string
}

/** What stands beside each rule, whatever its kind. */
export type RuleHead = {
  /** Stable: it is stored with findings. */
  readonly id: string
  /** The rules of the form guide that it comes from; none for what goes beyond them. */
  readonly guide: readonly number[]
  readonly severity: FindingSeverity
  /** The forms it holds for; all three if it does not say. */
  readonly forms?: readonly FormName[]
  /** Sentences in which {found} and {expected} are replaced. */
  readonly ja: string
  readonly en: string
  /** Where it says less than the guide, and why. */
  readonly note?: string
}

/** A rule that one evaluation must keep; `run` is pure and asserts nothing about what cannot be told. */
export type Rule = RuleHead & {
  readonly keys: readonly string[]
  readonly run: (facts: Facts) => readonly Contradiction[]
}
