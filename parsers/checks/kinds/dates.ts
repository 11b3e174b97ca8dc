import { type Facts, itemAt, itemsAt, type Per } from '../facts.ts'
import type { Rule, RuleHead } from '../rule.ts'
import { dayOf, shown } from '../values.ts'

/** `earlier` is not after `later`; open where one of them is no whole day. */
export function orderOfDates({
  per,
  earlier,
  later,
  ...head
}: RuleHead & { readonly per: Per; readonly earlier: readonly string[]; readonly later: string }): Rule {
  return {
    ...head,
    keys: [...earlier, later],
    run: ({ scopes }: Facts) =>
      scopes[per].flatMap((scope) =>
        earlier.flatMap((key) => {
          const [first, second] = [itemAt(scope, key), itemAt(scope, later)]
          const [from, to] = [dayOf(first), dayOf(second)]
          if (!first || !second || from === undefined || to === undefined || from <= to) return []
          return [{ items: [first, second], expected: `${shown(second)} 以前`, found: shown(first) }]
        }),
      ),
  }
}

/** No date of these keys is before `day` (yyyy-mm-dd). */
export function notBefore({
  keys,
  day,
  ...head
}: RuleHead & { readonly keys: readonly string[]; readonly day: string }): Rule {
  return {
    ...head,
    keys,
    run: ({ scopes }: Facts) =>
      keys.flatMap((key) =>
        itemsAt(scopes.evaluation[0]!, key).flatMap((item) => {
          const iso = dayOf(item)
          return iso === undefined || iso >= day
            ? []
            : [{ items: [item], expected: `${day} 以後`, found: shown(item) }]
        }),
      ),
  }
}
