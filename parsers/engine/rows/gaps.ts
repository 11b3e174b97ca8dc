import type { FormSpec } from '../../forms/index.ts'
import { type HeadingCandidate, matchHeading } from '../fuzzy.ts'
import type { Cell, Row } from './grid.ts'
import { type RowLabel, withCircle } from './labels.ts'

/** What begins like a label of the form: ３． ① リスク１：. */
const NUMBERED = /^(?:[①-⑳]|[0-9０-９]{1,2}\s*[．.,，、]|リスク\s*[0-9０-９]*\s*[:：])/u
const MAX_LABEL_LENGTH = 60
/** How much less sure a label is that is only like the form's. */
const COST_OF_UNLIKENESS = 4

/**
 * Finds labels that are not worded as the form words them: cells that look like a label, between two labels between
 * which the form has items that were not found. Only there the analyser is asked.
 */
export async function closeGaps(
  rows: readonly Row[],
  labels: readonly RowLabel[],
  spec: FormSpec,
): Promise<readonly RowLabel[]> {
  const isLabel = new Set(labels.map(({ place }) => place.cell))
  const found: RowLabel[] = []
  for (const [index, label] of labels.entries()) {
    found.push(label)
    const next = labels[index + 1]
    if (!next || next.item <= label.item + 1) continue
    let last = label
    for (const cell of looseCells(rows, label.place.cell.row, next.place.cell.row)) {
      if (isLabel.has(cell)) continue
      const match = await matchHeading(withCircle(cell.text), candidatesBetween(spec, last.item, next.item))
      if (!match) continue
      const home = spec.items[match.target]!.path
      const near = home.includes('[n]') && !spec.items[last.item]!.path.includes('[n]') ? next : last
      const numbers = {
        file: home.includes('[f]') ? near.file || next.file : 0,
        n: home.includes('[n]') ? near.n || next.n : 0,
      }
      last = {
        place: { cell, rest: '' },
        item: match.target,
        ...numbers,
        cost: COST_OF_UNLIKENESS * (1 - match.score),
      }
      found.push(last)
    }
  }
  return found
}

/** Cells from one row to another that look like a label: numbered, or first in a row that goes on. */
function looseCells(rows: readonly Row[], from: number, to: number): Cell[] {
  return rows.slice(from, to + 1).flatMap(({ cells }) => {
    const inked = cells.filter(({ text }) => text !== '')
    const first = inked[0]!
    const isLast = inked.length === 1
    return inked.filter((cell) => {
      if (cell.key.length > MAX_LABEL_LENGTH || cell.key.length < 2 || /[。[［]/u.test(cell.text))
        return false
      return NUMBERED.test(withCircle(cell.text))
        ? cell === first || cell !== inked.at(-1)
        : cell === first && !isLast
    })
  })
}

/** The items that the form prints between two others, with all their wordings. */
function candidatesBetween(spec: FormSpec, from: number, to: number): HeadingCandidate<number>[] {
  return spec.items.slice(from + 1, to).flatMap((item, index) => {
    if (
      item.kind === 'checkbox' ||
      item.kind === 'number' ||
      item.kind === 'repeat' ||
      item.kind === 'table' ||
      item.inside
    )
      return []
    return [
      {
        target: from + 1 + index,
        number: item.number ?? '',
        wordings: [item.label, ...(item.aliases ?? [])],
      },
    ]
  })
}
