/** A rectangle in units of a character's width; y grows downwards. */
export type Box = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

/** How much the order of boxes follows their height on the page rather than their left edge (-1 to 1). */
const BOXES_FLOW = 0.5

/** More than any rectangle of a page: what is added where another box stands between two. */
const PARTED = 2 ** 30

/** Room for what is known of the boxes of a page: it is laid out some ten thousand times a document. */
type Desk = ReturnType<typeof deskFor>
const deskFor = (room: number) => ({
  room,
  x0: new Float64Array(room),
  x1: new Float64Array(room),
  y0: new Float64Array(room),
  y1: new Float64Array(room),
  area: new Float64Array(room),
  age: new Int32Array(room),
  alive: new Int32Array(room),
  nearest: new Int32Array(room),
  least: new Float64Array(room),
  /** The nearest one is gone: the others are as far away as it was, or farther. */
  isStale: new Uint8Array(room),
  /** Of two boxes (`a * room + b`): another one stands between them. */
  isParted: new Uint8Array(room * room),
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
 * (silent ones left out), and says when the order is not wanted any more. A group takes the place of its older half, and each place remembers its
 * nearest one behind it.
 */
export function printedOrderUnless(
  boxes: readonly Box[],
  isHopeless: (before: number, behind: number) => boolean,
  isSilent: (box: number) => boolean,
): number[] | undefined {
  const count = boxes.length
  if (count === 0) return []
  if (desk.room < count) desk = deskFor(2 * count)
  const {
    room,
    x0,
    x1,
    y0,
    y1,
    area,
    age,
    alive,
    nearest,
    least,
    isStale,
    isParted,
    first,
    last,
    next,
    begin,
    end,
  } = desk
  for (let at = 0; at < count; at++) {
    const box = boxes[at]!
    x0[at] = box.x0
    x1[at] = box.x1
    y0[at] = box.y0
    y1[at] = box.y1
    area[at] = (box.x1 - box.x0) * (box.y1 - box.y0)
    age[at] = at
    alive[at] = at
    first[at] = at
    last[at] = at
    next[at] = -1
    const own = isSilent(at) ? -1 : at
    begin[at] = own
    end[at] = own
    isParted.fill(0, at * room, at * room + count)
  }
  let left = count
  for (let index = 0; index < count; index++) seek(desk, index, left)
  for (let born = count; left > 1; born++) {
    const a = soonest(desk, left)
    const b = nearest[a]!
    if (least[a]! < PARTED / 2 && isBetween(desk, a, b, left)) {
      isParted[a * room + b] = 1
      isStale[a] = 1
      born--
      continue
    }
    const isTurned = placeOf(x0[b]!, y0[b]!, y1[b]!) < placeOf(x0[a]!, y0[a]!, y1[a]!)
    const before = isTurned ? b : a
    const behind = isTurned ? a : b
    const [one, other] = [end[before]!, begin[behind]!]
    if (one >= 0 && other >= 0 && isHopeless(one, other)) return undefined
    const [from, to] = [begin[before]!, end[behind]!]
    begin[a] = from < 0 ? other : from
    end[a] = to < 0 ? one : to
    next[last[before]!] = first[behind]!
    first[a] = first[before]!
    last[a] = last[behind]!
    if (x0[b]! < x0[a]!) x0[a] = x0[b]!
    if (x1[b]! > x1[a]!) x1[a] = x1[b]!
    if (y0[b]! < y0[a]!) y0[a] = y0[b]!
    if (y1[b]! > y1[a]!) y1[a] = y1[b]!
    area[a] = (x1[a]! - x0[a]!) * (y1[a]! - y0[a]!)
    age[a] = born
    left = take(desk, a, b, left)
  }
  const order: number[] = []
  for (let at = first[alive[0]!]!; at >= 0; at = next[at]!) order.push(at)
  return order
}

/** Finds the nearest one behind a place; of several, the oldest. */
function seek(
  { room, x0, x1, y0, y1, area, age, alive, nearest, least, isStale, isParted }: Desk,
  index: number,
  left: number,
): void {
  const a = alive[index]!
  const [ax0, ax1, ay0, ay1, own] = [x0[a]!, x1[a]!, y0[a]!, y1[a]!, area[a]!]
  const row = a * room
  let best = -1
  let value = Infinity
  for (let other = index + 1; other < left; other++) {
    const b = alive[other]!
    const bx0 = x0[b]!
    const bx1 = x1[b]!
    const by0 = y0[b]!
    const by1 = y1[b]!
    const width = Math.max(ax1, bx1) - Math.min(ax0, bx0)
    const height = Math.max(ay1, by1) - Math.min(ay0, by0)
    let each = width * height - own - area[b]!
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

/** The place whose nearest one is nearest of all; of several, that of the older pair. */
function soonest(desk: Desk, left: number): number {
  const { age, alive, nearest, least, isStale } = desk
  while (true) {
    let index = 0
    let a = alive[0]!
    let value = least[a]!
    for (let other = 1; other < left; other++) {
      const at = alive[other]!
      const each = least[at]!
      if (each > value) continue
      if (each === value) {
        if (isStale[a] || value === Infinity) continue
        if (!isStale[at] && !isOlder(age, at, nearest[at]!, a, nearest[a]!)) continue
      }
      value = each
      index = other
      a = at
    }
    if (!isStale[a]) return a
    seek(desk, index, left)
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
  const top = Math.min(y0[a]!, y0[b]!)
  const bottom = Math.max(y1[a]!, y1[b]!)
  for (let index = 0; index < left; index++) {
    const at = alive[index]!
    if (y0[at]! < bottom && top < y1[at]! && x0[at]! < end && start < x1[at]! && at !== a && at !== b)
      return true
  }
  return false
}

/** Puts the group of `a` and `b`, which is in the place of `a`, among the others; gives how many are left. */
function take(desk: Desk, a: number, b: number, left: number): number {
  const { room, x0, x1, y0, y1, area, alive, nearest, least, isStale, isParted } = desk
  const [ax0, ax1, ay0, ay1, own] = [x0[a]!, x1[a]!, y0[a]!, y1[a]!, area[a]!]
  let index = 0
  for (; alive[index] !== a; index++) {
    const at = alive[index]!
    const bx0 = x0[at]!
    const bx1 = x1[at]!
    const by0 = y0[at]!
    const by1 = y1[at]!
    const width = Math.max(ax1, bx1) - Math.min(ax0, bx0)
    const height = Math.max(ay1, by1) - Math.min(ay0, by0)
    const value = width * height - area[at]! - own
    isParted[at * room + a] = 0
    if (value < least[at]!) {
      nearest[at] = a
      least[at] = value
      isStale[at] = 0
    } else if (nearest[at] === a || nearest[at] === b) isStale[at] = 1
  }
  const place = index
  let to = index + 1
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
