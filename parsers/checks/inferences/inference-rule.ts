import type { Inference, Item } from '../../records/index.ts'
import { type Condition, evaluate } from '../condition.ts'
import { type Facts, itemAt, type Per } from '../facts.ts'

/** What a rule says of an item that its own place does not tell, and the items that it says it from. */
export type Inferred = Pick<Inference, 'box' | 'value'> & {
  readonly of: Item
  readonly from: readonly Item[]
}

/** What other items tell of a value. `run` is pure and says nothing where one of them cannot be told. */
export type InferenceRule = {
  /** Stable: it is stored with what was inferred. */
  readonly id: string
  readonly confidence: number
  /** The item that is inferred. */
  readonly key: string
  /** How it follows, for people. */
  readonly en: string
  readonly run: (facts: Facts) => readonly Inferred[]
}

/** Of rules that the form itself demands, and of what no document known contradicts. */
export const SURE_INFERENCE = 0.8
/** Of what hardly any document contradicts. */
export const LIKELY_INFERENCE = 0.7

type Follows = {
  readonly id: string
  readonly en: string
  readonly per: Per
  readonly when: Condition
  readonly key: string
  readonly box?: string
  readonly value: string
}

/** In each scope of `per` where `when` holds, the only item of `key` (its `box`) has this value. */
export function follows({ id, en, per, when, key, box, value }: Follows): InferenceRule {
  return {
    id,
    en,
    key,
    confidence: SURE_INFERENCE,
    run: ({ scopes }) =>
      scopes[per].flatMap((scope): Inferred[] => {
        const of = itemAt(scope, key)
        const { truth, items } = evaluate(when, scope)
        if (!of || truth !== true) return []
        return [{ of, from: items, value, ...(box === undefined ? {} : { box }) }]
      }),
  }
}
