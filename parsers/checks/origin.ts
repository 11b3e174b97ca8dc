import type { Box, Evaluation, Evidence, Finding, Item } from '../records/index.ts'
import type { Contradiction } from './rule.ts'

/** What tells how an evaluation was read. */
export type ReadContent = Pick<Evaluation, 'span' | 'items' | 'unplaced'>

/** Values below this confidence are not counted on. */
const SURE = 0.9
/** Of a text less is enough: what may be wrong is where it begins or ends, not that it stands there. */
const SURE_TEXT = 0.8
/** Text that stands within so many points above or below an empty place may be what belongs into it. */
const NEAR = 40

/**
 * Whose contradiction it is. It may be hyoka's (`extraction`) if a value was read without certainty, in text without
 * positions, or beside a box that cannot be told; or if it rests on something not being there, where text was left over.
 */
export function originOf(
  { items, rows = [], lacks }: Contradiction,
  evaluation: ReadContent,
): Finding['origin'] {
  const unsure =
    items.some((item) => asserts(item) && item.confidence < sureOf(item)) ||
    rows.some(({ confidence }) => confidence < SURE) ||
    items.some((item) => item.kind === 'checkboxes' && item.unknown.length > 0)
  const evidence = [...items, ...rows].flatMap((one) => one.evidence)
  const withoutPositions = 'lines' in evaluation.span || evidence.some((one) => 'lines' in one)
  const empty = items.filter((item) => lacks === 'part' || isEmpty(item)).flatMap((item) => item.evidence)
  const left = evaluation.unplaced.map((one) => one.evidence)
  const leftOver =
    left.some((one) => empty.some((place) => isNear(one, place))) ||
    (lacks === 'blocks' && items.length > 0 && left.some((one) => isInPart(one, items, evaluation)))
  return unsure || withoutPositions || leftOver ? 'extraction' : 'document'
}

const sureOf = ({ kind }: Item): number => (kind === 'text' || kind === 'longtext' ? SURE_TEXT : SURE)

/** What is not asserted has no confidence to speak of: 0, or that of its place. */
const asserts = ({ status }: Item): boolean => status === 'found' || status === 'blank'

/** Nothing stands there, or no box is marked. */
const isEmpty = (item: Item): boolean =>
  item.status === 'blank' || (item.kind === 'checkboxes' && item.checked.length === 0)

function isNear(one: Evidence, other: Evidence): boolean {
  if ('page' in one && 'page' in other)
    return one.page === other.page && one.boxes.some((a) => other.boxes.some((b) => gap(a, b) <= NEAR))
  return 'sheet' in one && 'sheet' in other && one.sheet === other.sheet
}

const gap = ([, top, , bottom]: Box, [, otherTop, , otherBottom]: Box): number =>
  Math.max(otherTop - bottom, top - otherBottom, 0)

/** Whether a place is within the pages of the Ⅱ (or Ⅰ) that the items stand in; of a workbook any sheet may be. */
function isInPart(place: Evidence, items: readonly Item[], evaluation: ReadContent): boolean {
  if (!('page' in place)) return true
  const part = partOf(items[0]!.path)
  const pages = evaluation.items
    .filter(({ path }) => partOf(path) === part)
    .flatMap((item) => item.evidence.flatMap((one) => ('page' in one ? [one.page] : [])))
  return place.page >= Math.min(...pages) && place.page <= Math.max(...pages)
}

/** II[1].4.委託事項[2] → II[1] */
const partOf = (path: string): string => path.split('.')[0]!
