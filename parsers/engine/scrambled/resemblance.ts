const LIMIT = 600

/** How much two texts share: twice their common pairs of characters by all of them (0 to 1). */
export function resemblance(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const one = pairs(a.slice(0, LIMIT))
  const other = pairs(b.slice(0, LIMIT))
  let common = 0
  let all = 0
  for (const [pair, count] of one) {
    common += Math.min(count, other.get(pair) ?? 0)
    all += count
  }
  for (const count of other.values()) all += count
  return all === 0 ? 0 : (2 * common) / all
}

function pairs(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = text.slice(index, index + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}
