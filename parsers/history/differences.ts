import { wordDiff } from '../changes/index.ts'
import { EDITIONS, type Edition, formItems, formSpec } from '../forms/index.ts'
import { type Evaluation, type Item, isUntold } from '../records/index.ts'
import { alignBlocks } from './align.ts'
import { type Block, blocksOf, isFilled, isNamed, itemsIn, nameOf } from './blocks.ts'
import { compareItems, textOf } from './compare.ts'
import type { Both, Difference } from './version-diff.ts'

/** A difference of which nobody has asked yet whether it is declared. */
export type Found = Omit<Difference, 'declared' | 'declarations'> & {
  /** The item is of one of the editions only. */
  readonly byForm: boolean
}

/** All that differs, or may differ, between two versions on one form, in the order of the form. */
export function differencesOf(older: Evaluation, newer: Evaluation): Found[] {
  const order = new Map(formItems(newer.form).map(({ key }, index) => [key, index]))
  const labels = new Map(formItems(newer.form).map(({ key, label }) => [key, label]))
  const labelOf = ({ key, path }: Item) => labels.get(key) ?? path
  const placeOf = (items: readonly Item[]) =>
    Math.min(...items.map(({ key }) => order.get(key) ?? order.size))

  const inBlocks = (one: Block, other: Block): Found[] => {
    const keys = new Set([...one.items.keys(), ...other.items.keys()])
    const ofItems = [...keys].map((key) => {
      const [before, after] = [one.items.get(key), other.items.get(key)]
      return {
        place: placeOf([(after ?? before)!]),
        found: before && after ? ofBoth(before, after) : ofOne({ older: before, newer: after }),
      }
    })
    const names = new Set([...one.repeats.keys(), ...other.repeats.keys()])
    const ofRepeats = [...names].map((name) => {
      const blocks = [one, other].map((block) => block.repeats.get(name) ?? [])
      const [before, after] = blocks.map((all) => all.filter(isFilled)) as [Block[], Block[]]
      const unnamed = [...before, ...after].filter((block) => !isNamed(block))
      const found = alignBlocks(before, after).flatMap((pair) => {
        const doubt = unnamed.length > 0 ? WHICH_IS_WHICH : undefined
        if (!pair.older)
          return [ofWhole('added', pair.newer!, doubt ?? missedIn(one, before, name, pair.newer!))]
        if (!pair.newer)
          return [ofWhole('removed', pair.older, doubt ?? missedIn(other, after, name, pair.older))]
        const isUnsure =
          before.length !== after.length && (unnamed.includes(pair.older) || unnamed.includes(pair.newer))
        if (isUnsure) return [{ ...describedBlock(pair), kind: 'undecided' as const, reason: WHICH_IS_WHICH }]
        return [...ofNumbers(pair.older, pair.newer), ...inBlocks(pair.older, pair.newer)]
      })
      return { place: placeOf(blocks.flat().flatMap(itemsIn)), found }
    })
    return [...ofItems, ...ofRepeats].sort((a, b) => a.place - b.place).flatMap(({ found }) => found)
  }

  const ofBoth = (before: Item, after: Item): Found[] => {
    const comparison = compareItems(before, after)
    if (comparison.kind === 'same') return []
    const isText = after.kind === 'text' || after.kind === 'longtext'
    const texts = { older: textOf(before), newer: textOf(after) }
    return [
      {
        ...comparison,
        ...described({ older: before, newer: after }),
        texts,
        ...(isText && comparison.kind === 'changed' ? { words: wordDiff(texts.older, texts.newer) } : {}),
      },
    ]
  }

  /** An item that the record of one version does not have: its edition may not print it. */
  const ofOne = (items: { older: Item | undefined; newer: Item | undefined }): Found[] => {
    const item = (items.newer ?? items.older)!
    const lacking = items.newer ? older : newer
    const head = described(
      items.newer ? { newer: item } : { older: item },
      items.newer ? { newer: textOf(item) } : { older: textOf(item) },
    )
    if (prints(lacking, item.key) !== false) {
      const version = items.newer ? 'older' : 'newer'
      return [{ ...head, kind: 'undecided', reason: `the ${version} version has no record of it` }]
    }
    const says = item.status === 'found' && (item.kind !== 'checkboxes' || item.checked.length > 0)
    return says ? [{ ...head, kind: items.newer ? 'added' : 'removed', byForm: true }] : []
  }

  const described = (items: Both<Item>, texts: Both<string> = {}) => {
    const both = [items.older, items.newer].filter((item) => item !== undefined)
    const item = both.at(-1)!
    return {
      whole: false,
      key: item.key,
      label: labelOf(item),
      paths: mapped(items, ({ path }) => path),
      texts,
      evidence: mapped(items, ({ evidence }) => evidence),
      confidence: Math.min(...both.map(({ confidence }) => confidence)),
      byForm: false,
    }
  }

  const ofWhole = (kind: 'added' | 'removed', block: Block, reason: string | undefined): Found => ({
    ...describedBlock(kind === 'added' ? { newer: block } : { older: block }),
    kind: reason === undefined ? kind : 'undecided',
    ...(reason === undefined ? {} : { reason }),
    contents: itemsIn(block)
      .filter((item) => textOf(item) !== '')
      .map((item) => ({ path: item.path, label: labelOf(item), text: textOf(item) })),
  })

  const ofNumbers = (before: Block, after: Block): Found[] =>
    before.number === after.number
      ? []
      : [{ ...describedBlock({ older: before, newer: after }), kind: 'moved' }]

  const describedBlock = (blocks: Both<Block>) => {
    const block = (blocks.newer ?? blocks.older)!
    const shown = (each: Block) => nameOf(each) ?? itemsIn(each)[0]!
    return {
      whole: true,
      key: itemsIn(block)[0]!.key.replace(/\[\][^[]*$/u, '[]'),
      label: blockLabel(block),
      paths: mapped(blocks, ({ path }) => path),
      texts: mapped(blocks, (each) => textOf(shown(each))),
      evidence: mapped(blocks, (each) => shown(each).evidence),
      confidence: Math.min(
        ...[blocks.older, blocks.newer].flatMap((each) => (each ? shown(each).confidence : [])),
      ),
      byForm: false,
    }
  }

  return inBlocks(blocksOf(older.items), blocksOf(newer.items))
}

const WHICH_IS_WHICH = 'not all names were read, so that it cannot be told which is which'

const mapped = <T, U>({ older, newer }: Both<T>, to: (value: T) => U): Both<U> => ({
  ...(older === undefined ? {} : { older: to(older) }),
  ...(newer === undefined ? {} : { newer: to(newer) }),
})

/** II[1].5.提供先[3] → 提供先3, II[2] → Ⅱ（2） */
function blockLabel({ path, number }: Block): string {
  const word = /([^.[\]]+)\[\d+\]$/u.exec(path)?.[1] ?? path
  return word === 'II' || word === 'III' ? `${word === 'II' ? 'Ⅱ' : 'Ⅲ'}（${number}）` : `${word}${number}`
}

/** Whether the edition of an evaluation prints an item; undefined if its edition is not known. */
function prints({ form, edition }: Evaluation, key: string): boolean | undefined {
  if (!edition) return undefined
  const [first, last] = [edition.first, edition.last].map((name) => EDITIONS.indexOf(name as Edition))
  return EDITIONS.slice(first, last! + 1).some((each) =>
    formSpec(form, each).items.some((item) => item.key === key),
  )
}

/**
 * Why a repeat that one version lacks may only have been missed there: the version says another count than there are
 * repeats (提供 4件, and three were read), or none of them was read.
 */
function missedIn(around: Block, read: readonly Block[], name: string, lacked: Block): string | undefined {
  const counted = countOf(around, lacked)
  if (!counted) return read.length === 0 ? `no ${name.replace(/^\./u, '')} was read there` : undefined
  if (isUntold(counted)) return `how many there are was not read (${counted.path})`
  const count = counted.kind === 'number' ? (counted.value ?? 0) : read.length
  return count === read.length
    ? undefined
    : `${counted.path} says ${count}, and ${read.length} ${read.length === 1 ? 'was' : 'were'} read`
}

/** 件数 beside a repeat: `files[].provision.recipients[]` is counted by `files[].provision.count`. */
function countOf({ items }: Block, block: Block): Item | undefined {
  const { key } = itemsIn(block)[0]!
  const repeat = key.slice(0, key.lastIndexOf('[]'))
  return items.get(`${repeat.slice(0, repeat.lastIndexOf('.'))}.count`)
}

/** `files[].provision.count` is the count of `files[].provision.recipients[]`. */
export const isCountOf = (key: string, repeat: string): boolean =>
  key === `${repeat.slice(0, repeat.lastIndexOf('.'))}.count`
