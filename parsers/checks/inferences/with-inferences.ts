import { type Evaluation, type Inference, type Item, isUntold } from '../../records/index.ts'
import { factsOf } from '../facts.ts'
import type { InferenceRule, Inferred } from './inference-rule.ts'

/**
 * The evaluation with what `rules` infer for boxes that cannot be told and for items that are missing or ambiguous.
 * Values that stand in their own place are never touched, nothing is inferred from what was inferred, and where rules
 * contradict each other, nothing is.
 */
export function withInferences(evaluation: Evaluation, rules: readonly InferenceRule[]): Evaluation {
  const facts = factsOf(evaluation)
  const found = Map.groupBy(
    rules.flatMap((rule) => rule.run(facts).map((inferred) => ({ rule, ...inferred }))),
    ({ of }) => of,
  )
  return {
    ...evaluation,
    items: evaluation.items.map((item) => {
      const byBox = Map.groupBy(
        (found.get(item) ?? []).filter((inferred) => isOpen(item, inferred)),
        ({ box }) => box,
      )
      const inferred = [...byBox.values()]
        .filter((all) => new Set(all.map(({ value }) => value)).size === 1)
        .map(([first]) => toInference(first!))
      return inferred.length === 0 ? item : withInferred(item, inferred)
    }),
  }
}

function isOpen(item: Item, { box }: Inferred): boolean {
  if (item.kind !== 'checkboxes') return isUntold(item)
  if (box === undefined) return false
  return item.unknown.includes(box) || (item.status === 'missing' && !isRead(item, box))
}

const isRead = (item: Extract<Item, { kind: 'checkboxes' }>, box: string): boolean =>
  item.checked.includes(box) || item.unchecked.includes(box)

function toInference({ rule, box, value, from }: Inferred & { readonly rule: InferenceRule }): Inference {
  return {
    rule: rule.id,
    ...(box === undefined ? {} : { box }),
    value,
    confidence: Math.min(rule.confidence, ...from.map(({ confidence }) => confidence)),
    from: from.map(({ path, evidence }) => ({ path, evidence })),
  }
}

/** What is inferred stands beside what was read, and an item of which nothing was read is `inferred` as a whole. */
function withInferred(item: Item, inferred: Inference[]): Item {
  if (!isUntold(item)) return { ...item, inferred }
  return {
    ...item,
    status: 'inferred',
    confidence: Math.max(...inferred.map(({ confidence }) => confidence)),
    inferred,
  }
}
