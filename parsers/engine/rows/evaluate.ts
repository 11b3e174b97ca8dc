import { carriesValue, distinctEditions, type FormSpec, formFrames, formSpec } from '../../forms/index.ts'
import type { Evaluation, Item, Unplaced } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { assemble } from '../assemble.ts'
import { groupProof, type Trust } from './boxes.ts'
import { joinBrokenLabels } from './broken-labels.ts'
import { changeTableAlone } from './change-table-alone.ts'
import { readRowChanges } from './changes.ts'
import { addresses, isAddressOfForms, isSectionRow, labelsOfForms } from './form-wordings.ts'
import { readableText } from './fragment.ts'
import { closeGaps } from './gaps.ts'
import { type Cell, type Row, toRows } from './grid.ts'
import { evidenceOf, readHeadingRow, readRowItem, regionText } from './items.ts'
import { type RowLabel, rowLabels } from './labels.ts'
import { isPlainChangeTable, readPlainChanges } from './plain-changes.ts'
import { frameLabels, printedLabels } from './printed-labels.ts'
import { rowRegions } from './regions.ts'
import { type Stretch, stretches, withoutContents, withoutMark } from './stretches.ts'

/** A row text without a cover is an assessment only if this many labels of one form line up in it. */
const MIN_LABELS_WITHOUT_COVER = 10
/** A line with tabs, tags, a markdown table's bars, or a bullet with a label: `- ①部署: 架空課`. */
const ROW = /\t|<\/?(?:p|ul|li|div|td|tr|input)[\s/>]|^\s*\|.*\|\s*$|^\s*[-*+]\s+\S[^:：]*[:：]\s*\S/iu
const VERSION_PATH = '表紙.様式'

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

const asUnplaced = (cell: Cell): Unplaced => ({
  text: readableText(cell.text),
  evidence: { lines: [...cell.lines] },
})

/** An empty HTML box means unchecked where some group shows both, and no group shows empty ones alone. */
function trustOf(groups: readonly string[]): Trust {
  const proofs = groups.map(groupProof)
  return { framedBoxes: proofs.includes('proves') && !proofs.includes('disproves') }
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
