import type { FormSpec } from '../forms/index.ts'
import type { Agency, Evaluation, Item, Page, Problem, Span, Unplaced } from '../records/index.ts'
import { identifyAgency } from '../text/agency.ts'
import { matchKey } from '../text/characters.ts'
import type { Label } from './align.ts'
import { type Block, type BlockPage, toBlocks } from './blocks.ts'
import { readChanges } from './changes.ts'
import { evidenceOf } from './evidence.ts'
import { missingItem, readHeadingBoxes, readItem } from './items.ts'
import { toLines } from './lines.ts'
import { type Recognised, recognise } from './recognise.ts'
import { carriesValue, type Region, valueRegions } from './regions.ts'

/** Reads all evaluations of a document with positions, in document order. */
export function evaluatePages(pages: readonly Page[]): Evaluation[] {
  return recognise(toBlocks(pages)).map(evaluate)
}

function evaluate({ pages, spec, labels, version }: Recognised): Evaluation {
  const { changes, taken } = readChanges(pages, labels, spec)
  const { regions, left } = valueRegions(pages, labels, spec, taken)
  const furniture = spec.frame.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const isFurniture = (key: string) => furniture.some((pattern) => pattern.test(key))

  const items: Item[] = []
  const unplaced: Unplaced[] = left
    .filter((block) => !isFurniture(block.key))
    .map((block) => ({ text: block.lines.map((line) => line.text).join('\n'), evidence: evidenceOf([block])[0]! }))
  const regionOf = new Map(regions.map((region) => [region.label, region]))

  for (const label of labels) {
    const item = spec.items[label.item]!
    const address = addressIn(label)
    const region = regionOf.get(label)
    if (region && carriesValue(item)) {
      const read = readItem(item, region, spec, isFurniture)
      items.push(...read.items.map((value) => ({ ...value, path: address(value.path) })))
      unplaced.push(...unusedText(region.blocks, read.unused))
    }
    const boxes = spec.items.filter(({ kind, parent }) => kind === 'checkbox' && parent === item.path)
    if (boxes.length > 0 && item.kind === 'heading') {
      items.push(...readHeadingBoxes(boxes, label).map((value) => ({ ...value, path: address(value.path) })))
    }
  }
  if (version !== undefined) items.push(versionItem(spec, version, pages))

  const kept = inFormOrder(withoutEmptySlots(onePerPath(items)), spec)
  const missing = missingItems(kept, spec)
  const all = inFormOrder([...kept, ...missing], spec)
  const text = (key: string) => {
    const item = all.find((candidate) => candidate.key === key && candidate.status === 'found')
    return item && 'value' in item && typeof item.value === 'string' ? item.value.replaceAll('\n', '') : undefined
  }
  const date = all.find((item) => item.key === 'cover.publication_date')
  const body = text('cover.implementing_body')
  const agency: Agency | undefined = body === undefined ? undefined : identifyAgency(body).agency
  return {
    form: spec.form,
    ...(version === undefined ? {} : { version }),
    ...optional('number', text('cover.evaluation_number')),
    ...optional('title', text('cover.evaluation_name')),
    ...optional('agency', agency),
    ...(date?.kind === 'date' && date.value !== undefined
      ? { publicationDate: { value: date.value, ...optional('iso', date.iso) } }
      : {}),
    span: spanOf(pages),
    items: all,
    changes: [...changes],
    unplaced,
    coverage: {
      characters: pages.reduce((sum, page) => sum + page.blocks.reduce((n, block) => n + inked(block), 0), 0),
      unplaced: unplaced.reduce((sum, { text: left }) => sum + left.replace(/\s+/gu, '').length, 0),
    },
    problems: problemsOf(all, agency),
  }
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })

const inked = (block: Block): number => block.glyphs.filter((glyph) => glyph.text.trim() !== '').length

const addressIn = (label: Label) => (path: string) =>
  path.replaceAll('[f]', `[${label.file}]`).replaceAll('[n]', `[${label.n}]`)

function spanOf(pages: readonly BlockPage[]): Span {
  const sheets = pages.flatMap(({ page }) => page.sheet ?? [])
  if (sheets.length > 0) return { sheets }
  return { pages: [pages[0]!.page.number, pages.at(-1)!.page.number] }
}

function unusedText(blocks: readonly Block[], unused: Region['blocks'][number]['glyphs']): Unplaced[] {
  return blocks.flatMap((block) => {
    const own = unused.filter((glyph) => block.glyphs.includes(glyph))
    if (own.length === 0) return []
    const text = toLines(own)
      .map((line) => line.text)
      .join('\n')
    return [{ text, evidence: evidenceOf([block])[0]! }]
  })
}

function versionItem(spec: FormSpec, version: string, pages: readonly BlockPage[]): Item {
  const block = pages[0]!.blocks.find(({ key }) => key.includes(matchKey(version)))
  return {
    path: '表紙.様式',
    key: spec.items.find(({ path }) => path === '表紙.様式')!.key,
    kind: 'text',
    status: 'found',
    confidence: 0.97,
    evidence: block ? evidenceOf([block]) : [],
    raw: version,
    value: version,
  }
}

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
    const paths = open === undefined ? [item.path] : [...holders].flatMap((holder) => filled(item.path, open, holder))
    return paths.filter((path) => !there.has(path)).map((path) => missingItem(item, path, 'its label was not found'))
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
    const index = order.get(template(path)) ?? spec.items.length
    const numbers = [...path.matchAll(/\[(\d+)\]/gu)].map((match) => Number(match[1]))
    const inFile = index >= firstOfFile && index <= lastOfFile && firstOfFile >= 0
    const file = inFile && /^I+\[/u.test(path) ? (numbers.shift() ?? 0) : 0
    const part = path.startsWith('III[') ? 1 : 0
    const repeat = REPEATED.exec(path)
    const home = repeat ? (order.get(template(path.slice(0, repeat.index + repeat[0].length))) ?? index) : index
    return [inFile && file > 0 ? firstOfFile : index, part, file, home, numbers[0] ?? 0, index]
  }
  return items
    .map((item) => ({ item, rank: rank(item.path) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ item }) => item)
}

const template = (path: string): string =>
  path.replace(/^(I{2,3})\[\d+\]/u, '$1[f]').replace(/\[\d+\]/gu, '[n]')

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
      problems.push({ code: 'item-missing', severity: 'info', message: `${item.path}: ${item.reason}`, path: item.path })
    } else if (item.kind === 'choice' && item.status === 'ambiguous') {
      problems.push({ code: 'value-not-an-option', severity: 'warning', message: `${item.path}: ${item.reason}`, ...place })
    } else if (item.kind === 'date' && item.status === 'ambiguous') {
      problems.push({ code: 'date-not-understood', severity: 'warning', message: `${item.path}: ${item.reason}`, ...place })
    } else if (item.reason !== undefined && (item.kind === 'checkboxes' || item.kind === 'checkbox')) {
      problems.push({ code: 'box-undecided', severity: 'warning', message: `${item.path}: ${item.reason}`, ...place })
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
