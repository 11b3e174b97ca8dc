import type { PlacedPage } from './placed-page.ts'

/**
 * What a page shows, to be held against what it would show: which line follows which, options left out. Keys of lines go by
 * numbers, so that thousands of prints of a page are compared without their words; a key that only a print has gets its
 * number then.
 */
export type ShownPage = {
  readonly keys: string[]
  readonly numbers: Map<string, number>
  readonly isOption: boolean[]
  /** Two lines that follow each other (`pairCode`), as an index of `counts`. */
  readonly pairs: ReadonlyMap<number, number>
  readonly counts: Int32Array
  /** By number: the pair of a line that the page has once with the line behind it, and with that before it. */
  readonly following: readonly (number | undefined)[]
  readonly preceding: readonly (number | undefined)[]
  /** The numbers of its lines in their order; -1 where a block begins, and at the end. */
  readonly sequence: readonly number[]
  /** By number: the block of a label's or value's line. */
  readonly blockOf: readonly (number | undefined)[]
  /** Lines that follow each other within a block. */
  readonly within: ReadonlySet<number>
}

const OPTION = /^\d+\)|^<選択肢>$/u
/** What stands before the first line. */
export const START = 0
/** The page's number stands below all, and is not among the lines of its text. */
export const FOOT = '\f'
export const FOOT_NUMBER = 1
/** A line that the page has several times has no one pair. */
const NONE = -1
/** A page has fewer keys. */
const KEYS = 2 ** 14

/** The key of a line that is a label's or a value's. */
export const lineKey = (at: number): string => `#${at}`

/** Two keys that follow each other, in one block or `parted` by its end. */
export const pairCode = (before: number, behind: number, parted: boolean): number =>
  (before * 2 + (parted ? 1 : 0)) * KEYS + behind

/** The keys of a `pairCode`. */
export const pairOf = (code: number): { readonly before: number; readonly behind: number } => ({
  before: Math.floor(code / (2 * KEYS)),
  behind: code % KEYS,
})

/** A line: a label's or a value's is known by its place, any other by its wording alone. */
type ShownLine = { readonly key: string; readonly wording: string }

/** The lines of a page in the order of its text. */
export const shownPage = ({ page }: PlacedPage, isOwn: (at: number) => boolean): ShownPage =>
  shownBlocks([
    ...Map.groupBy(
      page.lines.map(({ key, block }, at) => ({ key: isOwn(at) ? lineKey(at) : key, wording: key, block })),
      ({ block }) => block,
    ).values(),
  ])

export function shownBlocks(blocks: readonly (readonly ShownLine[])[]): ShownPage {
  const page = {
    keys: ['', FOOT],
    numbers: new Map([
      ['', START],
      [FOOT, FOOT_NUMBER],
    ]),
    isOption: [false, false],
  }
  const blockOf: number[] = []
  const within = new Set<number>()
  const pairs = new Map<number, number>()
  const following: number[] = []
  const preceding: number[] = []
  const counts: number[] = []
  const sequence: number[] = []
  let before = START
  blocks.forEach((block, index) => {
    let parted = true
    sequence.push(-1)
    block.forEach(({ key, wording }, at) => {
      const number = numberOf(page, key)
      if (key !== wording) blockOf[number] = index
      if (at > 0) {
        const above = block[at - 1]!
        within.add(pairCode(numberOf(page, above.wording), numberOf(page, wording), false))
        within.add(pairCode(numberOf(page, above.key), number, false))
      }
      // Options stand where their choice does, or a hair above or below: nothing is told by them.
      if (page.isOption[number]) return
      sequence.push(number)
      const code = pairCode(before, number, parted)
      const pair = pairs.get(code) ?? pairs.size
      pairs.set(code, pair)
      counts[pair] = (counts[pair] ?? 0) + 1
      following[before] = following[before] === undefined ? pair : NONE
      preceding[number] = preceding[number] === undefined ? pair : NONE
      before = number
      parted = false
    })
  })
  return {
    ...page,
    pairs,
    counts: Int32Array.from(counts),
    following,
    preceding,
    sequence: [...sequence, -1],
    blockOf,
    within,
  }
}

/** The number of a key on a page. */
export function numberOf(
  { keys, numbers, isOption }: Pick<ShownPage, 'keys' | 'numbers' | 'isOption'>,
  key: string,
): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  const number = keys.push(key) - 1
  numbers.set(key, number)
  isOption[number] = OPTION.test(key)
  return number
}
