import { distinctEditions, type FormSpec, formFrames, formSpec, sameLayout } from '../../forms/index.ts'
import type { Evaluation, FormName, Item, Problem, Unplaced } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { assemble } from '../assemble.ts'
import { withoutValue } from '../items.ts'
import { readCover } from '../text-cover-items.ts'
import { type Cover, findCovers } from '../text-region.ts'
import { toSegments } from '../text-segments.ts'
import { readChangeTable } from './change-table.ts'
import { doubtOfPages, STACKED } from './page-doubts.ts'
import { withoutStrayBreaks } from './page-ends.ts'
import { pageRanges } from './page-ranges.ts'
import { type TextPage, toPages, withoutRunningHeads } from './pages.ts'
import { toPieces, vocabularyOf } from './pieces.ts'
import { placePages, stackedShare } from './placed-page.ts'
import { printedTest } from './printed-parts.ts'
import { readPages } from './read-pages.ts'
import { labelWordings, type Slot, unroll } from './slots.ts'
import { findSpots, hasChangeHeads, isContents, type Spot } from './spots.ts'

/** A page of slides may show a heading or two of the form. */
const MIN_LABELS_OF_FORM = 5
/** Where more labels than this share stand together, empty lines were dropped: they alone set values apart. */
const MAX_STACKED = 0.3
/** No printed page of an assessment has more lines, and no assessment more pages. */
const MAX_LINES = 1500
const MAX_PAGES = 600
/** No text has as many covers; of one that does nothing is read but the covers (`evaluateLines`). */
const MAX_COVERS = 200
/** Nor has an assessment more files; nor do all of a document come near so many places on so many pages (slots × pages). */
const MAX_FILES = 30
const MAX_PLACES = 700_000

/**
 * Reads text that was pulled out of a PDF, in which labels, brackets, options and values of a page stand in any order.
 * Each cover begins an evaluation; what stands before the first (agenda, slides) belongs to none. A text that holds more
 * labels than any document could gives nothing.
 */
export function evaluateScrambled(printed: readonly string[]): Evaluation[] {
  const lines = withoutStrayBreaks(printed)
  const covers = findCovers(toSegments(lines))
  if (covers.length === 0 || covers.length > MAX_COVERS) return []
  const pages = toPages(lines)
  const budget = { places: MAX_PLACES }
  const evaluations = covers.flatMap((cover, index) => {
    const first = cover.segments[0]!.lines[0]
    const following = covers[index + 1]
    const next = following ? following.segments[0]!.lines[0] : lines.length + 1
    const own = pages
      .map((page) => ({
        ...page,
        lines: page.lines.filter(({ number }) => number >= first && number < next),
      }))
      .filter((page) => page.lines.length > 0)
    const inked = withoutRunningHeads(own).filter((page) => page.lines.length > 0)
    return evaluateCover(cover, inked, lines, budget)
  })
  return budget.places < 0 ? [] : evaluations
}

function evaluateCover(
  cover: Cover,
  pages: readonly TextPage[],
  lines: readonly string[],
  budget: Budget,
): Evaluation[] {
  const coverEnd = cover.segments.at(-1)!.lines[1]
  const behind = pages
    .filter((page) => page.lines[0]!.number > coverEnd && page.lines.length <= MAX_LINES)
    .slice(0, MAX_PAGES)
  const tableStart = behind.findIndex(hasChangeHeads)
  const body = tableStart < 0 ? behind : behind.slice(0, tableStart)
  const table = tableStart < 0 ? [] : behind.slice(tableStart)
  const forms = cover.titles.size > 0 ? [...cover.titles] : formFrames.map(({ form }) => form)
  const { items: ofCover } = readCover(cover, forms[0]!)
  const printed = ofCover.find(({ key }) => key === 'cover.form_version')
  const version =
    printed && 'value' in printed && typeof printed.value === 'string' ? printed.value : undefined
  const fit = bestFit(body, forms, version, budget)
  if (!fit) return []
  const { spec, slots } = fit

  const vocabulary = vocabularyOf(spec)
  const placed = placePages(
    body.map((page, index) => ({
      page,
      spots: fit.spots[index]!,
      pieces: isContents(page) ? [] : toPieces(page, fit.spots[index]!, vocabulary),
      range: fit.ranges[index],
    })),
    slots,
  )
  const {
    items: read,
    unplaced,
    otherOrder,
  } = readPages(placed, spec, labelWordings(spec).isFragment, isLocal(ofCover))
  const isPrinted = printedTest(spec)
  const inRows = placed.some((page) => page.inRows)
  const stacked = !inRows && stackedShare(placed) > MAX_STACKED
  const doubt = inRows ? undefined : doubtOfPages(body)
  const told = read.map((item) => {
    if (stacked) return withoutText(item, spec, STACKED)
    // A day tells itself by its looks.
    if (doubt !== undefined && item.kind !== 'date') return withoutText(item, spec, doubt)
    return holdsText(item) &&
      (item.raw.split('\n').some(isPrinted) || vocabulary.values.has(matchKey(item.raw)))
      ? withoutText(item, spec, HOLDS_PRINTED)
      : item
  })
  const items = told.map((item) =>
    item.status === 'blank'
      ? withoutValue(item, spec, { code: 'place-unclear', words: MAY_BE_ELSEWHERE })
      : item,
  )
  const isTableTold =
    isSetApart(behind) &&
    !otherOrder &&
    !inRows &&
    doubt === undefined &&
    placed.every(({ apart }) => apart === undefined)
  const { changes, unplaced: leftOfTable } = isTableTold
    ? readChangeTable(
        table,
        spec,
        items,
        placed.some(({ lacksLines }) => lacksLines),
      )
    : { changes: [], unplaced: table.map(asUnplaced) }
  const covered: Item[] = spec.form === forms[0] ? [...ofCover] : [...readCover(cover, spec.form).items]
  const first = cover.segments[0]!.lines[0]
  const last = pages.at(-1)?.lines.at(-1)?.number ?? coverEnd
  return [
    assemble({
      spec,
      version,
      items: [...covered, ...items],
      changes,
      unplaced: [...unplaced, ...leftOfTable],
      problems: leftOfTable.length > 0 ? [tableNotRead(table, changes.length)] : [],
      span: { lines: [first, last] },
      characters: lines
        .slice(first - 1, last)
        .reduce((sum, line) => sum + line.replace(/\s+/gu, '').length, 0),
    }),
  ]
}

/** 架空市長, 架空県教育委員会: not 行政機関等. */
const isLocal = (cover: readonly Item[]): boolean =>
  cover.some(
    (item) =>
      item.key === 'cover.implementing_body' &&
      item.status === 'found' &&
      /(?:[都道府県市区町村](?:長|知事|.{0,6}委員会|.{0,4}管理者)?|知事|広域連合長?|組合(?:管理者)?)$/u.test(
        matchKey(item.raw),
      ),
  )

/** The cells of a change table come in an order of their own; those whose place it does not tell are not asserted. */
function tableNotRead(table: readonly TextPage[], rows: number): Problem {
  const message = `the change table (変更箇所) was ${rows === 0 ? 'not' : 'partly'} read: in scrambled text not all of its cells can be attributed; the others are in \`unplaced\``
  return {
    code: 'items-not-read',
    severity: 'warning',
    message,
    evidence: table.map((page) => placeOf(page)),
  }
}

const placeOf = ({ lines }: TextPage): { lines: [number, number] } => ({
  lines: [lines[0]!.number, lines.at(-1)!.number],
})

const asUnplaced = (page: TextPage): Unplaced => ({
  text: page.lines.map(({ text }) => text).join('\n'),
  evidence: placeOf(page),
})

/** A place that looks empty: its bracket or text may have been torn away from it. */
const MAY_BE_ELSEWHERE = 'nothing stands at its label; in scrambled text its value may stand elsewhere'

const HOLDS_PRINTED = 'what the form prints stands in it; lines of other places may, too'

const holdsText = ({ kind }: Item): boolean => /^(?:text|longtext|date)$/u.test(kind)

const withoutText = (item: Item, spec: FormSpec, reason: string): Item => {
  if (item.kind === 'checkboxes') return { ...item, details: {} }
  return holdsText(item) && (item.status === 'found' || item.status === 'blank')
    ? withoutValue(item, spec, { code: 'place-unclear', words: reason })
    : item
}

/** What may still be spent on finding the stretches of the form that pages show. */
type Budget = { places: number }

type Fit = {
  readonly spec: FormSpec
  readonly slots: readonly Slot[]
  readonly spots: readonly (readonly Spot[])[]
  readonly ranges: ReturnType<typeof pageRanges>['ranges']
}

/** The form and edition whose labels the pages show best; of equals the one that the cover names, else the newest. */
function bestFit(
  body: readonly TextPage[],
  forms: readonly FormName[],
  version: string | undefined,
  budget: Budget,
): Fit | undefined {
  let best: { fit: Fit; score: number } | undefined
  for (const form of forms) {
    const marked = Object.entries(formFrames.find((frame) => frame.form === form)!.editions).find(
      ([mark]) => version !== undefined && matchKey(version).startsWith(matchKey(mark)),
    )?.[1]
    for (const edition of distinctEditions(form)) {
      const spec = formSpec(form, edition)
      const wordings = labelWordings(spec)
      const spots = body.map((page) => (isContents(page) ? [] : findSpots(page, wordings)))
      if (spots.reduce((sum, each) => sum + each.length, 0) < MIN_LABELS_OF_FORM) continue
      const files = filesIn(spots, spec, wordings.signOfItem)
      const repeats = repeatsIn(spots)
      if (files > MAX_FILES) continue
      const slots = unroll(spec, files, repeats, wordings)
      budget.places -= slots.length * body.length
      if (budget.places < 0) return undefined
      const { ranges, score } = pageRanges(spots, slots)
      const preferred = marked !== undefined && sameLayout(form, edition, marked) ? 0.2 : 0
      if (!best || score + preferred >= best.score)
        best = { fit: { spec, slots, spots, ranges }, score: score + preferred }
    }
  }
  return best?.fit
}

/** How many files the document has: how often most of the labels that a file prints once stand in it. */
function filesIn(
  spots: readonly (readonly Spot[])[],
  spec: FormSpec,
  signOf: (item: FormSpec['items'][number], n: number) => string | undefined,
): number {
  const counts = new Map<string, number>()
  for (const { sign } of spots.flat()) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const uses = Map.groupBy(
    spec.items.flatMap((item) => signOf(item, 0) ?? []),
    (sign) => sign,
  )
  const once = spec.items
    .filter((item) => item.path.startsWith('II[f]') && !item.path.includes('[n]'))
    .flatMap((item) => signOf(item, 0) ?? [])
    .filter((sign) => uses.get(sign)!.length === 1)
    .map((sign) => counts.get(sign) ?? 0)
    .sort((a, b) => a - b)
  return Math.max(1, once[Math.floor(once.length / 2)] ?? 1)
}

function repeatsIn(spots: readonly (readonly Spot[])[]): Map<string, number> {
  const repeats = new Map<string, number>()
  for (const { sign } of spots.flat()) {
    const head = /^(システム|委託事項|提供先|移転先)(\d{1,2})$/u.exec(sign)
    if (head) repeats.set(head[1]!, Math.max(repeats.get(head[1]!) ?? 1, Number(head[2])))
  }
  return repeats
}

/** Whether empty lines stand within pages: they set the cells of a table apart. */
const isSetApart = (pages: readonly TextPage[]): boolean =>
  pages.some(({ lines }) => lines[0]!.block !== lines.at(-1)!.block)
