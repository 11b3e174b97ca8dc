import type { Content } from './form-writer-content.ts'
import type { Style } from './form-writer-style.ts'
import { type Cell, MARGIN } from './form-writer-tables.ts'
import type { Ink } from './pdf-writer.ts'

export type Box = readonly [number, number, number, number]
/** A cell on its page. */
export type Placed = {
  readonly box: Box
  readonly role: Cell['role']
  readonly content: Content
  /** The cell goes on from, or goes on to, another page. */
  readonly cutAbove: boolean
  readonly cutBelow: boolean
}

export type Line = { readonly from: readonly [number, number]; readonly to: readonly [number, number] }

/** The four sides of a box. */
export function frameOf([x0, y0, x1, y1]: Box): Line[] {
  return [
    { from: [x0, y0], to: [x1, y0] },
    { from: [x0, y1], to: [x1, y1] },
    { from: [x0, y0], to: [x0, y1] },
    { from: [x1, y0], to: [x1, y1] },
  ]
}

/** The sides of cells that the style draws, each once. */
export function bordersOf(cells: readonly Placed[], style: Style, random: () => number): Line[] {
  const left = Math.min(...cells.map(({ box }) => box[0]), MARGIN)
  const right = Math.max(...cells.map(({ box }) => box[2]))
  const openRows = new Set(cells.map(({ box }) => Math.round(box[1])).filter(() => random() < 0.4))
  const lines = new Map<string, Line>()
  for (const { box, role, cutAbove, cutBelow } of cells) {
    const [x0, y0, x1, y1] =
      style.borders === 'per-cell' ? [box[0] + 0.6, box[1] + 0.6, box[2] - 0.6, box[3] - 0.6] : box
    const isOuter = (x: number) => Math.abs(x - left) < 2 || Math.abs(x - right) < 2
    const dropped = (x: number) =>
      (style.open === 'outer' && isOuter(x)) ||
      (style.open === 'inner' && !isOuter(x)) ||
      (style.open === 'label-value' &&
        openRows.has(Math.round(box[1])) &&
        ((role === 'value' && x === x0 && !isOuter(x)) ||
          (role === 'label' && x === x1 && !isOuter(x) && hasValueAt(cells, box))))
    const trim = style.borders === 'per-cell' ? 1 : 0
    const sides: Line[] = [
      ...(style.pageEnds === 'open' && cutAbove
        ? []
        : [{ from: [x0 + trim, y0], to: [x1 - trim, y0] } as const]),
      ...(style.pageEnds === 'open' && cutBelow
        ? []
        : [{ from: [x0 + trim, y1], to: [x1 - trim, y1] } as const]),
      ...(dropped(x0) ? [] : [{ from: [x0, y0 + trim], to: [x0, y1 - trim] } as const]),
      ...(dropped(x1) ? [] : [{ from: [x1, y0 + trim], to: [x1, y1 - trim] } as const]),
    ]
    for (const side of sides) lines.set([...side.from, ...side.to].map((v) => v.toFixed(1)).join(' '), side)
  }
  return [...lines.values()]
}

/** Whether the cell right of a label is the value of the same row. */
const hasValueAt = (cells: readonly Placed[], label: Box): boolean =>
  cells.some(({ role, box }) => role === 'value' && box[0] === label[2] && box[1] === label[1])

/** Draws a line as the style draws borders. */
export function stroke({ from, to }: Line, style: Style): Ink[] {
  const across = from[1] === to[1]
  const shifted = (by: number): Ink => ({
    kind: 'line',
    from: across ? [from[0], from[1] + by] : [from[0] + by, from[1]],
    to: across ? [to[0], to[1] + by] : [to[0] + by, to[1]],
    width: 0.5,
  })
  const thin = (a: number, b: number): Ink => ({
    kind: 'area',
    gray: 0,
    box: across ? [a, from[1] - 0.35, b, from[1] + 0.35] : [from[0] - 0.35, a, from[0] + 0.35, b],
  })
  const [start, end] = across ? [from[0], to[0]] : [from[1], to[1]]
  switch (style.borders) {
    case 'filled':
      return [thin(start, end)]
    case 'doubled':
      return [shifted(-1), shifted(1)]
    case 'dashed':
      return [{ kind: 'line', from, to, width: 0.7, dash: [3, 2] }]
    case 'dashes':
    case 'dots': {
      const [dash, gap] = style.borders === 'dashes' ? [3, 2] : [1.4, 1.4]
      const count = Math.floor((end - start) / (dash + gap))
      const tiles = Array.from({ length: count }, (_, index) => start + index * (dash + gap))
      return [...tiles.map((at) => thin(at, at + dash)), thin(Math.max(start, end - dash), end)]
    }
    default:
      return [{ kind: 'line', from, to, width: 0.7 }]
  }
}
