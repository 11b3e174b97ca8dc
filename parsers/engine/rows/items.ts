import type { FormSpec, SpecItem } from '../../forms/index.ts'
import { type Evidence, type Item, told } from '../../records/index.ts'
import { blankKind, matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import {
  boxesState,
  boxState,
  choiceState,
  DRAWING,
  dateState,
  missingItem,
  NO_BRACKET,
  notANumber,
  textKind,
  textState,
} from '../items.ts'
import { readRowBoxes, type Trust } from './boxes.ts'
import { type RowChoice, readRowChoice } from './choice.ts'
import { cutOut, INPUT_MARK, keyed, readableText } from './fragment.ts'
import type { RowRegion } from './regions.ts'

export type RowItems = { readonly items: readonly Item[]; readonly unused: readonly string[] }

/** How sure a reading from OCR text is, before what speaks against it. */
const SURE = 0.93
const NOT_EXACT = 0.78
const LABEL_IN_DOUBT = 0.5

/** The text of a region: what stands behind the label, then its cells; cells of one row apart by a space. */
export function regionText({ rest, cells }: RowRegion): string {
  let text = rest
  let row: number | undefined
  for (const cell of cells) {
    text += (text === '' ? '' : cell.row === row ? ' ' : '\n') + cell.text
    row = cell.row
  }
  return text
}

/** Reads the item of a label from its region, and the numbers in its brackets (件数). Paths keep their `[f]` and `[n]`. */
export function readRowItem(
  item: SpecItem,
  region: RowRegion,
  spec: FormSpec,
  isCaption: (key: string) => boolean,
  trust: Trust,
): RowItems {
  const text = regionText(region)
  const common = { path: item.path, key: item.key, ...placeOf(region), confidence: confidenceOf(region) }
  const numbers = spec.items.filter((child) => child.kind === 'number' && child.parent === item.path)
  const counts = numbers.map(
    (child): Item => ({
      ...common,
      path: child.path,
      key: child.key,
      kind: 'number',
      ...countIn(text, child),
    }),
  )
  const inside = insideItems(item, text, spec, common)
  if (spec.frame.drawings.includes(item.key)) {
    return {
      items: [
        { ...common, kind: 'longtext', status: 'ambiguous', ...told(DRAWING), confidence: 0 },
        ...inside,
      ],
      unused: [],
    }
  }
  switch (item.kind) {
    case 'choice': {
      const own = insideOf(item, spec).reduce((rest, child) => inBrackets(child, rest)?.others ?? rest, text)
      const read = readRowChoice(own, item.options!)
      const confidence = read.option || read.reason === undefined ? confidenceOf(region, read.exact) : 0
      return {
        items: [{ ...common, kind: 'choice', ...stateOf(read), confidence }, ...counts, ...inside],
        unused: unusedIn(read.unused, isCaption),
      }
    }
    case 'checkboxes': {
      const { boxes, unused } = readRowBoxes(text, item.options!, isCaption, trust)
      const withCount = new Set(numbers.map(({ label }) => matchKey(label)))
      const read = boxes.map((box) =>
        withCount.has(matchKey(box.label)) ? { ...box, detail: undefined } : box,
      )
      const exact = read.every((box) => box.exact)
      return {
        items: [
          { ...common, kind: 'checkboxes', ...boxesState(read), confidence: confidenceOf(region, exact) },
          ...counts,
        ],
        unused,
      }
    }
    case 'checkbox': {
      const own = `${region.label.place.cell.text} ${text}`
      const { boxes } = readRowBoxes(own, [{ label: item.label }], isCaption, trust)
      return { items: [{ ...common, kind: 'checkbox', ...boxState(boxes[0]!) }], unused: [] }
    }
    case 'date': {
      const { value, unused } = dateIn(region)
      return { items: [{ ...common, kind: 'date', ...dateState(value) }], unused }
    }
    default:
      return {
        items: [{ ...common, kind: textKind(item), ...textState(readableText(text)) }, ...inside],
        unused: [],
      }
  }
}

/** A choice that cannot be decided is ambiguous even where no single text stands for it. */
const stateOf = (read: RowChoice) =>
  read.option || read.reason === undefined || read.printed !== ''
    ? choiceState(read)
    : { status: 'ambiguous' as const, ...told(read.reason) }

/** Reads the boxes of a heading, in its own cell or behind it: `４．… [○] 委託しない`. */
export function readHeadingRow(items: readonly SpecItem[], region: RowRegion, trust: Trust): RowItems {
  const options = items.map(({ label }) => ({ label }))
  const { boxes, unused } = readRowBoxes(regionText(region), options, () => false, trust)
  return {
    items: items.map((item): Item => {
      const box = boxes.find(({ label }) => label === item.label)!
      return {
        path: item.path,
        key: item.key,
        kind: 'checkbox',
        ...placeOf(region),
        confidence: box.state === 'unknown' ? 0 : confidenceOf(region, box.exact),
        ...boxState(box),
      }
    }),
    unused,
  }
}

const confidenceOf = ({ label }: RowRegion, exact = true): number => {
  const sure = exact ? SURE : NOT_EXACT
  return label.cost >= LABEL_IN_DOUBT && label.cost < 2 ? Math.min(sure, 0.85) : sure
}

/** Where a region stands and what is printed there, tags included. */
function placeOf({ label, rest, cells }: RowRegion): { evidence: Evidence[]; raw: string } {
  const { cell } = label.place
  const lines =
    cells.length === 0 || rest !== ''
      ? [cell.lines, ...cells.map((own) => own.lines)]
      : cells.map((own) => own.lines)
  return {
    evidence: evidenceOf(lines),
    raw: [...(rest === '' ? [] : [cell.source]), ...cells.map(({ source }) => source)].join('\n'),
  }
}

/** A range of lines for each run of neighbouring ones. */
export function evidenceOf(lines: readonly (readonly [number, number])[]): Evidence[] {
  const ranges: [number, number][] = []
  for (const [from, to] of lines) {
    const last = ranges.at(-1)
    if (last && from <= last[1] + 2) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges.map((range) => ({ lines: range }))
}

/** `（ 3 ） 件` behind a choice, or behind a box's label; an HTML box in the bracket hides what was printed. */
function countIn(
  text: string,
  item: SpecItem,
): Pick<Item & { kind: 'number' }, 'status' | 'value' | 'blankKind' | 'reason' | 'reasonCode'> {
  const key = matchKey(text)
  const label = matchKey(item.label)
  const printed = (label === '件' ? /\(([^()]*)\)件/u : new RegExp(`${label}\\(([^()]*)\\)`, 'u')).exec(
    key,
  )?.[1]
  if (printed === undefined) {
    if (key === '') return { status: 'blank', blankKind: 'empty' }
    return { status: 'missing', ...told(NO_BRACKET) }
  }
  const number = printed.replace(/[\ue001-\ue004□☐]/gu, '')
  const digits = /^(\d+)件?$/u.exec(number)?.[1]
  if (digits !== undefined) return { status: 'found', value: Number(digits) }
  if (INPUT_MARK.test(printed))
    return {
      status: 'ambiguous',
      ...told({ code: 'odd-mark', words: 'an HTML box stands in the bracket of its number' }),
    }
  const blank = blankKind(number)
  return blank ? { status: 'blank', blankKind: blank } : { status: 'ambiguous', ...told(notANumber(number)) }
}

/** Items whose label stands inside their parent's place, at the beginning of a line or in brackets: `（備考）⏎…`. */
function insideItems(
  parent: SpecItem,
  text: string,
  spec: FormSpec,
  common: { evidence: Evidence[]; raw: string; confidence: number },
): Item[] {
  return insideOf(parent, spec).map((item): Item => {
    const place = { ...common, path: item.path, key: item.key, kind: textKind(item) } as const
    const bracketed = inBrackets(item, text)
    if (bracketed) return { ...place, ...textState(readableText(bracketed.value)) }
    const wanted = insideKey(item)
    const names = (start: string) => matchKey(start).replace(/^\(/u, '').startsWith(wanted)
    const lines = text.split('\n')
    // The label itself may be broken by a line end.
    const at = lines.findIndex(
      (line, index) => line !== '' && (names(line) || names(line + (lines[index + 1] ?? ''))),
    )
    if (at < 0) return missingItem(item, item.path, 'its label was not found')
    const [first = '', ...others] = names(lines[at]!)
      ? lines.slice(at)
      : [lines[at]! + lines[at + 1]!, ...lines.slice(at + 2)]
    let end = 0
    while (!names(first.slice(0, end))) end++
    const rest = [first.slice(end).replace(/^[\s　:：)）]+/u, ''), ...others].join('\n')
    const closed = /[)）]/u.test(first.slice(0, end + 1)) || !/^[(（]/u.test(first)
    const value = readableText(closed ? rest : rest.replace(/[\s　]*[)）][\s　]*$/u, ''))
    return { ...place, ...textState(value) }
  })
}

const insideOf = (parent: SpecItem, spec: FormSpec): SpecItem[] =>
  spec.items.filter((item) => item.inside && item.parent === parent.path)

const insideKey = ({ label }: SpecItem): string => matchKey(label).replace(/^\(|[:)]+$/gu, '')

/** `（手数料額、納付方法：　1件300円　）`, where in a line it may stand: the value, and the text without it. */
function inBrackets(item: SpecItem, text: string): { value: string; others: string } | undefined {
  const whole = keyed(text, matchKey)
  const label = `(${insideKey(item)}:`
  const start = whole.key.indexOf(label)
  if (start < 0) return undefined
  let depth = 0
  for (let at = start; at < whole.key.length; at++) {
    if (whole.key[at] === '(') depth++
    if (whole.key[at] !== ')' || --depth > 0) continue
    return {
      value: cutOut(whole, start + label.length, at),
      others: `${cutOut(whole, 0, start)} ${cutOut(whole, at + 1, whole.key.length)}`,
    }
  }
  return undefined
}

/** A date's text: the whole place, or its first line where more stands below. */
function dateIn(region: RowRegion): { value: string; unused: string[] } {
  const whole = readableText(regionText(region))
  if (blankKind(whole) || readDate(whole.replaceAll('\n', '')).kind !== 'unreadable')
    return { value: whole, unused: [] }
  const [first = '', ...others] = whole.split('\n')
  return readDate(first).kind === 'unreadable'
    ? { value: whole, unused: [] }
    : { value: first, unused: others }
}

const unusedIn = (text: string, isCaption: (key: string) => boolean): string[] =>
  text === '' || isCaption(matchKey(text)) ? [] : [text]
