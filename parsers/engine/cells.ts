import type { Box, Rule } from '../records/index.ts'

/** Rules closer than this (points) are one: doubled borders, borders drawn per cell. */
const SNAP = 3
/** A line broken by no more than this (points) goes on: dashes, borders drawn per cell. */
const JOIN_GAP = 4
/** Shorter than this (points) after joining, a line is a dot or a stroke of a drawing. */
const MIN_LENGTH = 6
/** Rules with no vertical line at them bound rows when another of the same extent is this near (points). */
const MAX_ROW_HEIGHT = 250
/** Lines that come this near (points) touch. */
const TOUCH = 4
/** A side counts as drawn when rules cover at least this share of it. */
const DRAWN_SHARE = 0.6
/** Smaller (points) than this in either direction, a region is a gap between rules, not a cell. */
const MIN_CELL = 4
/** A table inside a cell of another counts as a table of its own from this many cells on. */
const MIN_TABLE_CELLS = 6
/** A single cell with tables in it that covers this share of the page is a frame around the page. */
const FRAME_SHARE = 0.5
/** More elementary rectangles than this in one table are a drawing, not a form. */
const MAX_GRID = 250_000

/** A region bounded by rules; `table` numbers the group of touching rules that it belongs to. */
export type Cell = { readonly box: Box; readonly table: number }

/** The cells of a page and a look-up of the cell that holds a point. */
export type CellMap = { readonly cells: readonly Cell[]; at(x: number, y: number): Cell | undefined }

type Line = { at: number; readonly spans: [number, number][] }
type Table = {
  readonly box: Box
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** Region number of each elementary rectangle, row by row. */
  readonly region: Int32Array
  readonly cells: readonly Cell[]
}

/**
 * Cells from the drawn rules of a page. Rules that touch form a table; its lines cut it into elementary rectangles,
 * and rectangles with no drawn side between them are one cell, so that missing sides and merged cells need no case
 * of their own. The table's outline counts as drawn. `page` (points) tells a frame around the page from a cell.
 */
export function cellsOf(
  rules: readonly Rule[],
  page?: { readonly width: number; readonly height: number },
): CellMap {
  const horizontal = collinear(rules.filter((rule) => rule.direction === 'horizontal'))
  const vertical = collinear(rules.filter((rule) => rule.direction === 'vertical'))
  const tables = withoutNesting(
    touchingGroups(horizontal, vertical)
      .map((group, number) => tableOf(group.horizontal, group.vertical, number))
      .filter((table) => table !== undefined),
    page ? FRAME_SHARE * page.width * page.height : Infinity,
  )
  const bySize = [...tables].sort((a, b) => area(a.box) - area(b.box))
  return {
    cells: tables.flatMap((table) => table.cells),
    at(x, y) {
      for (const table of bySize) {
        if (!contains(table.box, x, y)) continue
        const column = interval(table.xs, x)
        const row = interval(table.ys, y)
        const cell = table.cells[table.region[row * (table.xs.length - 1) + column]!]
        if (cell) return cell
      }
      return undefined
    },
  }
}

/** Joins rules on one line: by position within SNAP, then by extent over gaps up to JOIN_GAP. */
function collinear(rules: readonly Rule[]): Line[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at)
  const lines: Line[] = []
  let group: Rule[] = []
  const close = () => {
    if (group.length === 0) return
    const weight = group.reduce((sum, rule) => sum + (rule.to - rule.from), 0)
    const at = group.reduce((sum, rule) => sum + rule.at * (rule.to - rule.from), 0) / weight
    const spans: [number, number][] = []
    for (const rule of [...group].sort((a, b) => a.from - b.from)) {
      const last = spans.at(-1)
      if (last && rule.from <= last[1] + JOIN_GAP) last[1] = Math.max(last[1], rule.to)
      else spans.push([rule.from, rule.to])
    }
    const long = spans.filter(([from, to]) => to - from >= MIN_LENGTH)
    if (long.length > 0) lines.push({ at, spans: long })
    group = []
  }
  for (const rule of sorted) {
    if (group.length > 0 && rule.at - group[0]!.at > SNAP) close()
    group.push(rule)
  }
  close()
  return lines
}

type Group = { horizontal: Line[]; vertical: Line[] }

/** Groups of spans that touch or cross each other. */
function touchingGroups(horizontal: readonly Line[], vertical: readonly Line[]): Group[] {
  const spans = [
    ...horizontal.flatMap((line) => line.spans.map((span) => ({ line, span, across: true }))),
    ...vertical.flatMap((line) => line.spans.map((span) => ({ line, span, across: false }))),
  ]
  const parent = spans.map((_, index) => index)
  const root = (index: number): number => {
    let top = index
    while (parent[top] !== top) top = parent[top]!
    parent[index] = top
    return top
  }
  const acrosses = spans.map((_, index) => index).filter((index) => spans[index]!.across)
  const downs = spans.map((_, index) => index).filter((index) => !spans[index]!.across)
  for (const h of acrosses) {
    for (const v of downs) {
      const a = spans[h]!
      const b = spans[v]!
      const touch =
        b.line.at >= a.span[0] - TOUCH &&
        b.line.at <= a.span[1] + TOUCH &&
        a.line.at >= b.span[0] - TOUCH &&
        a.line.at <= b.span[1] + TOUCH
      if (touch) parent[root(h)] = root(v)
    }
  }
  joinFloating(spans, acrosses, parent, root)
  const groups = new Map<number, Group>()
  spans.forEach(({ line, span, across }, index) => {
    const key = root(index)
    const group = groups.get(key) ?? { horizontal: [], vertical: [] }
    groups.set(key, group)
    const side = across ? group.horizontal : group.vertical
    const same = side.find((other) => other.at === line.at)
    if (same) same.spans.push(span)
    else side.push({ at: line.at, spans: [span] })
  })
  return [...groups.values()]
}

/** Rows between horizontal rules whose sides are not drawn: a rule that nothing touches joins its like above and below. */
function joinFloating(
  spans: readonly { readonly line: Line; readonly span: readonly [number, number] }[],
  acrosses: readonly number[],
  parent: number[],
  root: (index: number) => number,
): void {
  const sizes = new Map<number, number>()
  for (const index of parent.keys()) sizes.set(root(index), (sizes.get(root(index)) ?? 0) + 1)
  const floating = acrosses.filter((index) => sizes.get(root(index)) === 1)
  for (const index of floating) {
    const { line, span } = spans[index]!
    const alike = acrosses.filter((other) => {
      const { span: extent } = spans[other]!
      return other !== index && Math.abs(extent[0] - span[0]) < TOUCH && Math.abs(extent[1] - span[1]) < TOUCH
    })
    for (const side of [-1, 1]) {
      const near = alike
        .map((other) => ({ other, away: side * (spans[other]!.line.at - line.at) }))
        .filter(({ away }) => away > 0 && away < MAX_ROW_HEIGHT)
        .sort((a, b) => a.away - b.away)[0]
      if (near) parent[root(index)] = root(near.other)
    }
  }
}

function tableOf(horizontal: readonly Line[], vertical: readonly Line[], number: number): Table | undefined {
  if (horizontal.length === 0 || horizontal.length + vertical.length < 2) return undefined
  const reach = (lines: readonly Line[]) => lines.flatMap((line) => line.spans.flat())
  const xs = edges(vertical, reach(horizontal))
  const ys = edges(horizontal, reach(vertical))
  const columns = xs.length - 1
  const rows = ys.length - 1
  if (columns < 1 || rows < 1 || columns * rows > MAX_GRID) return undefined

  const parent = Int32Array.from({ length: columns * rows }, (_, index) => index)
  const root = (index: number): number => {
    let top = index
    while (parent[top] !== top) top = parent[top]!
    parent[index] = top
    return top
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const here = row * columns + column
      if (column + 1 < columns && !drawn(vertical, xs[column + 1]!, ys[row]!, ys[row + 1]!)) {
        parent[root(here)] = root(here + 1)
      }
      if (row + 1 < rows && !drawn(horizontal, ys[row + 1]!, xs[column]!, xs[column + 1]!)) {
        parent[root(here)] = root(here + columns)
      }
    }
  }
  const cells: Cell[] = []
  const numbers = new Map<number, number>()
  const region = Int32Array.from({ length: columns * rows }, () => -1)
  const boxes = new Map<number, [number, number, number, number]>()
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const key = root(row * columns + column)
      const box = boxes.get(key)
      if (box) {
        box[0] = Math.min(box[0], xs[column]!)
        box[2] = Math.max(box[2], xs[column + 1]!)
        box[3] = Math.max(box[3], ys[row + 1]!)
      } else boxes.set(key, [xs[column]!, ys[row]!, xs[column + 1]!, ys[row + 1]!])
    }
  }
  for (const [key, box] of boxes) {
    if (box[2] - box[0] < MIN_CELL || box[3] - box[1] < MIN_CELL) continue
    numbers.set(key, cells.length)
    cells.push({ box, table: number })
  }
  for (let index = 0; index < region.length; index++) region[index] = numbers.get(root(index)) ?? -1
  return { box: [xs[0]!, ys[0]!, xs.at(-1)!, ys.at(-1)!], xs, ys, region, cells }
}

/** Positions of the lines, and the far ends of the crossing lines where no line closes the table. */
function edges(lines: readonly Line[], reach: readonly number[]): number[] {
  const positions = lines.map((line) => line.at).sort((a, b) => a - b)
  if (positions.length === 0) return [Math.min(...reach), Math.max(...reach)]
  if (reach.length === 0) return positions
  const low = Math.min(...reach)
  const high = Math.max(...reach)
  if (low < positions[0]! - TOUCH) positions.unshift(low)
  if (high > positions.at(-1)! + TOUCH) positions.push(high)
  return positions
}

function drawn(lines: readonly Line[], at: number, from: number, to: number): boolean {
  let covered = 0
  for (const line of lines) {
    if (Math.abs(line.at - at) > 0.01) continue
    for (const [a, b] of line.spans) covered += Math.max(0, Math.min(b, to) - Math.max(a, from))
  }
  return covered >= DRAWN_SHARE * (to - from)
}

/**
 * Drops boxes drawn within a cell, and frames drawn around tables: a single cell is a frame if it holds a table,
 * a cell of a table is the holder of what is drawn in it unless that is a whole form.
 */
function withoutNesting(tables: readonly Table[], frameArea: number): Table[] {
  const inside = (inner: Table, box: Box) =>
    inner.box[0] >= box[0] - 1 &&
    inner.box[1] >= box[1] - 1 &&
    inner.box[2] <= box[2] + 1 &&
    inner.box[3] <= box[3] + 1
  const dropped = new Set<Table>()
  for (const outer of tables) {
    const single = outer.cells.length === 1
    const isFrame = single && area(outer.box) >= frameArea
    for (const inner of tables) {
      if (inner === outer || area(inner.box) >= area(outer.box)) continue
      if (!outer.cells.some((cell) => inside(inner, cell.box))) continue
      const isTable = isFrame || inner.cells.length >= (single ? 2 : MIN_TABLE_CELLS)
      if (!isTable) dropped.add(inner)
      else if (single) dropped.add(outer)
    }
  }
  return tables.filter((table) => !dropped.has(table))
}

const area = (box: Box): number => (box[2] - box[0]) * (box[3] - box[1])

const contains = (box: Box, x: number, y: number): boolean =>
  x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]

/** Index of the interval of sorted `positions` that holds `value`, clamped to the ends. */
function interval(positions: readonly number[], value: number): number {
  let low = 0
  let high = positions.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (positions[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
