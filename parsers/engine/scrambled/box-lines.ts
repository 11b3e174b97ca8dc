import type { Piece } from './pieces.ts'

/** The bracket of `[ ○ ] label`, all on one line. */
export function bracketBefore(pieces: readonly Piece[], index: number, ordered: boolean): number | undefined {
  const { at } = pieces[index]!
  const onLine = (place: number, kind: Piece['kind']) =>
    pieces[place]?.kind === kind && pieces[place]!.at === at
  if (!onLine(index - 1, 'close')) return undefined
  const back = onLine(index - 2, 'mark') ? index - 3 : index - 2
  if (!onLine(back, 'open')) return undefined
  // In text without order brackets of different boxes come to stand side by side: only `[ ] label` at the head of a line is one.
  const open = pieces[back]!
  const above = pieces[back - 1]
  const begins = above?.at !== at || above.kind === 'label'
  const alone = begins && open.kind === 'open' && !open.tight
  return ordered || alone || isWholeRow(pieces, at) ? back : undefined
}

/** `] 宛名システム等 ] 税務システム`: a label behind another on its line, and no bracket between, stands in another column. */
export function isBesideLabel(pieces: readonly Piece[], index: number): boolean {
  const { at } = pieces[index]!
  const last = pieces.findLastIndex(
    (piece, place) => place < index && piece.at === at && (piece.kind === 'open' || piece.kind === 'box'),
  )
  return pieces[last]?.kind === 'box'
}

/** `[ ] 宛名システム等 [ ○ ] 税務システム`: every bracket of the line is opened, closed and followed by its label. */
function isWholeRow(pieces: readonly Piece[], at: number): boolean {
  const kinds = pieces.flatMap((piece) =>
    piece.at === at ? [piece.kind === 'open' && piece.tight ? 'tight' : piece.kind] : [],
  )
  return /^(?:label )?(?:open (?:mark )?close box (?:parenOpen (?:text )?parenClose )?){2,}$/u.test(
    `${kinds.join(' ')} `,
  )
}

/** What may follow a label in its row: 提供を行っている （ 3 ） 件. */
const COUNTS: ReadonlySet<Piece['kind']> = new Set(['parenOpen', 'count', 'parenClose', 'cases'])

/**
 * What stands on one line stands in one row of the form: in `[ ○ ] 情報提供ネットワークシステム [` the last bracket is the next
 * option's, whose label comes elsewhere. By the index of the label; nothing where several labels or brackets may be meant.
 */
export function bracketsInRow(
  pieces: readonly Piece[],
  isNextOption: (label: string, next: string) => boolean,
): Map<number, number> {
  const pairs = new Map<number, number>()
  const trailing = pieces.flatMap((piece, index) => {
    if (piece.kind !== 'open') return []
    const last = pieces.findLastIndex(({ kind }, place) => place < index && !COUNTS.has(kind))
    const before = pieces[last]
    const behind = pieces[pieces[index + 1]?.kind === 'mark' ? index + 2 : index + 1]
    if (before?.kind !== 'box' || before.at !== piece.at || behind?.at === piece.at) return []
    return bracketBefore(pieces, last, false) === undefined ? [] : [{ index, before: before.label }]
  })
  // A mark on a line without a label may have stood in any bracket that is empty now.
  const isTorn = pieces.some(
    ({ kind, at }) => kind === 'mark' && !pieces.some((piece) => piece.at === at && piece.kind === 'box'),
  )
  const loose = pieces.flatMap((piece, index) =>
    piece.kind === 'box' && bracketBefore(pieces, index, false) === undefined
      ? [{ index, label: piece.label }]
      : [],
  )
  for (const [before, brackets] of Map.groupBy(trailing, (each) => each.before)) {
    const next = loose.filter(({ label }) => isNextOption(before, label))
    const isOne = new Set(next.map(({ label }) => label)).size === 1
    const marks = new Set(brackets.map(({ index }) => pieces[index + 1]?.kind === 'mark'))
    const isWhole = !isTorn || marks.has(true)
    const all = pieces.filter(
      (piece) => piece.kind === 'box' && piece.label === before && !isWholeRow(pieces, piece.at),
    )
    const isEven = next.length === brackets.length && all.length === brackets.length
    if (isOne && isWhole && isEven && marks.size === 1)
      for (const [place, { index }] of next.entries()) pairs.set(index, brackets[place]!.index)
  }
  return pairs
}
