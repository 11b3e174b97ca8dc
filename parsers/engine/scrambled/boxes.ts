import { matchKey } from '../../text/characters.ts'
import { type BoxLabel, type BoxState, pairBoxes } from './box-pairs.ts'
import type { Piece } from './pieces.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

/** The boxes of a group as a page shows them: state by option label, and where they stand (indexes of lines). */
export type BoxesRead = {
  readonly states: ReadonlyMap<string, BoxState>
  readonly details: ReadonlyMap<string, string>
  readonly places: readonly number[]
}

/** Boxes whose bracket holds a count, not a text. */
const COUNTED = /行っている$/u

/** Reads all boxes of a page: which bracket belongs to which label, and which label to which group. */
export function readBoxes(placed: PlacedPage): Map<Slot, BoxesRead> {
  const labels = pairBoxes(placed.pieces, (index) => isDetail(placed.pieces, index))
  const groups = groupsOf(placed, labels)
  const details = detailsOf(placed, labels, groups)
  const read = new Map<
    Slot,
    { states: Map<string, BoxState>; details: Map<string, string>; places: number[] }
  >()
  labels.forEach(({ label, state, at }, index) => {
    const slot = groups[index]
    if (!slot) return
    const own = read.get(slot) ?? { states: new Map(), details: new Map(), places: [] }
    read.set(slot, own)
    const known = own.states.get(label)
    own.states.set(label, known !== undefined && known !== state ? 'unknown' : state)
    own.places.push(at)
    const detail = details.get(index)
    if (detail !== undefined) own.details.set(label, detail)
  })
  return read
}

/** The group that each box belongs to: the first in the form that still lacks a box of this label. */
function groupsOf({ slots, spotOf, ordered }: PlacedPage, labels: readonly BoxLabel[]): (Slot | undefined)[] {
  const groups = slots.filter(({ item }) => item.kind === 'checkboxes' || item.kind === 'checkbox')
  const filled = new Map<Slot, Set<string>>(groups.map((slot) => [slot, new Set()]))
  return labels.map(({ label }) => {
    const candidates = groups.filter((slot) =>
      optionsOf(slot).some((option) => matchKey(option) === matchKey(label)),
    )
    if (!ordered && candidates.length > 1) return undefined
    const open = candidates.filter((slot) => !filled.get(slot)!.has(label))
    const slot = open.find((candidate) => spotOf.has(candidate)) ?? open[0]
    if (slot) filled.get(slot)!.add(label)
    return slot
  })
}

const optionsOf = ({ item }: Slot): string[] =>
  item.kind === 'checkbox' ? [item.label] : item.options!.map(({ label }) => label)

const hasBracket = (slot: Slot | undefined, label: string): boolean =>
  !COUNTED.test(label) &&
  (slot?.item.options?.some((option) => option.detail && option.label === label) ?? false)

/**
 * What stands in the brackets behind boxes: on the box's own line, else in a column of brackets beside a column of
 * boxes, else in the order of the boxes that are checked.
 */
function detailsOf(
  { pieces }: PlacedPage,
  labels: readonly BoxLabel[],
  groups: readonly (Slot | undefined)[],
): Map<number, string> {
  const details = new Map<number, string>()
  const loose: { text: string; index: number }[] = []
  pieces.forEach((piece, index) => {
    if (!isDetail(pieces, index) || piece.kind !== 'text') return
    const own = labels.findLastIndex((label) => label.at === piece.at && label.index < index)
    if (own >= 0) details.set(own, piece.text)
    else loose.push({ text: piece.text, index })
  })
  for (const slot of new Set(groups)) if (slot) takeColumn(slot, pieces, labels, groups, loose, details)
  const checked = labels.flatMap(({ label, state }, index) =>
    state === 'checked' && hasBracket(groups[index], label) && !details.has(index) ? [index] : [],
  )
  if (checked.length === loose.length) loose.forEach(({ text }, index) => details.set(checked[index]!, text))
  return details
}

/**
 * Brackets of one column are lines of one block, `（` ⏎ `（ 閲覧` ⏎ `（` ⏎ `（`: as many as the boxes of a group with a
 * bracket and a name of their own (その他 stands apart), in their order.
 */
function takeColumn(
  slot: Slot,
  pieces: readonly Piece[],
  labels: readonly BoxLabel[],
  groups: readonly (Slot | undefined)[],
  loose: { text: string; index: number }[],
  details: Map<number, string>,
): void {
  const named = optionsOf(slot).filter((label) => label !== 'その他' && hasBracket(slot, label))
  if (named.length < 2) return
  const opens = pieces.flatMap(({ kind, block }, index) => (kind === 'parenOpen' ? [{ index, block }] : []))
  const columns = [...Map.groupBy(opens, ({ block }) => block).values()]
  columns
    .find((column) => column.length === named.length)
    ?.forEach(({ index }, place) => {
      const own = loose.findIndex((each) => each.index === index + 1)
      const label = labels.findIndex((each, k) => groups[k] === slot && each.label === named[place])
      if (own >= 0 && label >= 0) details.set(label, loose.splice(own, 1)[0]!.text)
    })
}

/** Whether a text stands behind an opened bracket of a box: `（ 閲覧`. */
export function isDetail(pieces: readonly Piece[], index: number): boolean {
  const piece = pieces[index]!
  const before = pieces[index - 1]
  return piece.kind === 'text' && before?.kind === 'parenOpen' && before.at === piece.at
}
