import { type Item, isUntold } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import type { BoxDifference, BoxState } from './version-diff.ts'

/** Whether two items say the same. What cannot be told is `undecided`, and never a change. */
export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'undecided'; readonly reason: string; readonly boxes?: readonly BoxDifference[] }
  | { readonly kind: 'added' | 'removed' | 'changed'; readonly boxes?: readonly BoxDifference[] }

const SAME: Comparison = { kind: 'same' }
/** A value below this confidence is not held against another. */
const MIN_CONFIDENCE = 0.5

/**
 * The same item in two versions. Widths, white space, kinds of dashes and of commas are no change, nor is how a day is
 * written, nor whether nothing is said by a dash or by an empty place.
 */
export function compareItems(older: Item, newer: Item): Comparison {
  const reason = doubtOf(older, 'older') ?? doubtOf(newer, 'newer')
  if (older.kind === 'checkboxes' && newer.kind === 'checkboxes') {
    const missing = [older, newer].some(({ status }) => status === 'missing')
    return reason !== undefined && missing
      ? { kind: 'undecided', reason }
      : compareBoxes(older, newer, reason)
  }
  if (reason !== undefined) return isPrintedAlike(older, newer) ? SAME : { kind: 'undecided', reason }
  const [before, after] = [saidBy(older), saidBy(newer)]
  if (before === undefined || after === undefined)
    return { kind: 'undecided', reason: `the ${before === undefined ? 'older' : 'newer'} value was not read` }
  if (before === after) return SAME
  if (isCutOtherwise(older, newer, before, after))
    return { kind: 'undecided', reason: 'where the text begins or ends was read without certainty' }
  return { kind: before === '' ? 'added' : after === '' ? 'removed' : 'changed' }
}

function doubtOf(item: Item, version: 'older' | 'newer'): string | undefined {
  const { status, confidence, reason } = item
  if (isUntold(item)) return `the ${version} value is ${status}${reason === undefined ? '' : ` (${reason})`}`
  return confidence < MIN_CONFIDENCE ? `the ${version} value was read with little confidence` : undefined
}

/** Two values that could not be understood, but are the same characters. */
function isPrintedAlike(older: Item, newer: Item): boolean {
  const hasText = older.kind !== 'checkbox' && older.status === 'ambiguous' && newer.status === 'ambiguous'
  return hasText && textKey(older.raw) !== '' && textKey(older.raw) === textKey(newer.raw)
}

/** From text without positions it is not certain where a value ends and the next begins. */
const SURE_OF_ENDS = 0.9

function isCutOtherwise(older: Item, newer: Item, before: string, after: string): boolean {
  const isUnsure = [older, newer].some(
    ({ confidence, evidence }) => confidence < SURE_OF_ENDS && evidence.some((place) => 'lines' in place),
  )
  const [short, long] = before.length < after.length ? [before, after] : [after, before]
  return isUnsure && (long.startsWith(short) || long.endsWith(short))
}

/** What is compared of a text: letters and signs, whatever their widths, and the pauses between them as one. */
export const textKey = (text: string): string =>
  matchKey(text).replace(/[,，]/gu, '、').replace(/[.．]/gu, '。')

/** What an item says as a key; '' if nothing, undefined if that was not read. */
function saidBy(item: Item): string | undefined {
  if (item.status === 'blank')
    return item.blankKind === undefined || ['empty', 'dash'].includes(item.blankKind) ? '' : item.blankKind
  switch (item.kind) {
    case 'text':
    case 'longtext':
      return item.value === undefined ? undefined : textKey(item.value)
    case 'choice':
      return item.option === undefined ? undefined : String(item.option)
    case 'checkbox':
      return item.checked === undefined ? undefined : item.checked ? '○' : '×'
    case 'number':
      return item.value === undefined ? undefined : String(item.value)
    case 'date':
      return item.value === undefined ? item.iso : dateKey(item.value)
    case 'checkboxes':
      return undefined
  }
}

/** 令和3年4月1日 and 2021/4/1 are the same; of a range, or with a remark, the words count, too. */
function dateKey(printed: string): string {
  const date = readDate(printed)
  if (date.kind !== 'day' || date.isRange) return textKey(printed)
  return `${date.iso} ${textKey(date.rest)}`
}

type Boxes = Extract<Item, { kind: 'checkboxes' }>

function compareBoxes(older: Boxes, newer: Boxes, reason: string | undefined): Comparison {
  const labels = [...new Set([older, newer].flatMap(labelsOf))]
  const boxes = labels.map((label) => ({ label, older: stateOf(older, label), newer: stateOf(newer, label) }))
  const isOpen = (state: BoxState) => state === 'unknown' || state === 'not there'
  const open = boxes.filter((box) => isOpen(box.older) || isOpen(box.newer))
  const differing = boxes.filter((box) => !open.includes(box) && box.older !== box.newer)
  const details = labels.filter((label) => {
    const [before, after] = [older, newer].map((item) => textKey(item.details[label] ?? ''))
    return before !== after && !open.some((box) => box.label === label)
  })
  const shown = boxes.filter(
    (box) => differing.includes(box) || open.includes(box) || details.includes(box.label),
  )
  if (reason === undefined && differing.length + details.length > 0) return { kind: 'changed', boxes: shown }
  if (reason !== undefined && labels.length === 0) return { kind: 'undecided', reason }
  if (reason !== undefined || open.length > 0) {
    const named = open.map(({ label }) => label).join('、')
    return { kind: 'undecided', reason: reason ?? `it cannot be told of ${named}`, boxes: shown }
  }
  return SAME
}

const labelsOf = ({ checked, unchecked, unknown }: Boxes): string[] => [...checked, ...unchecked, ...unknown]

function stateOf({ checked, unchecked, unknown }: Boxes, label: string): BoxState {
  if (checked.includes(label)) return 'checked'
  if (unchecked.includes(label)) return 'unchecked'
  return unknown.includes(label) ? 'unknown' : 'not there'
}

/** What an item says, for people; '' if nothing. */
export function textOf(item: Item): string {
  if (item.status === 'blank' && item.kind !== 'checkboxes') {
    const word = item.blankKind
    return word === undefined || word === 'empty' || word === 'dash' ? '' : word
  }
  switch (item.kind) {
    case 'text':
    case 'longtext':
    case 'date':
      return item.value ?? item.raw
    case 'number':
      return item.value === undefined ? item.raw : String(item.value)
    case 'choice':
      return item.option === undefined
        ? (item.label ?? item.raw)
        : `${item.option}) ${item.label ?? ''}`.trimEnd()
    case 'checkbox':
      return item.checked === undefined ? '[?]' : item.checked ? '[○]' : '[　]'
    case 'checkboxes':
      return [
        ...item.checked.map((label) => `[○] ${withDetail(label, item)}`),
        ...item.unknown.map((label) => `[?] ${withDetail(label, item)}`),
      ].join(' ')
  }
}

const withDetail = (label: string, { details }: Boxes): string =>
  details[label] ? `${label}（${details[label]}）` : label
