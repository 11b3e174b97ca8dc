import { carriesValue, type FormSpec } from '../forms/index.ts'
import { type Block, type BlockPage, EDGE, isAbove } from './blocks.ts'
import { type Bid, labelIndex } from './labels.ts'

/** A place read as the label of an item; `file` and `n` number the file and the repeat it belongs to (1-based, 0: none). */
export type Placed<Place> = {
  readonly place: Place
  readonly item: number
  readonly file: number
  readonly n: number
  /** The number that the head of a repeat prints, if it is a head. */
  readonly printed?: number
  /** What spoke against the match; 0 is the exact wording with its number. */
  readonly cost: number
}

/** A block read as the label of an item. */
export type Label = Omit<Placed<Block>, 'place'> & { readonly block: Block }

/** A place that could be a label, and the items that it may stand for. */
export type Candidate<Place> = { readonly place: Place; readonly bids: readonly Bid[] }

/** A label is never longer than this (characters of its match key); 様式4 Ⅲ.4 prints five wordings in one. */
const MAX_LABEL_LENGTH = 160
/** Where values stand, a label is quoted. */
const COST_VALUE_PLACE = 4
/** Outside of cells the form prints titles and annex heads; other labels there are somebody's text. */
const COST_LOOSE = 4
/** Costs of going through the form: a step forward, a jump back to where a repeat begins, any other jump back. */
const COST_SKIP = 0.2
const COST_REPEAT = 0.6
const COST_BACK = 6
/** A file's Ⅱ and Ⅲ open with the section's heading and, behind it, the file's name; another label opens none. */
const FILE_OPENING = 1
const COST_WITHIN_FILE = 2
/** A repeat (提供先, 移転先) that is entered without its head. */
const COST_HEADLESS = 0.3
/** Cost of meeting the same label twice running: printed again over a page end, or the next of a repeat. */
const COST_AGAIN = 0.4
/** Cost of not taking a block that could be a label. */
const COST_PASS = 2.5

/** Finds the labels among the blocks of pages. `cost` is the whole path's; of two forms the cheaper one is the document's. */
export function alignLabels(
  pages: readonly BlockPage[],
  spec: FormSpec,
): { readonly labels: readonly Label[]; readonly cost: number } {
  const bidsOf = labelIndex(spec)
  const contest = pages.flatMap(({ blocks }) => {
    const bids = new Map<Block, readonly Bid[]>()
    for (const block of blocks) {
      if (block.key === '' || block.key.length > MAX_LABEL_LENGTH) continue
      const found = bidsOf(block.lines.map((line) => line.text))
      if (found.length > 0) bids.set(block, found)
    }
    const extra = (block: Block, { item }: Bid) => {
      if (block.kind === 'line') {
        const { path } = spec.items[item]!
        return path.includes('.') && carriesValue(spec.items[item]!) ? COST_LOOSE : 0
      }
      return isValueByPlace(block, blocks, (other) =>
        (bids.get(other) ?? []).some((bid) => bid.cost === 0 && spec.items[bid.item]!.below),
      )
        ? COST_VALUE_PLACE
        : 0
    }
    return [...bids].map(
      ([block, found]): Candidate<Block> => ({
        place: block,
        bids: found.map((bid) => ({ ...bid, cost: bid.cost + extra(block, bid) })),
      }),
    )
  })
  const { labels, cost } = alignCandidates(contest, spec, goesOn, opensPage)
  return { labels: labels.map(({ place, ...label }) => ({ ...label, block: place })), cost }
}

/**
 * Finds the labels among the places that could be one, in reading order: the path through the form that costs least
 * (Viterbi). A label that occurs many times on the form is told by what stands before and after it.
 * `goesOn` says whether a place that names the same item as the one before is the same label, printed again;
 * `opensPage` whether it is the first on a new page, where labels that reach over the page end return.
 */
export function alignCandidates<Place>(
  contest: readonly Candidate<Place>[],
  spec: FormSpec,
  goesOn: (from: Place, to: Place) => boolean,
  opensPage: (from: Place, to: Place) => boolean = () => false,
): { readonly labels: readonly Placed<Place>[]; readonly cost: number } {
  const repeats = repeatRanges(spec)
  const ancestors = ancestorsOf(spec)
  type State = { bid: Bid | undefined; at: number; cost: number; back: State | undefined; step: number }
  let states: State[] = [{ bid: undefined, at: -1, cost: 0, back: undefined, step: -1 }]
  contest.forEach(({ place, bids }, index) => {
    const first = index > 0 && opensPage(contest[index - 1]!.place, place)
    const next: State[] = states.map((state) => ({
      bid: undefined,
      at: state.at,
      cost: state.cost + COST_PASS,
      back: state,
      step: index,
    }))
    for (const bid of bids) {
      let best: State | undefined
      for (const state of states) {
        const again = first && state.at >= 0 && ancestors[state.at]!.has(bid.item)
        const step = again ? COST_AGAIN : transition(state.at, bid.item, repeats)
        const cost = state.cost + bid.cost + step
        if (!best || cost < best.cost) best = { bid, at: bid.item, cost, back: state, step: index }
      }
      next.push(best!)
    }
    const cheapest = new Map<number, State>()
    for (const state of next) {
      const known = cheapest.get(state.at)
      if (!known || state.cost < known.cost) cheapest.set(state.at, state)
    }
    states = [...cheapest.values()]
  })
  const end = states.reduce((a, b) => (b.cost < a.cost ? b : a))
  const path: { place: Place; bid: Bid }[] = []
  for (let state: State | undefined = end; state; state = state.back) {
    if (state.bid) path.push({ place: contest[state.step]!.place, bid: state.bid })
  }
  return { labels: numbered(path.reverse(), repeats, ancestors, goesOn, opensPage), cost: end.cost }
}

/**
 * Adds the items that have no label of their own because their heading's serves for them:
 * 様式2 Ⅳ.1 prints 提出する特定個人情報保護評価書の種類 once, and the choice below it.
 */
export function withSharedLabels<L extends Omit<Placed<unknown>, 'place'>>(
  labels: readonly L[],
  spec: FormSpec,
): L[] {
  const found = new Set(labels.map(({ item, file, n }) => `${item} ${file} ${n}`))
  return labels.flatMap((label) => {
    const heading = spec.items[label.item]!
    if (heading.kind !== 'heading') return [label]
    const child = spec.items.findIndex((item) => item.parent === heading.path && item.label === heading.label)
    if (child < 0 || found.has(`${child} ${label.file} ${label.n}`)) return [label]
    return [label, { ...label, item: child }]
  })
}

/** For each item the headings and items that it stands under, repeats apart: their labels return over a page end. */
function ancestorsOf(spec: FormSpec): ReadonlySet<number>[] {
  const byPath = new Map(spec.items.map((item, index) => [item.path, index]))
  return spec.items.map((item) => {
    const above = new Set<number>()
    let parent = item.parent === undefined ? undefined : byPath.get(item.parent)
    while (parent !== undefined && spec.items[parent]!.kind !== 'repeat') {
      above.add(parent)
      const next = spec.items[parent]!.parent
      parent = next === undefined ? undefined : byPath.get(next)
    }
    return above
  })
}

type Range = { readonly start: number; readonly end: number; readonly repeat: string }

/** First and last item of every repeat; the files' repeat reaches from the first to the last of its items (Ⅱ and Ⅲ). */
function repeatRanges(spec: FormSpec): Range[] {
  const ranges: Range[] = []
  spec.items.forEach(({ path, kind, repeat }, start) => {
    if (kind !== 'repeat' || !repeat) return
    let end = start
    while (spec.items[end + 1] && under(spec.items[end + 1]!.path, path)) end++
    ranges.push({ start, end, repeat })
  })
  return ranges
}

const under = (path: string, parent: string): boolean =>
  path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`)

/** One long gap costs less than several short ones: a section left out, rather than a label put into the wrong one. */
const skip = (items: number): number => COST_SKIP * Math.sqrt(items)

function transition(from: number, to: number, repeats: readonly Range[]): number {
  if (to === from) return COST_AGAIN
  const homes = repeats.filter(({ start, end }) => to >= start && to <= end)
  if (to > from) {
    const enters = homes.some(({ start, repeat }) => repeat !== 'file' && from < start && to > start)
    return skip(to - from - 1) + (enters ? COST_HEADLESS : 0)
  }
  const inner = homes
    .filter(({ start, end, repeat }) => repeat !== 'file' && from >= start && from <= end)
    .at(-1)
  if (inner) return COST_REPEAT + skip(to - inner.start)
  const file = homes.find(({ repeat }) => repeat === 'file')
  const files = repeats.filter(({ repeat }) => repeat === 'file')
  if (file && from >= files[0]!.start && from <= files.at(-1)!.end) {
    const opens = to - file.start <= FILE_OPENING
    return COST_REPEAT + skip(to - file.start) + (opens ? 0 : COST_WITHIN_FILE)
  }
  return COST_BACK + skip(from - to)
}

/**
 * Counts files and repeats along the path. A printed number counts when it goes up. The same label again, on the
 * next page or in the row below, is the label before, and so is one that it stands under: a cell cut by a page end is
 * printed anew.
 */
function numbered<Place>(
  path: readonly { readonly place: Place; readonly bid: Bid }[],
  repeats: readonly Range[],
  ancestors: readonly ReadonlySet<number>[],
  goesOn: (from: Place, to: Place) => boolean,
  opensPage: (from: Place, to: Place) => boolean,
): Placed<Place>[] {
  const files = new Map<Range, { file: number; at: number }>()
  const slots = new Map<Range, { n: number; at: number; file: number }>()
  let last: { place: Place; label: Placed<Place> } | undefined
  const number = ({ place, bid }: { readonly place: Place; readonly bid: Bid }): Placed<Place> => {
    if (last && last.label.item === bid.item && bid.n === undefined && goesOn(last.place, place)) {
      return { ...last.label, place, cost: bid.cost }
    }
    const homes = repeats.filter(({ start, end }) => bid.item >= start && bid.item <= end)
    if (
      last &&
      bid.n === undefined &&
      opensPage(last.place, place) &&
      ancestors[last.label.item]!.has(bid.item)
    ) {
      for (const home of homes) {
        const [inFile, inSlot] = [files.get(home), slots.get(home)]
        if (inFile) files.set(home, { ...inFile, at: bid.item })
        if (inSlot) slots.set(home, { ...inSlot, at: bid.item })
      }
      return { place, item: bid.item, file: last.label.file, n: last.label.n, cost: bid.cost }
    }
    const fileRange = homes.find(({ repeat }) => repeat === 'file')
    let file = 0
    if (fileRange) {
      const known = files.get(fileRange)
      const inner = homes.findLast(({ repeat }) => repeat !== 'file')
      const sameSlot = inner && known && known.at >= inner.start && known.at <= inner.end
      file = !known ? 1 : bid.item <= known.at && !sameSlot ? known.file + 1 : known.file
      files.set(fileRange, { file, at: bid.item })
    }
    const slotRange = homes.findLast(({ repeat }) => repeat !== 'file')
    let n = 0
    if (slotRange) {
      const known = slots.get(slotRange)
      const fresh = !known || known.file !== file
      if (fresh) n = bid.n ?? 1
      else if (bid.item > known.at) n = known.n
      else n = bid.n !== undefined && bid.n > known.n ? bid.n : known.n + 1
      slots.set(slotRange, { n, at: bid.item, file })
    }
    const printed = bid.n === undefined ? {} : { printed: bid.n }
    return { place, item: bid.item, file, n, cost: bid.cost, ...printed }
  }
  return path.map((step) => {
    const label = number(step)
    last = { place: step.place, label }
    return label
  })
}

const opensPage = (from: Block, to: Block): boolean => from.page !== to.page

/** Whether a block goes on from another: on the next page, or touching it from below in the same column. */
const goesOn = (from: Block, to: Block): boolean =>
  from.page.number + 1 === to.page.number || (from.page === to.page && isAbove(from, to))

/**
 * Whether a cell is where values stand: the last of a row behind a cell with text, or below a label whose value stands
 * below. A row of heads is none: all its cells may be such labels.
 */
function isValueByPlace(
  block: Block,
  blocks: readonly Block[],
  headsBelow: (block: Block) => boolean,
): boolean {
  if (blocks.some((other) => isAbove(other, block) && headsBelow(other))) return true
  const row = blocks.filter((other) => other !== block && other.kind === 'cell' && inOneRow(other, block))
  const left = row.filter((other) => other.key !== '' && other.box[2] <= block.box[0] + EDGE)
  if (left.length === 0 || row.some((other) => other.box[0] >= block.box[2] - EDGE)) return false
  return ![block, ...left].every(headsBelow)
}

/** Whether two cells overlap by half of the lower one's height. */
const inOneRow = (a: Block, b: Block): boolean =>
  Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1]) >
  0.5 * Math.min(a.box[3] - a.box[1], b.box[3] - b.box[1])
