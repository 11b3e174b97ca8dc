import { normaliseAddress } from '../discover/address.ts'
import {
  type DocumentStore,
  earlierFingerprint,
  type FetchRecord,
  type FoundLink,
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
import { isWebPage, looksCutOff, mediaTypeOf } from './media-type.ts'
import { putContent } from './put-content.ts'
import type { CrawlSource, Discover, PageProblem } from './types.ts'

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
  readonly capture: ((capture: Capture) => Promise<void>) | undefined
}

/** How a visit ended; `stopped`: nothing was recorded, the entry is still to be done. */
export type VisitOutcome = {
  readonly outcome: FetchRecord['outcome'] | 'shared' | 'stopped'
  readonly change?: string | null
}

/** Of a source without a depth of its own. */
const defaultDepth = 3
/** Codes of what the crawl itself finds odd about a page. */
export const VISIT_PROBLEMS = {
  'page-changed':
    'The structure of a start page is another one than last time. Look whether all documents are still found.',
  'document-is-page': 'The link to a document leads to a web page; links were looked for in it.',
  'cut-off':
    'The document ends before its format does. It was kept, and is asked for in full again the next time.',
  'too-deep': 'Pages that are linked farther from the start page than the source allows were not read.',
} as const

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

function isStart({ depth, kind, referrer }: FrontierEntry): boolean {
  return depth === 0 && kind === 'page' && referrer === undefined
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

type Content = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly headers: Readonly<Record<string, string>>
  /** The server sent it now; not so where it said that nothing has changed. */
  readonly fresh: boolean
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

type ReadContent = {
  readonly kind: 'page' | 'document'
  readonly links: readonly FoundLink[]
  readonly problems: readonly PageProblem[]
  readonly fingerprint?: string
}

/** What content is, and what it links: a page is one because of its bytes, whatever its link promised. */
function readContent<Source extends CrawlSource>(
  { store, run, discover }: VisitInput<Source>,
  { source }: SourceInRun<Source>,
  entry: FrontierEntry,
  url: string,
  { bytes, mediaType, headers }: Content,
): ReadContent {
  if (!isWebPage(mediaType)) {
    const odd = looksCutOff(bytes, mediaType) ? problemsOf(['cut-off']) : []
    return { kind: 'document', links: [], problems: odd }
  }
  const page = { url, requestedUrl: entry.url, headers, bytes, depth: entry.depth }
  const { links, problems, fingerprint } = discover(source, page)
  // An assessment that is typed as a web page is its own document.
  const itself = normaliseAddress(url)
  if (links.some((link) => link.kind === 'document' && link.url === itself))
    return { kind: 'document', links: [], problems }

  const found = links.map((link) => {
    return { ...link, url: link.url.replace(/#.*$/s, ''), depth: link.depth ?? entry.depth + 1 }
  })
  const near = found.filter(
    ({ kind, depth }) => kind === 'document' || depth <= (source.depth ?? defaultDepth),
  )
  const earlier = isStart(entry) ? earlierFingerprint(store, run, entry.source, entry.location) : undefined
  const odd: (keyof typeof VISIT_PROBLEMS)[] = [
    ...(entry.kind === 'document' ? ['document-is-page' as const] : []),
    ...(near.length < found.length ? ['too-deep' as const] : []),
    ...(earlier !== undefined && earlier !== fingerprint ? ['page-changed' as const] : []),
  ]
  return {
    kind: 'page',
    links: near,
    fingerprint,
    problems: [...problems, ...problemsOf(odd)],
  }
}

function problemsOf(codes: readonly (keyof typeof VISIT_PROBLEMS)[]): PageProblem[] {
  return codes.map((code) => ({ code, message: VISIT_PROBLEMS[code] }))
}
