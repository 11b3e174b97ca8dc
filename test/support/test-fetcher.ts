import { setTimeout } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { onTestFinished } from 'vitest'
import {
  type Clock,
  defaultLimits,
  type Fetcher,
  type FetcherOptions,
  type FetchRequest,
  type FetchResult,
  guardedLookup,
  type Limits,
  type Manners,
  openConnections,
  openFetcher,
  type Resolve,
  type RetrySettings,
} from '../../corpus/crawl/index.ts'

/** Every name is this machine. */
export const resolveHere: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]

export const realClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
}

/** Tells the time of a test that waits for nothing: sleeping moves it on. */
export function virtualClock(): Clock & { readonly slept: number[] } {
  let time = Date.UTC(2026, 0, 1)
  const slept: number[] = []
  return {
    slept,
    now: () => time,
    async sleep(ms) {
      slept.push(ms)
      time += ms
    },
  }
}

export type TestFetcher = {
  readonly limits?: Partial<Limits>
  readonly retries?: Partial<RetrySettings>
  readonly manners?: Partial<Manners>
  readonly allowPrivate?: boolean
  readonly resolve?: Resolve
  readonly clock?: Clock
  readonly stop?: AbortSignal
  /** Instead of connections to `resolve`. */
  readonly dispatcher?: Dispatcher
}

/** A fetcher with short times, for which all host names are 127.0.0.1. */
export function testFetcher(setting: TestFetcher = {}): Fetcher {
  const allowPrivate = setting.allowPrivate ?? true
  const limits = {
    ...defaultLimits,
    connectMs: 2000,
    headersMs: 300,
    stallMs: 300,
    totalMs: 5000,
    ...setting.limits,
  }
  const dispatcher =
    setting.dispatcher ?? openConnections(limits, guardedLookup(setting.resolve ?? resolveHere, allowPrivate))
  onTestFinished(() => dispatcher.destroy())
  const options: FetcherOptions = {
    dispatcher,
    limits,
    allowPrivate,
    manners: {
      ...{ userAgent: 'hyoka/0 (+test)', pauseMs: 0, maxCrawlDelayMs: 1000, maxSilences: 5 },
      ...setting.manners,
    },
    retries: { retries: 2, firstDelayMs: 1, maxDelayMs: 5, maxRetryAfterMs: 5000, ...setting.retries },
    clock: setting.clock ?? realClock,
    stop: setting.stop ?? new AbortController().signal,
  }
  return openFetcher(options)
}

/** A GET that may be redirected anywhere. */
export function get(fetcher: Fetcher, url: string, more: Partial<FetchRequest> = {}): Promise<FetchResult> {
  return fetcher.fetch({ url, method: 'GET', allows: () => true, ...more })
}

/** `answer 200`, `failed timeout`, `refused private-address`. */
export function endOf(result: FetchResult): string {
  return result.kind === 'answer' ? `answer ${result.status}` : `${result.kind} ${result.code}`
}
