import type { ChangeRow, Evaluation, Item } from '../../parsers/records/index.ts'
import { type Filling, instancesOf, type Value } from './fillings.ts'
import type { Style } from './form-writer-style.ts'
import { editionMark } from './form-writer-tables.ts'

/** What an item says, in the shape of the corpus' truth files. */
export type ExpectedItem = { readonly path: string } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'blank' }
  /** A careful reader cannot tell, or what stands there is none of the form's options. */
  | { readonly kind: 'undeterminable' }
  | { readonly kind: 'choice'; readonly option: number; readonly label: string }
  | {
      readonly kind: 'checkboxes'
      readonly checked: readonly string[]
      readonly unchecked: readonly string[]
      readonly unknown: readonly string[]
      readonly details: Readonly<Record<string, string>>
    }
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  | { readonly kind: 'date'; readonly value: string; readonly iso?: string }
  | { readonly kind: 'number'; readonly value: number }
)

export type Expected = {
  readonly form: string
  readonly items: readonly ExpectedItem[]
  readonly changes: Filling['changes']
}

/** Exactly what a filling in a style says. */
export function expectationOf(filling: Filling, style: Style): Expected {
  const items = instancesOf(filling, false).flatMap(({ item, path }): ExpectedItem[] => {
    if (path === '表紙.様式') {
      return style.editionMark ? [{ path, kind: 'text', value: editionMark(filling) }] : []
    }
    const value = filling.values.get(path)
    if (!value) return []
    if (filling.spec.frame.drawings.includes(item.key)) return [{ path, kind: 'undeterminable' }]
    return [{ path, ...expected(value, item.options?.map(({ label }) => label) ?? []) } as ExpectedItem]
  })
  return { form: filling.spec.form, items, changes: filling.changes }
}

function expected(value: Value, labels: readonly string[]): object {
  switch (value.kind) {
    case 'text':
      return isBlank(value.text) ? { kind: 'blank' } : { kind: 'text', value: value.text }
    case 'date':
      return isBlank(value.text) ? { kind: 'blank' } : { kind: 'date', value: value.text, iso: value.iso }
    case 'choice':
      if (value.option !== undefined)
        return { kind: 'choice', option: value.option, label: labels[value.option - 1] }
      return { kind: value.printed === undefined || isBlank(value.printed) ? 'blank' : 'undeterminable' }
    case 'checkboxes': {
      const odd = Object.keys(value.odd ?? {})
      return {
        kind: 'checkboxes',
        checked: value.checked.filter((label) => !odd.includes(label)),
        unchecked: labels.filter((label) => !value.checked.includes(label) && !odd.includes(label)),
        unknown: odd,
        details: value.details,
      }
    }
    case 'checkbox':
      return { kind: 'checkbox', checked: value.checked }
    case 'number':
      return value.value === undefined ? { kind: 'blank' } : { kind: 'number', value: value.value }
  }
}

/** As the corpus' truth is compared: NFKC, no white space, one dash. */
export const norm = (text: unknown): string =>
  String(text ?? '')
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[-‐‑‒–—―−─－]/gu, '-')
const isBlank = (text: string): boolean => /^[-ー]*$/u.test(norm(text))

/** What is amiss with a reading; each entry names the item, what was said, and what is right. */
export type Differences = {
  /** Asserted, and not what is printed. */
  readonly wrong: readonly string[]
  /** Printed, and not asserted. */
  readonly missing: readonly string[]
  /** Asserted for something that the document does not hold. */
  readonly spurious: readonly string[]
}

export function differences(want: Expected, said: Evaluation | undefined): Differences {
  const wrong: string[] = []
  const missing: string[] = []
  const spurious: string[] = []
  if (!said)
    return { wrong, missing: want.items.map(({ path }) => `${path}: the evaluation was not found`), spurious }
  if (said.form !== want.form) wrong.push(`form: said ${said.form}, is ${want.form}`)
  const found = new Map(said.items.map((item) => [norm(item.path), item]))
  const expectedPaths = new Set(want.items.map(({ path }) => norm(path)))
  for (const item of want.items) {
    for (const [verdict, text] of judge(item, found.get(norm(item.path)))) {
      ;(verdict === 'wrong' ? wrong : missing).push(`${item.path}: ${text}`)
    }
  }
  for (const item of said.items) {
    if (!expectedPaths.has(norm(item.path)) && asserts(item)) {
      spurious.push(`${item.path}: said ${JSON.stringify(short(item))}`)
    }
  }
  compareChanges(want.changes, said.changes, wrong, missing, spurious)
  return { wrong, missing, spurious }
}

const silent = (item: Item | undefined): boolean =>
  !item || item.status === 'missing' || item.status === 'ambiguous'

type Verdict = readonly ['wrong' | 'missing', string]

function judge(want: ExpectedItem, item: Item | undefined): Verdict[] {
  const because = item?.reason === undefined ? '' : ` (${item.reason})`
  const miss = (text: string): Verdict[] => [['missing', `is ${text}, said nothing${because}`]]
  switch (want.kind) {
    case 'choice':
      if (silent(item) || item?.kind !== 'choice' || item.option === undefined)
        return miss(`${want.option} ${want.label}`)
      return item.option === want.option
        ? []
        : [['wrong', `said ${item.option} ${item.label}, is ${want.option} ${want.label}`]]
    case 'checkboxes': {
      if (item?.kind !== 'checkboxes') return miss('boxes')
      const boxes = [
        ...want.checked.map((label) => [label, true] as const),
        ...want.unchecked.map((label) => [label, false] as const),
      ]
      const state = (label: string) =>
        item.checked.includes(label) ? true : item.unchecked.includes(label) ? false : undefined
      const known = new Set([...want.checked, ...want.unchecked, ...want.unknown])
      return [
        ...boxes.flatMap(([label, checked]): Verdict[] => {
          const read = state(label)
          if (read === checked) return []
          return [
            [
              read === undefined ? 'missing' : 'wrong',
              `${label} is ${checked ? 'checked' : 'unchecked'}${because}`,
            ],
          ]
        }),
        ...want.unknown.flatMap((label): Verdict[] =>
          state(label) === undefined
            ? []
            : [['wrong', `${label} cannot be told, said ${state(label) ? 'checked' : 'unchecked'}`]],
        ),
        ...[...item.checked, ...item.unchecked].flatMap((label): Verdict[] =>
          known.has(label) ? [] : [['wrong', `there is no box 「${label}」`]],
        ),
        ...Object.entries(want.details).flatMap(([label, detail]): Verdict[] => {
          const read = item.details[label]
          if (norm(read) === norm(detail)) return []
          return [
            [read === undefined ? 'missing' : 'wrong', `detail ${label}: said 「${read}」, is 「${detail}」`],
          ]
        }),
        ...Object.entries(item.details).flatMap(([label, detail]): Verdict[] =>
          want.details[label] === undefined ? [['wrong', `there is no detail ${label}: 「${detail}」`]] : [],
        ),
      ]
    }
    case 'checkbox':
      if (silent(item) || item?.kind !== 'checkbox' || item.checked === undefined)
        return miss(String(want.checked))
      return item.checked === want.checked ? [] : [['wrong', `said ${item.checked}, is ${want.checked}`]]
    case 'date':
      if (silent(item) || item?.kind !== 'date' || item.value === undefined) return miss(want.value)
      if (want.iso !== undefined && item.iso !== want.iso)
        return [['wrong', `said ${item.iso} 「${item.value}」, is ${want.iso}`]]
      return norm(item.value) === norm(want.value)
        ? []
        : [['wrong', `said 「${item.value}」, is 「${want.value}」`]]
    case 'number':
      if (silent(item) || item?.kind !== 'number' || item.value === undefined) return miss(String(want.value))
      return item.value === want.value ? [] : [['wrong', `said ${item.value}, is ${want.value}`]]
    case 'text': {
      if (silent(item) || !item || isBlank(textOf(item))) return miss(`「${want.value}」`)
      const read = textOf(item)
      return norm(read) === norm(want.value) ? [] : [['wrong', `said 「${read}」, is 「${want.value}」`]]
    }
    case 'blank':
      if (item && asserts(item)) return [['wrong', `is blank, said ${JSON.stringify(short(item))}`]]
      return silent(item) ? miss('blank') : []
    case 'undeterminable':
      return item && asserts(item) ? [['wrong', `cannot be told, said ${JSON.stringify(short(item))}`]] : []
  }
}

const textOf = (item: Item): string => ('value' in item && item.value !== undefined ? String(item.value) : '')

/** Whether an item says that something is there. */
function asserts(item: Item): boolean {
  if (silent(item)) return false
  switch (item.kind) {
    case 'choice':
      return item.option !== undefined
    case 'checkboxes':
      return item.checked.length > 0
    case 'checkbox':
      return item.checked === true
    default:
      return !isBlank(textOf(item))
  }
}

const short = (item: Item): unknown =>
  item.kind === 'choice'
    ? item.label
    : item.kind === 'checkboxes'
      ? item.checked
      : item.kind === 'checkbox'
        ? item.checked
        : textOf(item)

const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const

function compareChanges(
  want: Filling['changes'],
  said: readonly ChangeRow[],
  wrong: string[],
  missing: string[],
  spurious: string[],
): void {
  for (const [index, row] of want.entries()) {
    const read = said[index]
    for (const column of COLUMNS) {
      const [is, got] = [norm(row[column]), norm(read?.[column])]
      if (is === got || (isBlank(is) && isBlank(got))) continue
      const text = `変更[${index + 1}].${column}: said 「${got}」, is 「${is}」`
      ;(got === '' ? missing : wrong).push(text)
    }
    if (read && read.iso !== row.iso)
      (read.iso === undefined ? missing : wrong).push(`変更[${index + 1}].iso: ${read.iso}`)
  }
  for (const row of said.slice(want.length)) spurious.push(`変更: ${JSON.stringify(row.項目)}`)
}
