import pRetry from 'p-retry'
import { FetchError, failed } from './fetch-error.ts'

export type RetrySettings = {
  /** Further tries after the first. */
  readonly retries: number
  /** Before the first further try; doubled for each more, times 1 to 2 at random. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** A host that asks by Retry-After for a longer pause is left alone for this run. */
  readonly maxRetryAfterMs: number
}

export const defaultRetries: RetrySettings = {
  retries: 3,
  firstDelayMs: 5_000,
  maxDelayMs: 120_000,
  maxRetryAfterMs: 600_000,
}

/** Tries again where the error says that it may go better; throws the last error. */
export async function withRetries<Result>(
  settings: RetrySettings,
  stop: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  try {
    return await pRetry(attempt, {
      retries: settings.retries,
      minTimeout: settings.firstDelayMs,
      maxTimeout: settings.maxDelayMs,
      factor: 2,
      randomize: true,
      signal: stop,
      shouldRetry: ({ error }) => error instanceof FetchError && error.details.retry === true,
    })
  } catch (error) {
    if (stop.aborted) throw failed('stopped', 'the run was stopped', { cause: error })
    throw error
  }
}

/**
 * Milliseconds of a Retry-After header (seconds, or an HTTP date) from now on; undefined where it says nothing.
 * RFC 9110, 10.2.3.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\s*\d+\s*$/.test(header)) return 1000 * Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
