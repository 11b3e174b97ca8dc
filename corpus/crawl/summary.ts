import {
  type AskedRow,
  askedInRun,
  type DocumentStore,
  listedBefore,
  type RunRow,
  readRun,
  runAgencies,
} from '../store/index.ts'
import { type CrawlEnd, sourceKey } from './crawl.ts'
import { type Breach, breachesOf } from './expectations.ts'
import type { CrawlSource, PageProblem } from './types.ts'

export type DocumentCounts = {
  /** Linked by a page of this run. */
  readonly listed: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  /** Had before; the server says now that it is not there. */
  readonly gone: number
  /** Known from earlier runs and still there, but linked by no page any more. */
  readonly unlisted: number
  /** Linked, but the server says that it is not there. */
  readonly dead: number
  readonly failed: number
  readonly refused: number
  readonly pending: number
}

export type CrawlFinding = {
  readonly url: string
  readonly code: string
  readonly message: string
  readonly referrer?: string
}

export type AgencySummary = {
  readonly source: string
  readonly agency: { readonly name: string; readonly code?: string; readonly prefecture?: string }
  readonly pages: { readonly read: number; readonly failed: number; readonly pending: number }
  readonly documents: DocumentCounts
  /** What could not be had, and why. */
  readonly errors: readonly CrawlFinding[]
  /** What is odd about the pages. */
  readonly problems: readonly CrawlFinding[]
  /** What was expected and is not so; what must be looked at before the silence is believed. */
  readonly breaches: readonly Breach[]
}

export type CrawlSummary = {
  readonly run: RunRow & { readonly resumed: boolean; readonly finished: boolean }
  readonly agencies: readonly AgencySummary[]
  /** No fetch failed, and no agency has a breach that fails the run. */
  readonly ok: boolean
}

/** What a crawl found, agency by agency. */
export function summarise(
  store: DocumentStore,
  end: CrawlEnd,
  sources: readonly CrawlSource[],
): CrawlSummary {
  const asked = Map.groupBy(askedInRun(store, end.run), ({ source }) => source)
  const byKey = new Map(sources.map((source) => [sourceKey(source), source]))
  const agencies = runAgencies(store, end.run).map(({ source, name, code, prefecture }): AgencySummary => {
    const rows = asked.get(source) ?? []
    const failures = rows.filter(
      ({ outcome }) => outcome === 'failed' || outcome === 'refused' || outcome === 'gone',
    )
    return {
      source,
      agency: { name, ...(code !== null && { code }), ...(prefecture !== null && { prefecture }) },
      pages: countPages(rows),
      documents: countDocuments(rows),
      errors: failures.map(findingOf),
      problems: rows.flatMap((row) => row.problems.map((problem) => ({ ...problem, url: row.url }))),
      breaches: end.finished
        ? breachesOf(byKey.get(source)?.expect, rows, listedBefore(store, end.run, source))
        : [],
    }
  })
  const ok = agencies.every(
    ({ documents, pages, breaches }) =>
      documents.failed + pages.failed === 0 && breaches.every(({ severity }) => severity === 'warning'),
  )
  return {
    run: { ...readRun(store, end.run), resumed: end.resumed, finished: end.finished },
    agencies,
    ok,
  }
}

function countPages(rows: readonly AskedRow[]): AgencySummary['pages'] {
  const pages = rows.filter((row) => kindOf(row) === 'page')
  return {
    read: count(pages, hasContent),
    failed: count(pages, ({ outcome }) => outcome === 'failed'),
    pending: count(pages, ({ outcome }) => outcome === undefined),
  }
}

function countDocuments(rows: readonly AskedRow[]): DocumentCounts {
  const documents = rows.filter((row) => kindOf(row) === 'document')
  const listed = documents.filter((row) => row.listed)
  return {
    listed: listed.length,
    new: count(documents, ({ change }) => change === 'new'),
    changed: count(documents, ({ change }) => change === 'changed'),
    unchanged: count(documents, ({ change }) => change === 'unchanged'),
    gone: count(documents, ({ change }) => change === 'gone'),
    unlisted: count(documents, (row) => !row.listed && hasContent(row)),
    dead: count(documents, ({ outcome, change }) => outcome === 'gone' && change === undefined),
    failed: count(documents, ({ outcome }) => outcome === 'failed'),
    refused: count(documents, ({ outcome }) => outcome === 'refused'),
    pending: count(documents, ({ outcome }) => outcome === undefined),
  }
}

/** What it turned out to be, or what its link promised. */
export function kindOf({ kind, linkedAs }: AskedRow): 'page' | 'document' {
  return kind ?? linkedAs
}

export function hasContent({ outcome }: AskedRow): boolean {
  return outcome === 'body' || outcome === 'not-modified'
}

function count(rows: readonly AskedRow[], holds: (row: AskedRow) => boolean): number {
  return rows.filter(holds).length
}

function findingOf({ url, code, message, referrer }: AskedRow): CrawlFinding {
  const problem: PageProblem = { code: code!, message: message! }
  return { url, ...problem, ...(referrer !== undefined && { referrer }) }
}
