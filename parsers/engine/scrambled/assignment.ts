/**
 * The cheapest assignment of rows to columns (Hungarian method, rows ≤ columns): the column of every row, and the cost.
 */
export function cheapestAssignment(costs: readonly (readonly number[])[]): {
  readonly columns: number[]
  readonly cost: number
} {
  const rows = costs.length
  const width = costs[0]?.length ?? 0
  const u = new Float64Array(rows + 1)
  const v = new Float64Array(width + 1)
  const match = new Int32Array(width + 1)
  const way = new Int32Array(width + 1)
  for (let row = 1; row <= rows; row++) {
    match[0] = row
    let column = 0
    const least = new Float64Array(width + 1).fill(Infinity)
    const used = new Uint8Array(width + 1)
    do {
      used[column] = 1
      const current = match[column]!
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= width; j++) {
        if (used[j]) continue
        const reduced = costs[current - 1]![j - 1]! - u[current]! - v[j]!
        if (reduced < least[j]!) {
          least[j] = reduced
          way[j] = column
        }
        if (least[j]! < delta) {
          delta = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= width; j++) {
        if (used[j]) {
          u[match[j]!]! += delta
          v[j]! -= delta
        } else {
          least[j]! -= delta
        }
      }
      column = next
    } while (match[column] !== 0)
    do {
      const previous = way[column]!
      match[column] = match[previous]!
      column = previous
    } while (column !== 0)
  }
  const columns = new Array<number>(rows).fill(-1)
  let cost = 0
  for (let j = 1; j <= width; j++) {
    if (match[j]! === 0) continue
    columns[match[j]! - 1] = j - 1
    cost += costs[match[j]! - 1]![j - 1]!
  }
  return { columns, cost }
}
