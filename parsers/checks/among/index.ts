import type { Finding } from '../../records/index.ts'
import { toFinding } from '../check-evaluation.ts'
import { originOf } from '../origin.ts'
import { companionRules } from './companions.ts'
import type { CorpusRule, Disagreement, Entry } from './entry.ts'
import { publicationRules } from './publications.ts'

export type { CorpusRule, Entry, Listing } from './entry.ts'

/** The rules that evaluations must keep among each other. */
export const corpusRules: readonly CorpusRule[] = [...companionRules, ...publicationRules]

/** A finding of the evaluation `id`; `other` is the one that it does not agree with. */
export type CorpusFinding = { readonly id: string; readonly other?: string; readonly finding: Finding }

/** Holds evaluations against each other and against what was listed of them; the order is that of the rules. */
export function checkCorpus(entries: readonly Entry[]): CorpusFinding[] {
  return corpusRules.flatMap((rule) => rule.run(entries).map((disagreement) => worded(rule, disagreement)))
}

function worded(rule: CorpusRule, { entry, items, other, expected, found }: Disagreement): CorpusFinding {
  const id = other?.entry.id ?? ''
  const finding = toFinding(
    { ...rule, ja: rule.ja.replace('{other}', () => id), en: rule.en.replace('{other}', () => id) },
    { items, expected, found },
    entry.evaluation,
  )
  const otherOrigin = other
    ? originOf({ items: other.items, expected, found }, other.entry.evaluation)
    : 'document'
  return {
    id: entry.id,
    ...(other ? { other: id } : {}),
    finding: otherOrigin === 'extraction' ? { ...finding, origin: otherOrigin } : finding,
  }
}
