import type { Item } from '../records/index.ts'
import { itemsAt, type Scope } from './facts.ts'
import {
  BLANK,
  FILLED,
  isBlank,
  isFilled,
  isMarked,
  isOption,
  MARKED,
  type Truth,
  UNMARKED,
} from './values.ts'

/**
 * What can be asked of the items of a scope, as data. Where a key has several items there (of all files, of all
 * blocks), `over` says whether each or some of them must fulfil it; each, if it says nothing.
 */
export type Condition =
  | {
      readonly kind: 'is'
      readonly key: string
      readonly options: readonly (string | number)[]
      readonly over?: Over
    }
  | {
      readonly kind: 'marked' | 'unmarked'
      readonly key: string
      readonly box?: string
      readonly over?: Over
    }
  | { readonly kind: 'filled' | 'blank'; readonly key: string; readonly over?: Over }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
export type Over = 'each' | 'some'

/** What came of a condition, and the items that it rests on. */
export type Outcome = { readonly truth: Truth; readonly items: readonly Item[] }

export const is = (key: string, ...options: (string | number)[]): Condition => ({ kind: 'is', key, options })
export const marked = (key: string, box?: string): Condition => ({ kind: 'marked', key, ...labelled(box) })
export const unmarked = (key: string, box?: string): Condition => ({
  kind: 'unmarked',
  key,
  ...labelled(box),
})
export const filled = (key: string): Condition => ({ kind: 'filled', key })
export const blank = (key: string): Condition => ({ kind: 'blank', key })
export const not = (of: Condition): Condition => ({ kind: 'not', of })
export const all = (...of: Condition[]): Condition => ({ kind: 'all', of })
export const any = (...of: Condition[]): Condition => ({ kind: 'any', of })
const labelled = (box: string | undefined) => (box === undefined ? {} : { box })

/** The same, fulfilled by one item of the key at least. */
export function some(condition: Exclude<Condition, { readonly of: unknown }>): Condition {
  return { ...condition, over: 'some' }
}

/** Holds a condition against a scope, in three values: an item that cannot be told leaves it open. */
export function evaluate(condition: Condition, scope: Scope): Outcome {
  switch (condition.kind) {
    case 'not': {
      const { truth, items } = evaluate(condition.of, scope)
      return { truth: truth === undefined ? undefined : !truth, items }
    }
    case 'all':
      return each(condition.of.map((part) => evaluate(part, scope)))
    case 'any':
      return negated(each(condition.of.map((part) => negated(evaluate(part, scope)))))
    default: {
      const outcomes = itemsAt(scope, condition.key).map(
        (item): Outcome => ({ truth: ask(condition, item), items: [item] }),
      )
      if (outcomes.length === 0) return { truth: undefined, items: [] }
      return condition.over === 'some' ? negated(each(outcomes.map(negated))) : each(outcomes)
    }
  }
}

const negated = ({ truth, items }: Outcome): Outcome => ({
  truth: truth === undefined ? undefined : !truth,
  items,
})

/** All true, one false, or open; it rests on those that decided. */
function each(outcomes: readonly Outcome[]): Outcome {
  const refuted = outcomes.filter(({ truth }) => truth === false)
  const open = outcomes.some(({ truth }) => truth === undefined)
  const truth = refuted.length > 0 ? false : open ? undefined : true
  const deciding = refuted.length > 0 ? refuted : outcomes
  return { truth, items: [...new Set(deciding.flatMap(({ items }) => items))] }
}

function ask(condition: Exclude<Condition, { readonly of: unknown }>, item: Item): Truth {
  switch (condition.kind) {
    case 'is':
      return isOption(item, condition.options)
    case 'marked':
      return isMarked(item, condition.box)
    case 'unmarked': {
      const truth = isMarked(item, condition.box)
      return truth === undefined ? undefined : !truth
    }
    case 'filled':
      return isFilled(item)
    case 'blank':
      return isBlank(item)
  }
}

/** The condition in words of the form. */
export function describe(condition: Condition): string {
  switch (condition.kind) {
    case 'is':
      return condition.options
        .map((option) => (typeof option === 'number' ? `${option})` : option))
        .join(' 又は ')
    case 'marked':
      return MARKED
    case 'unmarked':
      return UNMARKED
    case 'filled':
      return FILLED
    case 'blank':
      return BLANK
    case 'not':
      return `${describe(condition.of)} 以外`
    case 'all':
      return [...new Set(condition.of.map(describe))].join('、')
    case 'any':
      return [...new Set(condition.of.map(describe))].join(' 又は ')
  }
}

/** The keys that a condition asks for. */
export function keysOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'not':
      return keysOf(condition.of)
    case 'all':
    case 'any':
      return condition.of.flatMap(keysOf)
    default:
      return [condition.key]
  }
}
