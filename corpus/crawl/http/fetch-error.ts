/** What this program will not ask for, and why. docs/crawling-codes.md is made from it. */
export const REFUSALS = {
  'bad-url': 'It is no URL.',
  'scheme-not-allowed': 'Only http and https are fetched.',
  'credentials-in-url': 'The URL carries a user name or password.',
  'port-not-allowed': 'The port belongs to another service than the web.',
  'private-address':
    'The address, or one that the name resolves to, is private, loopback, link-local, shared, multicast or reserved. --allow-private asks all the same.',
  'host-not-allowed':
    'The host is none of the source. Add it to allowedHosts of the source if it belongs to the agency.',
  'redirect-loop': 'The redirects lead back to a URL that was there before.',
  'too-many-redirects': 'It is redirected more than ten times.',
  'robots-disallowed': 'The robots.txt of the host does not want it fetched. Ask the agency for a copy.',
  'crawl-delay-too-long': 'The robots.txt asks for longer pauses than a crawl can keep (two minutes).',
  'host-given-up': 'The host left several URLs in a row without any answer; the next crawl tries again.',
} as const

/** What was asked for and did not come, or cannot be used. */
export const FAILURES = {
  'robots-unreachable':
    'The robots.txt could not be had, so that by RFC 9309 nothing may be asked for; the next crawl tries again.',
  'host-not-found': 'There is no such host. Look whether the agency has moved.',
  'no-connection': 'The server cannot be reached.',
  'bad-certificate': 'The certificate of the server is not accepted.',
  timeout: 'The server did not answer, or did not go on, in time.',
  'broken-response': 'The connection broke off, the answer is shorter than announced, or it is no HTTP.',
  'broken-encoding': 'The packed body is damaged or cut off, or packed in a way that was not asked for.',
  'too-large': 'The body, or what it unpacks to, is larger than the limit (100 MB).',
  'http-error': 'The server answered 429 or 5xx to every attempt.',
  'asked-to-wait': 'The server asks by Retry-After for a longer pause than a crawl can keep (ten minutes).',
  stopped: 'The crawl was stopped; the next one goes on.',
} as const

export type RefusalCode = keyof typeof REFUSALS
export type FailureCode = keyof typeof FAILURES

/** `refused`: this program will not ask for it. `failed`: it asked, and what came cannot be used. */
export type FetchErrorKind = 'refused' | 'failed'

export type FailureDetails = {
  /** Another try may go better. */
  readonly retry?: boolean
  /** How long the host wants to be left alone. */
  readonly waitMs?: number
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

export class FetchError extends Error {
  readonly kind: FetchErrorKind
  readonly code: RefusalCode | FailureCode
  readonly details: FailureDetails
  constructor(kind: FetchErrorKind, code: FetchError['code'], message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'FetchError'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

export function refused(code: RefusalCode, message: string): FetchError {
  return new FetchError('refused', code, message)
}

export function failed(code: FailureCode, message: string, details: FailureDetails = {}): FetchError {
  return new FetchError('failed', code, message, details)
}
