import type { Option } from '../../forms/index.ts'
import type { Reason } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { editDistance } from '../labels.ts'
import { type BoxState, NO_BOX, NO_OWN_BOX, type ReadBox, unread } from '../values/checkboxes.ts'
import { CHECKED_BOX, CHECKED_RADIO, cutOut, EMPTY_BOX, EMPTY_RADIO, type Keyed, keyed } from './fragment.ts'

/** A box as printed: a bracket pair with what stands in it, or an HTML box or a drawn one alone. */
type Box = { readonly kind: BoxKind; readonly inner: string; readonly start: number; readonly end: number }
type BoxKind = 'checked' | 'unchecked' | 'odd' | 'framed-box' | 'framed-radio' | 'bare-box' | 'bare-radio'

const BOX = /\[[^[\]]{0,3}\]|[\ue001-\ue004]|[☐□☑☒✅■]/gu
const CIRCLE = /^[○◎OoVvXx0レ✓✔√■☑✗✕×]$/u
/** Noise of an OCR inside a bracket for a number: ([box]) 件. */
const NOISE_IN_NUMBER = /([(（])\s*[\ue003\ue004]+\s*/gu
const FUZZY_SHARE = 6
const EMPTY_HTML_BOX: Reason = {
  code: 'odd-mark',
  words: 'an empty HTML box, which the OCR also writes for marks it could not read',
}
const TWICE: Reason = { code: 'several-values', words: 'it is printed twice, with different boxes' }

export type RowBoxes = { readonly boxes: readonly ReadBox[]; readonly unused: readonly string[] }

/** What the other groups of the document say of an empty HTML box in brackets. */
export type Trust = { readonly framedBoxes: boolean }

/**
 * Reads a group of boxes from text: `[○] 紙 [] 電子メール [] その他 （ … ）`. Every option of the form is answered for.
 * Empty HTML boxes count as unchecked only where the group proves that the OCR told marks from none (`decided`).
 */
export function readRowBoxes(
  source: string,
  options: readonly Option[],
  isCaption: (key: string) => boolean,
  trust: Trust,
): RowBoxes {
  const text = keyed(source.replace(NOISE_IN_NUMBER, '$1'), matchKey)
  const printed = boxesIn(text.key)
  if (printed.length === 0) {
    return {
      boxes: options.map((option) => unread(option, NO_BOX)),
      unused: isCaption(text.key) ? [] : [readable(text, 0, text.key.length)],
    }
  }
  const unused: string[] = []
  const leave = (from: number, to: number) => {
    const rest = text.key.slice(from, to)
    if (rest !== '' && !isCaption(rest)) unused.push(readable(text, from, to))
  }
  leave(0, printed[0]!.start)
  const found: {
    option: Option | undefined
    label: string
    exact: boolean
    detail: string | undefined
    box: Box
  }[] = []
  for (const [index, box] of printed.entries()) {
    const end = printed[index + 1]?.start ?? text.key.length
    const named = labelAt(text, box.end, end, options)
    if (named) {
      found.push({ ...named, label: named.option.label, box })
      leave(named.end, end)
    } else if (box.end < end) {
      found.push({
        option: undefined,
        label: readable(text, box.end, end),
        exact: false,
        detail: undefined,
        box,
      })
    }
  }
  const kinds = new Set(found.map(({ box }) => box.kind))
  const marks = new Set(found.map(({ box }) => box.inner))
  const boxes: ReadBox[] = found.map(({ option, label, exact, detail, box }) => ({
    label: option?.label ?? label,
    detail,
    exact,
    boxes: [],
    ...decided(box, kinds, marks, found.length === 1 && trust.framedBoxes),
  }))
  const once = oneOfEach(boxes, options)
  return { boxes: once, unused }
}

/** Whether an option has a box in the print, whatever it holds. */
export const isPrinted = ({ reason }: ReadBox): boolean => reason !== NO_BOX && reason !== NO_OWN_BOX

/** Whether a group tells for the whole document what an empty HTML box in brackets means. */
export function groupProof(source: string): 'proves' | 'disproves' | 'neither' {
  const kinds = boxesIn(matchKey(source)).map(({ kind }) => kind)
  const empty = kinds.filter((kind) => kind === 'framed-box').length
  if (empty === 0 || kinds.includes('unchecked')) return 'neither'
  if (kinds.includes('checked')) return 'proves'
  return empty > 1 ? 'disproves' : 'neither'
}

function boxesIn(key: string): Box[] {
  return [...key.matchAll(BOX)].map((match): Box => {
    const [whole] = match
    const framed = whole.startsWith('[')
    const inner = framed ? whole.slice(1, -1) : whole
    return { kind: kindOf(inner, framed), inner, start: match.index, end: match.index + whole.length }
  })
}

function kindOf(inner: string, framed: boolean): BoxKind {
  if (inner === '' || /^[☐□]$/u.test(inner)) return 'unchecked'
  if (inner === CHECKED_BOX || inner === CHECKED_RADIO || CIRCLE.test(inner) || /^[☒✅]$/u.test(inner))
    return 'checked'
  if (inner === EMPTY_BOX) return framed ? 'framed-box' : 'bare-box'
  if (inner === EMPTY_RADIO) return framed ? 'framed-radio' : 'bare-radio'
  return 'odd'
}

/**
 * The state of a box. An empty HTML box is unchecked if the same group shows a checked one, and no bracket that is
 * really empty: where it does, the OCR made HTML boxes of what stood inside the others.
 */
function decided(
  box: Box,
  kinds: ReadonlySet<BoxKind>,
  marks: ReadonlySet<string>,
  trusted: boolean,
): { state: BoxState; reason?: Reason } {
  if (box.kind === 'checked' || box.kind === 'unchecked') return { state: box.kind }
  if (box.kind === 'odd')
    return { state: 'unknown', reason: { code: 'odd-mark', words: `the box holds 「${box.inner}」` } }
  const contrast = kinds.has('checked') && !kinds.has('unchecked')
  // A radio button where the checked ones are checkboxes, or the other way round for one alone, is an accident of the OCR.
  const sameControl =
    box.kind.endsWith('box') ||
    (marks.has(CHECKED_RADIO) && !kinds.has('framed-box') && !kinds.has('bare-box'))
  if ((contrast && sameControl) || (trusted && box.kind === 'framed-box')) return { state: 'unchecked' }
  return { state: 'unknown', reason: EMPTY_HTML_BOX }
}

type Named = { option: Option; exact: boolean; detail: string | undefined; end: number }

/** The option whose label stands at the beginning of a stretch, and what stands in the bracket behind it. */
function labelAt(text: Keyed, start: number, end: number, options: readonly Option[]): Named | undefined {
  const run = text.key.slice(start, end)
  const exact = options
    .filter(({ label }) => run.startsWith(matchKey(label)))
    .sort((a, b) => b.label.length - a.label.length)[0]
  if (exact)
    return { option: exact, exact: true, ...detailAt(text, start + matchKey(exact.label).length, end, exact) }
  const near = options.flatMap((option) => {
    const wanted = matchKey(option.label)
    const limit = Math.floor(wanted.length / FUZZY_SHARE)
    if (limit === 0) return []
    return [wanted.length, wanted.length - 1, wanted.length + 1]
      .filter((length) => length <= run.length)
      .map((length) => ({
        option,
        length,
        distance: editDistance(run.slice(0, length), wanted, limit),
        limit,
      }))
      .filter(({ distance }) => distance <= limit)
  })
  const best = Math.min(...near.map(({ distance }) => distance))
  const nearest = near.filter(({ distance }) => distance === best)
  if (new Set(nearest.map(({ option }) => option)).size !== 1) return undefined
  const { option, length } = nearest[0]!
  return { option, exact: false, ...detailAt(text, start + length, end, option) }
}

function detailAt(
  text: Keyed,
  start: number,
  end: number,
  option: Option,
): { detail: string | undefined; end: number } {
  if (!option.detail || text.key[start] !== '(') return { detail: undefined, end: start }
  let depth = 0
  for (let at = start; at < end; at++) {
    if (text.key[at] === '(') depth++
    if (text.key[at] === ')' && --depth === 0) {
      const behind = text.key.startsWith('件', at + 1) ? at + 2 : at + 1
      return { detail: readable(text, start + 1, at), end: behind }
    }
  }
  return { detail: readable(text, start + 1, text.key[end - 1] === ')' ? end - 1 : end), end }
}

const readable = (text: Keyed, from: number, to: number): string =>
  foldGlyphForms(cutOut(text, from, to)).trim()

/** One answer an option, in the form's order; an option with two boxes that differ is unknown. */
function oneOfEach(boxes: readonly ReadBox[], options: readonly Option[]): ReadBox[] {
  const known = options.map((option): ReadBox => {
    const own = boxes.filter(({ label }) => label === option.label)
    if (own.length === 0) return unread(option, NO_OWN_BOX)
    if (own.every(({ state }) => state === own[0]!.state)) return own[0]!
    return { ...own[0]!, state: 'unknown', reason: TWICE }
  })
  const labels = new Set(options.map(({ label }) => label))
  return [...known, ...boxes.filter(({ label }) => !labels.has(label) && label !== '')]
}
