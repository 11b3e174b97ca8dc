import type { FormSpec, Option, SpecItem } from '../forms/index.ts'
import { type Glyph, type Item, type Reason, told } from '../records/index.ts'
import { blankKind, foldGlyphForms, matchKey } from '../text/characters.ts'
import { readDate, type UnreadableDate } from '../text/dates.ts'
import type { Label } from './align.ts'
import { evidenceOf } from './evidence.ts'
import { keyed, toLines } from './lines.ts'
import type { Region } from './regions.ts'
import { type ReadBox, readCheckboxes } from './values/checkboxes.ts'
import { type ReadChoice, readChoice, takeOptions } from './values/choice.ts'
import { readInside } from './values/inside.ts'
import { readText } from './values/text.ts'

export type ReadItems = { readonly items: readonly Item[]; readonly unused: readonly Glyph[] }

/** How sure a reading is, before what speaks against it. A test on documents with known truth holds these figures. */
const SURE = 0.97
const SURE_OVER_PAGE_END = 0.94
const NOT_EXACT = 0.8
/** A label that was matched with this cost or more is not the form's wording or number. */
const LABEL_IN_DOUBT = 0.5

const confidenceOf = (region: Region, exact = true): number => {
  const sure = exact && !region.stacked ? (region.joined ? SURE_OVER_PAGE_END : SURE) : NOT_EXACT
  return region.label.cost >= LABEL_IN_DOUBT && region.label.cost < 2 ? Math.min(sure, 0.85) : sure
}

/**
 * Reads the item of a label from its region, and with it the numbers that stand in its brackets (件数).
 * Paths keep their `[f]` and `[n]`. `unused` are characters of the region that are no part of a value.
 */
export function readItem(
  item: SpecItem,
  region: Region,
  spec: FormSpec,
  isFurniture: (key: string) => boolean,
): ReadItems {
  const { raw, value } = readText(region.blocks)
  const glyphs = region.blocks.flatMap((block) => block.glyphs)
  const evidence = evidenceOf(region.blocks.length > 0 ? region.blocks : [region.label.block])
  const common = { path: item.path, key: item.key, evidence, raw, confidence: confidenceOf(region) }
  if (region.blocks.length === 0) {
    return {
      items: [{ ...missingItem(item, item.path, 'no cell was found for its value'), evidence }],
      unused: [],
    }
  }
  const inside = spec.items
    .filter((child) => child.inside && child.parent === item.path)
    .map((child) => insideItem(child, item, region))
  const usedInside = new Set(inside.flatMap(({ used }) => used))
  const alongside = inside.map((child) => child.item)
  if (spec.frame.drawings.includes(item.key)) {
    return {
      items: [
        { ...common, kind: 'longtext', status: 'ambiguous', ...told(DRAWING), confidence: 0 },
        ...alongside,
      ],
      unused: [],
    }
  }
  const numbers = spec.items.filter((child) => child.kind === 'number' && child.parent === item.path)
  const counts = numbers.map((child) => countItem(child, region, common))
  const isCount = (glyph: Glyph) => numbers.length > 0 && /^[()（）件\d０-９]$/u.test(glyph.text)

  switch (item.kind) {
    case 'choice': {
      const counted = numbers.length > 0 ? countGlyphs(glyphs) : new Set<Glyph>()
      const read = readChoice(
        glyphs.filter((glyph) => !usedInside.has(glyph) && !counted.has(glyph)),
        item.options!,
      )
      const confidence = confidenceOf(region, read.exact)
      const unused = read.unused.filter((glyph) => !isCount(glyph) && glyph.text.trim() !== '')
      return {
        items: [{ ...common, kind: 'choice', ...choiceState(read), confidence }, ...counts, ...alongside],
        unused: notFurniture(unused, isFurniture),
      }
    }
    case 'checkboxes': {
      const read = readCheckboxes(glyphs, item.options!, isFurniture)
      const withCount = new Set(numbers.map((child) => child.label))
      const boxes = read.boxes.map((box) => (withCount.has(box.label) ? { ...box, detail: undefined } : box))
      const unused = read.unused.filter((glyph) => !isCount(glyph))
      return {
        items: [
          {
            ...common,
            kind: 'checkboxes',
            ...boxesState(boxes),
            confidence: confidenceOf(
              region,
              boxes.every((box) => box.exact),
            ),
          },
          ...counts,
        ],
        unused: notFurniture(unused, isFurniture),
      }
    }
    case 'checkbox': {
      const read = readCheckboxes(
        [...region.label.block.glyphs, ...glyphs],
        [{ label: item.label }],
        isFurniture,
        true,
      )
      return { items: [{ ...common, kind: 'checkbox', ...boxState(read.boxes[0]!) }], unused: [] }
    }
    case 'date':
      return { items: [{ ...common, kind: 'date', ...dateState(value) }], unused: [] }
    default:
      return { items: [{ ...common, kind: textKind(item), ...textState(value) }, ...alongside], unused: [] }
  }
}

/** Reads the boxes that stand inside a heading's cell: `４．… [ ○ ] 委託しない`. */
export function readHeadingBoxes(items: readonly SpecItem[], label: Label): Item[] {
  const options = items.map((item): Option => ({ label: item.label }))
  const { boxes } = readCheckboxes(label.block.glyphs, options, () => false, true)
  return items.map((item): Item => {
    const box = boxes.find((candidate) => candidate.label === item.label)!
    return {
      path: item.path,
      key: item.key,
      kind: 'checkbox',
      evidence: evidenceOf([label.block]),
      raw: label.block.lines.map((line) => line.text).join('\n'),
      confidence: box.state === 'unknown' ? 0 : box.exact ? SURE : NOT_EXACT,
      ...boxState(box),
    }
  })
}

export const DRAWING: Reason = {
  code: 'drawing',
  words: 'the place holds a drawing; its words have no order',
}
export const NO_BRACKET: Reason = { code: 'no-place', words: 'no bracket for its number was found' }
export const notANumber = (printed: string): Reason => ({
  code: 'wrong-kind',
  words: `「${printed}」 is not a number`,
})

/** An item of the form whose place was not found; `reason` says why, in words. */
export function missingItem(item: SpecItem, path: string, reason: string): Item {
  const common = {
    path,
    key: item.key,
    status: 'missing' as const,
    ...told({ code: 'no-place', words: reason }),
    confidence: 0,
    evidence: [],
    raw: '',
  }
  if (item.kind === 'checkboxes') {
    const unknown = item.options!.map(({ label }) => label)
    return { ...common, kind: 'checkboxes', checked: [], unchecked: [], unknown, details: {} }
  }
  return {
    ...common,
    kind: item.kind === 'repeat' ? 'text' : (item.kind as Exclude<Item['kind'], 'checkboxes'>),
  }
}

/** The item with what it asserted taken back, because `reason` speaks against it. */
export function withoutValue(item: Item, spec: FormSpec, reason: Reason): Item {
  const { path, key, evidence, raw } = item
  const template = spec.items.find((candidate) => candidate.key === key)!
  return { ...missingItem(template, path, ''), ...told(reason), status: 'ambiguous', evidence, raw }
}

export function choiceState({ option, printed, reason }: Pick<ReadChoice, 'option' | 'printed' | 'reason'>) {
  if (option) return { status: 'found' as const, option: option.number!, label: option.label }
  const blank = blankKind(printed)
  if (blank) return { status: 'blank' as const, blankKind: blank }
  return { status: 'ambiguous' as const, label: printed, ...told(reason) }
}

export function boxesState(boxes: readonly ReadBox[]) {
  const labels = (state: ReadBox['state']) =>
    boxes.filter((box) => box.state === state).map((box) => box.label)
  const unknown = boxes.filter((box) => box.state === 'unknown')
  const details = boxes.flatMap(({ label, detail }) =>
    detail && blankKind(detail) !== 'empty' ? [[label, detail] as const] : [],
  )
  return {
    status: unknown.length === boxes.length ? ('ambiguous' as const) : ('found' as const),
    checked: labels('checked'),
    unchecked: labels('unchecked'),
    unknown: labels('unknown'),
    details: Object.fromEntries(details),
    ...told(reasonOf(unknown)),
  }
}

/** `紙、専用線: its box was not found; その他: the box holds 「?」`; of several codes an odd mark weighs most. */
function reasonOf(boxes: readonly ReadBox[]): Reason | undefined {
  const reasons = boxes.flatMap(({ reason }) => reason ?? [])
  const code = reasons.find(({ code }) => code === 'odd-mark')?.code ?? reasons[0]?.code
  if (code === undefined) return undefined
  const words = [...Map.groupBy(boxes, ({ reason }) => reason?.words)]
    .map(([own, alike]) => `${alike.map(({ label }) => label).join('、')}: ${own}`)
    .join('; ')
  return { code, words }
}

export function boxState({ state, reason }: ReadBox) {
  if (state === 'unknown') return { status: 'ambiguous' as const, ...told(reason) }
  return { status: 'found' as const, checked: state === 'checked' }
}

/** Why a text is no day: the words are the code of parsers/text/dates.ts. */
export const noDay = ({ reason }: { readonly reason: UnreadableDate }): Reason => ({
  code: reason === 'impossible-date' || reason === 'several-dates' ? DATE_CODES[reason] : 'wrong-kind',
  words: reason,
})
const DATE_CODES = { 'impossible-date': 'impossible-date', 'several-dates': 'several-values' } as const

export function dateState(printed: string) {
  const text = printed.replaceAll('\n', '').trim()
  const blank = blankKind(text)
  if (blank) return { status: 'blank' as const, blankKind: blank }
  const date = readDate(text)
  if (date.kind === 'unreadable') return { status: 'ambiguous' as const, value: text, ...told(noDay(date)) }
  const value = text.replace(/[\s　]*時点$/u, '')
  return { status: 'found' as const, value, ...(date.kind === 'day' ? { iso: date.iso } : {}) }
}

/** An item whose label stands inside its parent's place; the parent's printed options are no part of it. */
function insideItem(
  item: SpecItem,
  parent: SpecItem,
  region: Region,
): { item: Item; used: readonly Glyph[] } {
  const glyphs = region.blocks.flatMap((block) => block.glyphs)
  const read = readInside(toLines(takeOptions(glyphs, parent.options ?? [])), item.label)
  if (!read) return { item: missingItem(item, item.path, 'its label was not found'), used: [] }
  const blocks = region.blocks.filter((block) => block.glyphs.some((glyph) => read.used.includes(glyph)))
  const place = { path: item.path, key: item.key, evidence: evidenceOf(blocks), raw: read.raw }
  const values = textState(read.value)
  return {
    item: { ...place, confidence: confidenceOf(region), kind: textKind(item), ...values },
    used: read.used,
  }
}

export const textKind = (item: SpecItem) => (item.kind === 'longtext' ? 'longtext' : 'text')

export function textState(value: string) {
  const blankAs = blankKind(value)
  if (!blankAs) return { status: 'found' as const, value }
  return { status: 'blank' as const, blankKind: blankAs, ...(blankAs === 'empty' ? {} : { value }) }
}

/** The characters of `（ 3 ） 件`. */
function countGlyphs(glyphs: readonly Glyph[]): Set<Glyph> {
  const counted = toLines(glyphs).flatMap((line) => {
    const { key, start } = keyed(line.glyphs)
    const match = /\([^()]*\)件/u.exec(key)
    if (!match) return []
    return line.glyphs.filter((_, index) => {
      const at = start[index]!
      return at >= match.index && at < match.index + match[0].length
    })
  })
  return new Set(counted)
}

/** `（ 3 ） 件` behind a choice, or behind a box's label. */
function countItem(
  item: SpecItem,
  { blocks }: Region,
  common: { evidence: Item['evidence']; raw: string; confidence: number },
): Item {
  const key = matchKey(blocks.flatMap((block) => block.lines.map((line) => line.text)).join(' '))
  const label = matchKey(item.label)
  const printed = (
    label === '件' ? /\(([^()]*)\)件/u : new RegExp(`${label}(?:\\[[^\\]]*\\]|[□☐☑■])?\\(([^()]*)\\)`, 'u')
  ).exec(key)?.[1]
  const base = { ...common, path: item.path, key: item.key, kind: 'number' as const }
  if (printed === undefined) return { ...base, status: 'missing', ...told(NO_BRACKET), confidence: 0 }
  const blank = blankKind(printed)
  if (blank) return { ...base, status: 'blank', blankKind: blank }
  const digits = /^(\d+)件?$/u.exec(printed)?.[1]
  return digits === undefined
    ? { ...base, status: 'ambiguous', ...told(notANumber(printed)), confidence: 0 }
    : { ...base, status: 'found', value: Number(digits) }
}

const notFurniture = (glyphs: readonly Glyph[], isFurniture: (key: string) => boolean): Glyph[] =>
  isFurniture(matchKey(foldGlyphForms(glyphs.map((glyph) => glyph.text).join('')))) ? [] : [...glyphs]
