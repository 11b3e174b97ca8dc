import type { BoxLabel } from './box-pairs.ts'
import type { Piece } from './pieces.ts'

/**
 * Reads the boxes of a page that was drawn in two passes: the brackets that open, with their marks, come in the first, `] label`
 * in the second, both row by row. Where there are as many of both, the first bracket is the first label's, and so on.
 */
export function boxesInPasses(pieces: readonly Piece[]): BoxLabel[] | undefined {
  const opens = pieces.flatMap((piece, index) => {
    const behind = pieces[index + 1]
    const next = pieces[index + 2]
    // `[ 実施する ]` and `[ ]` are of a choice; in `[` ⏎ `] 紙` the bracket that closes is of another box.
    const isClosed = behind?.kind === 'close' && !(next?.kind === 'box' && next.at === behind.at)
    return piece.kind === 'open' && behind?.kind !== 'value' && !isClosed
      ? [{ marked: behind?.kind === 'mark' }]
      : []
  })
  const boxes = pieces.flatMap((piece, index) => {
    const before = pieces[index - 1]
    return piece.kind === 'box'
      ? [{ piece, index, closes: before?.kind === 'close' && before.at === piece.at }]
      : []
  })
  const isPaired = boxes.length === opens.length && boxes.every(({ closes }) => closes)
  if (!isPaired || pieces.some(({ kind }, index) => kind === 'mark' && pieces[index - 1]?.kind !== 'open'))
    return undefined
  return boxes.map(({ piece, index }, place) => ({
    index,
    at: piece.at,
    label: piece.label,
    state: opens[place]!.marked ? 'checked' : 'unchecked',
    alone: false,
  }))
}
