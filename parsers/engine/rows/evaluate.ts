import { carriesValue, distinctEditions, type FormSpec, formFrames, formSpec } from '../../forms/index.ts'
import type { Evaluation, FormName, Item, Problem, Unplaced } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { assemble } from '../assemble.ts'
import { foldHabits } from '../fuzzy.ts'
import { splitLabel } from '../labels.ts'
import { groupProof, type Trust } from './boxes.ts'
import { type RowChanges, readRowChanges } from './changes.ts'
import { readableText } from './fragment.ts'
import { closeGaps } from './gaps.ts'
import { type Cell, type LabelTest, type Row, toRows } from './grid.ts'
import { evidenceOf, readHeadingRow, readRowItem, regionText } from './items.ts'
import {
  frameLabels,
  joinBrokenLabels,
  MAX_LABEL_LENGTH,
  printedLabels,
  type RowLabel,
  rowLabels,
  withNumeral,
} from './labels.ts'
import { isPlainChangeTable, readPlainChanges } from './plain-changes.ts'
import { rowRegions } from './regions.ts'

/** A row text without a cover is an assessment only if this many labels of one form line up in it. */
const MIN_LABELS_WITHOUT_COVER = 10
/** No text has as many covers as this; of one that does only the covers are read (`evaluateLines`). */
const MAX_COVERS = 200
/** Before a text without a cover is tried against all forms, this many of their labels must stand in it word for word. */
const MIN_EXACT_LABELS = 5
/** The labels of a cover stand within this many rows behind its title. */
const COVER_ROWS = 16
const MIN_COVER_LABELS = 2
/** A line with tabs, tags, a markdown table's bars, or a bullet with a label: `- ①部署: 架空課`. */
const ROW = /\t|<\/?(?:p|ul|li|div|td|tr|input)[\s/>]|^\s*\|.*\|\s*$|^\s*[-*+]\s+\S[^:：]*[:：]\s*\S/iu
const MARK = /^\[?(?:平成|令和)(?:元|\d{1,2})年\d{1,2}月様式[2-4]\]?$/u
const CONTENTS = '項目一覧'
const VERSION_PATH = '表紙.様式'

type Stretch = {
  readonly rows: readonly Row[]
  readonly forms: readonly FormName[]
  readonly covered: boolean
}
type Found = {
  readonly spec: FormSpec
  readonly rows: readonly Row[]
  readonly labels: readonly RowLabel[]
  readonly score: number
}

/** Reads the evaluations of OCR text in rows: cells by tabs, HTML or markdown tables, boxes as HTML inputs. */
export async function evaluateRows(lines: readonly string[]): Promise<Evaluation[]> {
  if (isPlainChangeTable(lines)) return [changeTableAlone(readPlainChanges(lines, isAddressOfForms), lines)]
  const evaluations: Evaluation[] = []
  const { wordings, beginnings } = frameLabels(formFrames.map(({ form }) => formSpec(form, 'R6')))
  const rows = joinBrokenLabels(toRows(lines, labelsOfForms), wordings, beginnings)
  for (const stretch of stretches(rows)) {
    const evaluation = await evaluateStretch(stretch)
    if (evaluation) evaluations.push(evaluation)
  }
  if (evaluations.length > 0) return evaluations
  const { changes, unplaced, others } = readRowChanges(
    rows,
    () => true,
    () => false,
  )
  const left = others.flatMap(({ cells }) => cells.filter(({ text }) => text !== '').map(asUnplaced))
  return changes.some(({ iso }) => iso)
    ? [changeTableAlone({ changes, unplaced: [...left, ...unplaced] }, lines)]
    : []
}

/**
 * The share of evidence (0..1) that a text is OCR text in rows: lines with tabs, tags, or a markdown table's bars.
 * A change table alone is read here, too, in whatever lines it stands.
 */
export function looksLikeRows(lines: readonly string[]): number {
  if (isPlainChangeTable(lines)) return 1
  let inked = 0
  let rows = 0
  let isBroken = false
  for (const line of lines) {
    if (line.trim() === '') continue
    inked++
    isBroken = (isBroken || /^\s*\|/u.test(line)) && !/\|\s*$/u.test(line)
    if (isBroken || ROW.test(line)) rows++
  }
  return inked === 0 ? 0 : rows / inked
}

/** Cuts the rows at the covers. What stands before the first is no evaluation; without a cover all is tried. */
function stretches(rows: readonly Row[]): Stretch[] {
  const titles = formFrames.map((frame) => ({
    form: frame.form,
    title: matchKey(frame.title),
    labels: new Set(frame.coverLabels.map(matchKey)),
  }))
  const all = formFrames.map(({ form }) => form)
  const starts: { at: number; forms: readonly FormName[] }[] = []
  rows.forEach((row, at) => {
    if (starts.length > 0 && at - starts.at(-1)!.at < COVER_ROWS) return
    const title = titles.find(({ title: key }) => row.cells.some((cell) => cell.key === key))
    const cover = rows.slice(at, at + COVER_ROWS).flatMap(({ cells }) => cells.flatMap(labelKeys))
    const labels = new Set(cover.filter((key) => titles[0]!.labels.has(key)))
    if (title && labels.size >= MIN_COVER_LABELS) starts.push({ at, forms: [title.form] })
    else if (
      !title &&
      row.cells.some((cell) => labelKeys(cell).includes('評価書番号')) &&
      labels.size > MIN_COVER_LABELS
    )
      starts.push({ at, forms: all })
  })
  if (starts.length > MAX_COVERS) return []
  if (starts.length === 0) return showsLabels(rows) ? [{ rows, forms: all, covered: false }] : []
  return starts.map(({ at, forms }, index) => ({
    rows: rows.slice(at, starts[index + 1]?.at),
    forms,
    covered: true,
  }))
}

const wordingsOfForms = formFrames.map(({ form }) => printedLabels(formSpec(form, 'R6')).wordings)

const anyWordings = new Set(
  formFrames.flatMap(({ form }) =>
    formSpec(form, 'R6').items.flatMap(({ label, aliases = [] }) => [label, ...aliases].map(wordingKey)),
  ),
)

/** Labels of the forms, with the form's number, with another, or without. */
const labelsOfForms: LabelTest = {
  isSure: (label) =>
    wordingsOfForms.some((own) => own.has(foldHabits(matchKey(label))) || own.has(wordingKey(label))),
  isAny: (label) => anyWordings.has(wordingKey(label)),
}

function showsLabels(rows: readonly Row[]): boolean {
  const found = new Set<string>()
  for (const { cells } of rows) {
    for (const { key } of cells) {
      const label = foldHabits(key.slice(0, MAX_LABEL_LENGTH).split('[')[0]!)
      if (wordingsOfForms.some((own) => own.has(label))) found.add(label)
      if (found.size >= MIN_EXACT_LABELS) return true
    }
  }
  return false
}

/** What a cell of a cover may be as a label: all of it, or its first word. */
const labelKeys = ({ key, text }: Cell): string[] =>
  key.length > 60 ? [] : [key, matchKey(text.split(/[\s　:：]/u)[0]!)]

async function evaluateStretch({ rows, forms, covered }: Stretch): Promise<Evaluation | undefined> {
  const marked = withoutMark(withoutContents(rows))
  let best: Found | undefined
  for (const form of forms) {
    for (const edition of distinctEditions(form)) {
      const spec = formSpec(form, edition)
      const { wordings, beginnings } = printedLabels(spec)
      const body = joinBrokenLabels(marked.rows, wordings, beginnings)
      const outside = readRowChanges(body, () => true, isSectionRow(spec)).others
      const { labels, cost } = rowLabels(outside, spec)
      const preferred = marked.version !== undefined && matchesEdition(spec, marked.version) ? 0.2 : 0
      const score = labels.length - cost + preferred
      if (!best || score >= best.score) best = { spec, rows: body, labels, score }
    }
  }
  if (!best || (!covered && best.labels.length < MIN_LABELS_WITHOUT_COVER)) return undefined
  const { others } = readRowChanges(best.rows, () => true, isSectionRow(best.spec))
  const labels = await closeGaps(others, best.labels, best.spec)
  return read({ ...best, labels }, marked.version, marked.cell)
}

const matchesEdition = (spec: FormSpec, version: string): boolean =>
  Object.entries(spec.frame.editions).some(
    ([mark, edition]) => edition === spec.edition && matchKey(version).startsWith(matchKey(mark)),
  )

function read(
  { spec, rows, labels }: Found,
  version: string | undefined,
  mark: Cell | undefined,
): Evaluation {
  const furniture = spec.frame.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const isFurniture = (key: string) => furniture.some((pattern) => pattern.test(key))
  const isAddress = addresses(spec)
  const table = readRowChanges(rows, isAddress, isSectionRow(spec))
  const { regions, left } = rowRegions(table.others, labels, spec, isFurniture)
  const trust = trustOf(
    regions.filter(({ label }) => spec.items[label.item]!.kind === 'checkboxes').map(regionText),
  )

  const items: Item[] = []
  const unplaced: Unplaced[] = left.map(asUnplaced)
  for (const region of regions) {
    const { label } = region
    const item = spec.items[label.item]!
    const place = (path: string) =>
      path.replaceAll('[f]', `[${label.file}]`).replaceAll('[n]', `[${label.n}]`)
    const boxes = spec.items.filter(({ kind, parent }) => kind === 'checkbox' && parent === item.path)
    const own = carriesValue(item)
      ? readRowItem(item, region, spec, isFurniture, trust)
      : boxes.length > 0
        ? readHeadingRow(boxes, region, trust)
        : {
            items: [],
            unused: readableText(regionText(region)) === '' ? [] : [readableText(regionText(region))],
          }
    items.push(...own.items.map((value) => ({ ...value, path: place(value.path) })))
    const evidence = evidenceOf([
      region.label.place.cell.lines,
      ...region.cells.map(({ lines }) => lines),
    ])[0]!
    unplaced.push(
      ...own.unused
        .filter((text) => text.trim() !== '')
        .map((text) => ({ text: readableText(text), evidence })),
    )
  }
  if (version !== undefined && mark) items.push(versionItem(spec, version, mark))
  return assemble({
    spec,
    version,
    items,
    changes: table.changes,
    unplaced: [...unplaced, ...table.unplaced],
    span: { lines: [rows[0]!.lines[0], rows.at(-1)!.lines[1]] },
    characters: rows.reduce((sum, row) => sum + row.cells.reduce((n, { key }) => n + key.length, 0), 0),
  })
}

/**
 * A change table without its assessment: the form is the one whose labels the addresses name. It has rows and no items,
 * not even missing ones: nothing says that the assessment lacks them.
 */
function changeTableAlone(
  { changes, unplaced }: Pick<RowChanges, 'changes' | 'unplaced'>,
  lines: readonly string[],
): Evaluation {
  const keys = changes.map(({ 項目 = '' }) => matchKey(項目))
  const specs = formFrames.map(({ form }) => formSpec(form, 'H31'))
  const scored = specs.map((spec) => ({ spec, score: namedIn(keys, spec) })).sort((a, b) => b.score - a.score)
  const inked = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]))
  const alone: Problem = {
    code: 'change-table-alone',
    severity: 'warning',
    message: `the document is a change table without its assessment; its ${changes.length} rows were read`,
  }
  const guess: Problem = {
    code: 'form-not-recognised',
    severity: 'warning',
    message: `the change table stands alone and fits several forms; ${scored[0]!.spec.form} is a guess`,
  }
  const evaluation = assemble({
    spec: scored[0]!.spec,
    version: undefined,
    items: [],
    changes,
    unplaced,
    problems: [alone, ...(scored[0]!.score > scored[1]!.score ? [] : [guess])],
    span: { lines: [inked[0]!, inked.at(-1)!] },
    characters: lines.reduce((sum, line) => sum + line.replace(/\s+/gu, '').length, 0),
  })
  const ofItems = new Set<Problem['code']>(['item-missing', 'agency-not-identified'])
  return { ...evaluation, items: [], problems: evaluation.problems.filter(({ code }) => !ofItems.has(code)) }
}

/** How many addresses begin with a section of the form or end with one of its labels. */
function namedIn(keys: readonly string[], spec: FormSpec): number {
  const isAddress = addresses(spec)
  const sections = spec.items
    .filter(({ parent, number }) => parent === undefined && number !== undefined)
    .map(({ number = '', label }) => matchKey(`${number}${label}`))
  return keys.reduce(
    (sum, key) =>
      sum + (sections.some((section) => key.startsWith(section)) ? 1 : 0) + (isAddress(key) ? 1 : 0),
    0,
  )
}

const asUnplaced = (cell: Cell): Unplaced => ({
  text: readableText(cell.text),
  evidence: { lines: [...cell.lines] },
})

/** An empty HTML box means unchecked where some group shows both, and no group shows empty ones alone. */
function trustOf(groups: readonly string[]): Trust {
  const proofs = groups.map(groupProof)
  return { framedBoxes: proofs.includes('proves') && !proofs.includes('disproves') }
}

/** Whether a text says an item of the form: it ends with one of the labels. */
function addresses(spec: FormSpec): (key: string) => boolean {
  const wordings = spec.items
    .filter(({ parent, kind }) => parent !== undefined && kind !== 'number')
    .flatMap(({ label, aliases = [] }) => [label, ...aliases])
    .map((wording) => splitLabel(wording).wording)
    .filter((wording) => wording !== '')
  return (key) => wordings.some((wording) => key.endsWith(wording))
}

const addressTests = formFrames.flatMap(({ form }) =>
  distinctEditions(form).map((edition) => addresses(formSpec(form, edition))),
)

/** The same of any form. */
function isAddressOfForms(key: string): boolean {
  return addressTests.some((test) => test(key))
}

/** A label without its number, in the words that OCR's confusions are folded into. */
function wordingKey(label: string): string {
  return foldHabits(splitLabel(label).wording)
}

/** The same for a section's heading, whatever an OCR made of its numeral. */
const headKey = (text: string): string =>
  wordingKey(withNumeral(text).replace(/^[1１](?=[\s　]*\p{Script=Han})/u, 'Ⅰ '))

/** A row that is a section's heading alone ends a change table. */
function isSectionRow(spec: FormSpec): (row: Row) => boolean {
  const titles = new Set([matchKey(spec.frame.title)])
  const heads = spec.items
    .filter(({ parent, path }) => parent === undefined && path !== '表紙')
    .map(({ number = '', label }) => headKey(`${number}${label}`))
  return ({ cells }) => {
    const inked = cells.filter(({ text }) => text !== '')
    return inked.length === 1 && (titles.has(inked[0]!.key) || heads.includes(headKey(inked[0]!.text)))
  }
}

/** The table of contents names every section once more; it is left out, or all headings are found twice. */
function withoutContents(rows: readonly Row[]): Row[] {
  const heads = new Set(
    formFrames.flatMap(({ form }) =>
      formSpec(form, 'R6')
        .items.filter(({ parent, path }) => parent === undefined && path !== '表紙')
        .map(({ label }) => headKey(label)),
    ),
  )
  const kept: Row[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    kept.push(row)
    if (!row.cells.some(({ key }) => key === CONTENTS)) continue
    const seen = new Set<string>()
    while (index + 1 < rows.length) {
      const inked = rows[index + 1]!.cells.filter(({ text }) => text !== '')
      const keys = inked
        .flatMap(({ text }) => text.split('\n'))
        .map((text) => headKey(text.replace(/^[-*・]\s*/u, '').replace(/[.…・\s]*\d*$/u, '')))
      if (!keys.every((key) => heads.has(key) && !seen.has(key))) break
      for (const key of keys) seen.add(key)
      index++
    }
  }
  return kept
}

function withoutMark(rows: readonly Row[]): {
  rows: readonly Row[]
  version: string | undefined
  cell: Cell | undefined
} {
  for (const [index, row] of rows.slice(0, 60).entries()) {
    const cell = row.cells.find(({ key }) => MARK.test(key))
    if (!cell) continue
    const version = cell.text.replace(/^[\s[［]+|[\]］\s]+$/gu, '')
    const cells = row.cells.filter((other) => other !== cell)
    const rest = cells.some(({ text }) => text !== '') ? [{ ...row, cells }] : []
    return { rows: [...rows.slice(0, index), ...rest, ...rows.slice(index + 1)], version, cell }
  }
  return { rows, version: undefined, cell: undefined }
}

function versionItem(spec: FormSpec, version: string, cell: Cell): Item {
  return {
    path: VERSION_PATH,
    key: spec.items.find(({ path }) => path === VERSION_PATH)!.key,
    kind: 'text',
    status: 'found',
    confidence: 0.93,
    evidence: [{ lines: [...cell.lines] }],
    raw: cell.source,
    value: foldGlyphForms(version),
  }
}
