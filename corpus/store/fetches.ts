import type { Listing, PageProblem } from '../crawl/types.ts'
import { addToFrontier, type FoundLink, locationOf } from './frontier.ts'
import type { DocumentStore } from './open-store.ts'

/** Bytes of an archive entry that is in the store as an object, or why it is not. */
export type ArchiveEntry = { readonly name: string } & (
  | { readonly sha256: string; readonly bytes: number; readonly mediaType: string }
  | { readonly code: string; readonly message: string }
)

/** An object that a fetch brought; its bytes are in the store already. */
export type FetchedObject = {
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  /** Of a ZIP archive. */
  readonly entries?: readonly ArchiveEntry[]
}

/** What became of a request, with where it came from. */
export type FetchRecord = {
  readonly run: number
  readonly source: string
  readonly location: string
  readonly kind: 'page' | 'document'
  readonly url: string
  readonly method: 'GET' | 'POST' | 'HAND'
  readonly body?: string | undefined
  readonly finalUrl: string
  readonly redirects: readonly unknown[]
  readonly attempts: number
  readonly startedAt: string
  readonly endedAt: string
  readonly status?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly depth: number
  readonly referrer?: string | undefined
  readonly linkText?: string | undefined
  readonly listing?: Listing | undefined
  readonly fingerprint?: string | undefined
  readonly problems: readonly PageProblem[]
} & (
  | { readonly outcome: 'body'; readonly object: FetchedObject }
  | { readonly outcome: 'not-modified'; readonly sha256: string }
  | { readonly outcome: 'gone' | 'refused' | 'failed'; readonly code: string; readonly message: string }
)

export type Change = 'new' | 'changed' | 'unchanged' | 'gone'

/** Writes a fetch, its object and entries, what it links, and that it is done: all of it or nothing. */
export function recordFetch(
  store: DocumentStore,
  record: FetchRecord,
  frontierId?: number,
  links: readonly FoundLink[] = [],
): { readonly id: number; readonly change: Change | null } {
  return store.database
    .transaction(() => {
      if (record.outcome === 'body') writeObject(store, record.object)
      const change = changeOf(store, record)
      const id = writeFetch(store, record, change)
      links.forEach((link, position) => {
        writeLink(store, record, link, position)
      })
      if (frontierId !== undefined) markDone(store, frontierId, id)
      return { id, change }
    })
    .immediate()
}

/** An entry of the frontier that another fetch of the same run has answered. */
export function markDone({ database }: DocumentStore, frontierId: number, fetchId: number): void {
  database.prepare('UPDATE frontier SET fetch_id = ? WHERE id = ?').run(fetchId, frontierId)
}

function writeObject({ database, now }: DocumentStore, object: FetchedObject): void {
  const insert = database.prepare(
    'INSERT INTO objects (sha256, bytes, media_type, first_stored_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  insert.run(object.sha256, object.bytes, object.mediaType, now())
  const insertEntry = database.prepare(
    `INSERT INTO archive_entries (archive, position, name, sha256, code, message) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
  object.entries?.forEach((entry, position) => {
    if ('sha256' in entry) insert.run(entry.sha256, entry.bytes, entry.mediaType, now())
    const [sha256, code, message] =
      'sha256' in entry ? [entry.sha256, null, null] : [null, entry.code, entry.message]
    insertEntry.run(object.sha256, position, entry.name, sha256, code, message)
  })
}

function changeOf({ database }: DocumentStore, record: FetchRecord): Change | null {
  const { outcome } = record
  if (outcome === 'refused' || outcome === 'failed') return null
  const before = database
    .prepare<[string], string>(
      'SELECT sha256 FROM fetches WHERE location = ? AND sha256 IS NOT NULL ORDER BY id DESC LIMIT 1',
    )
    .pluck()
    .get(record.location)
  if (outcome === 'gone') return before === undefined ? null : 'gone'
  if (outcome === 'not-modified') return 'unchanged'
  if (before === undefined) return 'new'
  return before === contentOf(record) ? 'unchanged' : 'changed'
}

function contentOf(record: FetchRecord): string | null {
  if ('object' in record) return record.object.sha256
  return 'sha256' in record ? record.sha256 : null
}

function writeFetch({ database }: DocumentStore, record: FetchRecord, change: Change | null): number {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  const failure = 'code' in record ? record : { code: null, message: null }
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO fetches (run_id, source, location, kind, url, method, request_body, final_url, redirects, attempts,
         started_at, ended_at, outcome, status, headers, sha256, change, code, message, depth, referrer, link_text,
         listing, fingerprint, problems)
       VALUES (:run, :source, :location, :kind, :url, :method, :body, :finalUrl, :redirects, :attempts,
         :startedAt, :endedAt, :outcome, :status, :headers, :sha256, :change, :code, :message, :depth, :referrer,
         :linkText, :listing, :fingerprint, :problems)`,
    )
    .run({
      run: record.run,
      source: record.source,
      location: record.location,
      kind: record.kind,
      url: record.url,
      method: record.method,
      body: record.body ?? null,
      finalUrl: record.finalUrl,
      redirects: JSON.stringify(record.redirects),
      attempts: record.attempts,
      startedAt: record.startedAt,
      endedAt: record.endedAt,
      outcome: record.outcome,
      status: record.status ?? null,
      headers: json(record.headers),
      sha256: contentOf(record),
      change,
      code: failure.code,
      message: failure.message,
      depth: record.depth,
      referrer: record.referrer ?? null,
      linkText: record.linkText ?? null,
      listing: json(record.listing),
      fingerprint: record.fingerprint ?? null,
      problems: JSON.stringify(record.problems),
    })
  return Number(lastInsertRowid)
}

function writeLink(store: DocumentStore, page: FetchRecord, link: FoundLink, position: number): void {
  store.database
    .prepare(
      `INSERT INTO links (run_id, source, location, referrer, position, kind, text, listing)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      page.run,
      page.source,
      locationOf(link),
      page.location,
      position,
      link.kind,
      link.text,
      link.listing === undefined ? null : JSON.stringify(link.listing),
    )
  addToFrontier(store, page.run, page.source, link)
}
