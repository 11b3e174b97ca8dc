/** A rectangle in units of a character's width; y grows downwards. */
export type Box = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

/** How much the order of boxes follows their height on the page rather than their left edge (-1 to 1). */
const BOXES_FLOW = 0.5

/** More than any rectangle of a page: what is added where another box stands between two. */
const PARTED = 2 ** 30

/**
 * The order in which pdfminer.six prints the text boxes of a page (its layout.py, `group_textboxes` and
 * `LTTextGroupLRTB.analyze` with the default parameters), as indices of `boxes`: the two whose common rectangle adds the
 * least area are grouped first, two with another box between them only when no others are left; then the halves of each
 * group are put from the top left to the bottom right. It runs some ten thousand times a document, hence the plain arrays:
 * a group takes the place of its older half, and each place remembers its nearest one behind it.
 */
export function printedOrder(boxes: readonly Box[]): number[] {
  const count = boxes.length
  if (count === 0) return []
  const x0 = new Float64Array(count)
  const x1 = new Float64Array(count)
  const y0 = new Float64Array(count)
  const y1 = new Float64Array(count)
  const area = new Float64Array(count)
  const age = new Int32Array(count)
  for (let at = 0; at < count; at++) {
    const box = boxes[at]!
    x0[at] = box.x0
    x1[at] = box.x1
    y0[at] = box.y0
    y1[at] = box.y1
    area[at] = (box.x1 - box.x0) * (box.y1 - box.y0)
    age[at] = at
  }
  const added = new Float64Array(count * count)
  const nearest = new Int32Array(count).fill(-1)
  const least = new Float64Array(count)
  const orders = boxes.map((_, index) => [index])
  const alive = boxes.map((_, index) => index)
  let next = count
  const isOlder = (one: number, other: number) => {
    const a = Math.max(age[one]!, age[nearest[one]!]!)
    const b = Math.max(age[other]!, age[nearest[other]!]!)
    return (
      a < b ||
      (a === b && Math.min(age[one]!, age[nearest[one]!]!) < Math.min(age[other]!, age[nearest[other]!]!))
    )
  }
  const addedBy = (a: number, b: number) => {
    const width = Math.max(x1[a]!, x1[b]!) - Math.min(x0[a]!, x0[b]!)
    const height = Math.max(y1[a]!, y1[b]!) - Math.min(y0[a]!, y0[b]!)
    return width * height - area[a]! - area[b]!
  }
  const seek = (a: number) => {
    let best = -1
    let value = Infinity
    const row = a * count
    for (let at = alive.length - 1; at >= 0; at--) {
      const b = alive[at]!
      if (b <= a) break
      const each = added[row + b]!
      if (each < value || (each === value && age[b]! < age[best]!)) {
        value = each
        best = b
      }
    }
    nearest[a] = best
    least[a] = value
  }
  const isParted = (a: number, b: number) => {
    const left = Math.min(x0[a]!, x0[b]!)
    const right = Math.max(x1[a]!, x1[b]!)
    const top = Math.min(y0[a]!, y0[b]!)
    const bottom = Math.max(y1[a]!, y1[b]!)
    for (const at of alive)
      if (x0[at]! < right && left < x1[at]! && y0[at]! < bottom && top < y1[at]! && at !== a && at !== b)
        return true
    return false
  }
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) added[a * count + b] = addedBy(a, b)
  for (const a of alive) seek(a)
  while (alive.length > 1) {
    let a = alive[0]!
    for (let index = 1; index < alive.length; index++) {
      const at = alive[index]!
      if (least[at]! < least[a]! || (least[at]! === least[a]! && least[at]! < Infinity && isOlder(at, a)))
        a = at
    }
    const b = nearest[a]!
    if (least[a]! < PARTED / 2 && isParted(a, b)) {
      added[a * count + b] = least[a]! + PARTED
      seek(a)
      continue
    }
    const isTurned = placeOf(x0[b]!, y0[b]!, y1[b]!) < placeOf(x0[a]!, y0[a]!, y1[a]!)
    orders[a] = isTurned ? [...orders[b]!, ...orders[a]!] : [...orders[a]!, ...orders[b]!]
    x0[a] = Math.min(x0[a]!, x0[b]!)
    x1[a] = Math.max(x1[a]!, x1[b]!)
    y0[a] = Math.min(y0[a]!, y0[b]!)
    y1[a] = Math.max(y1[a]!, y1[b]!)
    area[a] = (x1[a]! - x0[a]!) * (y1[a]! - y0[a]!)
    age[a] = next++
    alive.splice(alive.indexOf(b), 1)
    for (const at of alive) {
      if (at > a) added[a * count + at] = addedBy(a, at)
      else if (at < a) {
        const value = addedBy(at, a)
        added[at * count + a] = value
        if (nearest[at] === a || nearest[at] === b) seek(at)
        else if (value < least[at]!) {
          nearest[at] = a
          least[at] = value
        }
      }
      if (at > a && at < b && nearest[at] === b) seek(at)
    }
    seek(a)
  }
  return orders[alive[0]!]!
}

const placeOf = (x0: number, y0: number, y1: number): number =>
  (1 - BOXES_FLOW) * x0 + (1 + BOXES_FLOW) * (y0 + y1)
