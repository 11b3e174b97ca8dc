import type { Item } from '../records/index.ts'

/** The evaluation, a file of it (II[1], III[1]) or a repeat (II[1].5.提供先[3]), with what is directly in it. */
export type Block = {
  /** `` for the evaluation itself. */
  readonly path: string
  readonly number: number
  /** By key; within a block no key comes twice. */
  readonly items: Map<string, Item>
  /** By their path without number, seen from this block: `II`, `.5.提供先`. */
  readonly repeats: Map<string, Block[]>
}

const NUMBER = /\[(\d+)\]/gu

/** Cuts the items of an evaluation into the blocks that their addresses number. */
export function blocksOf(items: readonly Item[]): Block {
  const root = emptyBlock('', 0)
  for (const item of items) {
    let block = root
    let from = 0
    for (const match of item.path.matchAll(NUMBER)) {
      const end = match.index + match[0].length
      block = repeatIn(block, item.path.slice(from, match.index), item.path.slice(0, end), Number(match[1]))
      from = end
    }
    block.items.set(item.key, item)
  }
  return root
}

function repeatIn(block: Block, name: string, path: string, number: number): Block {
  const siblings = block.repeats.get(name) ?? []
  block.repeats.set(name, siblings)
  const known = siblings.find((sibling) => sibling.number === number)
  if (known) return known
  const made = emptyBlock(path, number)
  siblings.push(made)
  return made
}

const emptyBlock = (path: string, number: number): Block => ({
  path,
  number,
  items: new Map(),
  repeats: new Map(),
})

/** All items of a block and of what is in it. */
export const itemsIn = ({ items, repeats }: Block): Item[] => [
  ...items.values(),
  ...[...repeats.values()].flat().flatMap(itemsIn),
]

/** The item that a block is known by: its title, or the first of its items that is a name. */
export const nameOf = ({ items }: Block): Item | undefined =>
  [...items.values()].find(({ key }) => /(?:^|[._\]])name$/u.test(key))

/** Whether the name of a block was read, or seen to be empty. */
export function isNamed(block: Block): boolean {
  const name = nameOf(block)
  return name !== undefined && (name.status === 'found' || name.status === 'blank')
}

/** Whether anything stands in a block, or may: the template's empty slots have nothing. */
export const isFilled = (block: Block): boolean =>
  itemsIn(block).some((item) =>
    item.kind === 'checkboxes' ? item.checked.length + item.unknown.length > 0 : item.status === 'found',
  )
