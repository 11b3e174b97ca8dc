// node test/support/crawl-child.ts STORE URL — crawls one source into a store, as a process that can be killed.
import process from 'node:process'
import {
  crawl,
  defaultLimits,
  defaultRetries,
  guardedLookup,
  openConnections,
  openFetcher,
} from '../../corpus/crawl/index.ts'
import { lockDocumentStore, openDocumentStore } from '../../corpus/store/index.ts'
import { plainDiscover } from './plain-discover.ts'

const [folder, start] = process.argv.slice(2)
const stop = new AbortController()
const store = openDocumentStore(folder!, { now: () => new Date().toISOString(), create: true })
lockDocumentStore(store)
const here = async () => [{ address: '127.0.0.1', family: 4 }]
const fetcher = openFetcher({
  dispatcher: openConnections(defaultLimits, guardedLookup(here, true)),
  limits: defaultLimits,
  retries: defaultRetries,
  manners: { userAgent: 'hyoka/0', pauseMs: 0, maxCrawlDelayMs: 0, maxSilences: 5 },
  allowPrivate: true,
  clock: { now: Date.now, sleep: async () => {} },
  stop: stop.signal,
})
const end = await crawl({
  ...{ store, fetcher, discover: plainDiscover, userAgent: 'hyoka/0', hosts: 2, stop: stop.signal },
  sources: [{ agency: { name: 'ふかみどり町' }, kind: 'pages', start: [start!] }],
  kinds: 'all',
  maxPages: 100,
  maxDocuments: Number.POSITIVE_INFINITY,
  onVisit: () => process.stdout.write('.'),
})
process.exit(end.finished ? 0 : 1)
