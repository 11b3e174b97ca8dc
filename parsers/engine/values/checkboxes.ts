import type { Option } from '../../forms/index.ts'
import type { Box, Glyph, Reason } from '../../records/index.ts'
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
  readonly reason?: Reason
  readonly boxes: readonly Box[]
  /** Whether label and mark stand exactly as the form prints them. */
  readonly exact: boolean
}
export type ReadBoxes = { readonly boxes: readonly ReadBox[]; readonly unused: readonly Glyph[] }

/** Why a box of the form is not told: the place prints none at all, or not this one. */
export const NO_BOX: Reason = { code: 'no-place', words: 'no box is printed' }
export const NO_OWN_BOX: Reason = { code: 'no-place', words: 'its box was not found' }
const NOT_OF_FORM: Reason = { code: 'not-an-option', words: 'the form has no box of this label' }
const odd = (words: string): Reason => ({ code: 'odd-mark', words })

/** A mark this near (in em) to a bracket may have been meant for it. */
const NEAR_MARK = 0.8
/** A label may differ from the form's by one character in this many. */
const FUZZY_SHARE = 6

/** A bracket with what belongs to it: its label, what follows the bracket where labels come first, marks beside it. */
type Slot = {
  readonly bracket: Bracket
  readonly label: Glyph[]
  readonly behind: Glyph[]
  readonly strays: Glyph[]
  doubt: string | undefined
}
type Named = { option: Option | undefined; exact: boolean; text: string; detail: string | undefined }

/**
 * Reads a group of boxes: `[ ○ ] label`, label before or after its bracket, labels and details over several lines,
 * a mark slightly outside its bracket. Every option of the form is answered for: one without a box in the print is
 * unknown. `isCaption` names lines that the form prints between the boxes (as match keys). `inHeading`: the place is a
 * heading's cell, whose wording stands before the boxes.
 */
export function readCheckboxes(
  glyphs: readonly Glyph[],
  options: readonly Option[],
  isCaption: (key: string) => boolean,
  inHeading = false,
): ReadBoxes {
  const body = toLines(glyphs)
    .filter((line) => !isCaption(matchKey(line.text)))
    .flatMap((line) => line.glyphs)
    .filter((glyph) => !isSpace(glyph))
  const brackets = bracketsOf(body)
  if (brackets.length === 0) {
    return { boxes: options.map((option) => unread(option, NO_BOX)), unused: body }
  }
  const marks = strayMarks(body, brackets)
  const text = body.filter((glyph) => !marks.includes(glyph) && !isFrame(glyph, brackets))
  const labelFirst = !inHeading && labelsComeFirst(text, brackets, options)
  const { slots, unused } = attribute(text, brackets, labelFirst)
  const names = slots.map((slot) => nameOf(slot, options, labelFirst))
  giveMarks(marks, slots)
  doubtOddSigns(slots, names, unused)
  return { boxes: answer(slots, names, options), unused }
}

const isFrame = (glyph: Glyph, brackets: readonly Bracket[]): boolean =>
  brackets.some(({ frame, inner }) => frame.includes(glyph) || inner.includes(glyph))

/** Marks outside of all brackets, but near one. */
function strayMarks(body: readonly Glyph[], brackets: readonly Bracket[]): Glyph[] {
  return body.filter(
    (glyph) =>
      isMark(glyph) &&
      !isFrame(glyph, brackets) &&
      brackets.some((bracket) => !bracket.drawn && distance(glyph.box, bracket.box) < NEAR_MARK * glyph.size),
  )
}

/** Gives each stray mark to the one empty bracket that it can mean; of several, none can be told any more. */
function giveMarks(marks: readonly Glyph[], slots: readonly Slot[]): void {
  for (const mark of marks) {
    const near = slots
      .filter(({ bracket }) => !bracket.drawn && bracket.inner.length === 0)
      .map((slot) => ({ slot, away: distance(mark.box, slot.bracket.box) }))
      .filter(({ away }) => away < NEAR_MARK * mark.size)
    const touching = near.filter(({ away }) => away === 0)
    const meant = touching.length === 1 ? touching : near
    if (meant.length === 1) meant[0]!.slot.strays.push(mark)
    else for (const { slot } of near) slot.doubt = `the mark ${mark.text} stands between two boxes`
  }
}

/** Something else beside an empty bracket, that is no part of a label, may have been meant to check it. */
function doubtOddSigns(slots: readonly Slot[], names: readonly Named[], unused: readonly Glyph[]): void {
  const loose = [...unused, ...slots.flatMap((slot, index) => (names[index]!.exact ? [] : slot.label))]
  for (const slot of slots) {
    const { bracket, strays } = slot
    if (bracket.drawn === 'checked' || bracket.inner.length > 0 || strays.length > 0) continue
    const sign = loose.find(
      (glyph) =>
        !slot.label.includes(glyph) &&
        glyph.box[2] <= bracket.box[0] + 2 &&
        distance(glyph.box, bracket.box) < NEAR_MARK * glyph.size,
    )
    if (sign) slot.doubt = `「${sign.text}」 stands before the box`
    const [behind] = slot.behind
    if (
      behind &&
      !/^[(（]$/u.test(behind.text) &&
      distance(behind.box, bracket.box) < NEAR_MARK * behind.size
    )
      slot.doubt = `「${behind.text}」 stands behind the box`
  }
}

/** How far a mark is from a bracket; a line up or down counts four times, as marks slip sideways. */
function distance(a: Box, b: Box): number {
  const dx = Math.max(0, b[0] - a[2], a[0] - b[2])
  const dy = Math.abs((a[1] + a[3]) / 2 - (b[1] + b[3]) / 2) - (b[3] - b[1]) / 4
  return Math.max(dx, Math.max(0, dy) * 4)
}

/** Labels stand before their boxes where most rows of boxes begin with a word. */
function labelsComeFirst(
  text: readonly Glyph[],
  brackets: readonly Bracket[],
  options: readonly Option[],
): boolean {
  const rows = [...Map.groupBy(brackets, ({ line }) => line)]
  const begun = rows.filter(([line, row]) => {
    const first = Math.min(...row.map(({ box }) => box[0]))
    const before = text.filter((glyph) => line.glyphs.includes(glyph) && glyph.box[2] <= first + 1)
    return before.length > 1 || options.some(({ label }) => label === before[0]?.text)
  })
  return begun.length > rows.length / 2
}

/** Gives every character to the box in whose row it stands: the box before it or, where labels come first, behind it. */
function attribute(
  text: readonly Glyph[],
  brackets: readonly Bracket[],
  labelFirst: boolean,
): { slots: Slot[]; unused: Glyph[] } {
  const slots = brackets.map(
    (bracket): Slot => ({ bracket, label: [], behind: [], strays: [], doubt: undefined }),
  )
  const unused: Glyph[] = []
  for (const [slot, glyphs] of Map.groupBy(text, (glyph) => nearestRow(glyph, slots))) {
    const row = slots.filter(({ bracket }) => bracket.line === slot.bracket.line)
    for (const line of toLines(glyphs)) {
      let depth = 0
      for (const glyph of line.glyphs) {
        if (isSpace(glyph)) continue
        const before = row.findLast(({ bracket }) => bracket.box[2] <= middleX(glyph))
        const after = row.find(({ bracket }) => bracket.box[0] >= middleX(glyph))
        if (!labelFirst) {
          if (before) before.label.push(glyph)
          else unused.push(glyph)
          continue
        }
        // 他部署 [ ○ ] （ 福祉課 ）   他団体 [   ]: a bracket right behind the box holds its detail.
        if (
          /^[(（]$/u.test(glyph.text) &&
          before &&
          (depth > 0 || before.behind.length === 0) &&
          !after?.label.length
        )
          depth++
        const isUnit = glyph.text === '件' && /[)）]$/u.test(before?.behind.at(-1)?.text ?? '')
        if ((depth > 0 || isUnit) && before) before.behind.push(glyph)
        else if (after) after.label.push(glyph)
        else if (before) before.behind.push(glyph)
        else unused.push(glyph)
        if (/^[)）]$/u.test(glyph.text)) depth = Math.max(0, depth - 1)
      }
    }
  }
  return { slots, unused }
}

const middleX = ({ box }: Glyph): number => (box[0] + box[2]) / 2

/** A box of the row nearest to a character. */
function nearestRow(glyph: Glyph, slots: readonly Slot[]): Slot {
  const middle = (box: Box) => (box[1] + box[3]) / 2
  const away = ({ bracket }: Slot) => Math.abs(middle(bracket.box) - middle(glyph.box))
  const nearest = slots.reduce((a, b) => (away(b) < away(a) ? b : a))
  return slots.find(({ bracket }) => bracket.line === nearest.bracket.line)!
}

/**
 * The option that a box's label names. What stands on the box's own line counts before lines above and below it, which
 * may belong to a box that was not seen.
 */
function nameOf(slot: Slot, options: readonly Option[], labelFirst: boolean): Named {
  const all = nameIn(slot, options, labelFirst)
  const [, top, , bottom] = slot.bracket.box
  const onLine = slot.label.filter(({ box }) => (box[1] + box[3]) / 2 > top && (box[1] + box[3]) / 2 < bottom)
  const own = nameIn({ ...slot, label: onLine }, options, labelFirst)
  return own.exact && own.option && own.option !== all.option ? own : all
}

/** Takes `その他 （ 閲覧 ）` apart: the option it names and what stands in its bracket. */
function nameIn(slot: Slot, options: readonly Option[], labelFirst: boolean): Named {
  const text = inOrder(slot.label)
  const key = matchKey(text)
  const whole = options.find((option) => matchKey(option.label) === key)
  if (labelFirst) {
    const detail = /^\s*[(（](.*)[)）]\s*件?$/su.exec(inOrder(slot.behind))?.[1]
    return {
      option: whole,
      exact: whole !== undefined,
      text,
      detail: detail && foldGlyphForms(detail.trim()),
    }
  }
  if (whole) return { option: whole, exact: true, text, detail: undefined }
  return (
    withBracket(slot.label, options, text) ?? withDetail(key, options, text) ?? nearest(key, options, text)
  )
}

/** By place: what stands left of the opening bracket is the label, the rest the detail, over however many lines. */
function withBracket(label: readonly Glyph[], options: readonly Option[], text: string): Named | undefined {
  for (const open of label.filter((glyph) => /^[(（]$/u.test(glyph.text))) {
    const head = label.filter((glyph) => glyph.box[2] <= open.box[0] + 1)
    const option = options.find(
      (candidate) => candidate.detail && matchKey(candidate.label) === matchKey(inOrder(head)),
    )
    if (!option) continue
    const closing = label
      .filter((glyph) => /^[)）]$/u.test(glyph.text))
      .sort((a, b) => b.box[0] - a.box[0])[0]
    const rest = label.filter((glyph) => glyph !== open && glyph !== closing && !head.includes(glyph))
    return { option, exact: true, text, detail: foldGlyphForms(inOrder(rest)) }
  }
  return undefined
}

/** By text: the label, then its bracket. */
function withDetail(key: string, options: readonly Option[], text: string): Named | undefined {
  const option = options.find(
    (candidate) => candidate.detail && key.startsWith(`${matchKey(candidate.label)}(`),
  )
  if (!option) return undefined
  const rest = key.slice(matchKey(option.label).length)
  return { option, exact: true, text, detail: rest.replace(/^\(/u, '').replace(/\).?$/u, '') }
}

function nearest(key: string, options: readonly Option[], text: string): Named {
  const near = options.filter((option) => {
    const wanted = matchKey(option.label)
    const limit = Math.floor(wanted.length / FUZZY_SHARE)
    return limit > 0 && editDistance(key, wanted, limit) <= limit
  })
  return { option: near.length === 1 ? near[0] : undefined, exact: false, text, detail: undefined }
}

/**
 * The boxes in the order of the form. A box with a label that the form does not have is taken as printed if all of the
 * form's own are accounted for (a newer edition); else the labels may have been torn, and it is unknown.
 */
function answer(slots: readonly Slot[], names: readonly Named[], options: readonly Option[]): ReadBox[] {
  const taken = new Set<Option>()
  const own: ReadBox[] = []
  const foreign: ReadBox[] = []
  slots.forEach((slot, index) => {
    const { option, exact, text, detail: printed } = names[index]!
    // A detail that begins with its end has run into the next row, whose box was not seen.
    const torn = /^\s*[)）]/u.test(printed ?? '')
    const detail = torn ? undefined : printed
    const boxes = [boxOf([slot.bracket, ...slot.label])]
    const known = option !== undefined && !taken.has(option)
    if (known) taken.add(option)
    const state = hidesMark(slot, names[index]!)
      ? { state: 'unknown' as const, reason: odd(`a mark may stand in 「${text}」`) }
      : stateOf(slot)
    const box = {
      label: known ? option.label : text,
      exact: exact && slot.strays.length === 0,
      detail,
      ...state,
      boxes,
    }
    if (known) own.push(box)
    else if (text !== '') foreign.push({ ...box, exact: false })
  })
  const missed = options.filter((option) => !taken.has(option))
  const order = new Map(options.map((option, index) => [option.label, index]))
  return [
    ...own,
    ...missed.map((option) => unread(option, NO_OWN_BOX)),
    ...foreign.map(
      (box): ReadBox =>
        missed.length === 0 ? box : { ...box, state: 'unknown', detail: undefined, reason: NOT_OF_FORM },
    ),
  ].sort((a, b) => (order.get(a.label) ?? options.length) - (order.get(b.label) ?? options.length))
}

/** Whether an empty box has a label that is not the form's because a mark, or another sign, may have slipped into it. */
function hidesMark({ bracket, strays, label }: Slot, { option, exact, text }: Named): boolean {
  if (exact || bracket.drawn === 'checked' || bracket.inner.length > 0 || strays.length > 0) return false
  const begins = option !== undefined && matchKey(text)[0] !== matchKey(option.label)[0]
  return begins || label.some(isMark)
}

/** A box of the form that was not found. */
export const unread = (option: Option, reason: Reason): ReadBox => ({
  label: option.label,
  state: 'unknown',
  detail: undefined,
  reason,
  boxes: [],
  exact: true,
})

function stateOf({ bracket, strays, doubt }: Slot): { state: BoxState; reason?: Reason } {
  if (doubt) return { state: 'unknown', reason: odd(doubt) }
  if (bracket.drawn) return { state: bracket.drawn }
  const inner = [...bracket.inner, ...strays]
  if (inner.length === 0) return { state: 'unchecked' }
  if (inner.length === 1 && isMark(inner[0]!)) return { state: 'checked' }
  return { state: 'unknown', reason: odd(`the box holds 「${inner.map((glyph) => glyph.text).join('')}」`) }
}

const inOrder = (glyphs: readonly Glyph[]): string =>
  toLines(glyphs)
    .map((line) => line.text)
    .join('')
