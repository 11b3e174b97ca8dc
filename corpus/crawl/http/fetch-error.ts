/** Why a URL gave no body, as codes that stay the same; what each means stands in docs/crawling.md. */
export type RefusalCode =
  | 'bad-url'
  | 'scheme-not-allowed'
  | 'credentials-in-url'
  | 'port-not-allowed'
  | 'private-address'
  | 'host-not-allowed'
  | 'redirect-loop'
  | 'too-many-redirects'
  | 'robots-disallowed'
  | 'crawl-delay-too-long'
  | 'host-given-up'
export type FailureCode =
  | 'robots-unreachable'
  | 'host-not-found'
  | 'no-connection'
  | 'bad-certificate'
  | 'timeout'
  | 'broken-response'
  | 'broken-encoding'
  | 'too-large'
  | 'http-error'
  | 'asked-to-wait'
  | 'stopped'

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
