import { carriesValue, type FormSpec, templateOf } from '../forms/index.ts'
import type { Agency, ChangeRow, Evaluation, Item, Problem, Span, Unplaced } from '../records/index.ts'
import { identifyAgency } from '../text/agency.ts'
import { matchKey } from '../text/characters.ts'
import { missingItem } from './items.ts'

/** What was read of one evaluation: items with their addresses, in any order. */
export type Reading = {
  readonly spec: FormSpec
  /** The edition mark as printed, without brackets. */
  readonly version: string | undefined
  readonly edition?: Evaluation['edition']
  readonly items: readonly Item[]
  readonly changes: readonly ChangeRow[]
  readonly unplaced: readonly Unplaced[]
  /** What was noticed while reading. */
  readonly problems?: readonly Problem[]
  readonly span: Span
  /** Characters of the span, without white space. */
  readonly characters: number
}

/**
 * Makes the record of an evaluation from what was read: one item per address, empty slots of the template left out,
 * items that were not found added as missing, all in the order of the form, with what is amiss as problems.
 */
export function assemble(reading: Reading): Evaluation {
  const { spec, version, items, changes, unplaced, span, characters } = reading
  const left = unplaced.reduce((sum, { text }) => sum + text.replace(/\s+/gu, '').length, 0)
  const kept = inFormOrder(withFilesPaired(withoutEmptySlots(onePerPath(items))), spec)
  const all = inFormOrder([...kept, ...missingItems(kept, spec)], spec)
  const text = (key: string) => {
    const item = all.find((candidate) => candidate.key === key && candidate.status === 'found')
    return item && 'value' in item && typeof item.value === 'string'
      ? item.value.replaceAll('\n', '')
      : undefined
  }
  const date = all.find((item) => item.key === 'cover.publication_date')
  const body = text('cover.implementing_body')
  const agency: Agency | undefined = body === undefined ? undefined : identifyAgency(body).agency
  return {
    form: spec.form,
    ...(version === undefined ? {} : { version }),
    ...optional('edition', reading.edition),
    ...optional('number', text('cover.evaluation_number')),
    ...optional('title', text('cover.evaluation_name')),
    ...optional('agency', agency),
    ...(date?.kind === 'date' && date.value !== undefined
      ? { publicationDate: { value: date.value, ...optional('iso', date.iso) } }
      : {}),
    span,
    items: all,
    changes: [...changes],
    unplaced: [...unplaced],
    coverage: {
      characters,
      unplaced: left,
    },
    problems: [...(reading.problems ?? []), ...problemsOf(all, agency), ...unplacedProblem(left, characters)],
  }
}

/** More than this share of the text left over is worth a look. */
const MAX_UNPLACED_SHARE = 0.02

function unplacedProblem(unplaced: number, characters: number): Problem[] {
  if (unplaced <= MAX_UNPLACED_SHARE * characters) return []
  const share = ((100 * unplaced) / characters).toFixed(1)
  return [
    {
      code: 'text-unplaced',
      severity: 'warning',
      message: `${share} % of the text (${unplaced} of ${characters} characters) belongs to no item that was found`,
    },
  ]
}

/** Ⅲ names the file that it is about: Ⅱ and Ⅲ are paired by that name where each name is there once, else by order. */
function withFilesPaired(items: readonly Item[]): Item[] {
  const names = (key: string) =>
    new Map(
      items.flatMap((item) => {
        const file = /\[(\d+)\]/u.exec(item.path)?.[1]
        return item.key === key && file && 'value' in item
          ? [[matchKey(String(item.value)), file] as const]
          : []
      }),
    )
  const outlines = names('files[].name')
  const risks = names('risks[].file_name')
  const pairs = new Map([...risks].map(([name, file]) => [file, outlines.get(name)]))
  const complete = new Set(pairs.values()).size === pairs.size && ![...pairs.values()].includes(undefined)
  if (!complete || outlines.size !== risks.size) return [...items]
  return items.map((item) => ({
    ...item,
    path: item.path.replace(/^III\[(\d+)\]/u, (_, file: string) => `III[${pairs.get(file) ?? file}]`),
  }))
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })

/** One item per address: where a label was met twice, the reading that found something. */
function onePerPath(items: readonly Item[]): Item[] {
  const byPath = new Map<string, Item>()
  for (const item of items) {
    const known = byPath.get(item.path)
    if (!known || (known.status !== 'found' && item.status === 'found')) byPath.set(item.path, item)
  }
  return [...byPath.values()]
}

const REPEATED = /(?:システム|委託事項|提供先|移転先)\[\d+\]/u

/** The template prints empty slots of its repeats; a slot in which nothing is filled is no item. */
function withoutEmptySlots(items: readonly Item[]): Item[] {
  const slotOf = (path: string) => {
    const match = REPEATED.exec(path)
    return match ? path.slice(0, match.index + match[0].length) : undefined
  }
  const filled = new Set(items.filter(isFilled).map((item) => slotOf(item.path)))
  return items.filter((item) => slotOf(item.path) === undefined || filled.has(slotOf(item.path)))
}

function isFilled(item: Item): boolean {
  if (item.status === 'ambiguous') return item.raw.trim() !== ''
  if (item.kind === 'checkboxes') return item.checked.length > 0
  return item.status === 'found' || (item.status === 'blank' && item.blankKind !== 'empty')
}

/** Items of the form whose label was not found, within the files and repeats that are there. */
function missingItems(items: readonly Item[], spec: FormSpec): Item[] {
  const there = new Set(items.map((item) => item.path))
  const holders = new Set<string>()
  for (const { path } of items) {
    for (const match of path.matchAll(/\[\d+\]/gu)) holders.add(path.slice(0, match.index + match[0].length))
  }
  return spec.items.filter(carriesValue).flatMap((item) => {
    if (item.kind === 'repeat') return []
    const open = /^(.*)\[[fn]\]/u.exec(item.path)?.[0]
    const paths =
      open === undefined ? [item.path] : [...holders].flatMap((holder) => filled(item.path, open, holder))
    return paths
      .filter((path) => !there.has(path))
      .map((path) => missingItem(item, path, 'its label was not found'))
  })
}

/** `II[f].4.委託事項[n].3` with the numbers of `II[1].4.委託事項[2]`, if that is the item's innermost repeat. */
function filled(path: string, open: string, holder: string): string[] {
  const shape = holder.replace(/\[\d+\]/gu, '[]')
  return open.replace(/\[[fn]\]/gu, '[]') === shape ? [holder + path.slice(open.length)] : []
}

/** Items as the form prints them; files and repeats by their numbers. */
function inFormOrder(items: readonly Item[], spec: FormSpec): Item[] {
  const order = new Map(spec.items.map((item, index) => [item.path, index]))
  const firstOfFile = spec.items.findIndex(({ repeat }) => repeat === 'file')
  const lastOfFile = spec.items.findLastIndex(({ repeat }) => repeat === 'file')
  const rank = (path: string): number[] => {
    const index = order.get(templateOf(path)) ?? spec.items.length
    const numbers = [...path.matchAll(/\[(\d+)\]/gu)].map((match) => Number(match[1]))
    const inFile = index >= firstOfFile && index <= lastOfFile && firstOfFile >= 0
    const file = inFile && /^I+\[/u.test(path) ? (numbers.shift() ?? 0) : 0
    const part = path.startsWith('III[') ? 1 : 0
    const repeat = REPEATED.exec(path)
    const home = repeat
      ? (order.get(templateOf(path.slice(0, repeat.index + repeat[0].length))) ?? index)
      : index
    return [inFile && file > 0 ? firstOfFile : home, part, file, home, numbers[0] ?? 0, index]
  }
  return items
    .map((item) => ({ item, rank: rank(item.path) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ item }) => item)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    if (value !== b[index]) return value - b[index]!
  }
  return 0
}

function problemsOf(items: readonly Item[], agency: Agency | undefined): Problem[] {
  const problems: Problem[] = []
  for (const item of items) {
    const place = { path: item.path, evidence: item.evidence }
    if (item.status === 'missing') {
      problems.push({
        code: 'item-missing',
        severity: 'info',
        message: `${item.path}: ${item.reason}`,
        path: item.path,
      })
    } else if (item.kind === 'choice' && item.status === 'ambiguous') {
      problems.push({
        code: 'value-not-an-option',
        severity: 'warning',
        message: `${item.path}: ${item.reason}`,
        ...place,
      })
    } else if (item.kind === 'date' && item.status === 'ambiguous') {
      problems.push({
        code: 'date-not-understood',
        severity: 'warning',
        message: `${item.path}: ${item.reason}`,
        ...place,
      })
    } else if (item.reason !== undefined && (item.kind === 'checkboxes' || item.kind === 'checkbox')) {
      problems.push({
        code: 'box-undecided',
        severity: 'warning',
        message: `${item.path}: ${item.reason}`,
        ...place,
      })
    }
  }
  if (!agency?.prefecture) {
    const message = agency
      ? `「${agency.name}」 is not the name of one local government; its prefecture and code are unknown`
      : 'the cover names no 評価実施機関'
    problems.push({ code: 'agency-not-identified', severity: 'info', message })
  }
  return problems
}
