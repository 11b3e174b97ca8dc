import { numberAt } from './address-text.ts'
import { LIMITS } from './costs.ts'

/** Positions in a key: the first, and the one behind the last. */
export type Span = { readonly from: number; readonly to: number }

export function exactly(key: string, wording: string): Span[] {
  const found: Span[] = []
  for (let from = key.indexOf(wording); from >= 0; from = key.indexOf(wording, from + 1)) {
    found.push({ from, to: from + wording.length })
  }
  return found
}

/** Approximate occurrences (Sellers): for each end the start that needs the fewest edits; local minima only. */
export function misspelt(key: string, wording: string): (Span & { readonly edits: number })[] {
  const limit = Math.max(1, Math.floor(wording.length * LIMITS.edits))
  const size = wording.length
  const costAt = new Int32Array(key.length + 1)
  const startAt = new Int32Array(key.length + 1)
  // One row of the table, for the end before: costs and starts by the part of the wording that is spelt.
  const costs = Int32Array.from({ length: size + 1 }, (_, index) => index)
  const starts = new Int32Array(size + 1)
  for (let end = 1; end <= key.length; end++) {
    const char = key[end - 1]!
    const price = numberAt(char) === undefined ? 1 : LIMITS.numberEdits
    let [diagonal, diagonalStart] = [costs[0]!, starts[0]!]
    costs[0] = 0
    starts[0] = end
    for (let index = 1; index <= size; index++) {
      const change = diagonal + (wording[index - 1] === char ? 0 : price)
      const extra = costs[index]! + price
      const left = costs[index - 1]! + 1
      const best = Math.min(change, extra, left)
      const start = best === change ? diagonalStart : best === extra ? starts[index]! : starts[index - 1]!
      diagonal = costs[index]!
      diagonalStart = starts[index]!
      costs[index] = best
      starts[index] = start
    }
    costAt[end] = costs[size]!
    startAt[end] = starts[size]!
  }
  const found: (Span & { readonly edits: number })[] = []
  for (let end = 1; end <= key.length; end++) {
    const edits = costAt[end]!
    if (edits > limit || (end > 1 && edits > costAt[end - 1]!) || edits > (costAt[end + 1] ?? Infinity))
      continue
    found.push({ from: startAt[end]!, to: end, edits })
  }
  return found
}
