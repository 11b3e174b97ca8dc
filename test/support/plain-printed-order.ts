import type { Box } from '../../parsers/engine/scrambled/change-layout.ts'

type Group = {
  readonly box: Box
  readonly age: number
  readonly rank: number
  readonly order: readonly number[]
}

/** `printedOrder` as its docstring says it, without a thought for time: every pair is looked at for every group. */
export function plainPrintedOrder(boxes: readonly Box[]): readonly number[] {
  let groups = boxes.map((box, at): Group => ({ box, age: at, rank: at, order: [at] }))
  const parted = new Set<string>()
  for (let born = boxes.length; groups.length > 1; ) {
    const pairs = groups.flatMap((one, at) => groups.slice(at + 1).map((other) => pairOf(one, other, parted)))
    const [{ one, other, key, isParted }] = pairs.sort(
      (a, b) =>
        Number(a.isParted) - Number(b.isParted) ||
        a.added - b.added ||
        a.newest - b.newest ||
        a.oldest - b.oldest,
    ) as [(typeof pairs)[number]]
    const box = around(one.box, other.box)
    if (!isParted && groups.some((each) => each !== one && each !== other && meets(each.box, box))) {
      parted.add(key)
      continue
    }
    const [first, second] = one.rank < other.rank ? [one, other] : [other, one]
    const halves = placeOf(second.box) < placeOf(first.box) ? [second, first] : [first, second]
    const group = { box, age: born++, rank: first.rank, order: halves.flatMap(({ order }) => order) }
    groups = [...groups.filter((each) => each !== one && each !== other), group]
  }
  return groups.flatMap(({ order }) => order)
}

function pairOf(one: Group, other: Group, parted: ReadonlySet<string>) {
  const [oldest, newest] = [Math.min(one.age, other.age), Math.max(one.age, other.age)]
  const key = `${oldest} ${newest}`
  const added = areaOf(around(one.box, other.box)) - areaOf(one.box) - areaOf(other.box)
  return { one, other, oldest, newest, key, added, isParted: parted.has(key) }
}

const areaOf = ({ x0, x1, y0, y1 }: Box): number => (x1 - x0) * (y1 - y0)
const placeOf = ({ x0, y0, y1 }: Box): number => 0.5 * x0 + 1.5 * (y0 + y1)
const meets = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
const around = (a: Box, b: Box): Box => ({
  x0: Math.min(a.x0, b.x0),
  x1: Math.max(a.x1, b.x1),
  y0: Math.min(a.y0, b.y0),
  y1: Math.max(a.y1, b.y1),
})
