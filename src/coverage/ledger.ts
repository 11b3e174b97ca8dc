import type { KnownSource } from '../../corpus/store/index.ts'
import type { ParsedEvaluation } from '../../db/index.ts'
import { type CoverageInput, PAPER_STATES, type Paper, type PaperState } from './known.ts'
import { papersFromElsewhere, papersOf } from './papers.ts'

/** Numbers that a series of papers leaves out. */
export type NumberGap = { readonly agency: string; readonly missing: readonly number[] }

/** What is known of one agency. */
export type AgencyCoverage = {
  readonly code?: string
  readonly name: string
  /** Start pages that are written down. */
  readonly sources: readonly string[]
  readonly lastCrawl?: string
  /** `unknown`: no source, nothing known; `silent`: crawled, nothing found; `unreachable`:
   * nothing found, and a start page could not be had; `complete`: every standing paper is parsed,
   * and no start page was lost. */
  readonly standing: 'unknown' | 'not-crawled' | 'silent' | 'unreachable' | 'partial' | 'complete'
  readonly papers: readonly Paper[]
  readonly counts: Readonly<Record<PaperState, number>>
  readonly gaps: readonly NumberGap[]
  readonly overdue: { readonly 'yearly-check': number; readonly 'five-year-assessment': number }
  /** Pages that could not be had, and what the others showed to be odd. */
  readonly findings: readonly { readonly code: string; readonly message: string; readonly url: string }[]
}

export type Coverage = {
  readonly prefecture: string
  readonly today: string
  readonly agencies: readonly AgencyCoverage[]
  readonly totals: {
    readonly agencies: number
    readonly withoutSource: number
    readonly papers: Readonly<Record<PaperState, number>>
    readonly overdue: AgencyCoverage['overdue']
  }
}

/** What is published, fetched, parsed and missing in a prefecture, agency by agency. */
export function coverageOf(input: CoverageInput): Coverage {
  const parsed = Map.groupBy(input.evaluations, ({ sha256 }) => sha256)
  const seen = new Set(input.documents.flatMap(({ versions }) => versions))
  const elsewhere = input.evaluations.filter(
    ({ sha256, id, prefecture }) => id !== undefined && prefecture === input.prefecture && !seen.has(sha256),
  )
  const agencies = agenciesOf(input, elsewhere).map((agency) =>
    agencyCoverage(agency, input, parsed, elsewhere),
  )
  return {
    prefecture: input.prefecture,
    today: input.today,
    agencies,
    totals: {
      agencies: agencies.length,
      withoutSource: agencies.filter(({ sources }) => sources.length === 0).length,
      papers: countStates(agencies.flatMap(({ papers }) => papers)),
      overdue: countOverdue(agencies.flatMap(({ papers }) => papers)),
    },
  }
}

type AgencyKey = { readonly code?: string; readonly name: string }

/** Local governments in the order of their codes, then other bodies by name; boards are their municipality's. */
function agenciesOf(
  { governments, sources, crawled, prefecture }: CoverageInput,
  elsewhere: readonly ParsedEvaluation[],
): AgencyKey[] {
  const found = new Map<string, AgencyKey>(governments.map(({ code, name }) => [code, { code, name }]))
  const own = crawled.map(({ agency }) => agency).filter((agency) => agency.prefecture === prefecture)
  const named = [...sources, ...own].toSorted((one, other) => one.name.length - other.name.length)
  for (const { code, name } of named) {
    const key = code ?? name
    if (!found.has(key)) found.set(key, { ...(code !== undefined && { code }), name })
  }
  for (const { agency, code } of elsewhere)
    if (code === undefined && agency !== undefined && !found.has(agency)) found.set(agency, { name: agency })
  const keys = [...found.values()]
  return [
    ...keys
      .filter(({ code }) => code !== undefined)
      .sort((one, other) => one.code!.localeCompare(other.code!)),
    ...keys
      .filter(({ code }) => code === undefined)
      .sort((one, other) => one.name.localeCompare(other.name, 'ja')),
  ]
}

function agencyCoverage(
  agency: AgencyKey,
  { sources, crawled, documents, today, prefecture }: CoverageInput,
  parsed: ReadonlyMap<string, readonly ParsedEvaluation[]>,
  elsewhere: readonly ParsedEvaluation[],
): AgencyCoverage {
  const isOwn = (one: AgencyKey | { readonly code?: string | undefined; readonly name: string }) =>
    (one.code ?? one.name) === (agency.code ?? agency.name)
  const own = crawled.filter((source) => isOwn(source.agency))
  const keys = new Map(own.map(({ source, agency: { name } }) => [source, name]))
  const fromSources = [...keys].flatMap(([key, name]) =>
    papersOf(
      documents.filter(({ source }) => source === key),
      parsed,
      own.filter(({ source }) => source === key),
      today,
    ).map((paper) => ({ ...paper, organ: seriesOf(paper, name, prefecture) })),
  )
  const others = elsewhere.filter((one) => (one.code ?? one.agency) === (agency.code ?? agency.name))
  const brought = papersFromElsewhere(others, today).map((paper) => ({
    ...paper,
    organ: seriesOf(paper, agency.name, prefecture),
  }))
  const papers = [...fromSources, ...brought].toSorted(
    (one, other) => organRank(one, agency.name) - organRank(other, agency.name) || byNumber(one, other),
  )
  const starts = sources.filter(isOwn).flatMap(({ start }) => start)
  const lastCrawl = own
    .map(({ crawledAt }) => crawledAt)
    .toSorted()
    .at(-1)
  return {
    ...agency,
    sources: starts,
    ...(lastCrawl !== undefined && { lastCrawl }),
    standing: standingOf(papers, own, starts.length > 0),
    papers,
    counts: countStates(papers),
    gaps: gapsOf(papers),
    overdue: countOverdue(papers),
    findings: own.flatMap(({ unread, problems }) =>
      [...unread, ...problems].map(({ code, message, url }) => ({ code, message, url })),
    ),
  }
}

function standingOf(
  papers: readonly Paper[],
  own: readonly KnownSource[],
  hasSource: boolean,
): AgencyCoverage['standing'] {
  const isLost = own.some(({ unread }) => unread.some(({ start }) => start))
  if (papers.length === 0) {
    if (own.length > 0) return isLost ? 'unreachable' : 'silent'
    return hasSource ? 'not-crawled' : 'unknown'
  }
  const isDone = papers.every(({ state }) => ['parsed', 'superseded', 'ended', 'gone'].includes(state))
  return isDone && !isLost ? 'complete' : 'partial'
}

/** Each organ numbers its papers from 1: 架空県天川市長 and 天川市 are one series, 天川市教育委員会 is another. */
function seriesOf({ agency }: Paper, sourceName: string, prefecture: string): string {
  const name = (agency ?? sourceName).replace(/\s+/g, '')
  const local = name.startsWith(prefecture) && /[市区町村]/.test(name.slice(prefecture.length))
  return (local ? name.slice(prefecture.length) : name).replace(
    /(?:知事|理事長|(?<=[都道府県市区町村合])長)$/,
    '',
  )
}

/** Numbers below the highest one of a series that no paper has. A series of one paper says nothing. */
function gapsOf(papers: readonly (Paper & { readonly organ: string })[]): NumberGap[] {
  return [...Map.groupBy(papers, ({ organ }) => organ)].flatMap(([agency, own]) => {
    const numbers = new Set(
      own.flatMap(({ number }) => {
        const stem = Number(/^\d+/.exec(number ?? '')?.[0])
        return Number.isInteger(stem) && stem > 0 ? [stem] : []
      }),
    )
    if (numbers.size < 2) return []
    const missing = Array.from(
      { length: Math.min(Math.max(...numbers), HIGHEST_NUMBER) },
      (_, index) => index + 1,
    )
    return [{ agency, missing: missing.filter((number) => !numbers.has(number)) }].filter(
      (gap) => gap.missing.length > 0,
    )
  })
}
const HIGHEST_NUMBER = 500

const numberOf = ({ number }: Paper): number =>
  Number(/^\d+/.exec(number ?? '')?.[0] ?? Number.POSITIVE_INFINITY)

/** The agency's own papers first, then those of its boards. */
const organRank = ({ organ }: Paper, agency: string): number => (organ === agency ? 0 : 1)

function byNumber(one: Paper, other: Paper): number {
  const [first, second] = [numberOf(one), numberOf(other)]
  if (first !== second) return first < second ? -1 : 1
  return sortKey(one).localeCompare(sortKey(other))
}
const sortKey = ({ organ, form, date, title }: Paper): string => [organ, form, date, title].join(' ')

function countStates(papers: readonly Paper[]): Record<PaperState, number> {
  const counts = Object.fromEntries(PAPER_STATES.map((state) => [state, 0])) as Record<PaperState, number>
  for (const { state } of papers) counts[state]++
  return counts
}

const countOverdue = (papers: readonly Paper[]): AgencyCoverage['overdue'] => ({
  'yearly-check': papers.filter(({ overdue }) => overdue === 'yearly-check').length,
  'five-year-assessment': papers.filter(({ overdue }) => overdue === 'five-year-assessment').length,
})
