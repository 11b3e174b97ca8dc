export type { Resolve, ResolvedAddress } from './addresses.ts'
export { guardedLookup, isPublicAddress } from './addresses.ts'
export { checkUrl } from './check-url.ts'
export type { Limits } from './exchange.ts'
export { defaultLimits, openConnections } from './exchange.ts'
export { FAILURES, FetchError, REFUSALS } from './fetch-error.ts'
export type {
  Fetcher,
  FetcherOptions,
  FetchRequest,
  FetchResult,
  Manners,
  Redirect,
  Validators,
} from './fetcher.ts'
export { defaultManners, openFetcher } from './fetcher.ts'
export type { RetrySettings } from './retry.ts'
export { defaultRetries, retryAfterMs } from './retry.ts'
export type { Clock } from './turns.ts'
