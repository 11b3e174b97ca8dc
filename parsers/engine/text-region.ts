import type { FormName } from '../records/index.ts'
import type { Segment } from './text-segments.ts'

/** The stretch of a text that a cover takes. */
export type Cover = {
  /** Index of its first segment, and of the one behind its last. */
  readonly from: number
  readonly to: number
  readonly segments: readonly Segment[]
  /** Forms that its titles name. */
  readonly titles: ReadonlySet<FormName>
  /** Its begin and its end are seen (page end, heading); otherwise values beyond its labels are not to be trusted. */
  readonly startsSure: boolean
  readonly endsSure: boolean
}

/** Labels that hold a cover together; 特記事項 and 承認日 stand elsewhere, too. */
const COVER_KEYS: ReadonlySet<string> = new Set([
  'cover.evaluation_number',
  'cover.evaluation_name',
  'cover.declaration',
  'cover.implementing_body',
  'cover.publication_date',
])
/** The title counts as one of these. */
const MIN_DIFFERENT_LABELS = 3
/** Segments between two labels of a cover: a long 宣言 or 特記事項. */
const MAX_BETWEEN = 60
const MAX_BEYOND = 25
/** Without form feeds this many empty lines are the end of a page. */
const PAGE_END_LINES = 3

/** Finds the covers of a text: titles and labels of the cover, close together and without a heading between them. */
export function findCovers(segments: readonly Segment[]): Cover[] {
  const paged = segments.some(({ page }) => page > 0)
  const firstHeading = segments.findIndex(({ kind }) => kind === 'heading')
  const covers: Cover[] = []
  for (const { first, last } of groups(segments, paged)) {
    const group = segments.slice(first, last + 1)
    const titled = group.some(({ kind }) => kind === 'title' || kind === 'mark')
    // Rows of a change table name labels of the cover, too.
    if (!titled && firstHeading !== -1 && firstHeading < first) continue
    if (differentLabels(group).size < MIN_DIFFERENT_LABELS) continue
    const start = edge(segments, first, -1, paged)
    const end = edge(segments, last, 1, paged)
    // Before a title that begins the text of a page nothing of the cover stands, and a letter or agenda may.
    const isHead = segments[first]!.kind === 'title' && !start.atPageEnd
    const from = Math.max(isHead ? first : start.at, covers.at(-1)?.to ?? 0)
    // Covers that follow each other line by line: what stands here may belong to the one before.
    if (from > end.at) continue
    covers.push({
      from,
      to: end.at + 1,
      segments: segments.slice(from, end.at + 1),
      titles: new Set(group.flatMap((segment) => (segment.kind === 'title' ? segment.form : []))),
      startsSure: isHead || start.sure,
      endsSure: end.sure,
    })
  }
  return covers
}

const isAnchor = ({ kind }: Segment): boolean => kind === 'label' || kind === 'title' || kind === 'mark'

function differentLabels(segments: readonly Segment[]): Set<string> {
  return new Set(
    segments.flatMap((segment) => {
      if (segment.kind === 'title') return 'title'
      return segment.kind === 'label' && COVER_KEYS.has(segment.key) ? segment.key : []
    }),
  )
}

function groups(segments: readonly Segment[], paged: boolean): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  segments.forEach((segment, index) => {
    if (!isAnchor(segment)) return
    const open = found.at(-1)
    const between = open ? segments.slice(open.last + 1, index) : []
    const isNew =
      !open ||
      between.length > MAX_BETWEEN ||
      between.some(({ kind }) => kind === 'heading') ||
      (segment.kind === 'title' &&
        isWhole(segments.slice(open.first, index)) &&
        (!paged || segment.page !== segments[index - 1]!.page))
    if (isNew) found.push({ first: index, last: index })
    else open.last = index
  })
  return found
}

/** With its title; another title behind it begins another evaluation. */
function isWhole(segments: readonly Segment[]): boolean {
  const labels = differentLabels(segments)
  return labels.has('title') && labels.size >= MIN_DIFFERENT_LABELS
}

type Edge = { readonly at: number; readonly sure: boolean; readonly atPageEnd: boolean }

/** How far a cover reaches beyond its outermost label: to the page's end or a heading, else no further than the label's values. */
function edge(segments: readonly Segment[], anchor: number, step: 1 | -1, paged: boolean): Edge {
  for (let at = anchor, count = 0; count <= MAX_BEYOND; at += step, count++) {
    const here = segments[at]!
    const next = segments[at + step]
    if (!next) return { at, sure: true, atPageEnd: paged }
    if (next.page !== here.page) return { at, sure: true, atPageEnd: true }
    if (next.kind === 'heading') return { at, sure: true, atPageEnd: false }
    // An end that only empty lines tell is none where a value may have been blank.
    const { gap } = step === 1 ? next : here
    if (!paged && gap >= PAGE_END_LINES) return { at, sure: step === -1, atPageEnd: true }
  }
  const values = step === 1 ? labelsAtEnd(segments, anchor) : 0
  return { at: Math.min(anchor + values, segments.length - 1), sure: false, atPageEnd: false }
}

/** How many labels stand together at the end of a cover: as many values may follow. */
function labelsAtEnd(segments: readonly Segment[], last: number): number {
  let count = 0
  while (segments[last - count]?.kind === 'label') count++
  return count
}
