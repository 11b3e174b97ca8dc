import type { Evaluation, Evidence, Finding, Item } from '../records/index.ts'
import type { Contradiction } from './rule.ts'

/** Values below this confidence are not counted on. */
const SURE = 0.9

/**
 * Whose contradiction it is. It may be hyoka's (`extraction`) if a value was read without certainty, in text without
 * positions, or beside a box that cannot be told; or if it rests on an absence where text was left over on the page.
 */
export function originOf(
  { items, rows = [], absence }: Contradiction,
  evaluation: Evaluation,
): Finding['origin'] {
  const evidence = [...items.flatMap((item) => item.evidence), ...rows.flatMap((row) => row.evidence)]
  const unsure =
    items.some((item) => asserts(item) && item.confidence < SURE) ||
    rows.some(({ confidence }) => confidence < SURE) ||
    items.some((item) => item.kind === 'checkboxes' && item.unknown.length > 0)
  const withoutPositions = 'lines' in evaluation.span || evidence.some((one) => 'lines' in one)
  const absent = absence === true || items.some(({ status }) => status === 'blank')
  const left = evaluation.unplaced.map((one) => sheetOrPage(one.evidence))
  const leftOver =
    absence === true ? left.length > 0 : evidence.some((one) => left.includes(sheetOrPage(one)))
  return unsure || withoutPositions || (absent && leftOver) ? 'extraction' : 'document'
}

/** What is not asserted has no confidence to speak of: 0, or that of its place. */
const asserts = ({ status }: Item): boolean => status === 'found' || status === 'blank'

const sheetOrPage = (evidence: Evidence): string | number =>
  'page' in evidence ? evidence.page : 'sheet' in evidence ? evidence.sheet : 'lines'
