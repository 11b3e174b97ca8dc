/** ASCII would be cut or folded by the tokenizer, so that it moves to the private use area: `a` is U+E061. */
const character = (point: string): string =>
  point.charCodeAt(0) < 0x80 ? String.fromCharCode(0xe000 + point.charCodeAt(0)) : point

/**
 * What the index is given for a folded text: each pair of neighbouring characters as a word, and the last one alone.
 * 委託先 gives 委託 託先 先. A phrase of pairs is found where its characters stand, and nowhere else.
 */
export function grams(folded: string): string {
  let words = ''
  let last = ''
  for (const point of folded) {
    const next = character(point)
    if (last !== '') words += `${last}${next} `
    last = next
  }
  return words + last
}

/** The index's expression for a folded, non-empty word: 委託先 is "委託 託先", and 委 all words that begin with 委. */
export function gramPhrase(folded: string): string {
  const words = grams(folded)
  const cut = words.lastIndexOf(' ')
  return cut < 0 ? `"${words}" *` : `"${words.slice(0, cut)}"`
}

/** What rows of the index are marked with, so that a filter costs no look-up. */
export type Tag = { readonly kind: 'form' | 'prefecture' | 'year' | 'key'; readonly value: string }

/** A tag as one word of the index. */
export const tagWord = ({ kind, value }: Tag): string => [...`${kind}:${value}`].map(character).join('')
