import { type Box, printedOrder, printedOrderUnless } from './change-layout.ts'
import { FOOT_NUMBER, numberOf, pairCode, pairOf, type ShownPage, START } from './shown-page.ts'

/** A line of a page as it would be printed: what it says, and its rectangle in points. */
export type PrintedLine = Box & { readonly key: string }

/** Lines whose gap is less than this share of their height are of one block (pdfminer.six: `line_margin`). */
const LINE_MARGIN = 0.5
/** Rows are rounded to pixels: a gap so near to the limit may be on either side of it. */
const SURELY_NEAR = 0.4
const SURELY_FAR = 0.58

/** The lines beside which the page, as it would be printed, has another line before or behind than it shows. */
export function displaced(lines: readonly PrintedLine[], shown: ShownPage): Map<string, number> {
  const { left } = compared(lines, shown, Infinity)
  const found = new Map<string, number>()
  const count = (number: number) => {
    const key = shown.keys[number]!
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  for (const [code, pair] of shown.pairs) {
    if (left[pair]! <= 0) continue
    const { before, behind } = pairOf(code)
    count(before)
    count(behind)
  }
  return found
}

/**
 * How many neighbours in the text differ between a page as it would be printed and as it is; where they are as many as
 * `limit` or more, it may say fewer, but not fewer than `limit`.
 */
export const mismatch = (lines: readonly PrintedLine[], shown: ShownPage, limit = Infinity): number =>
  compared(lines, shown, limit).differing

/** `left`: how often each pair of neighbours of the page is lacking in the print. */
function compared(
  lines: readonly PrintedLine[],
  shown: ShownPage,
  limit: number,
): { readonly differing: number; readonly left: Int32Array } {
  const { isOption, pairs, counts, following, preceding } = shown
  const { blocks, boxes } = blocksOf(lines, shown)
  const visible = blocks.map((own) => own.filter((number) => !isOption[number] && number !== FOOT_NUMBER))
  const times = new Uint8Array(shown.keys.length)
  let printed = 0
  for (const own of visible)
    for (const number of own) {
      times[number]!++
      printed++
    }
  times[START] = 1
  const left = counts.slice()
  const isLost = new Uint8Array(counts.length)
  let all = 0
  /** Pairs of the page that the print may still have. */
  let possible = 0
  for (const [code, pair] of pairs) {
    const { before, behind } = pairOf(code)
    all += counts[pair]!
    if (times[before]! > 0 && times[behind]! > 0) possible += counts[pair]!
    else isLost[pair] = 1
  }
  let common = 0
  let strange = 0
  const lose = (pair: number | undefined) => {
    if (pair === undefined || pair < 0 || isLost[pair]) return
    isLost[pair] = 1
    possible--
  }
  const note = (before: number, behind: number, parted: boolean) => {
    const pair = pairs.get(pairCode(before, behind, parted))
    if (pair !== undefined && left[pair]! > 0) {
      left[pair]!--
      common++
      return
    }
    strange++
    if (times[before] === 1) lose(following[before])
    if (times[behind] === 1) lose(preceding[behind])
  }
  const least = () => printed + all - 2 * Math.min(possible, printed - strange)
  for (const own of visible) for (let at = 1; at < own.length; at++) note(own[at - 1]!, own[at]!, false)
  if (least() >= limit) return { differing: least(), left }
  const order = printedOrderUnless(
    boxes,
    (before, behind) => {
      note(visible[before]!.at(-1)!, visible[behind]![0]!, true)
      return least() >= limit
    },
    (block) => visible[block]!.length === 0,
  )
  if (!order) return { differing: least(), left }
  const first = order.find((block) => visible[block]!.length > 0)
  if (first !== undefined) note(START, visible[first]![0]!, true)
  return { differing: printed + all - 2 * common, left }
}

/** The text of a page as pdfminer.six makes it from lines at these places; `|` parts its blocks. */
export function printedKeys(lines: readonly PrintedLine[], shown: ShownPage): string[] {
  const { blocks, boxes } = blocksOf(lines, shown)
  const keys: string[] = []
  for (const at of printedOrder(boxes)) {
    const own = blocks[at]!.filter((number) => number !== FOOT_NUMBER).map((number) => shown.keys[number]!)
    if (own.length > 0) keys.push('|', ...own)
  }
  keys.push('|')
  return keys
}

/** The blocks of lines at these places (`group_textlines` of pdfminer.six): the numbers of their keys, and their rectangles. */
function blocksOf(
  lines: readonly PrintedLine[],
  shown: ShownPage,
): { readonly blocks: readonly (readonly number[])[]; readonly boxes: readonly Box[] } {
  const order = lines.toSorted((a, b) => a.y0 - b.y0)
  const numbers = order.map(({ key }) => numberOf(shown, key))
  const group = order.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (group[root] !== root) root = group[root]!
    return root
  }
  for (let i = 0; i < order.length; i++) {
    const upper = order[i]!
    const high = upper.y1 - upper.y0
    for (let j = i + 1; j < order.length; j++) {
      const lower = order[j]!
      const gap = (lower.y0 - upper.y1) / Math.max(high, lower.y1 - lower.y0)
      if (gap >= SURELY_FAR) break
      if (isAligned(upper, lower) && isNear(numbers[i]!, numbers[j]!, gap, shown))
        group[rootOf(i)] = rootOf(j)
    }
  }
  const blocks: number[][] = []
  const boxes: { -readonly [Side in keyof Box]: Box[Side] }[] = []
  const blockAt: number[] = []
  order.forEach(({ x0, x1, y0, y1 }, index) => {
    const root = rootOf(index)
    const at = blockAt[root]
    if (at === undefined) {
      blockAt[root] = blocks.push([numbers[index]!]) - 1
      boxes.push({ x0, x1, y0, y1 })
      return
    }
    blocks[at]!.push(numbers[index]!)
    const box = boxes[at]!
    box.x0 = Math.min(box.x0, x0)
    box.x1 = Math.max(box.x1, x1)
    box.y1 = Math.max(box.y1, y1)
  })
  return { blocks, boxes }
}

function isAligned(a: Box, b: Box): boolean {
  const height = a.y1 - a.y0
  const reach = LINE_MARGIN * Math.max(height, b.y1 - b.y0)
  return (
    a.x0 < b.x1 &&
    b.x0 < a.x1 &&
    Math.abs(height - b.y1 + b.y0) <= reach &&
    (Math.abs(a.x0 - b.x0) <= reach ||
      Math.abs(a.x1 - b.x1) <= reach ||
      Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 <= reach)
  )
}

function isNear(
  upper: number,
  lower: number,
  gap: number,
  { blockOf, within, isOption }: ShownPage,
): boolean {
  if (gap < SURELY_NEAR) return true
  const [one, other] = [blockOf[upper], blockOf[lower]]
  if (one !== undefined && other !== undefined) return one === other
  if (one !== undefined || other !== undefined || (isOption[upper] && isOption[lower]))
    return within.has(pairCode(upper, lower, false))
  return gap < LINE_MARGIN
}
