import { matchKey } from '../../text/characters.ts'
import { type BoxLabel, type BoxState, pairBoxes } from './box-pairs.ts'
import { boxesInPasses } from './boxes-in-passes.ts'
import { loneMarks } from './lone-marks.ts'
import type { Piece } from './pieces.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'

/** The boxes of a group as a page shows them: state by option label, and where they stand (indexes of lines). */
export type BoxesRead = {
  readonly states: ReadonlyMap<string, BoxState>
  readonly details: ReadonlyMap<string, string>
  readonly places: readonly number[]
  /** Index of the piece of each label. */
  readonly pieceOf: ReadonlyMap<string, number>
  /** How the label of each box stands to brackets (`leadOf`). */
  readonly leads: ReadonlyMap<string, Lead>
  /** Labels whose bracket stands on their line. */
  readonly beside: ReadonlySet<string>
}

/** Boxes whose bracket holds a count, not a text. */
const COUNTED = /行っている$/u

/** Reads all boxes of a page: which bracket belongs to which label, and which label to which group. */
export function readBoxes(placed: PlacedPage): Map<Slot, BoxesRead> {
  const drawn = placed.apart === 'passes' && !placed.marksApart ? boxesInPasses(placed.pieces) : undefined
  const labels =
    drawn ??
    pairBoxes(
      placed.pieces,
      placed.ordered,
      (index) => isDetail(placed.pieces, index),
      (label) => placed.slots.some((slot) => optionsOf(slot).includes(label) && !isUneven(slot)),
      (label, next) =>
        placed.slots.some((slot) => {
          const options = optionsOf(slot)
          return options.includes(label) && options[options.indexOf(label) + 1] === next
        }),
      placed.slots.filter(({ item }) => item.kind === 'choice').length,
    )
  const groups = groupsOf(placed, labels)
  const details = detailsOf(placed, labels, groups)
  const leads = leadsOf(placed.pieces)
  type Draft = {
    states: Map<string, BoxState>
    details: Map<string, string>
    places: number[]
    pieceOf: Map<string, number>
    leads: Map<string, Lead>
    beside: Set<string>
  }
  const read = new Map<Slot, Draft>()
  // A mark that was set by itself may be of any bracket that is empty.
  const mayBeMarked = placed.marksApart && loneMarks(placed.pieces) > 0
  labels.forEach(({ label, state: shown, at, index: piece, alone }, index) => {
    const slot = groups[index]
    if (!slot) return
    const state = mayBeMarked && shown === 'unchecked' ? 'unknown' : shown
    const own: Draft = read.get(slot) ?? {
      states: new Map(),
      details: new Map(),
      places: [],
      pieceOf: new Map(),
      leads: new Map(),
      beside: new Set(),
    }
    read.set(slot, own)
    const known = own.states.get(label)
    own.states.set(label, known !== undefined && known !== state ? 'unknown' : state)
    own.places.push(at)
    own.pieceOf.set(label, piece)
    own.leads.set(label, leads.get(piece)!)
    if (alone) own.beside.add(label)
    const detail = details.get(index)
    if (detail !== undefined) own.details.set(label, detail)
  })
  return read
}

/** `[` ⏎ `[ ○` ⏎ `] 紙` ⏎ `] 電子メール`: as many brackets as labels, or not, or no bracket at all right before the labels. */
type Lead = 'even' | 'uneven' | 'none'

/** By the index of its piece, how many brackets stand right before the labels that a box's label stands among. */
function leadsOf(pieces: readonly Piece[]): Map<number, Lead> {
  const leads = new Map<number, Lead>()
  let opens = 0
  let labels: number[] = []
  const end = () => {
    for (const index of labels)
      leads.set(index, opens === labels.length ? 'even' : opens > 0 ? 'uneven' : 'none')
    opens = 0
    labels = []
  }
  pieces.forEach(({ kind }, index) => {
    if (kind === 'box') labels.push(index)
    else if (kind === 'open' && pieces[index + 1]?.kind !== 'value') {
      if (labels.length > 0) end()
      opens++
    } else if (kind !== 'mark' && kind !== 'close') end()
  })
  end()
  return leads
}

/** The group that each box belongs to: the first in the form that still lacks a box of this label. */
function groupsOf(placed: PlacedPage, labels: readonly BoxLabel[]): (Slot | undefined)[] {
  const { slots, spotOf, ordered } = placed
  const groups = slots.filter(({ item }) => item.kind === 'checkboxes' || item.kind === 'checkbox')
  const filled = new Map<Slot, Set<string>>(groups.map((slot) => [slot, new Set()]))
  const candidatesOf = ({ label }: BoxLabel) =>
    groups.filter((slot) => optionsOf(slot).some((option) => matchKey(option) === matchKey(label)))
  const near = ordered ? [] : groupsNear(placed, labels, labels.map(candidatesOf))
  return labels.map((own, index) => {
    const { label } = own
    const candidates = candidatesOf(own)
    if (near[index]) return near[index]
    if (!ordered && candidates.length > 1) {
      const all = labels.filter((each) => each.label === label)
      if (all.length !== candidates.length) return undefined
      const told = labels.flatMap((each, at) => (each.label === label && near[at] ? [near[at]] : []))
      const rest = all.filter((each) => !near[labels.indexOf(each)])
      const free = candidates.filter((slot) => !told.includes(slot))
      if (told.length > 0 && rest.length === 1) return free[0]
      // Equal boxes need no telling apart.
      if (own.state !== 'unknown' && all.every(({ state }) => state === own.state))
        return free[rest.indexOf(own)]
      return all.every(({ alone }) => alone)
        ? byHeads(placed, candidates, all)?.[all.indexOf(own)]
        : undefined
    }
    const open = candidates.filter((slot) => !filled.get(slot)!.has(label))
    const slot = open.find((candidate) => spotOf.has(candidate)) ?? open[0]
    if (slot) filled.get(slot)!.add(label)
    return slot
  })
}

/**
 * The groups of boxes whose label several groups have (その他 of 入手元 and of 入手方法): that of the boxes beside it and of
 * the label above, where they agree and no other box of this label has it, too.
 */
function groupsNear(
  { pieces, slotOf }: PlacedPage,
  labels: readonly BoxLabel[],
  candidates: readonly (readonly Slot[])[],
): (Slot | undefined)[] {
  const isApart = (from: number, to: number) =>
    pieces
      .slice(labels[from]!.index + 1, labels[to]!.index)
      .some(({ kind }) => kind === 'label' || kind === 'text')
  const found = labels.map((own, index) => {
    const signs = new Set(candidates[index]!.map(({ sign }) => sign))
    // Groups of a repeat's elements are all alike.
    if (signs.size < 2 || signs.size < candidates[index]!.length) return undefined
    const told = new Set<Slot>()
    for (const step of [-1, 1]) {
      for (let at = index + step; labels[at]; at += step) {
        if (isApart(Math.min(at - step, at), Math.max(at - step, at))) break
        if (candidates[at]!.length !== 1) continue
        told.add(candidates[at]![0]!)
        break
      }
    }
    const above = pieces.findLast((piece, place) => place < own.index && piece.kind === 'label')
    const head = above?.kind === 'label' ? slotOf.get(above.label) : undefined
    if (head && candidates[index]!.includes(head)) told.add(head)
    const [only, ...others] = told
    return only && others.length === 0 && candidates[index]!.includes(only) ? only : undefined
  })
  return found.map((slot, index) => {
    const same = labels.flatMap(({ label }, at) => (label === labels[index]!.label ? [found[at]] : []))
    return slot && same.filter((each) => each === slot).length === 1 ? slot : undefined
  })
}

/**
 * The groups of a repeat's elements in the order in which the heads of the elements stand on the page: all of them above or
 * below all `boxes`, or each of them above its own.
 */
function byHeads(
  { pieces, slots, spotOf }: PlacedPage,
  groups: readonly Slot[],
  boxes: readonly BoxLabel[],
): Slot[] | undefined {
  const places = groups.map((group) => {
    const head = slots.find(({ item, path }) => item.kind === 'repeat' && group.path.startsWith(`${path}.`))
    const spot = head && spotOf.get(head)
    return {
      group,
      place: spot ? pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot) : -1,
    }
  })
  if (places.some(({ place }) => place < 0)) return undefined
  places.sort((a, b) => a.place - b.place)
  const above = boxes.map(({ index }) => places.findLastIndex(({ place }) => place < index))
  const isOneSide = new Set(above).size === 1 && [-1, places.length - 1].includes(above[0]!)
  return isOneSide || above.every((head, index) => head === index)
    ? places.map(({ group }) => group)
    : undefined
}

/** Groups of up to this many boxes of which one has a long label: their brackets stand in no columns. */
const FEW = 10
const LONG_LABEL = 17
const isUneven = (slot: Slot): boolean =>
  optionsOf(slot).length <= FEW && optionsOf(slot).some((label) => isWide(label) && !hasBracket(slot, label))

/** It reaches beyond the bracket of the next column. */
export const isWide = (label: string): boolean => label.length > LONG_LABEL

const optionsOf = ({ item }: Slot): string[] =>
  item.kind === 'checkbox' ? [item.label] : (item.options ?? []).map(({ label }) => label)

export const hasBracket = (slot: Slot | undefined, label: string): boolean =>
  !COUNTED.test(label) &&
  (slot?.item.options?.some((option) => option.detail && option.label === label) ?? false)

/**
 * What stands in the brackets behind boxes: on the box's own line, else in a column of brackets beside a column of
 * boxes, else in the order of the boxes that are checked.
 */
function detailsOf(
  { pieces, ordered }: PlacedPage,
  labels: readonly BoxLabel[],
  groups: readonly (Slot | undefined)[],
): Map<number, string> {
  const details = new Map<number, string>()
  const loose: { text: string; index: number }[] = []
  pieces.forEach((piece, index) => {
    if (!isDetail(pieces, index) || piece.kind !== 'text' || isRestOfDetail(pieces, index)) return
    const text = wholeDetail(pieces, index)
    if (text === undefined) return
    const own = labels.findLastIndex((label) => label.at === piece.at && label.index < index)
    if (own >= 0) details.set(own, text)
    else loose.push({ text, index })
  })
  if (!ordered) takeNamed(labels, groups, loose, details)
  for (const slot of new Set(groups)) if (slot) takeColumn(slot, pieces, labels, groups, loose, details)
  const checked = labels.flatMap(({ label, state }, index) =>
    state === 'checked' && hasBracket(groups[index], label) && !details.has(index) ? [index] : [],
  )
  if (checked.length === loose.length) {
    for (const [place, { text }] of loose.entries()) details.set(checked[place]!, text)
  } else if (!ordered) {
    takeByContent(pieces, labels, groups, details)
  }
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

/** Who is named in a detail tells the box: `市町村（` is of 地方公共団体・地方独立行政法人. */
export const NAMED: readonly (readonly [string, RegExp])[] = [
  [
    '地方公共団体・地方独立行政法人',
    /^(?:他の?)?(?:市区町村|市町村|都道府県|他市|他自治体|.{0,12}広域連合)/u,
  ],
  ['行政機関・独立行政法人等', /年金機構|国税庁|^.{1,4}省$|地方公共団体情報システム機構/u],
]

/** `（ 他市区町村 ）` torn from its box. */
function takeNamed(
  labels: readonly BoxLabel[],
  groups: readonly (Slot | undefined)[],
  loose: { text: string; index: number }[],
  details: Map<number, string>,
): void {
  for (const own of [...loose]) {
    const fit = NAMED.filter(([, words]) => words.test(own.text))
    const places = labels.flatMap((each, index) =>
      each.label === fit[0]?.[0] && hasBracket(groups[index], each.label) ? [index] : [],
    )
    if (fit.length !== 1 || places.length !== 1 || details.has(places[0]!)) continue
    if (labels[places[0]!]!.state !== 'checked') continue
    details.set(places[0]!, own.text)
    loose.splice(loose.indexOf(own), 1)
  }
}

function takeByContent(
  pieces: readonly Piece[],
  labels: readonly BoxLabel[],
  groups: readonly (Slot | undefined)[],
  details: Map<number, string>,
): void {
  for (const piece of pieces) {
    if (piece.kind !== 'text' || !opensBracket(piece.text)) continue
    const text = piece.text.replace(/[（(]$/u, '').trim()
    const fit = NAMED.filter(([, words]) => words.test(text))
    const label = labels.findIndex(
      (each, index) => each.label === fit[0]?.[0] && hasBracket(groups[index], each.label),
    )
    if (fit.length === 1 && label >= 0 && !details.has(label)) details.set(label, text)
  }
}

/** `市町村（`: a detail of a box, torn from its label. */
export const opensBracket = (text: string): boolean => text.length < 30 && /[（(]$/u.test(text)

/** Whether a text stands behind an opened bracket of a box (`（ 閲覧`), or is the second line of one that does. */
export function isDetail(pieces: readonly Piece[], index: number): boolean {
  return beginsDetail(pieces, index) || isRestOfDetail(pieces, index)
}

function beginsDetail(pieces: readonly Piece[], index: number): boolean {
  const piece = pieces[index]!
  const before = pieces[index - 1]
  return piece.kind === 'text' && before?.kind === 'parenOpen' && before.at === piece.at
}

/** A detail of this length may fill its bracket's width, and go on in the next line. */
const FULL_DETAIL = 16

/** `（ 教育総務課、市民課、税` ⏎ `務課` ⏎ `）`: the second line of a detail, up to its bracket. */
function isRestOfDetail(pieces: readonly Piece[], index: number): boolean {
  const [before, piece, behind] = [pieces[index - 1], pieces[index], pieces[index + 1]]
  return (
    piece?.kind === 'text' &&
    before?.kind === 'text' &&
    before.text.length >= FULL_DETAIL &&
    behind?.kind === 'parenClose' &&
    beginsDetail(pieces, index - 1)
  )
}

/** A detail up to its bracket; nothing where it may be cut off. */
function wholeDetail(pieces: readonly Piece[], index: number): string | undefined {
  const [piece, next] = [pieces[index]!, pieces[index + 1]]
  if (piece.kind !== 'text') return undefined
  const isClosed = next?.kind === 'parenClose'
  const text =
    isRestOfDetail(pieces, index + 1) && next?.kind === 'text' ? piece.text + next.text : piece.text
  const isCut = !isClosed && text === piece.text && text.length >= FULL_DETAIL
  return !isCut && isBalanced(text) ? text : undefined
}

const isBalanced = (text: string): boolean =>
  (text.match(/[（(]/gu)?.length ?? 0) === (text.match(/[）)]/gu)?.length ?? 0)
