import type { Evaluation, FormName, Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import type { RuleHead } from '../rule.ts'
import { nameKey } from '../texts.ts'

/** What the page that a document was listed on says of it. */
export type Listing = {
  readonly number?: string
  readonly title?: string
  readonly form?: FormName
  /** yyyy-mm-dd */
  readonly date?: string
}

/** An evaluation among others. `document` is equal for evaluations of one file. */
export type Entry = {
  readonly id: string
  readonly document: string
  readonly evaluation: Evaluation
  readonly listing?: Listing
}

/** A contradiction between evaluations, or with what is said of one elsewhere; `items` are those of `entry`. */
export type Disagreement = {
  readonly entry: Entry
  readonly items: readonly Item[]
  readonly other?: { readonly entry: Entry; readonly items: readonly Item[] }
  readonly expected: string
  readonly found: string
}

/** A rule that evaluations must keep among each other; `{other}` in its sentences is the id of the other one. */
export type CorpusRule = RuleHead & {
  readonly keys: readonly string[]
  readonly run: (entries: readonly Entry[]) => readonly Disagreement[]
}

/** 第７号 → 7 */
export const numberKey = (number: string): string => matchKey(number).replace(/^第|号$/gu, '')

/** Agency and number: what the evaluations of one operation have in common; undefined where one is not known. */
export function operationOf({ agency, number }: Evaluation): string | undefined {
  if (agency === undefined || number === undefined) return undefined
  const name = nameKey(agency.name).replace(agency.prefecture ?? '', '')
  return `${name} ${numberKey(number)}`
}

export const itemOf = (entry: Entry, key: string): Item | undefined => {
  const items = entry.evaluation.items.filter((item) => item.key === key)
  return items.length === 1 ? items[0] : undefined
}

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000
