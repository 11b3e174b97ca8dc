import { Temporal } from 'temporal-polyfill/full'
import type { Listing } from '../../corpus/crawl/index.ts'
import { isCompanion } from '../../corpus/discover/index.ts'
import type { KnownDocument, KnownSource } from '../../corpus/store/index.ts'
import type { ParsedEvaluation } from '../../db/index.ts'
import { readDate } from '../../parsers/text/dates.ts'
import type { Overdue, Paper, PaperState } from './known.ts'

/**
 * The papers of an agency's documents: what the evaluations say where a document was parsed, else what its listing says.
 * Earlier contents of a place are papers, too, which a later one superseded.
 */
export function papersOf(
  documents: readonly KnownDocument[],
  parsed: ReadonlyMap<string, readonly ParsedEvaluation[]>,
  sources: readonly KnownSource[],
  today: string,
): Paper[] {
  const fromDocuments = documents.flatMap((document) => {
    const listing = mergeListings(document.listings)
    if (document.versions.length === 0) return companionOr(document, () => [fromListing(document, listing)])
    return document.versions.flatMap((sha256, index) => {
      const isCurrent = index === document.versions.length - 1
      const evaluations = (parsed.get(sha256) ?? []).filter(({ id }) => id !== undefined)
      if (evaluations.length > 0)
        return evaluations.map((one) =>
          fromEvaluation(one, document, isCurrent ? listing : {}, isCurrent, evaluations.length === 1),
        )
      if (!isCurrent) return []
      return companionOr(document, () => [fromContent(document, listing, parsed.get(sha256)?.[0])])
    })
  })
  const unlinked = sources.flatMap(({ problems }) =>
    problems.flatMap(({ code, message, listing, url }) => {
      const reason = code === 'listed-without-document' ? 'listed without a link' : message
      return listing ? [paperOf(listing, listing.ended ? 'ended' : 'listed', [reason], [url])] : []
    }),
  )
  return withOverdue(superseded(merged([...fromDocuments, ...unlinked])), today)
}

/** Evaluations that are in the database, but in no document that was crawled. */
export function papersFromElsewhere(evaluations: readonly ParsedEvaluation[], today: string): Paper[] {
  const papers = evaluations.map((one) => ({
    ...said(one),
    state: one.error === undefined ? ('parsed' as const) : ('doubtful' as const),
    reasons: one.error === undefined ? [] : [one.error],
    locations: [],
    ...(one.id !== undefined && { evaluation: one.id }),
  }))
  return withOverdue(superseded(papers), today)
}

/** Files beside a paper (別添1 …) are no papers of their own. */
const companionOr = ({ text, listings }: KnownDocument, papers: () => Paper[]): Paper[] =>
  isCompanion(text) || listings.some(({ title }) => isCompanion(title ?? '')) ? [] : papers()

/** What several pages say of a document: the first that says a thing counts. */
const mergeListings = (listings: readonly Listing[]): Listing => Object.assign({}, ...listings.toReversed())

function fromListing(document: KnownDocument, listing: Listing): Paper {
  const { outcome, reason } = document
  const state = listing.ended ? 'ended' : outcome === 'gone' ? 'gone' : 'listed'
  const reasons = outcome === undefined ? ['not asked for yet'] : [reason ?? outcome]
  return paperOf(listing, state, reasons, [document.location])
}

/** Fetched, and not parsed or without an evaluation. */
function fromContent(
  { outcome, location }: KnownDocument,
  listing: Listing,
  parsed: ParsedEvaluation | undefined,
): Paper {
  const state = stateOf(listing, outcome, parsed ? 'doubtful' : 'fetched')
  const reasons = parsed ? [parsed.error ?? 'no evaluation was found in it'] : []
  return paperOf(listing, state, reasons, [location])
}

function fromEvaluation(
  evaluation: ParsedEvaluation,
  { outcome, location }: KnownDocument,
  listing: Listing,
  isCurrent: boolean,
  isAlone: boolean,
): Paper {
  const differences = isAlone ? differencesOf(evaluation, listing) : []
  const reasons = [...(evaluation.error === undefined ? [] : [evaluation.error]), ...differences]
  const state = isCurrent
    ? stateOf(listing, outcome, reasons.length > 0 ? 'doubtful' : 'parsed')
    : 'superseded'
  const { number, title, form, date } = listing
  return {
    ...(isAlone && paperOf({ ...present({ number, title, form, date }) }, state, [], [])),
    ...said(evaluation),
    state,
    reasons,
    locations: [location],
    ...(listing.draft && { draft: true }),
    ...(evaluation.id !== undefined && { evaluation: evaluation.id }),
  }
}

function stateOf(listing: Listing, outcome: KnownDocument['outcome'], otherwise: PaperState): PaperState {
  if (listing.ended) return 'ended'
  return outcome === 'gone' ? 'gone' : otherwise
}

const said = ({ number, form, title, publicationDate, agency }: ParsedEvaluation) =>
  present({ number, form, title, date: publicationDate, agency })

function paperOf(
  listing: Listing,
  state: PaperState,
  reasons: readonly string[],
  locations: readonly string[],
): Paper {
  const { number, title, form, date, draft } = listing
  return {
    ...present({ number, title, form, date: date && isoOf(date) }),
    state,
    reasons,
    locations,
    ...(draft && { draft }),
  }
}

/** A whole day as yyyy-mm-dd, anything else as printed. */
function isoOf(printed: string): string {
  const reading = readDate(printed)
  return reading.kind === 'day' ? reading.iso : printed
}

/** Number and form on which the paper and its listing differ. */
function differencesOf({ number, form }: ParsedEvaluation, listing: Listing): string[] {
  const stem = listing.number?.split('-')[0]
  return [
    ...(number !== undefined && stem !== undefined && Number(number) !== Number(stem)
      ? [`the listing says number ${listing.number}, the paper ${number}`]
      : []),
    ...(form !== undefined && listing.form !== undefined && form !== listing.form
      ? [`the listing says ${listing.form}, the paper ${form}`]
      : []),
  ]
}

/** A paper under several addresses (PDF and Excel, the page of a department) is one. */
function merged(papers: readonly Paper[]): Paper[] {
  const groups = Map.groupBy(
    papers,
    (paper) => `${keyOf(paper) ?? paper.locations.join(' ')} ${paper.date ?? ''}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [best, ...others] = group.toSorted((one, other) => rank(one) - rank(other))
    const undated = others.filter(({ state }) => state !== 'superseded')
    return [{ ...best!, locations: [...new Set([best!, ...undated].flatMap(({ locations }) => locations))] }]
  })
}

const RANKS: readonly PaperState[] = [
  'ended',
  'parsed',
  'doubtful',
  'fetched',
  'listed',
  'gone',
  'superseded',
]
const rank = ({ state }: Paper): number => RANKS.indexOf(state)

/**
 * Of papers with one number on one form, all but the latest are superseded; what has no date decides nothing. A number
 * has a 基礎 paper and one of 重点 or 全項目: a 全項目 paper takes the place of the 重点 paper, and the other way round.
 */
function superseded(papers: readonly Paper[]): Paper[] {
  const latest = new Map<string, string>()
  for (const paper of papers) {
    const key = successionOf(paper)
    if (key !== undefined && isDay(paper.date) && isStanding(paper) && paper.date > (latest.get(key) ?? ''))
      latest.set(key, paper.date)
  }
  return papers.map((paper) => {
    const last = latest.get(successionOf(paper) ?? '')
    const isOlder = last !== undefined && isDay(paper.date) && paper.date < last && isStanding(paper)
    return isOlder ? { ...paper, state: 'superseded' as const } : paper
  })
}

/** Agency, number and form; papers without a number or form are each their own. */
function keyOf({ agency, number, form, draft }: Paper): string | undefined {
  return number === undefined || form === undefined
    ? undefined
    : `${agency ?? ''} ${number} ${form} ${draft ?? ''}`
}

const successionOf = (paper: Paper): string | undefined =>
  keyOf(paper.form === '様式4' ? { ...paper, form: '様式3' } : paper)

const isDay = (date: string | undefined): date is string =>
  date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date)
const isStanding = ({ state }: Paper): boolean =>
  state !== 'ended' && state !== 'gone' && state !== 'superseded'

/** By the date of publication, which is the last one that is seen; a check that changed nothing leaves no trace. */
function withOverdue(papers: readonly Paper[], today: string): Paper[] {
  return papers.map((paper) => {
    const overdue =
      isStanding(paper) && !paper.draft && isDay(paper.date) ? overdueOn(paper.date, today) : undefined
    return overdue ? { ...paper, overdue } : paper
  })
}

/** 見直し: at least once a year; 再実施: before five years are over. */
function overdueOn(date: string, today: string): Overdue | undefined {
  const passed = (years: number) =>
    Temporal.PlainDate.compare(Temporal.PlainDate.from(date).add({ years }), Temporal.PlainDate.from(today)) <
    0
  if (passed(5)) return 'five-year-assessment'
  return passed(1) ? 'yearly-check' : undefined
}

type Present<Value> = { [Key in keyof Value]?: NonNullable<Value[Key]> }
function present<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && one !== ''),
  ) as Present<Value>
}
