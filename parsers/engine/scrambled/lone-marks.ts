import { BOX_MARKS } from '../values/brackets.ts'
import { CIRCLES, type Piece } from './pieces.ts'

/** A mark in a line that could not be taken apart, `[ ○ 市町村`, or a line of marks, `レ レ`. */
export const MARK_IN_TEXT = new RegExp(
  `[[［]\\s*[${CIRCLES}](?!\\s*[\\]］])|^\\s*[${CIRCLES}]\\s*[\\]］]|^[${BOX_MARKS}\\s]+$`,
  'u',
)

/** A bracket with its mark in it is one piece of text, as a rule. */
const MAX_LONE_SHARE = 0.3

/** Whether the marks of a document were set by themselves, over brackets that were printed empty. */
export function areMarksApart(pages: readonly (readonly Piece[])[]): boolean {
  const lone = pages.reduce((sum, pieces) => sum + loneMarks(pieces), 0)
  const all = pages.reduce((sum, pieces) => sum + pieces.filter(({ kind }) => kind === 'mark').length, 0)
  return lone > MAX_LONE_SHARE * Math.max(all, lone)
}

/** Marks without their bracket, and lines of marks. */
export const loneMarks = (pieces: readonly Piece[]): number =>
  pieces.filter(
    (piece, index) =>
      (piece.kind === 'mark' && pieces[index - 1]?.kind !== 'open') ||
      (piece.kind === 'text' && MARK_IN_TEXT.test(piece.text)),
  ).length
