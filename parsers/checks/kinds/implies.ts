import { type Condition, describe, evaluate, keysOf } from '../condition.ts'
import type { Facts, Per, Scope } from '../facts.ts'
import type { Contradiction, Rule, RuleHead } from '../rule.ts'
import { shown } from '../values.ts'

/** Where `when` holds, each of `must` must hold, in each scope of `per`. Without `when` they must always hold. */
export type Implication = RuleHead & {
  readonly per: Per
  readonly when?: Condition
  readonly must: readonly Condition[]
  /** Scopes that it cannot speak of are left out. */
  readonly only?: (scope: Scope) => boolean
}

export function implies({ per, when, must, only = () => true, ...head }: Implication): Rule {
  return {
    ...head,
    keys: [...new Set([...(when ? keysOf(when) : []), ...must.flatMap(keysOf)])],
    run: ({ scopes }: Facts) => scopes[per].filter(only).flatMap((scope) => violation(scope, when, must)),
  }
}

/** Both hold, or neither. */
export function iff({
  left,
  right,
  per,
  ...head
}: RuleHead & { readonly per: Per; readonly left: Condition; readonly right: Condition }): Rule {
  return {
    ...head,
    keys: [...new Set([...keysOf(left), ...keysOf(right)])],
    run: ({ scopes }: Facts) =>
      scopes[per].flatMap((scope) => {
        const [one, other] = [evaluate(left, scope), evaluate(right, scope)]
        if (one.truth === undefined || other.truth === undefined || one.truth === other.truth) return []
        const wanted = one.truth ? right : negate(right)
        return [
          { items: [...one.items, ...other.items], expected: describe(wanted), found: listed(other.items) },
        ]
      }),
  }
}

function violation(scope: Scope, when: Condition | undefined, must: readonly Condition[]): Contradiction[] {
  const premise = when ? evaluate(when, scope) : { truth: true, items: [] }
  if (premise.truth !== true) return []
  const broken = must
    .map((condition) => ({ condition, outcome: evaluate(condition, scope) }))
    .filter(({ outcome }) => outcome.truth === false)
  if (broken.length === 0) return []
  const items = broken.flatMap(({ outcome }) => outcome.items)
  return [
    {
      items: [...new Set([...premise.items, ...items])],
      expected: [...new Set(broken.map(({ condition }) => describe(condition)))].join('、'),
      found: listed(items),
    },
  ]
}

const LISTED = 3

function listed(items: readonly Parameters<typeof shown>[0][]): string {
  const texts = [...new Set(items.map(shown))]
  const more = texts.length > LISTED ? ` ほか${texts.length - LISTED}` : ''
  return `${texts.slice(0, LISTED).join('、')}${more}`
}

function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case 'filled':
      return { ...condition, kind: 'blank' }
    case 'blank':
      return { ...condition, kind: 'filled' }
    case 'marked':
      return { ...condition, kind: 'unmarked' }
    case 'unmarked':
      return { ...condition, kind: 'marked' }
    default:
      return { kind: 'not', of: condition }
  }
}
