/** A rectangle in units of a character's width; y grows downwards. */
export type Box = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

/** How much the order of boxes follows their height on the page rather than their left edge (-1 to 1). */
const BOXES_FLOW = 0.5

/**
 * The order in which pdfminer.six prints the text boxes of a page (its layout.py, `group_textboxes` and
 * `LTTextGroupLRTB.analyze` with the default parameters), as indices of `boxes`: the two whose common rectangle adds the
 * least area are grouped first, two with another box between them only when no others are left; then the halves of each
 * group are put from the top left to the bottom right. It runs some thousand times a document, hence the plain arrays.
 */
export function printedOrder(boxes: readonly Box[]): number[] {
  const count = boxes.length
  const size = 2 * count
  const x0 = new Float64Array(size)
  const x1 = new Float64Array(size)
  const y0 = new Float64Array(size)
  const y1 = new Float64Array(size)
  const area = new Float64Array(size)
  const first = new Int32Array(size)
  const second = new Int32Array(size)
  const isGrouped = new Uint8Array(size)
  const near = new PairHeap(size * count)
  const parted = new PairHeap(size * count)
  const join = (at: number) => {
    const [left, right, top, bottom] = [x0[at]!, x1[at]!, y0[at]!, y1[at]!]
    area[at] = (right - left) * (bottom - top)
    for (let other = 0; other < at; other++) {
      if (isGrouped[other]) continue
      const width = Math.max(right, x1[other]!) - Math.min(left, x0[other]!)
      const height = Math.max(bottom, y1[other]!) - Math.min(top, y0[other]!)
      near.push(width * height - area[at]! - area[other]!, other * size + at)
    }
  }
  for (let at = 0; at < count; at++) {
    const box = boxes[at]!
    x0[at] = box.x0
    x1[at] = box.x1
    y0[at] = box.y0
    y1[at] = box.y1
    join(at)
  }
  let next = count
  while (next < size - 1) {
    const isFresh = near.length > 0
    const heap = isFresh ? near : parted
    const added = heap.least
    const pair = heap.pop()
    const a = Math.floor(pair / size)
    const b = pair % size
    if (isGrouped[a] || isGrouped[b]) continue
    const left = Math.min(x0[a]!, x0[b]!)
    const right = Math.max(x1[a]!, x1[b]!)
    const top = Math.min(y0[a]!, y0[b]!)
    const bottom = Math.max(y1[a]!, y1[b]!)
    if (isFresh) {
      let isParted = false
      for (let at = 0; at < next && !isParted; at++)
        isParted =
          isGrouped[at] === 0 &&
          x0[at]! < right &&
          left < x1[at]! &&
          y0[at]! < bottom &&
          top < y1[at]! &&
          at !== a &&
          at !== b
      if (isParted) {
        parted.push(added, pair)
        continue
      }
    }
    isGrouped[a] = isGrouped[b] = 1
    x0[next] = left
    x1[next] = right
    y0[next] = top
    y1[next] = bottom
    const isTurned = placeOf(x0[b]!, y0[b]!, y1[b]!) < placeOf(x0[a]!, y0[a]!, y1[a]!)
    first[next] = isTurned ? b : a
    second[next] = isTurned ? a : b
    join(next++)
  }
  const order: number[] = []
  const print = (at: number) => {
    if (at < count) {
      order.push(at)
      return
    }
    print(first[at]!)
    print(second[at]!)
  }
  if (count > 0) print(next - 1)
  return order
}

const placeOf = (x0: number, y0: number, y1: number): number =>
  (1 - BOXES_FLOW) * x0 + (1 + BOXES_FLOW) * (y0 + y1)

/** A binary heap of numbered pairs: the one that adds the least area first. */
class PairHeap {
  readonly #added: Float64Array
  readonly #pairs: Int32Array
  length = 0

  constructor(size: number) {
    this.#added = new Float64Array(size)
    this.#pairs = new Int32Array(size)
  }

  get least(): number {
    return this.#added[0]!
  }

  push(added: number, pair: number): void {
    const keys = this.#added
    const pairs = this.#pairs
    let at = this.length++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (keys[parent]! <= added) break
      keys[at] = keys[parent]!
      pairs[at] = pairs[parent]!
      at = parent
    }
    keys[at] = added
    pairs[at] = pair
  }

  pop(): number {
    const keys = this.#added
    const pairs = this.#pairs
    const top = pairs[0]!
    const length = --this.length
    const added = keys[length]!
    const pair = pairs[length]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= length) break
      if (child + 1 < length && keys[child + 1]! < keys[child]!) child++
      if (keys[child]! >= added) break
      keys[at] = keys[child]!
      pairs[at] = pairs[child]!
      at = child
    }
    keys[at] = added
    pairs[at] = pair
    return top
  }
}
