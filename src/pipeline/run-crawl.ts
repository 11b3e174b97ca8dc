import { lookup } from 'node:dns/promises'
import { setTimeout } from 'node:timers/promises'
import {
  type Capture,
  type CrawlInput,
  type CrawlSummary,
  crawl,
  defaultLimits,
  defaultManners,
  defaultRetries,
  guardedLookup,
  openConnections,
  openFetcher,
  type Resolve,
  summarise,
} from '../../corpus/crawl/index.ts'
import { discover } from '../../corpus/discover/index.ts'
import type { Source } from '../../corpus/sources/index.ts'
import type { DocumentStore } from '../../corpus/store/index.ts'

export type CrawlSetting = {
  readonly store: DocumentStore
  readonly sources: readonly Source[]
  readonly userAgent: string
  readonly pauseSeconds: number
  readonly hosts: number
  readonly allowPrivate: boolean
  /** Instead of the system's. */
  readonly resolve?: Resolve
  readonly stop: AbortSignal
  readonly kinds: CrawlInput<Source>['kinds']
  readonly maxDocuments: number
  readonly capture?: (capture: Capture) => Promise<void>
  readonly onVisit: CrawlInput<Source>['onVisit']
}

/** The largest prefecture's listing has a few hundred. */
const maxPages = 2_000

const bySystem: Resolve = (hostname) => lookup(hostname, { all: true })

/** Crawls over the network, and says what was found. */
export async function runCrawl(setting: CrawlSetting): Promise<CrawlSummary> {
  const { store, sources, userAgent, allowPrivate, stop, capture } = setting
  const dispatcher = openConnections(defaultLimits, guardedLookup(setting.resolve ?? bySystem, allowPrivate))
  try {
    const fetcher = openFetcher({
      ...{ dispatcher, limits: defaultLimits, retries: defaultRetries, allowPrivate, stop },
      manners: { ...defaultManners, userAgent, pauseMs: 1000 * setting.pauseSeconds },
      clock: {
        now: Date.now,
        sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
      },
    })
    const end = await crawl({
      ...{ store, sources, discover, fetcher, userAgent, stop },
      hosts: setting.hosts,
      kinds: setting.kinds,
      maxPages,
      maxDocuments: setting.maxDocuments,
      onVisit: setting.onVisit,
      ...(capture && { capture }),
    })
    return summarise(store, end, sources)
  } finally {
    await dispatcher.destroy()
  }
}
