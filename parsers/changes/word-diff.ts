import { diffArrays } from 'diff'

/** A stretch of text that stands in both texts, only in the newer, or only in the older. */
export type DiffPart = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Texts that differ in more words have been replaced rather than changed; to align them takes long and shows nothing. */
const MOST_EDITS = 2_000

const words = new Intl.Segmenter('ja', { granularity: 'word' })

/**
 * How a text became another, word by word, for people to see: the parts in order, those that are not `added` make the
 * text before, those that are not `removed` the text after. Of a change the removed part comes first.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const parts = diffArrays(segments(before), segments(after), { maxEditLength: MOST_EDITS })
  if (!parts)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

const segments = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment)
