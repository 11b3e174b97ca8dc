import { fold } from './fold.ts'

/** A part of a text with the places in it that match: [start, end) in characters (UTF-16) of `text`. */
export type Snippet = {
  readonly text: string
  readonly matches: readonly (readonly [number, number])[]
}

const CLUSTER = /[\s\S][\p{M}\uff9e\uff9f]*/gu
const BEFORE = 20

/**
 * The part of `printed` around the first of the folded words in it, `width` characters long at most, line breaks as they
 * are; or undefined where none of them stands in it.
 */
export function snippetOf(printed: string, words: readonly string[], width: number): Snippet | undefined {
  const clusters = [...printed.matchAll(CLUSTER)].map(({ 0: text, index }) => ({ index, folded: fold(text) }))
  const folded = clusters.map((cluster) => cluster.folded).join('')
  const origins = clusters.flatMap((cluster) => Array<number>(cluster.folded.length).fill(cluster.index))
  const ends = clusters.flatMap(({ folded: own }, place) =>
    Array<number>(own.length).fill(clusters[place + 1]?.index ?? printed.length),
  )
  const matches = words
    .flatMap((word) =>
      occurrences(folded, word).map((at) => [origins[at]!, ends[at + word.length - 1]!] as const),
    )
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const [first] = matches
  if (first === undefined) return undefined
  const start = Math.max(0, Math.min(first[0] - BEFORE, printed.length - width))
  const end = Math.max(start + width, first[1])
  return {
    text: printed.slice(start, end),
    matches: matches
      .filter(([from, to], place) => to <= end && matches.slice(0, place).every((other) => other[1] <= from))
      .map(([from, to]) => [from - start, to - start] as const),
  }
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at)
  return found
}
