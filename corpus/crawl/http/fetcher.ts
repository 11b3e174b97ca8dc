import type { Dispatcher } from 'undici'
import { checkUrl } from './check-url.ts'
import { type Exchange, type ExchangeRequest, exchange, type Limits } from './exchange.ts'
import { FetchError, failed, refused } from './fetch-error.ts'
import { type RetrySettings, retryAfterMs, withRetries } from './retry.ts'
import { openRobots, robotsMaxBytes, robotsMaxRedirects } from './robots.ts'
import { type Clock, openTurns } from './turns.ts'

export type Manners = {
  /** The product token in front is what robots.txt addresses: `hyoka/0.1.0 (+mailto:…)`. */
  readonly userAgent: string
  /** Between an answer and the next question to the same host; longer if its robots.txt asks for it. */
  readonly pauseMs: number
  /** A host that asks for a longer crawl-delay is not crawled. */
  readonly maxCrawlDelayMs: number
  /** A host is given up for this run after so many URLs in a row without any answer. */
  readonly maxSilences: number
}

export const defaultManners = { pauseMs: 2_000, maxCrawlDelayMs: 120_000, maxSilences: 5 }

export type FetcherOptions = {
  readonly dispatcher: Dispatcher
  readonly manners: Manners
  readonly limits: Limits
  readonly retries: RetrySettings
  readonly allowPrivate: boolean
  readonly clock: Clock
  readonly stop: AbortSignal
}

/** What the last answer from a URL said of its version. */
export type Validators = {
  readonly url: string
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

export type FetchRequest = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string | undefined
  readonly contentType?: string | undefined
  readonly validators?: Validators | undefined
  /** Whether a redirect may lead there. */
  readonly allows: (url: URL) => boolean
}

export type Redirect = { readonly url: string; readonly status: number; readonly location: string }

/** How a fetch ended. `attempts` counts the questions to servers, robots.txt aside. */
export type FetchResult = {
  readonly redirects: readonly Redirect[]
  readonly finalUrl: string
  readonly attempts: number
} & (
  | ({ readonly kind: 'answer' } & Exchange)
  | {
      readonly kind: 'refused' | 'failed'
      readonly code: FetchError['code']
      readonly message: string
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
    }
)

export type Fetcher = { readonly fetch: (request: FetchRequest) => Promise<FetchResult> }

const maxRedirects = 10
const redirectStatuses = new Set([301, 302, 303, 307, 308])
const retryStatuses = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])

/**
 * Fetches with manners: robots.txt first, one question at a time per host with pauses, retries with backoff; each
 * redirect is checked like a URL of its own. Never rejects for what a server does.
 */
export function openFetcher(options: FetcherOptions): Fetcher {
  const { manners, clock, stop, allowPrivate } = options
  const turns = openTurns(clock, stop)
  const silences = new Map<string, number>()
  const robots = openRobots(fetchRobots, manners.userAgent.split('/')[0]!)
  return { fetch }

  /** One question and its answer, in the host's turn, with retries. 429 and 5xx are errors. */
  async function ask(url: URL, request: ExchangeRequest, pauseMs: number, onAttempt: () => void) {
    const host = url.hostname
    const silent = silences.get(host) ?? 0
    if (silent >= manners.maxSilences)
      throw refused('host-given-up', `${host} did not answer for ${silent} URLs in a row`)
    try {
      const answer = await withRetries(options.retries, stop, () =>
        turns.take(host, pauseMs, async () => {
          onAttempt()
          const answer = await exchange(options.dispatcher, url, request, options.limits, stop)
          if (retryStatuses.has(answer.status)) throw statusError(host, answer)
          return answer
        }),
      )
      silences.delete(host)
      return answer
    } catch (error) {
      if (error instanceof FetchError && (error.code === 'timeout' || error.code === 'no-connection'))
        silences.set(host, silent + 1)
      else silences.delete(host)
      throw error
    }
  }

  function statusError(host: string, { status, headers }: Exchange): FetchError {
    const waitMs = retryAfterMs(headers['retry-after'], clock.now())
    if (waitMs !== undefined && waitMs > options.retries.maxRetryAfterMs)
      return failed('asked-to-wait', `it answered ${status}: try again in ${Math.round(waitMs / 1000)} s`, {
        status,
        headers,
      })
    if (waitMs !== undefined) turns.pauseUntil(host, clock.now() + waitMs)
    return failed('http-error', `it answered ${status}`, { retry: true, status, headers })
  }

  async function fetchRobots(file: URL): Promise<Exchange> {
    let url = file
    for (let redirects = 0; ; redirects++) {
      const answer = await ask(
        url,
        { method: 'GET', headers: { 'user-agent': manners.userAgent }, cutAtBytes: robotsMaxBytes },
        manners.pauseMs,
        () => {},
      )
      const { location } = answer.headers
      if (!redirectStatuses.has(answer.status) || location === undefined) return answer
      if (redirects === robotsMaxRedirects)
        throw refused('too-many-redirects', `${file} is redirected again and again`)
      url = checkUrl(resolveLocation(location, url), allowPrivate)
    }
  }

  async function fetch(request: FetchRequest): Promise<FetchResult> {
    const redirects: Redirect[] = []
    let finalUrl = request.url
    let attempts = 0
    try {
      let { method, body } = request
      let url = checkUrl(request.url, allowPrivate)
      for (;;) {
        finalUrl = url.href
        const pauseMs = await pauseFor(url)
        const headers = headersFor(request, url, body)
        const answer = await ask(url, { method, headers, body }, pauseMs, () => attempts++)
        const { location } = answer.headers
        if (!redirectStatuses.has(answer.status) || location === undefined)
          return { kind: 'answer', ...answer, redirects, finalUrl, attempts }
        redirects.push({ url: url.href, status: answer.status, location })
        if (answer.status !== 307 && answer.status !== 308) [method, body] = ['GET', undefined]
        url = nextUrl(request, redirects, url, method)
      }
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      const { kind, code, message, details } = error
      const { status, headers } = details
      return {
        ...{ kind, code, message, redirects, finalUrl, attempts },
        ...(status !== undefined && { status }),
        ...(headers && { headers }),
      }
    }
  }

  /** The pause that the host of a URL is due. @throws FetchError where its robots.txt does not want the URL fetched. */
  async function pauseFor(url: URL): Promise<number> {
    const { error, crawlDelayMs } = await robots.ask(url)
    if (error) throw error
    if (crawlDelayMs > manners.maxCrawlDelayMs)
      throw refused(
        'crawl-delay-too-long',
        `robots.txt asks for ${crawlDelayMs / 1000} s between two requests, more than ${manners.maxCrawlDelayMs / 1000} s`,
      )
    return Math.max(manners.pauseMs, crawlDelayMs)
  }

  function headersFor(request: FetchRequest, url: URL, body: string | undefined): Record<string, string> {
    const { validators, contentType } = request
    const asked = validators?.url === url.href ? validators : undefined
    return {
      'user-agent': manners.userAgent,
      ...(asked?.etag !== undefined && { 'if-none-match': asked.etag }),
      ...(asked?.lastModified !== undefined && { 'if-modified-since': asked.lastModified }),
      ...(body !== undefined && { 'content-type': contentType ?? 'application/x-www-form-urlencoded' }),
    }
  }

  function nextUrl(request: FetchRequest, redirects: readonly Redirect[], from: URL, method: string): URL {
    const url = checkUrl(resolveLocation(redirects.at(-1)!.location, from), allowPrivate)
    // A POST that comes back to its own address as a GET is no loop.
    if (method === request.method && redirects.some((redirect) => redirect.url === url.href))
      throw refused('redirect-loop', `the redirects lead back to ${url.href}`)
    if (redirects.length > maxRedirects)
      throw refused('too-many-redirects', `it is redirected more than ${maxRedirects} times`)
    if (!request.allows(url))
      throw refused(
        'host-not-allowed',
        `it is redirected to ${url.href}, a host that the source does not name`,
      )
    return url
  }
}

/** Header values come as bytes: /評価書/ in UTF-8 or Shift_JIS becomes %E8…, as a link to it would be sent. */
function resolveLocation(location: string, from: URL): string {
  const encoded = location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  if (!URL.canParse(encoded, from.href))
    throw refused('bad-url', `it is redirected to ${location}, which is no URL`)
  return new URL(encoded, from).href
}
