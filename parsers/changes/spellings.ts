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
  const costAt: number[] = []
  const startAt: number[] = []
  let costs = Array.from({ length: wording.length + 1 }, (_, index) => index)
  let starts = new Array<number>(wording.length + 1).fill(0)
  for (let end = 1; end <= key.length; end++) {
    const char = key[end - 1]!
    const isNumber = numberAt(char) !== undefined
    const nextCosts = [0]
    const nextStarts = [end]
    for (let index = 1; index <= wording.length; index++) {
      const same = wording[index - 1] === char
      const change = costs[index - 1]! + (same ? 0 : isNumber ? LIMITS.numberEdits : 1)
      const extra = costs[index]! + (isNumber ? LIMITS.numberEdits : 1)
      const left = nextCosts[index - 1]! + 1
      const best = Math.min(change, extra, left)
      nextCosts.push(best)
      nextStarts.push(
        best === change ? starts[index - 1]! : best === extra ? starts[index]! : nextStarts[index - 1]!,
      )
    }
    costs = nextCosts
    starts = nextStarts
    costAt[end] = costs.at(-1)!
    startAt[end] = starts.at(-1)!
  }
  const found: (Span & { readonly edits: number })[] = []
  for (let end = 1; end <= key.length; end++) {
    const edits = costAt[end]!
    if (edits > limit || edits > (costAt[end - 1] ?? Infinity) || edits > (costAt[end + 1] ?? Infinity))
      continue
    found.push({ from: startAt[end]!, to: end, edits })
  }
  return found
}
