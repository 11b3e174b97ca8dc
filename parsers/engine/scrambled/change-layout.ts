/** A rectangle in units of a character's width; y grows downwards. */
export type Box = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

/** How much the order of boxes follows their height on the page rather than their left edge (-1 to 1). */
const BOXES_FLOW = 0.5

/** More than any rectangle of a page: what is added where another box stands between two. */
const PARTED = 2 ** 30
/** Rectangles of a page are reckoned more exactly than this. */
const ROUNDING = 1e-6

/**
 * Room for what is known of the groups of a page, which is laid out some ten thousand times a document. Groups are told by
 * their place from the top of the page.
 */
type Desk = ReturnType<typeof deskFor>
const deskFor = (room: number) => ({
  room,
  x0: new Float64Array(room),
  x1: new Float64Array(room),
  y0: new Float64Array(room),
  y1: new Float64Array(room),
  area: new Float64Array(room),
  /** When the group was made; a box alone is as old as its index. */
  age: new Int32Array(room),
  /** The least index of its boxes. */
  rank: new Int32Array(room),
  /** The groups that are left, from the top. */
  alive: new Int32Array(room),
  /** Of those below it, the nearest one, and how much their common rectangle adds. */
  nearest: new Int32Array(room),
  least: new Float64Array(room),
  /** The nearest one is gone: the others are as far away as it was, or farther. */
  isStale: new Uint8Array(room),
  /** Of two groups (`a * room + b`): another one stands between them. */
  isParted: new Uint8Array(room * room),
  /** The first and the last box of a group; of a box, the next one. */
  first: new Int32Array(room),
  last: new Int32Array(room),
  next: new Int32Array(room),
  /** The first and the last box of a group that are not silent, or -1. */
  begin: new Int32Array(room),
  end: new Int32Array(room),
})
let desk = deskFor(128)

/**
 * The order in which pdfminer.six prints the text boxes of a page (its layout.py, `group_textboxes` and
 * `LTTextGroupLRTB.analyze` with the default parameters), as indices of `boxes`: the two whose common rectangle adds the
 * least area are grouped first, two with another box between them only when no others are left; then the halves of each
 * group are put from the top left to the bottom right.
 */
export const printedOrder = (boxes: readonly Box[]): number[] =>
  printedOrderUnless(
    boxes,
    () => false,
    () => false,
  )!

/**
 * The printed order, or nothing: `isHopeless` is told of each two boxes as it becomes known that one follows the other
 * (silent ones left out), and says when the order is not wanted any more.
 */
export function printedOrderUnless(
  boxes: readonly Box[],
  isHopeless: (before: number, behind: number) => boolean,
  isSilent: (box: number) => boolean,
): number[] | undefined {
  const count = boxes.length
  if (count === 0) return []
  if (desk.room < count) desk = deskFor(2 * count)
  const { room, x0, x1, y0, y1, area, age, rank, alive, nearest, isParted } = desk
  const { first, last, next, begin, end } = desk
  for (let at = 0; at < count; at++) {
    let place = at
    for (; place > 0 && boxes[rank[place - 1]!]!.y0 > boxes[at]!.y0; place--) rank[place] = rank[place - 1]!
    rank[place] = at
  }
  for (let place = 0; place < count; place++) {
    const at = rank[place]!
    const box = boxes[at]!
    x0[place] = box.x0
    x1[place] = box.x1
    y0[place] = box.y0
    y1[place] = box.y1
    area[place] = (box.x1 - box.x0) * (box.y1 - box.y0)
    age[place] = at
    alive[place] = place
    first[place] = at
    last[place] = at
    next[place] = -1
    const own = isSilent(at) ? -1 : at
    begin[place] = own
    end[place] = own
    isParted.fill(0, place * room, place * room + count)
  }
  let left = count
  for (let index = 0; index < count; index++) seek(desk, index, left)
  for (let born = count; left > 1; born++) {
    const a = soonest(desk, left)
    const b = nearest[a]!
    const [older, newer] = rank[a]! < rank[b]! ? [a, b] : [b, a]
    const isTurned = placeOf(x0[newer]!, y0[newer]!, y1[newer]!) < placeOf(x0[older]!, y0[older]!, y1[older]!)
    const [before, behind] = isTurned ? [newer, older] : [older, newer]
    const [one, other] = [end[before]!, begin[behind]!]
    if (one >= 0 && other >= 0 && isHopeless(one, other)) return undefined
    const [from, to] = [begin[before]!, end[behind]!]
    begin[a] = from < 0 ? other : from
    end[a] = to < 0 ? one : to
    next[last[before]!] = first[behind]!
    first[a] = first[before]!
    last[a] = last[behind]!
    x0[a] = Math.min(x0[a]!, x0[b]!)
    x1[a] = Math.max(x1[a]!, x1[b]!)
    y1[a] = Math.max(y1[a]!, y1[b]!)
    area[a] = (x1[a]! - x0[a]!) * (y1[a]! - y0[a]!)
    age[a] = born
    rank[a] = rank[older]!
    left = join(desk, a, b, left)
  }
  const order: number[] = []
  for (let at = first[alive[0]!]!; at >= 0; at = next[at]!) order.push(at)
  return order
}

/** Finds the nearest one below a group; of several, the oldest. */
function seek(
  { room, x0, x1, y0, y1, area, age, rank, alive, nearest, least, isStale, isParted }: Desk,
  index: number,
  left: number,
): void {
  const a = alive[index]!
  const ax0 = x0[a]!
  const ax1 = x1[a]!
  const ay0 = y0[a]!
  const ay1 = y1[a]!
  const own = area[a]!
  const older = rank[a]!
  const row = a * room
  let best = -1
  let value = Infinity
  for (let other = index + 1; other < left; other++) {
    const b = alive[other]!
    const by0 = y0[b]!
    // All that stand so far below add at least the gap, as wide as this one.
    if (by0 > ay1 && (by0 - ay1) * (ax1 - ax0) > value + ROUNDING) break
    const width = Math.max(ax1, x1[b]!) - Math.min(ax0, x0[b]!)
    const height = Math.max(ay1, y1[b]!) - ay0
    const its = area[b]!
    // In one order, as sums of three are rounded.
    let each = older < rank[b]! ? width * height - own - its : width * height - its - own
    if (each > value) continue
    if (isParted[row + b]) each += PARTED
    if (each < value || (each === value && age[b]! < age[best]!)) {
      value = each
      best = b
    }
  }
  nearest[a] = best
  least[a] = value
  isStale[a] = 0
}

/** The group that is joined to its nearest one next: the nearest of all; of several, that of the older pair. */
function soonest(desk: Desk, left: number): number {
  const { room, age, alive, nearest, least, isStale, isParted } = desk
  while (true) {
    let index = 0
    let a = alive[0]!
    let value = least[a]!
    let second = Infinity
    for (let other = 1; other < left; other++) {
      const at = alive[other]!
      const each = least[at]!
      if (each > value) {
        if (each < second) second = each
        continue
      }
      second = value
      if (each === value) {
        if (isStale[a] || value === Infinity) continue
        if (!isStale[at] && !isOlder(age, at, nearest[at]!, a, nearest[a]!)) continue
      }
      value = each
      index = other
      a = at
    }
    while (true) {
      if (isStale[a]) {
        seek(desk, index, left)
        if (least[a]! >= second) break
      } else if (value >= PARTED / 2 || !isBetween(desk, a, nearest[a]!, left)) return a
      else {
        isParted[a * room + nearest[a]!] = 1
        isStale[a] = 1
      }
      value = least[a]!
    }
  }
}

function isOlder(age: Int32Array, a: number, b: number, c: number, d: number): boolean {
  const one = Math.max(age[a]!, age[b]!)
  const other = Math.max(age[c]!, age[d]!)
  return one < other || (one === other && Math.min(age[a]!, age[b]!) < Math.min(age[c]!, age[d]!))
}

/** Whether another box stands in the rectangle around two. */
function isBetween({ x0, x1, y0, y1, alive }: Desk, a: number, b: number, left: number): boolean {
  const start = Math.min(x0[a]!, x0[b]!)
  const end = Math.max(x1[a]!, x1[b]!)
  const top = y0[a]!
  const bottom = Math.max(y1[a]!, y1[b]!)
  for (let index = 0; index < left; index++) {
    const at = alive[index]!
    if (y0[at]! >= bottom) return false
    if (top < y1[at]! && x0[at]! < end && start < x1[at]! && at !== a && at !== b) return true
  }
  return false
}

/** Puts the group of `a` and `b`, which is in the place of `a`, among the others; gives how many are left. */
function join(desk: Desk, a: number, b: number, left: number): number {
  const { room, x0, x1, y0, y1, area, rank, alive, nearest, least, isStale, isParted } = desk
  const ax0 = x0[a]!
  const ax1 = x1[a]!
  const ay1 = y1[a]!
  const own = area[a]!
  const older = rank[a]!
  let index = 0
  for (; alive[index] !== a; index++) {
    const at = alive[index]!
    const width = Math.max(ax1, x1[at]!) - Math.min(ax0, x0[at]!)
    const height = Math.max(ay1, y1[at]!) - y0[at]!
    const its = area[at]!
    const value = older < rank[at]! ? width * height - own - its : width * height - its - own
    isParted[at * room + a] = 0
    if (value < least[at]!) {
      nearest[at] = a
      least[at] = value
      isStale[at] = 0
    } else if (nearest[at] === a || nearest[at] === b) isStale[at] = 1
  }
  const place = index
  let to = place + 1
  for (index = to; index < left; index++) {
    const at = alive[index]!
    if (at === b) continue
    if (nearest[at] === b) isStale[at] = 1
    isParted[a * room + at] = 0
    alive[to++] = at
  }
  seek(desk, place, to)
  return to
}

const placeOf = (x0: number, y0: number, y1: number): number =>
  (1 - BOXES_FLOW) * x0 + (1 + BOXES_FLOW) * (y0 + y1)
