import type { Box, Evaluation, Evidence, Item, SheetGrid, Span } from '../../parsers/records/index.ts'
import type { MarkStatus } from './palette.ts'
import { boxOfRange } from './sheet-boxes.ts'

/** The page that marks are wanted for: its number, or the sheet with its grid. */
export type Place =
  | { readonly kind: 'page'; readonly number: number }
  | { readonly kind: 'sheet'; readonly name: string; readonly grid: SheetGrid }

/** Something to draw: its boxes in points, and what is written beside the first of them. */
export type Mark = {
  readonly status: MarkStatus
  readonly label: string
  readonly boxes: readonly Box[]
}

export type PageMarks = {
  readonly marks: readonly Mark[]
  /** Missing items of the evaluations on this page that have no place anywhere. */
  readonly nowhere: number
}

/** All that the evaluations say about one page, in the order of the form; change rows are found or, in part, ambiguous. */
export function marksOn(place: Place, evaluations: readonly Evaluation[]): PageMarks {
  const marks: Mark[] = []
  const add = (status: MarkStatus, label: string, evidence: readonly Evidence[]) => {
    const boxes = evidence.flatMap((one) => boxesAt(place, one))
    if (boxes.length > 0) marks.push({ status, label, boxes })
  }
  for (const { items, changes, unplaced } of evaluations) {
    for (const item of items) add(statusOf(item), item.path, item.evidence)
    for (const [index, row] of changes.entries()) {
      add(row.unattributed?.length ? 'ambiguous' : 'found', `変更[${index + 1}]`, row.evidence)
    }
    for (const { evidence } of unplaced) add('unplaced', '', [evidence])
  }
  const nowhere = evaluations
    .filter(({ span }) => covers(span, place))
    .flatMap(({ items }) => items.filter((item) => item.status === 'missing' && item.evidence.length === 0))
  return { marks, nowhere: nowhere.length }
}

function statusOf(item: Item): MarkStatus {
  const hasUnknown = item.kind === 'checkboxes' && item.unknown.length > 0
  return hasUnknown && item.status !== 'inferred' ? 'unknown-box' : item.status
}

function boxesAt(place: Place, evidence: Evidence): readonly Box[] {
  if (place.kind === 'page') {
    return 'page' in evidence && evidence.page === place.number ? evidence.boxes : []
  }
  if (!('sheet' in evidence) || evidence.sheet !== place.name) return []
  const box = boxOfRange(evidence.range, place.grid)
  return box ? [box] : []
}

function covers(span: Span, place: Place): boolean {
  if (place.kind === 'sheet') return 'sheets' in span && span.sheets.includes(place.name)
  return 'pages' in span && span.pages[0] <= place.number && place.number <= span.pages[1]
}
