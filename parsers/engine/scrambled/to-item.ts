import type { FormSpec, SpecItem } from '../../forms/index.ts'
import { type Evidence, type Item, type Reason, told } from '../../records/index.ts'
import { blankKind, foldGlyphForms, matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { DRAWING, missingItem, noDay } from '../items.ts'
import { doubtOf } from './doubts.ts'
import { leadingNumber, widthOf } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import type { SlotReading, TextPart } from './slot-readings.ts'
import type { TextUnit } from './text-units.ts'

/** A text is asserted only if every other reading of its lines costs this much more. */
const SURE_MARGIN = 0.3
const SURE = 0.93
const LESS_SURE = 0.85
const WIDE_MARGIN = 0.8
/** A line this much narrower than the widest of its value was ended by the writer. */
const FULL_SHARE = 0.9

/** Makes the item of a slot from what the pages tell of it; none where they do not show its place. */
export function toItem(reading: SlotReading, spec: FormSpec, isFragment: (line: string) => boolean): Item[] {
  const { slot } = reading
  const common = { path: slot.path, key: slot.item.key }
  if (spec.frame.drawings.includes(slot.item.key)) {
    return [
      {
        ...common,
        kind: 'longtext',
        status: 'ambiguous',
        ...told(DRAWING),
        confidence: 0,
        evidence: labelEvidence(reading),
        raw: '',
      },
    ]
  }
  switch (slot.item.kind) {
    case 'choice':
      return choiceItem(reading, common)
    case 'checkboxes':
    case 'checkbox':
      return boxesItem(reading, common)
    case 'number':
      return countItem(reading, common)
    default:
      return textItem(reading, common, isFragment)
  }
}

/** A scrambled page shows what stands on it, not where. */
const unclear = (words: string): Reason => ({ code: 'place-unclear', words })

/** A value on whose place printing the page and its order agree needs less than one on which only one of them tells. */
const SURE_AGREED = 0.05
/** Both together must tell so much of it; more where printing alone tells little. */
const SURE_TOGETHER = 1.2
const LITTLE = 0.3
const SURE_TOGETHER_OF_LITTLE = 1.5
/** A value that only printing tells, on a page that comes out line by line, or not. */
const SURE_WHOLE = 0.9
const SURE_ALONE = 1.6

/** A page that so great a share of its lines is not printed on as it is tells less: more is asked of its values. */
const MISPRINTED = 0.15
const SURE_TOGETHER_MISPRINTED = 2.6

/** Whether all parts of a value are explained by printing their pages, or told by their order, or neither. */
function standingOf(texts: readonly TextPart[]): 'explained' | 'told' | 'unsure' {
  let standing: 'explained' | 'told' = 'explained'
  for (const { margin, print } of texts) {
    const agrees = margin >= SURE_MARGIN
    if (!print) {
      if (!agrees) return 'unsure'
      standing = 'told'
    } else if (!agrees) {
      if (print.displaced > 0 || print.sure < (print.misprinted > 0 ? SURE_ALONE : SURE_WHOLE))
        return 'unsure'
    } else {
      const isPoor = print.misprinted >= MISPRINTED
      if (print.sure < SURE_AGREED) return 'unsure'
      const together = print.sure < LITTLE ? SURE_TOGETHER_OF_LITTLE : SURE_TOGETHER
      if (print.sure + margin < (isPoor ? SURE_TOGETHER_MISPRINTED : together)) return 'unsure'
      if (print.displaced > 0) standing = 'told'
    }
  }
  return standing
}

type Common = { readonly path: string; readonly key: string }

function labelEvidence({ labelled, slot }: SlotReading): Evidence[] {
  return labelled.flatMap((page) => {
    const spot = page.spotOf.get(slot)
    return spot ? [linesAt(page, [spot.from, spot.to])] : []
  })
}

function linesAt(page: PlacedPage, places: readonly number[]): Evidence {
  const numbers = places.map((at) => page.page.lines[at]!.number)
  return { lines: [Math.min(...numbers), Math.max(...numbers)] }
}

/** Lines as ranges: a gap that holds other text is left out. */
function evidenceOf(page: PlacedPage, places: readonly number[]): Evidence[] {
  const ranges: number[][] = []
  for (const at of [...new Set(places)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && at - last.at(-1)! <= 1) last.push(at)
    else ranges.push([at])
  }
  return ranges.map((range) => linesAt(page, range))
}

function choiceItem(reading: SlotReading, common: Common): Item[] {
  const { slot, choices } = reading
  const best =
    choices.find(({ read }) => read.label !== undefined) ??
    choices.find(({ read }) => read.reason !== undefined) ??
    choices[0]
  if (!best) return []
  const { label, reason, places, margin } = best.read
  const evidence = places.length > 0 ? evidenceOf(best.page, places) : labelEvidence(reading)
  const raw = places.map((at) => best.page.page.lines[at]!.text).join('\n')
  const base = { ...common, kind: 'choice' as const, evidence, raw }
  if (label !== undefined) {
    const option = slot.item.options!.find((each) => each.label === label)!
    return [
      {
        ...base,
        status: 'found',
        confidence: margin >= WIDE_MARGIN ? SURE : LESS_SURE,
        label,
        ...(option.number === undefined ? {} : { option: option.number }),
      },
    ]
  }
  if (reason !== undefined) return [{ ...base, status: 'ambiguous', ...told(unclear(reason)), confidence: 0 }]
  if (reading.labelled.length === 0) return []
  return [{ ...base, status: 'blank', blankKind: 'empty', confidence: LESS_SURE }]
}

function boxesItem({ slot, boxes }: SlotReading, common: Common): Item[] {
  const options =
    slot.item.kind === 'checkbox' ? [slot.item.label] : slot.item.options!.map(({ label }) => label)
  if (boxes.length === 0) return []
  const stateOf = (label: string) => {
    const states = new Set(boxes.flatMap(({ read }) => read.states.get(label) ?? []))
    return states.size === 1 ? [...states][0]! : 'unknown'
  }
  const evidence = boxes.flatMap(({ page, read }) => evidenceOf(page, read.places))
  const raw = boxes
    .flatMap(({ page, read }) => [...new Set(read.places)].map((at) => page.page.lines[at]!.text))
    .join('\n')
  const labels = (state: string) => options.filter((label) => stateOf(label) === state)
  const unknown = labels('unknown')
  const reason = 'the text does not tell which bracket belongs to the box'
  const base = { ...common, evidence, raw, confidence: unknown.length === options.length ? 0 : LESS_SURE }
  if (slot.item.kind === 'checkbox') {
    const state = stateOf(slot.item.label)
    return [
      {
        ...base,
        kind: 'checkbox',
        ...(state === 'unknown'
          ? { status: 'ambiguous', ...told(unclear(reason)) }
          : { status: 'found', checked: state === 'checked' }),
      },
    ]
  }
  const details = Object.fromEntries(
    boxes.flatMap(({ read }) => [...read.details].filter(([, text]) => text !== '')),
  )
  return [
    {
      ...base,
      kind: 'checkboxes',
      status: unknown.length === options.length ? 'ambiguous' : 'found',
      checked: labels('checked'),
      unchecked: labels('unchecked'),
      unknown,
      details,
      ...(unknown.length === 0 ? {} : told(unclear(`${unknown.join('、')}: ${reason}`))),
    },
  ]
}

function countItem({ counts }: SlotReading, common: Common): Item[] {
  const best =
    counts.find(({ read }) => read.value !== undefined) ??
    counts.find(({ read }) => read.reason !== undefined) ??
    counts[0]
  if (!best) return []
  const { value, reason, place } = best.read
  const base = {
    ...common,
    kind: 'number' as const,
    evidence: [linesAt(best.page, [place])],
    raw: best.page.page.lines[place]!.text,
  }
  if (value !== undefined) return [{ ...base, status: 'found', value, confidence: LESS_SURE }]
  if (reason !== undefined) return [{ ...base, status: 'ambiguous', ...told(unclear(reason)), confidence: 0 }]
  return [{ ...base, status: 'blank', blankKind: 'empty', confidence: LESS_SURE }]
}

function textItem(reading: SlotReading, common: Common, isFragment: (line: string) => boolean): Item[] {
  const { slot, texts, labelled } = reading
  if (texts.length === 0 && labelled.length === 0) return []
  const parts = withoutRepetition(texts.filter(({ units }) => units.length > 0))
  const kind = slot.item.kind === 'longtext' ? 'longtext' : slot.item.kind === 'date' ? 'date' : 'text'
  const units = parts.flatMap((part) => part.units)
  const raw = units.map(({ text }) => text).join('\n')
  const evidence =
    parts.length > 0
      ? parts.flatMap(({ page, units: own }) =>
          evidenceOf(
            page,
            own.map(({ at }) => at),
          ),
        )
      : labelEvidence(reading)
  const margin = Math.min(...texts.map((part) => part.margin), Infinity)
  const base = { ...common, kind, evidence, raw } as const
  const value = withoutOwnLabel(slot.item, foldGlyphForms(joined(units)))
  const blank = blankKind(value)
  const standing = standingOf(texts)
  const unsure = standing === 'unsure'
  if (unsure || (texts.length === 0 && labelled.length === 0)) {
    const reason =
      texts.find((part) => part.reason !== undefined)?.reason ??
      'the page does not tell where this text ends and the next begins, or whose it is'
    return [{ ...base, status: 'ambiguous', ...told(unclear(reason)), confidence: 0 }]
  }
  const confidence = margin >= WIDE_MARGIN || standing === 'explained' ? SURE : LESS_SURE
  if (blank) {
    return labelled.length === 0
      ? [{ ...missingItem(slot.item, slot.path, 'its label was not found') }]
      : [{ ...base, status: 'blank', blankKind: blank, confidence }]
  }
  const doubt = doubtOf(slot, parts, margin, standing === 'explained', isFragment)
  if (doubt !== undefined) return [{ ...base, status: 'ambiguous', ...told(unclear(doubt)), confidence: 0 }]
  if (kind === 'date') {
    const date = readDate(value.replaceAll('\n', ''))
    if (date.kind === 'unreadable')
      return [{ ...base, kind: 'date', status: 'ambiguous', ...told(noDay(date)), confidence: 0 }]
    return [
      {
        ...base,
        kind: 'date',
        status: 'found',
        value: value.replaceAll('\n', '').replace(/[\s　]*時点$/u, ''),
        ...(date.kind === 'day' ? { iso: date.iso } : {}),
        confidence,
      },
    ]
  }
  return [{ ...base, kind, status: 'found', value, confidence }]
}

/** `（手数料額、納付方法：　無料）`: the form prints the label and its bracket around the value. */
function withoutOwnLabel({ inside, label }: SpecItem, value: string): string {
  const wording = [...label.replace(/[:：（）()\s　]/gu, '')].join('[\\s　]*')
  const printed = new RegExp(`^[（(]?[\\s　]*${wording}[\\s　]*[）)]?[\\s　]*[:：]?[\\s　]*`, 'u')
  if (!inside || !printed.test(value)) return value
  const own = value.replace(printed, '').trimEnd()
  const opened = own.match(/[（(]/gu)?.length ?? 0
  const closed = own.match(/[）)]/gu)?.length ?? 0
  return closed > opened ? own.replace(/[\s　]*[）)]$/u, '') : own
}

/** A page that prints the label again may print the same text again. */
function withoutRepetition(parts: readonly TextPart[]): TextPart[] {
  const seen = new Set<string>()
  return parts.filter(({ units }) => {
    const key = matchKey(units.map(({ text }) => text).join(''))
    return !seen.has(key) && seen.add(key)
  })
}

/** Lines that only the width of their cell broke are joined. */
function joined(units: readonly TextUnit[]): string {
  const widest = Math.max(...units.map(({ text }) => widthOf(text)), 0)
  let value = ''
  units.forEach(({ text, block }, index) => {
    const before = units[index - 1]
    const begins = /^[・･○●※＜<【■〔〈]/u.test(text) || leadingNumber(text) !== undefined
    const broken = before && before.block === block && !begins && widthOf(before.text) >= FULL_SHARE * widest
    value += index === 0 || broken ? text : `\n${text}`
  })
  return value
}
