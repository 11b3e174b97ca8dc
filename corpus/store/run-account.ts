import type { Listing, PageProblem } from '../crawl/types.ts'
import type { Change, FetchRecord } from './fetches.ts'
import type { DocumentStore } from './open-store.ts'

export type RunRow = {
  readonly id: number
  readonly kind: 'crawl' | 'import'
  readonly startedAt: string
  readonly finishedAt: string | null
}

/** One thing that a run had to ask for, and what became of it; without `outcome` it is still to be done. */
export type AskedRow = {
  readonly source: string
  readonly location: string
  readonly url: string
  readonly depth: number
  readonly listed: boolean
  /** What its link promised. */
  readonly linkedAs: 'page' | 'document'
  readonly kind?: 'page' | 'document'
  readonly outcome?: FetchRecord['outcome']
  readonly change?: Change
  readonly code?: string
  readonly message?: string
  readonly problems: readonly PageProblem[]
  /** What the pages that link it say of it. */
  readonly listings: readonly Listing[]
  readonly referrer?: string
}

export function readRun({ database }: DocumentStore, run: number): RunRow {
  return database
    .prepare<[number], RunRow>(
      'SELECT id, kind, started_at AS startedAt, finished_at AS finishedAt FROM runs WHERE id = ?',
    )
    .get(run)!
}

export type RunAgency = {
  readonly source: string
  readonly name: string
  readonly code: string | null
  readonly prefecture: string | null
}

export function runAgencies({ database }: DocumentStore, run: number): RunAgency[] {
  return database
    .prepare<[number], RunAgency>(
      `SELECT source, agency_name AS name, agency_code AS code, prefecture
       FROM run_sources WHERE run_id = ? ORDER BY position`,
    )
    .all(run)
}

type Row = {
  source: string
  location: string
  url: string
  depth: number
  listed: number
  linkedAs: 'page' | 'document'
  kind: 'page' | 'document' | null
  outcome: FetchRecord['outcome'] | null
  change: Change | null
  code: string | null
  message: string | null
  problems: string | null
  listings: string
  referrer: string | null
}

/** Everything that a run had to ask for, in the order in which it was named. */
export function askedInRun({ database }: DocumentStore, run: number): AskedRow[] {
  return database
    .prepare<[number], Row>(
      `SELECT frontier.source, frontier.location, frontier.url, frontier.depth, listed, frontier.kind AS linkedAs,
         fetches.kind, outcome, change, code, message, problems,
         (SELECT json_group_array(json(listing)) FROM links
          WHERE links.run_id = frontier.run_id AND links.source = frontier.source
            AND links.location = frontier.location AND listing IS NOT NULL) AS listings,
         (SELECT referrer FROM links
          WHERE links.run_id = frontier.run_id AND links.source = frontier.source
            AND links.location = frontier.location ORDER BY id LIMIT 1) AS referrer
       FROM frontier LEFT JOIN fetches ON fetches.id = fetch_id
       WHERE frontier.run_id = ? ORDER BY frontier.id`,
    )
    .all(run)
    .map((row) => ({
      source: row.source,
      location: row.location,
      url: row.url,
      depth: row.depth,
      listed: row.listed === 1,
      linkedAs: row.linkedAs,
      problems: JSON.parse(row.problems ?? '[]') as PageProblem[],
      listings: JSON.parse(row.listings) as Listing[],
      ...(row.kind !== null && { kind: row.kind }),
      ...(row.outcome !== null && { outcome: row.outcome }),
      ...(row.change !== null && { change: row.change }),
      ...(row.code !== null && { code: row.code }),
      ...(row.message !== null && { message: row.message }),
      ...(row.referrer !== null && { referrer: row.referrer }),
    }))
}

/** How many documents the pages of a source listed in the last finished crawl before a run that found any. */
export function listedBefore({ database }: DocumentStore, run: number, source: string): number {
  return (
    database
      .prepare<[number, string], number>(
        `SELECT count(*) FROM frontier JOIN runs ON runs.id = run_id
         WHERE run_id < ? AND source = ? AND frontier.kind = 'document' AND listed = 1 AND finished_at IS NOT NULL
         GROUP BY run_id ORDER BY run_id DESC LIMIT 1`,
      )
      .pluck()
      .get(run, source) ?? 0
  )
}
