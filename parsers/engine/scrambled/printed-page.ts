import { type Box, printedOrder } from './change-layout.ts'
import type { PlacedPage } from './placed-page.ts'

/** A line of a page as it would be printed: what it says, and its rectangle in points. */
export type PrintedLine = Box & { readonly key: string }

/** What a page shows, to be held against what it would show: `|` parts its blocks. */
export type ShownPage = {
  readonly pairs: ReadonlyMap<string, number>
  readonly blockOf: ReadonlyMap<string, number>
  /** Lines that follow each other within a block. */
  readonly within: ReadonlySet<string>
}

/** Lines whose gap is less than this share of their height are of one block (pdfminer.six: `line_margin`). */
const LINE_MARGIN = 0.5
/** Rows are rounded to pixels: a gap so near to the limit may be on either side of it. */
const SURELY_NEAR = 0.4
const SURELY_FAR = 0.58

const OPTION = /^\d+\)|^<選択肢>$/u

/** The key of a line that is a label's or a value's. */
export const lineKey = (at: number): string => `#${at}`

/** The lines of a page in the order of its text; a line that is no label's or value's is known by its wording alone. */
export function shownPage({ page }: PlacedPage, isOwn: (at: number) => boolean): ShownPage {
  const keys: string[] = []
  const blockOf = new Map<string, number>()
  const within = new Set<string>()
  let block = -1
  page.lines.forEach((line, at) => {
    if (line.block !== block) keys.push('|')
    else within.add(`${page.lines[at - 1]!.key}\n${line.key}`)
    block = line.block
    const key = isOwn(at) ? lineKey(at) : line.key
    keys.push(key)
    if (isOwn(at)) blockOf.set(key, block)
  })
  return { pairs: pairsOf([...keys, '|']), blockOf, within }
}

/** The lines beside which the page, as it would be printed, has another line before or behind than it shows. */
export function displaced(lines: readonly PrintedLine[], shown: ShownPage): Map<string, number> {
  const pairs = pairsOf(printedKeys(lines, shown))
  const found = new Map<string, number>()
  for (const [pair, count] of shown.pairs) {
    if ((pairs.get(pair) ?? 0) >= count) continue
    for (const key of pair.split('\n')) {
      const own = key.replace(/^\|/u, '')
      found.set(own, (found.get(own) ?? 0) + 1)
    }
  }
  return found
}

/** How many neighbours in the text differ between a page as it would be printed and as it is. */
export function mismatch(lines: readonly PrintedLine[], shown: ShownPage): number {
  const pairs = pairsOf(printedKeys(lines, shown))
  let differing = 0
  for (const [pair, count] of pairs) differing += Math.max(0, count - (shown.pairs.get(pair) ?? 0))
  for (const [pair, count] of shown.pairs) differing += Math.max(0, count - (pairs.get(pair) ?? 0))
  return differing
}

function pairsOf(keys: readonly string[]): Map<string, number> {
  const pairs = new Map<string, number>()
  let before = ''
  let parted = ''
  for (const key of keys) {
    if (key === '|') {
      parted = '|'
      continue
    }
    // Options stand where their choice does, or a hair above or below: nothing is told by them.
    if (OPTION.test(key)) continue
    const pair = `${before}\n${parted}${key}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    before = key
    parted = ''
  }
  return pairs
}

/** The text of a page as pdfminer.six (`group_textlines`, `group_textboxes`) makes it from lines at these places. */
export function printedKeys(lines: readonly PrintedLine[], shown: ShownPage): string[] {
  const group = lines.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (group[root] !== root) root = group[root]!
    return root
  }
  const order = lines.map((_, index) => index).sort((a, b) => lines[a]!.y0 - lines[b]!.y0)
  for (let i = 0; i < order.length; i++) {
    const upper = lines[order[i]!]!
    const high = upper.y1 - upper.y0
    for (let j = i + 1; j < order.length; j++) {
      const lower = lines[order[j]!]!
      const gap = (lower.y0 - upper.y1) / Math.max(high, lower.y1 - lower.y0)
      if (gap >= SURELY_FAR) break
      if (isAligned(upper, lower) && isNear(upper, lower, gap, shown))
        group[rootOf(order[i]!)] = rootOf(order[j]!)
    }
  }
  const members = new Map<number, number[]>()
  for (const index of order) {
    const root = rootOf(index)
    const own = members.get(root)
    if (own) own.push(index)
    else members.set(root, [index])
  }
  const blocks = [...members.values()]
  const boxes = blocks.map((own): Box => {
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const index of own) {
      const line = lines[index]!
      x0 = Math.min(x0, line.x0)
      x1 = Math.max(x1, line.x1)
      y0 = Math.min(y0, line.y0)
      y1 = Math.max(y1, line.y1)
    }
    return { x0, x1, y0, y1 }
  })
  const keys: string[] = []
  for (const at of printedOrder(boxes)) {
    const own = blocks[at]!.map((index) => lines[index]!.key).filter((key) => key !== FOOT)
    if (own.length > 0) keys.push('|', ...own)
  }
  keys.push('|')
  return keys
}

/** The page's number stands below all, and is not among the lines of its text. */
export const FOOT = '\f'

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
  upper: PrintedLine,
  lower: PrintedLine,
  gap: number,
  { blockOf, within }: ShownPage,
): boolean {
  if (gap < SURELY_NEAR) return true
  const [one, other] = [blockOf.get(upper.key), blockOf.get(lower.key)]
  if (one !== undefined && other !== undefined) return one === other
  if (OPTION.test(upper.key) && OPTION.test(lower.key)) return within.has(`${upper.key}\n${lower.key}`)
  return gap < LINE_MARGIN
}
