import {
  type DocumentStore,
  type FetchRecord,
  type FrontierEntry,
  fetchInRun,
  hashOf,
  type KnownContent,
  lastContent,
  markDone,
  readObject,
  recordFetch,
} from '../store/index.ts'
import type { AgencyHosts } from './agency-hosts.ts'
import type { Fetcher, FetchResult } from './http/index.ts'
import { mediaTypeOf } from './media-type.ts'
import { putContent } from './put-content.ts'
import { type Content, isStart, readContent } from './read-content.ts'
import type { CrawlSource, Discover } from './types.ts'

export type SourceInRun<Source extends CrawlSource> = {
  readonly key: string
  readonly source: Source
  readonly hosts: AgencyHosts
}

/** An answer with a body, as an archive wants it. */
export type Capture = {
  readonly url: string
  readonly date: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

export type VisitInput<Source extends CrawlSource> = {
  readonly store: DocumentStore
  readonly run: number
  readonly fetcher: Fetcher
  readonly discover: Discover<Source>
  /** Of one source: a calendar, or result pages that never end, would go on for ever. */
  readonly maxPages: number
  readonly capture: ((capture: Capture) => Promise<void>) | undefined
}

/** How a visit ended; `stopped`: nothing was recorded, the entry is still to be done. */
export type VisitOutcome = {
  readonly outcome: FetchRecord['outcome'] | 'shared' | 'stopped'
  readonly change?: string | null
}

/** Asks for one entry of the frontier and records what came, with the links of a page: one transaction. */
export async function visit<Source extends CrawlSource>(
  input: VisitInput<Source>,
  inRun: SourceInRun<Source>,
  entry: FrontierEntry,
): Promise<VisitOutcome> {
  const { store, run } = input
  const known = lastContent(store, entry.location)
  const shared = fetchInRun(store, run, entry.location)
  if (shared !== undefined && !(known?.run === run && known.kind === 'page')) {
    markDone(store, entry.id, shared)
    return { outcome: 'shared' }
  }
  const startedAt = store.now()
  // Another source of this run has the page already: it is the same for this one, but its links are not.
  const result: FetchResult =
    shared === undefined
      ? await ask(input, inRun, entry, known)
      : { kind: 'answer', status: 304, headers: {}, redirects: [], finalUrl: known!.finalUrl, attempts: 0 }
  if (result.kind !== 'answer' && result.code === 'stopped') return { outcome: 'stopped' }
  const common = commonOf(input, entry, result, startedAt)

  const content = await contentOf(store, result, known)
  if (content === undefined) {
    const failure = failureOf(result)
    const { change } = recordFetch(store, { ...common, ...failure, kind: entry.kind, problems: [] }, entry.id)
    return { outcome: failure.outcome, change }
  }
  if (isStart(entry)) inRun.hosts.add(result.finalUrl)
  const { links, ...read } = readContent(input, inRun, entry, result.finalUrl, content)
  const body = content.fresh
    ? { outcome: 'body' as const, object: await putContent(store, content.bytes, content.mediaType) }
    : { outcome: 'not-modified' as const, sha256: hashOf(content.bytes) }
  const { change } = recordFetch(store, { ...common, ...body, ...read }, entry.id, links)
  if (content.fresh) {
    const { bytes, headers } = content
    await input.capture?.({ url: result.finalUrl, date: startedAt, status: 200, headers, bytes })
  }
  return { outcome: body.outcome, change }
}

function ask<Source extends CrawlSource>(
  { fetcher }: VisitInput<Source>,
  { hosts }: SourceInRun<Source>,
  entry: FrontierEntry,
  known: KnownContent | undefined,
): Promise<FetchResult> {
  // Where a start page has moved to is the agency's own word for it.
  const allows = isStart(entry) ? () => true : hosts.allows
  if (URL.canParse(entry.url) && !allows(new URL(entry.url)) && /^https?:/.test(entry.url)) {
    const message = `${new URL(entry.url).host} is no host that the source names`
    const refusal = { kind: 'refused', code: 'host-not-allowed', message } as const
    return Promise.resolve({ ...refusal, redirects: [], finalUrl: entry.url, attempts: 0 })
  }
  return fetcher.fetch({
    url: entry.url,
    method: entry.method,
    body: entry.body,
    contentType: entry.contentType,
    allows,
    ...(known?.whole &&
      entry.method === 'GET' && {
        validators: {
          url: known.finalUrl,
          etag: known.headers.etag,
          lastModified: known.headers['last-modified'],
        },
      }),
  })
}

function commonOf<Source extends CrawlSource>(
  { store, run }: VisitInput<Source>,
  entry: FrontierEntry,
  result: FetchResult,
  startedAt: string,
) {
  const { source, location, url, method, body, depth, referrer, linkText, listing } = entry
  return {
    ...{ run, source, location, url, method, body, depth, referrer, linkText, listing, startedAt },
    endedAt: store.now(),
    finalUrl: result.finalUrl,
    redirects: result.redirects,
    attempts: result.attempts,
    status: result.status,
    headers: result.headers,
  }
}

/** The bytes that an answer brought or confirmed. */
async function contentOf(
  store: DocumentStore,
  result: FetchResult,
  known: KnownContent | undefined,
): Promise<Content | undefined> {
  if (result.kind !== 'answer') return undefined
  const { status, headers, bytes } = result
  if (bytes && bytes.length > 0)
    return { bytes, headers, mediaType: await mediaTypeOf(bytes, headers['content-type']), fresh: true }
  if (status !== 304 || !known) return undefined
  const { sha256, mediaType } = known
  return { bytes: readObject(store, sha256), mediaType, headers: known.headers, fresh: false }
}

type Failure = {
  readonly outcome: 'gone' | 'refused' | 'failed'
  readonly code: string
  readonly message: string
}

function failureOf(result: FetchResult): Failure {
  if (result.kind !== 'answer') return { outcome: result.kind, code: result.code, message: result.message }
  const { status } = result
  if (status === 404 || status === 410)
    return { outcome: 'gone', code: `http-${status}`, message: 'the server says that it is not there' }
  if (status === 200) return { outcome: 'failed', code: 'empty-body', message: 'the answer has no bytes' }
  return { outcome: 'failed', code: `http-${status}`, message: `the server answered ${status}` }
}
