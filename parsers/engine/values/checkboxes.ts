import type { Option } from '../../forms/index.ts'
import type { Box, Glyph } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { editDistance } from '../labels.ts'
import { boxOf, toLines } from '../lines.ts'
import { type Bracket, bracketsOf, isMark, isSpace } from './brackets.ts'

export type BoxState = 'checked' | 'unchecked' | 'unknown'
/** A box as read: the option's label (or the printed one, if the form has no such option), its state, its bracket text. */
export type ReadBox = {
  readonly label: string
  readonly state: BoxState
  readonly detail: string | undefined
  readonly reason?: string
  readonly boxes: readonly Box[]
  /** Whether the printed label is exactly the form's. */
  readonly exact: boolean
}
export type ReadBoxes = { readonly boxes: readonly ReadBox[]; readonly unused: readonly Glyph[] }

/** A mark this near (in em) to an empty bracket was meant for it. */
const NEAR_MARK = 0.8
/** A label may differ from the form's by one character in this many. */
const FUZZY_SHARE = 6

type Slot = { readonly bracket: Bracket; readonly glyphs: Glyph[]; readonly strays: Glyph[] }

/**
 * Reads a group of boxes: `[ ○ ] label`, label before or after its bracket, labels and details over several lines.
 * Every option of the form is answered for: one without a box in the print is unknown.
 * `isCaption` names lines that the form prints between the boxes (as match keys).
 */
export function readCheckboxes(
  glyphs: readonly Glyph[],
  options: readonly Option[],
  isCaption: (key: string) => boolean,
): ReadBoxes {
  const lines = toLines(glyphs)
  const body = lines
    .filter((line) => !isCaption(matchKey(line.text)))
    .flatMap((line) => line.glyphs)
    .filter((glyph) => !isSpace(glyph))
  const slots: Slot[] = bracketsOf(body).map((bracket) => ({ bracket, glyphs: [], strays: [] }))
  if (slots.length === 0)
    return { boxes: options.map((option) => unread(option, 'no box is printed')), unused: body }

  const framed = new Set(slots.flatMap(({ bracket }) => [...bracket.frame, ...bracket.inner]))
  const unused: Glyph[] = []
  for (const glyph of body) {
    if (framed.has(glyph)) continue
    const slot = slotOf(glyph, slots, labelsComeFirst(body, slots))
    if (slot) slot.glyphs.push(glyph)
    else unused.push(glyph)
  }
  takeStrayMarks(slots)

  const printed = slots.map((slot) => ({ slot, ...labelAndDetail(slot, options) }))
  const taken = new Set<Option>()
  const boxes = printed.map(({ slot, option, exact, text, detail }): ReadBox => {
    if (option && !taken.has(option)) {
      taken.add(option)
      return {
        label: option.label,
        exact,
        detail,
        ...stateOf(slot),
        boxes: [boxOf([slot.bracket, ...slot.glyphs])],
      }
    }
    return {
      label: text,
      exact: false,
      detail,
      ...stateOf(slot),
      boxes: [boxOf([slot.bracket, ...slot.glyphs])],
    }
  })
  const order = new Map(options.map((option, index) => [option.label, index]))
  return {
    boxes: [
      ...boxes.filter((box) => box.label !== ''),
      ...options
        .filter((option) => !taken.has(option))
        .map((option) => unread(option, 'its box was not found')),
    ].sort((a, b) => (order.get(a.label) ?? options.length) - (order.get(b.label) ?? options.length)),
    unused,
  }
}

const unread = (option: Option, reason: string): ReadBox => ({
  label: option.label,
  state: 'unknown',
  detail: undefined,
  reason,
  boxes: [],
  exact: true,
})

function stateOf({ bracket, strays }: Slot): { state: BoxState; reason?: string } {
  if (bracket.drawn) return { state: bracket.drawn }
  const inner = [...bracket.inner, ...strays]
  if (inner.length === 0) return { state: 'unchecked' }
  if (inner.length === 1 && isMark(inner[0]!)) return { state: 'checked' }
  return { state: 'unknown', reason: `the box holds 「${inner.map((glyph) => glyph.text).join('')}」` }
}

/** Whether the labels stand before their boxes: text before the first box of each row and none after the last. */
function labelsComeFirst(body: readonly Glyph[], slots: readonly Slot[]): boolean {
  const rows = Map.groupBy(slots, ({ bracket }) => bracket.line)
  return [...rows].every(([line, row]) => {
    const first = Math.min(...row.map(({ bracket }) => bracket.box[0]))
    const last = Math.max(...row.map(({ bracket }) => bracket.box[2]))
    const onLine = body.filter((glyph) => line.glyphs.includes(glyph))
    return (
      onLine.some((glyph) => glyph.box[2] <= first + 1) && !onLine.some((glyph) => glyph.box[0] >= last - 1)
    )
  })
}

/** The box whose label or detail a character belongs to: in the nearest row, the box before (or after) it. */
function slotOf(glyph: Glyph, slots: readonly Slot[], before: boolean): Slot | undefined {
  const middle = (box: Box) => (box[1] + box[3]) / 2
  const side = slots.filter(({ bracket }) =>
    before ? bracket.box[0] >= glyph.box[2] - 1 : bracket.box[2] <= glyph.box[0] + 1,
  )
  let best: Slot | undefined
  let bestRank = Infinity
  for (const slot of side) {
    const down = Math.abs(middle(slot.bracket.box) - middle(glyph.box))
    const across = before ? slot.bracket.box[0] - glyph.box[2] : glyph.box[0] - slot.bracket.box[2]
    // The row decides; within it, the nearest box. Boxes of one row differ by less than half a line.
    const rank = Math.round(down / (0.5 * slot.bracket.line.size)) * 10_000 + across
    if (rank < bestRank) [best, bestRank] = [slot, rank]
  }
  return best
}

/** A mark that slipped just outside an empty bracket belongs to it, if there is only one that near. */
function takeStrayMarks(slots: readonly Slot[]): void {
  for (const slot of slots) {
    for (const glyph of [...slot.glyphs]) {
      if (!isMark(glyph)) continue
      const near = slots.filter(
        ({ bracket }) =>
          !bracket.drawn &&
          bracket.inner.length === 0 &&
          distance(glyph.box, bracket.box) < NEAR_MARK * glyph.size,
      )
      if (near.length !== 1) continue
      slot.glyphs.splice(slot.glyphs.indexOf(glyph), 1)
      near[0]!.strays.push(glyph)
    }
  }
}

function distance(a: Box, b: Box): number {
  const dx = Math.max(0, b[0] - a[2], a[0] - b[2])
  const dy = Math.max(0, b[1] - a[3], a[1] - b[3])
  return Math.max(dx, dy * 4)
}

type Named = { option: Option | undefined; exact: boolean; text: string; detail: string | undefined }

/** Takes `その他 （ 閲覧 ）` apart: the option it names and what stands in its bracket. */
function labelAndDetail(slot: Slot, options: readonly Option[]): Named {
  const text = inOrder(slot.glyphs)
  const key = matchKey(text)
  const whole = options.find((option) => matchKey(option.label) === key)
  if (whole) return { option: whole, exact: true, text, detail: undefined }

  const open = slot.glyphs.find((glyph) => /^[(（]$/u.test(glyph.text) && leads(glyph, slot, options))
  if (open) {
    const head = slot.glyphs.filter((glyph) => glyph.box[2] <= open.box[0] + 1)
    const closing = slot.glyphs
      .filter((glyph) => /^[)）]$/u.test(glyph.text))
      .sort((a, b) => b.box[0] - a.box[0])[0]
    const rest = slot.glyphs.filter((glyph) => glyph !== open && glyph !== closing && !head.includes(glyph))
    const option = options.find(
      (candidate) => candidate.detail && matchKey(candidate.label) === matchKey(inOrder(head)),
    )
    if (option) return { option, exact: true, text, detail: foldGlyphForms(inOrder(rest)) }
  }
  const detailed = options.find((option) => option.detail && key.startsWith(matchKey(option.label)))
  if (detailed) {
    const rest = key.slice(matchKey(detailed.label).length)
    if (/^\(.*\)?.?$/su.test(rest)) {
      return { option: detailed, exact: true, text, detail: rest.replace(/^\(/u, '').replace(/\).?$/u, '') }
    }
  }
  const near = options.filter((option) => {
    const wanted = matchKey(option.label)
    const limit = Math.floor(wanted.length / FUZZY_SHARE)
    return limit > 0 && editDistance(key, wanted, limit) <= limit
  })
  return { option: near.length === 1 ? near[0] : undefined, exact: false, text, detail: undefined }
}

/** Whether what stands before a bracket is the label of an option that has a bracket. */
function leads(open: Glyph, slot: Slot, options: readonly Option[]): boolean {
  const head = matchKey(inOrder(slot.glyphs.filter((glyph) => glyph.box[2] <= open.box[0] + 1)))
  return options.some((option) => option.detail && matchKey(option.label) === head)
}

const inOrder = (glyphs: readonly Glyph[]): string =>
  toLines(glyphs)
    .map((line) => line.text)
    .join('')
