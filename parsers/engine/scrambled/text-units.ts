import { isDetail, opensBracket } from './boxes.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Spot } from './spots.ts'

/** A line of text on a page, or the text on a label's line. */
export type TextUnit = {
  readonly text: string
  /** Index of its piece. */
  readonly index: number
  /** Index of its line. */
  readonly at: number
  readonly block: number
  /** The label on whose line it stands. */
  readonly spot: Spot | undefined
  /** The label that stands right above it in the same block. */
  readonly under: Spot | undefined
  /** Brackets, options or boxes stand between it and the text before. */
  readonly formBetween: boolean
}

/** The lines of a page that are values of text items; `taken` are pieces that others read. */
export function textUnits({ page, pieces }: PlacedPage, taken: ReadonlySet<number>): TextUnit[] {
  const units: TextUnit[] = []
  let form = false
  pieces.forEach((piece, index) => {
    if (piece.kind !== 'text' || taken.has(index) || isDetail(pieces, index) || opensBracket(piece.text)) {
      if (piece.kind === 'box' || piece.kind === 'option' || piece.kind === 'value') form = true
      return
    }
    const line = page.lines[piece.at]!
    const above = pieces[index - 1]
    const last = units.at(-1)
    const labelAbove =
      above?.kind === 'label' && page.lines[above.label.to]!.block === line.block ? above.label : undefined
    const goesOn = last && last.block === line.block && last.at === piece.at - 1 ? last.under : undefined
    units.push({
      text: piece.text,
      index,
      at: piece.at,
      block: line.block,
      spot: piece.spot,
      under: labelAbove ?? goesOn,
      formBetween: form,
    })
    form = false
  })
  return units
}
