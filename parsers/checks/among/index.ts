import type { Evaluation, Finding, Item, ItemValue } from '../../records/index.ts'
import { toFinding } from '../check-evaluation.ts'
import { originOf, type ReadContent } from '../origin.ts'
import { companionRules } from './companions.ts'
import type { CorpusRule, Disagreement, Entry, SlimEvaluation } from './entry.ts'
import { publicationRules } from './publications.ts'

export type { CorpusRule, Entry, Listing, SlimEvaluation } from './entry.ts'

/** The rules that evaluations must keep among each other. */
export const corpusRules: readonly CorpusRule[] = [...companionRules, ...publicationRules]

/** The keys of the items that the rules look at: what a slim evaluation holds. */
export const corpusKeys: ReadonlySet<string> = new Set(corpusRules.flatMap(({ keys }) => keys))

/** What the rules look at of an evaluation. */
export function slimEvaluation(evaluation: Evaluation): SlimEvaluation {
  const { form, number, title, agency, publicationDate, items } = evaluation
  return {
    form,
    ...(number !== undefined && { number }),
    ...(title !== undefined && { title }),
    ...(agency && { agency }),
    ...(publicationDate && { publicationDate }),
    items: items
      .filter(({ key }) => corpusKeys.has(key))
      .map(({ confidence: _confidence, evidence: _evidence, raw: _raw, ...value }) => value),
  }
}

/** A finding of the evaluation `id`; `other` is the one that it does not agree with. */
export type CorpusFinding = { readonly id: string; readonly other?: string; readonly finding: Finding }

/** Holds evaluations against each other and against what was listed of them; the order is that of the rules. */
export function checkCorpus(entries: readonly Entry[]): CorpusFinding[] {
  return corpusRules.flatMap((rule) => rule.run(entries).map((disagreement) => worded(rule, disagreement)))
}

function worded(rule: CorpusRule, { entry, items, other, expected, found }: Disagreement): CorpusFinding {
  const id = other?.entry.id ?? ''
  const content = entry.content(pathsOf(items))
  const finding = toFinding(
    { ...rule, ja: rule.ja.replace('{other}', () => id), en: rule.en.replace('{other}', () => id) },
    { items: itemsAt(content, items), expected, found },
    content,
  )
  const otherOrigin = other
    ? originOfOther(other.entry.content(pathsOf(other.items)), other.items)
    : 'document'
  return {
    id: entry.id,
    ...(other ? { other: id } : {}),
    finding: otherOrigin === 'extraction' ? { ...finding, origin: otherOrigin } : finding,
  }
}

const originOfOther = (content: ReadContent, items: readonly ItemValue[]): Finding['origin'] =>
  originOf({ items: itemsAt(content, items), expected: '', found: '' }, content)

const pathsOf = (items: readonly ItemValue[]): string[] => items.map(({ path }) => path)

/** The items as they were read, in the order of those that were named. */
function itemsAt({ items }: ReadContent, named: readonly ItemValue[]): Item[] {
  const byPath = new Map(items.map((item) => [item.path, item]))
  return named.map(({ path }) => byPath.get(path)!)
}
