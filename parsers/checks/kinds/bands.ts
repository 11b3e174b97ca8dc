import type { Item } from '../../records/index.ts'
import { type Facts, itemAt, type Per } from '../facts.ts'
import type { Rule, RuleHead } from '../rule.ts'
import { shown } from '../values.ts'

/** From `min` on, below `max`. */
export type Band = { readonly min: number; readonly max: number }

const NUMBER = /([\d,]+)(万)?[^\d万]*?(以上|未満)/gu

/** 1万人以上10万人未満 → 10000 … 100000; 10人未満 → 0 … 10; 30万人以上 → 300000 …; 50項目以上100項目未満 likewise. */
export function bandOf(label: string): Band | undefined {
  const bounds = [...label.normalize('NFKC').matchAll(NUMBER)]
  if (bounds.length === 0) return undefined
  const at = (word: string) => {
    const match = bounds.find(([, , , bound]) => bound === word)
    return match && Number(match[1]!.replaceAll(',', '')) * (match[2] ? 10_000 : 1)
  }
  return { min: at('以上') ?? 0, max: at('未満') ?? Number.POSITIVE_INFINITY }
}

/** The band of a choice that is known. */
export const bandAt = (item: Item | undefined): Band | undefined =>
  item?.kind === 'choice' && item.status === 'found' && item.label !== undefined
    ? bandOf(item.label)
    : undefined

/** The two bands of each scope, `of` and `within`, must `fits`; open where one is not known. */
export function bandsFit({
  per,
  of,
  within,
  fits,
  when,
  ...head
}: RuleHead & {
  readonly per: Per
  readonly of: string
  readonly within: string
  readonly fits: (of: Band, within: Band) => boolean
  /** Holds only where this choice has this option. */
  readonly when?: { readonly key: string; readonly option: number }
}): Rule {
  return {
    ...head,
    keys: [of, within, ...(when ? [when.key] : [])],
    run: ({ scopes }: Facts) =>
      scopes[per].flatMap((scope) => {
        const [one, other] = [itemAt(scope, of), itemAt(scope, within)]
        const premise = when && itemAt(scope, when.key)
        if (
          when &&
          !(premise?.kind === 'choice' && premise.status === 'found' && premise.option === when.option)
        )
          return []
        const [a, b] = [bandAt(one), bandAt(other)]
        if (!one || !other || !a || !b || fits(a, b)) return []
        const items = [...(premise ? [premise] : []), one, other]
        return [{ items, expected: shown(other), found: shown(one) }]
      }),
  }
}
