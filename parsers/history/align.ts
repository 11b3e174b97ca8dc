import { likeness } from '../checks/texts.ts'
import type { Item } from '../records/index.ts'
import { type Block, itemsIn, nameOf } from './blocks.ts'
import { compareItems, textOf } from './compare.ts'

/** A repeat (or file) of the older version and the one that it is in the newer version; or one that the other lacks. */
export type BlockPair = { readonly older?: Block; readonly newer?: Block }

/** From this likeness on two repeats are one, whatever their numbers. */
const ALIKE = 0.75
/** From this on they are one if they stand between the same others: 委託事項2 was given another name. */
const ALIKE_IN_PLACE = 0.35
const WEIGHT_OF_NAME = 0.6

/**
 * Which repeats are which: by name and content first, then by place. So a removed 提供先3 with 4 moving up is one
 * removal. The pairs are in the order of the newer version, those of the older alone behind what stood before them.
 */
export function alignBlocks(older: readonly Block[], newer: readonly Block[]): BlockPair[] {
  const candidates = older
    .flatMap((one) => newer.map((other) => ({ older: one, newer: other, score: alikeness(one, other) })))
    .sort(
      (a, b) =>
        b.score - a.score ||
        distance(a) - distance(b) ||
        a.older.number + a.newer.number - (b.older.number + b.newer.number),
    )
  const taken = new Map<Block, Block>()
  const take = (accepts: (candidate: (typeof candidates)[number]) => boolean) => {
    for (const candidate of candidates) {
      if (taken.has(candidate.older) || taken.has(candidate.newer) || !accepts(candidate)) continue
      taken.set(candidate.older, candidate.newer)
      taken.set(candidate.newer, candidate.older)
    }
  }
  take(({ score }) => score >= ALIKE)
  const fixed = new Map(taken)
  const before = (blocks: readonly Block[], block: Block) =>
    blocks.slice(0, blocks.indexOf(block)).findLast((one) => fixed.has(one))
  take((pair) => {
    if (pair.score < ALIKE_IN_PLACE) return false
    const [one, other] = [before(older, pair.older), before(newer, pair.newer)]
    return one === undefined || other === undefined ? one === other : fixed.get(one) === other
  })
  const gone = older.filter((block) => !taken.has(block))
  const pairs: BlockPair[] = newer.map((block) => {
    const partner = taken.get(block)
    return partner ? { older: partner, newer: block } : { newer: block }
  })
  for (const block of gone) {
    const previous = older[older.indexOf(block) - 1]
    pairs.splice(pairs.findIndex((pair) => pair.older === previous) + 1, 0, { older: block })
  }
  return pairs
}

const distance = ({ older, newer }: Required<BlockPair>): number => Math.abs(older.number - newer.number)

/** How alike two repeats are, 0 … 1: their names, and what else is in them. */
function alikeness(one: Block, other: Block): number {
  const names = [nameOf(one), nameOf(other)]
  const inOther = new Map(itemsIn(other).map((item) => [relativeKey(item, other), item]))
  const shares = itemsIn(one).flatMap((item) => {
    const match = inOther.get(relativeKey(item, one))
    return match && !names.includes(item) ? shareOf(item, match) : []
  })
  const content =
    shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length
  const [a, b] = names.map((item) => (item?.status === 'found' ? textOf(item) : ''))
  const name = a && b ? likeness(a, b) : undefined
  if (name === undefined) return content ?? 1
  return WEIGHT_OF_NAME * name + (1 - WEIGHT_OF_NAME) * (content ?? name)
}

const relativeKey = ({ path, key }: Item, block: Block): string => `${key} ${path.slice(block.path.length)}`

/** How alike two items are; nothing of those that cannot be told, or say nothing in both. */
function shareOf(one: Item, other: Item): number[] {
  const comparison = compareItems(one, other)
  if (comparison.kind === 'undecided') return []
  const texts = [textOf(one), textOf(other)] as const
  if (comparison.kind === 'same') return texts[0] === '' ? [] : [1]
  const isText = one.kind === 'text' || one.kind === 'longtext'
  return [isText ? likeness(...texts) : 0]
}
