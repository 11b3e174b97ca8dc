import type { Listing, PageProblem } from '../crawl/types.ts'
import type { FetchRecord } from './fetches.ts'
import type { DocumentStore } from './open-store.ts'

/** A place of a document that a page has ever linked, with all that is known of it. */
export type KnownDocument = {
  readonly source: string
  /** URL, or URL#name of a document within an archive. */
  readonly location: string
  readonly text: string
  /** What the pages of the last run that linked it say of it. */
  readonly listings: readonly Listing[]
  /** What the last fetch came to; nothing if there was none. */
  readonly outcome?: FetchRecord['outcome']
  /** Why the last fetch brought nothing. */
  readonly reason?: string
  readonly fetchedAt?: string
  /** Contents, the latest last. */
  readonly versions: readonly string[]
  /** Pages of the latest crawl of the source still link it. */
  readonly listed: boolean
}

/** An agency's source as the store knows it, with what its pages of the latest crawl told besides links. */
export type KnownSource = {
  readonly source: string
  readonly agency: { readonly name: string; readonly code?: string; readonly prefecture?: string }
  readonly crawledAt: string
  readonly problems: readonly (PageProblem & { readonly url: string })[]
  /** Pages that could not be had, and why; `start`: nothing can be said of what stands behind it. */
  readonly unread: readonly (PageProblem & { readonly url: string; readonly start: boolean })[]
}

type SourceRow = {
  source: string
  name: string
  code: string | null
  prefecture: string | null
  crawledAt: string
  run: number
}

/** Every source that was ever crawled, as of its latest run. */
export function knownSources({ database }: DocumentStore): KnownSource[] {
  const problems = database.prepare<[string, number], { url: string; problems: string }>(
    `SELECT url, problems FROM fetches WHERE source = ? AND run_id = ? AND problems <> '[]' ORDER BY id`,
  )
  const unread = database.prepare<
    [string, number],
    { url: string; code: string; message: string; start: number }
  >(
    `SELECT url, code, message, depth = 0 AND referrer IS NULL AS start FROM fetches
     WHERE source = ? AND run_id = ? AND kind = 'page' AND outcome IN ('failed', 'refused', 'gone') ORDER BY id`,
  )
  return latestRuns(database).map(({ source, name, code, prefecture, crawledAt, run }) => ({
    source,
    agency: { name, ...(code !== null && { code }), ...(prefecture !== null && { prefecture }) },
    crawledAt,
    unread: unread.all(source, run).map((row) => ({ ...row, start: row.start === 1 })),
    problems: problems
      .all(source, run)
      .flatMap((row) =>
        (JSON.parse(row.problems) as PageProblem[]).map((problem) => ({ ...problem, url: row.url })),
      ),
  }))
}

const latestRuns = (database: DocumentStore['database']): SourceRow[] =>
  database
    .prepare<[], SourceRow>(
      `SELECT source, agency_name AS name, agency_code AS code, prefecture, started_at AS crawledAt, run_id AS run
       FROM run_sources JOIN runs ON runs.id = run_id
       WHERE run_id = (SELECT max(run_id) FROM run_sources AS later WHERE later.source = run_sources.source)
       ORDER BY run_id, position`,
    )
    .all()

type PlaceRow = { source: string; location: string; text: string; linkedIn: number | null }

/** Every document that was linked or fetched, by source and place. */
export function knownDocuments({ database }: DocumentStore): KnownDocument[] {
  const latest = new Map(latestRuns(database).map(({ source, run }) => [source, run]))
  const listings = database.prepare<[number, string, string], { listing: string }>(
    `SELECT listing FROM links WHERE run_id = ? AND source = ? AND location = ? AND listing IS NOT NULL ORDER BY id`,
  )
  const lastFetch = database.prepare<
    [string],
    { outcome: FetchRecord['outcome']; message: string | null; at: string }
  >('SELECT outcome, message, started_at AS at FROM fetches WHERE location = ? ORDER BY id DESC LIMIT 1')
  const versions = database.prepare<[string], { location: string; sha256: string }>(
    'SELECT location, sha256 FROM document_versions WHERE fetched_from = ? ORDER BY location, current, version',
  )
  // A link to a page that turned out to be a document counts, too, and one to a document that is a page does not.
  return database
    .prepare<[], PlaceRow>(
      `SELECT source, location, text, max(run_id) AS linkedIn FROM (
         SELECT links.source, links.location, links.text, links.run_id, coalesce(
           (SELECT kind FROM fetches WHERE fetches.location = links.location AND sha256 IS NOT NULL
            ORDER BY id DESC LIMIT 1), links.kind) AS kind
         FROM links
         UNION ALL
         SELECT source, location, coalesce(link_text, ''), NULL, kind FROM fetches
       ) WHERE kind = 'document'
       GROUP BY source, location ORDER BY source, location`,
    )
    .all()
    .flatMap(({ source, location, text, linkedIn }) => {
      const last = lastFetch.get(location)
      const known = {
        source,
        text,
        listings: listings
          .all(linkedIn ?? -1, source, location)
          .map(({ listing }) => JSON.parse(listing) as Listing),
        listed: linkedIn === latest.get(source),
        ...(last && { outcome: last.outcome, fetchedAt: last.at }),
        ...(last?.message != null && { reason: last.message }),
      }
      const contents = Map.groupBy(versions.all(location), (version) => version.location)
      if (contents.size === 0) return [{ ...known, location, versions: [] }]
      return [...contents].map(([place, rows]) => ({
        ...known,
        location: place,
        versions: rows.map(({ sha256 }) => sha256),
      }))
    })
}
