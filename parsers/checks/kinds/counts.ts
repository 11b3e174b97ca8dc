import type { Item } from '../../records/index.ts'
import { blockNumbers, type Facts, itemAt, itemsAt, type Per, type Scope } from '../facts.ts'
import type { Rule, RuleHead } from '../rule.ts'
import { isMarked, isOption } from '../values.ts'

/** Words of a block's title that stands for several: the rest is in a list of the body's own, or in the law's. */
const LISTED = /別[紙表添記]|一覧|ほか|他\d|[~～〜]/u
/** 都道府県知事等, 各市町村長: of recipients, one block often stands for all of a kind. */
const KINDS = /等|各|その他|掲げる|定める/u
/** The legal basis, or what the contract is about, names the list; a 別表 there is that of the law. */
const LISTED_BELOW = /別[紙添]|一覧/u

/** Whether a block may stand for several recipients or contracts; then their number cannot be told. */
export function standsForSeveral({ items }: Scope, repeat: CountRule['repeat']): boolean {
  const head = new RegExp(`${repeat}\\[\\d+\\](\\.1)?$`, 'u')
  return items.some(({ path, status, raw, ...item }) => {
    const [match, below] = head.exec(path) ?? []
    if (match === undefined || (status !== 'found' && status !== 'ambiguous')) return false
    const words = ('value' in item && typeof item.value === 'string' ? item.value : raw).normalize('NFKC')
    if (below !== undefined) return LISTED_BELOW.test(words)
    return LISTED.test(words) || (repeat !== '委託事項' && KINDS.test(words))
  })
}

export type CountRule = RuleHead & {
  /** The item that says how many there are. */
  readonly count: string
  /** The repeated block that is counted, and a key that each of them has. */
  readonly repeat: '委託事項' | '提供先' | '移転先'
  readonly block: string
}

/** The number that is printed is the number of blocks, in each file. */
export function countEqualsRepeats({ count, repeat, block, ...head }: CountRule): Rule {
  return {
    ...head,
    keys: [count, block],
    run: ({ scopes }: Facts) =>
      scopes.file.flatMap((scope) => {
        const item = itemAt(scope, count)
        if (item?.kind !== 'number' || item.status !== 'found' || item.value === undefined) return []
        const numbers = blockNumbers(scope, repeat)
        if (numbers.length === item.value) return []
        if (numbers.length < item.value && standsForSeveral(scope, repeat)) return []
        return [
          {
            items: [item, ...itemsAt(scope, block)],
            lacks: 'blocks' as const,
            expected: `${item.value}件`,
            found: `${numbers.length}件`,
          },
        ]
      }),
  }
}

/** A count stands there, of 1 or more, exactly if the box or option that announces it is chosen. */
export function countGiven({
  count,
  given,
  ...head
}: RuleHead & {
  readonly count: string
  readonly given:
    | { readonly key: string; readonly box: string }
    | { readonly key: string; readonly option: string; readonly otherwise: string }
}): Rule {
  return {
    ...head,
    keys: [given.key, count],
    run: ({ scopes }: Facts) =>
      scopes.file.flatMap((scope) => {
        const [announced, item] = [itemAt(scope, given.key), itemAt(scope, count)]
        if (!announced || item?.kind !== 'number') return []
        if (item.status !== 'found' && item.status !== 'blank') return []
        const yes = 'box' in given ? isMarked(announced, given.box) : isOption(announced, [given.option])
        const no = 'box' in given ? yes === false : isOption(announced, [given.otherwise])
        const several = (item.value ?? 0) >= 1
        if (yes === true && !several)
          return [{ items: [announced, item], expected: '1件以上', found: `${item.value ?? '空欄'}` }]
        if (no === true && several)
          return [{ items: [announced, item], expected: '空欄', found: `${item.value}件` }]
        return []
      }),
  }
}

/** No block of this kind may be there where `when` says so. */
export function noBlocks({
  repeat,
  block,
  key,
  saysNone,
  ...head
}: RuleHead & {
  readonly repeat: '委託事項' | '提供先' | '移転先'
  readonly block: string
  readonly key: string
  readonly saysNone: (item: Item) => boolean | undefined
}): Rule {
  return {
    ...head,
    keys: [key, block],
    run: ({ scopes }: Facts) =>
      scopes.file.flatMap((scope) => {
        const item = itemAt(scope, key)
        const numbers = blockNumbers(scope, repeat)
        if (!item || saysNone(item) !== true || numbers.length === 0) return []
        return [{ items: [item, ...itemsAt(scope, block)], expected: '0件', found: `${numbers.length}件` }]
      }),
  }
}

/** Numbers of repeated blocks run 1, 2, 3 … in each scope. */
export function numbersRun({
  repeats,
  ...head
}: RuleHead & {
  readonly repeats: readonly { readonly per: Per; readonly repeat: string; readonly block: string }[]
}): Rule {
  return {
    ...head,
    keys: repeats.map(({ block }) => block),
    run: ({ evaluation, scopes }: Facts) => [
      ...repeats.flatMap(({ per, repeat, block }) =>
        scopes[per].flatMap((scope) => {
          const numbers = blockNumbers(scope, repeat)
          if (numbers.every((number, index) => number === index + 1)) return []
          return [
            {
              items: itemsAt(scope, block),
              lacks: 'blocks' as const,
              expected: `${repeat}${numbers.map((_, index) => index + 1).join('・')}`,
              found: `${repeat}${numbers.join('・')}`,
            },
          ]
        }),
      ),
      // A head whose printed number does not go up was numbered by its place; the parser said so.
      ...evaluation.problems.flatMap(({ code, path, message, evidence = [] }) => {
        if (code !== 'repeat-number' || path === undefined) return []
        const printed = /number (\d+)/u.exec(message)?.[1] ?? '?'
        const place = /\[(\d+)\]$/u.exec(path)?.[1] ?? '?'
        return [{ items: [], rows: [{ path, evidence, confidence: 1 }], expected: place, found: printed }]
      }),
    ],
  }
}
