import type { ChangeRow } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'

/** The two columns whose texts go on in another row. */
export const TEXT_COLUMNS = ['変更前', '変更後'] as const
export type TextColumn = (typeof TEXT_COLUMNS)[number]

const BELOW = '(?:下段|次段|下欄|次欄|次頁|次ページ|次葉|別頁)'
const ABOVE = '(?:上段|前段|上欄|前欄|前頁|前ページ|前葉)'
const OPEN = '[(（【<＜]'
const CLOSE = '[)）】>＞]'
/** （下段に続く）, 次頁へ続く, （続く） at the end of a cell; a sentence may end in 続く, too. */
const GOES_ON = new RegExp(
  `\\s*(?:${OPEN}[^()（）]{0,9}(?:続\\s*く|つづく)\\s*${CLOSE}|[※＊]?${BELOW}(?:に|へ)(?:続く|つづく))\\s*$`,
  'u',
)
/** （上段からの続き）, 前頁の続き, （続き） at the start of a cell. */
const FROM_ABOVE = new RegExp(
  `^\\s*(?:${OPEN}[^()（）]{0,9}(?:続\\s*き|つづき)\\s*${CLOSE}|[※＊]?${ABOVE}(?:からの|より|から|の)?(?:続き|つづき))[\\s:：]*`,
  'u',
)
/** 同上 in the item column: the item of the row before. */
const SAME_ITEM = /^[(（]?(?:同上|上に同じ|上記と同じ|〃|"|″)[)）]?$/u

/** What the marks of a row say of its place in a chain. */
type Links = {
  /** The item is the one of the row before, or of the row that it goes on from. */
  readonly sameItem: boolean
  /** The item column itself says that the row goes on: （続き）. */
  readonly itemGoesOn: boolean
  readonly from: readonly TextColumn[]
  readonly on: readonly TextColumn[]
}

/** A text without its marks of continuation. */
export function withoutMarks(text: string): string {
  return text.replace(FROM_ABOVE, '').replace(GOES_ON, '').trim()
}

/** Whether a text begins or ends in a row that is not among these: a mark of continuation has nothing to go with. */
export function isTorn(parts: readonly ChangeRow[]): boolean {
  return TEXT_COLUMNS.some((column) => {
    const texts = parts.flatMap((part) => part[column]?.trim() || [])
    return texts.length > 0 && (FROM_ABOVE.test(texts[0]!) || GOES_ON.test(texts.at(-1)!))
  })
}

/** 項目 without （続き） before it. */
export const itemText = (row: Pick<ChangeRow, '項目'>): string =>
  (row.項目 ?? '').replace(FROM_ABOVE, '').trim()

/** 同上, （続き） alone, and of a row without a date of its own the empty cell: the item stands in a row before. */
export function isSameItem(row: ChangeRow): boolean {
  const text = itemText(row)
  if (text !== '') return SAME_ITEM.test(matchKey(text))
  const isEmptyCell = (row.項目 ?? '').trim() === ''
  return !isEmptyCell || ((row.変更日 ?? '').trim() === '' && !row.unattributed?.includes('項目'))
}

function linksOf(row: ChangeRow): Links {
  const item = row.項目 ?? ''
  return {
    sameItem: isSameItem(row),
    itemGoesOn: FROM_ABOVE.test(item),
    from: TEXT_COLUMNS.filter((column) => FROM_ABOVE.test(row[column] ?? '')),
    on: TEXT_COLUMNS.filter((column) => GOES_ON.test(row[column] ?? '')),
  }
}

/** A row goes on at most so many rows away: the rows of one page may stand out of order. */
const MAX_DISTANCE = 8
const BACKWARDS = 0.5
const OTHER_COLUMNS = 3

/**
 * Which rows are one change: positions in order of the text, the chains in order of their first rows.
 * A row with （上段からの続き） belongs behind the nearest row of its date that goes on (（下段に続く）) in the same columns;
 * on a page with rows out of order that may stand below it. 項目 （続き）, and 同上 with the same date and one of the texts
 * empty, belong to the row before.
 */
export function chainsOf(rows: readonly ChangeRow[]): number[][] {
  const links = rows.map(linksOf)
  const next = new Map<number, number>()
  const previous = new Map<number, number>()
  const join = (from: number, to: number) => {
    next.set(from, to)
    previous.set(to, from)
  }
  const pairs = links
    .flatMap(({ on }, from) => (on.length === 0 ? [] : candidates(rows, links, from)))
    .sort((a, b) => a.cost - b.cost)
  for (const { from, to } of pairs) {
    if (!next.has(from) && !previous.has(to) && !leadsTo(next, to, from)) join(from, to)
  }
  links.forEach(({ itemGoesOn, sameItem }, index) => {
    if (index === 0 || previous.has(index)) return
    const above = index - 1
    if (next.has(above) || next.get(index) === above) return
    const goesOn =
      itemGoesOn || (sameItem && sameDay(rows[above]!, rows[index]!) && hasEmptyText(rows[index]!))
    if (goesOn) join(above, index)
  })
  return rows.flatMap((_, index) => (previous.has(index) ? [] : [chainFrom(next, index)]))
}

function candidates(rows: readonly ChangeRow[], links: readonly Links[], from: number) {
  const { on } = links[from]!
  return links.flatMap(({ from: columns, sameItem, itemGoesOn }, to) => {
    const distance = Math.abs(to - from)
    const marked = columns.length > 0 || (itemGoesOn && to > from)
    if (to === from || !marked || distance > MAX_DISTANCE || !sameDay(rows[from]!, rows[to]!)) return []
    if (!sameItem && !itemGoesOn && matchKey(rows[to]!.項目 ?? '') !== matchKey(rows[from]!.項目 ?? ''))
      return []
    const agree = columns.length === 0 || columns.join() === on.join()
    return [{ from, to, cost: distance + (to < from ? BACKWARDS : 0) + (agree ? 0 : OTHER_COLUMNS) }]
  })
}

/** Rows over a page end may leave their date out. */
const sameDay = (one: ChangeRow, other: ChangeRow): boolean =>
  one.iso === undefined || other.iso === undefined || one.iso === other.iso

const hasEmptyText = (row: ChangeRow): boolean =>
  TEXT_COLUMNS.some((column) => (row[column] ?? '').trim() === '' && !row.unattributed?.includes(column))

const leadsTo = (next: ReadonlyMap<number, number>, start: number, end: number): boolean =>
  chainFrom(next, start).includes(end)

function chainFrom(next: ReadonlyMap<number, number>, start: number): number[] {
  const chain = [start]
  for (let at = next.get(start); at !== undefined; at = next.get(at)) chain.push(at)
  return chain
}
