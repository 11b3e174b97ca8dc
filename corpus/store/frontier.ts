import type { Listing, PageLink } from '../crawl/types.ts'
import type { DocumentStore } from './open-store.ts'

/** Something that a run has to ask for. */
export type FrontierEntry = {
  readonly id: number
  readonly source: string
  readonly location: string
  readonly kind: 'page' | 'document'
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly contentType?: string
  readonly depth: number
  readonly listed: boolean
  /** The first place that names it. */
  readonly referrer?: string
  readonly linkText?: string
  readonly listing?: Listing
}

/** A link with the depth that its target has. */
export type FoundLink = PageLink & { readonly depth: number }

/** What a request is known by: its URL, and what it sends. */
export function locationOf({ url, request }: Pick<PageLink, 'url' | 'request'>): string {
  if (request === undefined || (request.method === 'GET' && request.body === undefined)) return url
  return `${url} ${request.method} ${request.body ?? ''}`
}

/** Adds what the run does not have yet. Called within a transaction. */
export function addToFrontier(
  { database }: DocumentStore,
  run: number,
  source: string,
  link: FoundLink,
  listed = true,
): void {
  database
    .prepare(
      `INSERT INTO frontier (run_id, source, location, host, kind, url, method, request_body, content_type, depth, listed)
       VALUES (:run, :source, :location, :host, :kind, :url, :method, :body, :contentType, :depth, :listed)
       ON CONFLICT (run_id, source, location) DO NOTHING`,
    )
    .run({
      run,
      source,
      location: locationOf(link),
      host: new URL(link.url).hostname,
      kind: link.kind,
      url: link.url,
      method: link.request?.method ?? 'GET',
      body: link.request?.body ?? null,
      contentType: link.request?.contentType ?? null,
      depth: link.depth,
      listed: listed ? 1 : 0,
    })
}

/** Hosts that something is still to be asked of, those first that were named first. */
export function pendingHosts({ database }: DocumentStore, run: number): string[] {
  return database
    .prepare<[number], string>(
      'SELECT host FROM frontier WHERE run_id = ? AND fetch_id IS NULL GROUP BY host ORDER BY min(id)',
    )
    .pluck()
    .all(run)
}

type EntryRow = {
  id: number
  source: string
  location: string
  kind: 'page' | 'document'
  url: string
  method: 'GET' | 'POST'
  request_body: string | null
  content_type: string | null
  depth: number
  listed: number
  referrer: string | null
  text: string | null
  listing: string | null
}

/** The next thing to ask a host for; `kinds` says whether documents are wanted, too. */
export function nextPending(
  { database }: DocumentStore,
  run: number,
  host: string,
  kinds: 'all' | 'pages',
): FrontierEntry | undefined {
  const row = database
    .prepare<unknown[], EntryRow>(
      `SELECT frontier.*, links.referrer, links.text, links.listing
       FROM frontier
       LEFT JOIN links ON links.id = (
         SELECT min(id) FROM links AS places
         WHERE places.run_id = frontier.run_id AND places.source = frontier.source
           AND places.location = frontier.location
       )
       WHERE frontier.run_id = :run AND host = :host AND fetch_id IS NULL AND (:pages = 0 OR frontier.kind = 'page')
       ORDER BY frontier.id LIMIT 1`,
    )
    .get({ run, host, pages: kinds === 'pages' ? 1 : 0 })
  if (!row) return undefined
  return {
    id: row.id,
    source: row.source,
    location: row.location,
    kind: row.kind,
    url: row.url,
    method: row.method,
    ...(row.request_body !== null && { body: row.request_body }),
    ...(row.content_type !== null && { contentType: row.content_type }),
    depth: row.depth,
    listed: row.listed === 1,
    ...(row.referrer !== null && { referrer: row.referrer }),
    ...(row.text !== null && { linkText: row.text }),
    ...(row.listing !== null && { listing: JSON.parse(row.listing) as Listing }),
  }
}

/** Where the start pages of a source were found in the end. */
export function movedTo({ database }: DocumentStore, source: string): string[] {
  return database
    .prepare<[string], string>(
      `SELECT DISTINCT final_url FROM fetches
       WHERE source = ? AND kind = 'page' AND depth = 0 AND referrer IS NULL AND sha256 IS NOT NULL`,
    )
    .pluck()
    .all(source)
}

/** Documents that earlier runs of a source found, that are not known to be gone, and that this run has not met. */
export function unlistedLocations({ database }: DocumentStore, run: number, source: string): string[] {
  return database
    .prepare<[{ run: number; source: string }], string>(
      `SELECT location FROM document_places AS place
       WHERE run_id < :run AND outcome <> 'gone' AND method = 'GET' AND location = url
         AND EXISTS (SELECT 1 FROM frontier WHERE source = :source AND frontier.location = place.location)
         AND NOT EXISTS (
           SELECT 1 FROM frontier
           WHERE run_id = :run AND source = :source AND frontier.location = place.location
         )
       ORDER BY id`,
    )
    .pluck()
    .all({ run, source })
}

/** How many pages a source has in a run, read or not. */
export function countPages({ database }: DocumentStore, run: number, source: string): number {
  return database
    .prepare<[number, string], number>(
      `SELECT count(*) FROM frontier WHERE run_id = ? AND source = ? AND kind = 'page'`,
    )
    .pluck()
    .get(run, source)!
}
