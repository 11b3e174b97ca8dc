import type { Evaluation, FormName, ItemValue } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import type { ReadContent } from '../origin.ts'
import type { RuleHead } from '../rule.ts'
import { nameKey } from '../texts.ts'

/** What a page that lists a document says of it. */
export type Listing = {
  readonly number?: string
  readonly title?: string
  readonly form?: FormName
  /** yyyy-mm-dd */
  readonly date?: string
}

/** What the rules look at of every evaluation: its head, and what the items of `corpusKeys` say. */
export type SlimEvaluation = Pick<Evaluation, 'form' | 'number' | 'title' | 'agency' | 'publicationDate'> & {
  readonly items: readonly ItemValue[]
}

/** An evaluation among others, slim, so that those of a whole corpus can be held. */
export type Entry = {
  readonly id: string
  /** Equal for evaluations of one file. */
  readonly document: string
  readonly evaluation: SlimEvaluation
  /** All of it, where two are held against each other item by item; or at least the items at the paths, where something was found. */
  readonly content: (paths?: readonly string[]) => ReadContent
  /** What the pages that list its document say; each may say less than another. */
  readonly listings: readonly Listing[]
}

/** A contradiction between evaluations, or with what is said of one elsewhere; `items` are those of `entry`. */
export type Disagreement = {
  readonly entry: Entry
  readonly items: readonly ItemValue[]
  readonly other?: { readonly entry: Entry; readonly items: readonly ItemValue[] }
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
export function operationOf({ agency, number }: SlimEvaluation): string | undefined {
  if (agency === undefined || number === undefined) return undefined
  const name = nameKey(agency.name).replace(agency.prefecture ?? '', '')
  return `${name} ${numberKey(number)}`
}

export const itemOf = (entry: Entry, key: string): ItemValue | undefined => {
  const items = entry.evaluation.items.filter((item) => item.key === key)
  return items.length === 1 ? items[0] : undefined
}

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000
