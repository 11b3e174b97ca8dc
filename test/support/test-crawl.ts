import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type CrawlInput,
  type CrawlSource,
  type CrawlSummary,
  crawl,
  summarise,
} from '../../corpus/crawl/index.ts'
import { closeDocumentStore, type DocumentStore, openDocumentStore } from '../../corpus/store/index.ts'
import { plainDiscover } from './plain-discover.ts'
import { temporaryFolder } from './temporary-store.ts'
import { testFetcher, virtualClock } from './test-fetcher.ts'

/** An empty document store, with a clock that moves on by a second each time it is read. */
export function temporaryDocumentStore(folder = join(temporaryFolder(), 'store')): DocumentStore {
  let seconds = 0
  const now = () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++).toISOString()
  const store = openDocumentStore(folder, { now, create: true })
  onTestFinished(() => closeDocumentStore(store))
  return store
}

/** One crawl without pauses, and its summary. */
export async function crawlOnce(
  store: DocumentStore,
  sources: readonly CrawlSource[],
  more: Partial<CrawlInput<CrawlSource>> = {},
): Promise<CrawlSummary> {
  const end = await crawl({
    store,
    sources,
    discover: plainDiscover,
    fetcher: testFetcher({ clock: virtualClock() }),
    userAgent: 'hyoka/0',
    hosts: 4,
    stop: new AbortController().signal,
    kinds: 'all',
    maxPages: 100,
    maxDocuments: Number.POSITIVE_INFINITY,
    onVisit() {},
    ...more,
  })
  return summarise(store, end, sources)
}
