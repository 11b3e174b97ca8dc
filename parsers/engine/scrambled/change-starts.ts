import { below, likeness, type Problem } from './change-likelihood.ts'
import type { Place } from './change-sheet.ts'

const BEAM = 60
const STARTS = 24

/** Likely places by what the pieces say and by what stands around them in the text. */
export function starts(problem: Problem, initial: readonly (Place | undefined)[]): Place[][] {
  const { pieces, traits, rows, isOpen, alike } = problem
  type Path = {
    places: (Place | undefined)[]
    cost: number
    row: readonly [number, number]
    last: readonly [number, number]
    heads: ReadonlyMap<number, number>
  }
  let paths: Path[] = [{ places: [...initial], cost: 0, row: [0, 0], last: [-1, -1], heads: new Map() }]
  const anchors = pieces.flatMap((piece, index) =>
    initial[index] && !piece.isHead ? [{ index, row: initial[index].row }] : [],
  )
  pieces.forEach((_, index) => {
    if (initial[index]) return
    const own = traits[index]!
    const inversions = Array.from({ length: rows + 1 }, (_, row) =>
      anchors.reduce(
        (sum, anchor) =>
          sum +
          ((anchor.row < row && anchor.index > index) || (anchor.row > row && anchor.index < index)
            ? 0.35
            : 0),
        0,
      ),
    )
    const next: Path[] = []
    for (const path of paths) {
      for (const side of [0, 1] as const) {
        const column = side === 0 ? '変更前' : '変更後'
        for (let row = Math.max(isOpen ? 0 : 1, path.row[side]); row <= rows; row++) {
          let cost = path.cost + inversions[row]!
          if (row === path.row[side] && path.last[side] >= 0) cost += below(traits[path.last[side]]!, own)
          else {
            cost += Math.max(0, row - path.row[side] - 1)
            const head = path.heads.get(row)
            if (head !== undefined) cost += likeness(alike(head, index))
          }
          if (own.isRemoved && side === 0) cost += 3
          if (own.isAdded && side === 1) cost += 3
          next.push({
            places: path.places.with(index, { column, row }),
            cost,
            row: side === 0 ? [row, path.row[1]] : [path.row[0], row],
            last: side === 0 ? [index, path.last[1]] : [path.last[0], index],
            heads: path.heads.has(row) ? path.heads : new Map(path.heads).set(row, index),
          })
        }
      }
    }
    paths = next.sort((a, b) => a.cost - b.cost).slice(0, BEAM)
  })
  return paths
    .map((path) => ({ ...path, cost: path.cost + 2 * rows - path.row[0] - path.row[1] }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, STARTS)
    .map(({ places }) => places as Place[])
}
