import PQueue from 'p-queue'
import {
  addToFrontier,
  type DocumentStore,
  type FoundLink,
  type FrontierEntry,
  finishRun,
  movedTo,
  nextPending,
  pendingHosts,
  startRun,
  unlistedLocations,
} from '../store/index.ts'
import { hostsOf } from './agency-hosts.ts'
import type { Fetcher } from './http/index.ts'
import type { CrawlSource, Discover } from './types.ts'
import { type Capture, type SourceInRun, type VisitOutcome, visit } from './visit.ts'

export type CrawlInput<Source extends CrawlSource> = {
  readonly store: DocumentStore
  readonly sources: readonly Source[]
  readonly discover: Discover<Source>
  readonly fetcher: Fetcher
  readonly userAgent: string
  /** How many hosts are asked at the same time. */
  readonly hosts: number
  /** Ends the process's part of the run cleanly; the next one goes on. */
  readonly stop: AbortSignal
  /** `pages`: documents are listed, but not asked for. */
  readonly kinds: 'all' | 'pages'
  /** More pages of one source than this are not read: a calendar, or result pages that never end. */
  readonly maxPages: number
  /** Stop after so many documents. */
  readonly maxDocuments: number
  readonly capture?: (capture: Capture) => Promise<void>
  readonly onVisit: (entry: FrontierEntry, outcome: VisitOutcome) => void
}

/** `finished`: all that was found has been asked for; otherwise the next crawl of the same sources goes on. */
export type CrawlEnd = { readonly run: number; readonly resumed: boolean; readonly finished: boolean }

/** The name of a source in the store. It stays the same as long as the agency and its first page do. */
export function sourceKey({ agency, start }: CrawlSource): string {
  return `${agency.name} ${start[0]}`
}

/**
 * Walks from the start pages of the sources to their documents and records every fetch. What is to be done stands in
 * the store, so that a crawl which was ended at any moment goes on where it was.
 */
export async function crawl<Source extends CrawlSource>(input: CrawlInput<Source>): Promise<CrawlEnd> {
  const { store, stop } = input
  const keyed = new Map(input.sources.map((source) => [sourceKey(source), source]))
  const { run, resumed } = startRun(store, {
    kind: 'crawl',
    sources: [...keyed].map(([source, { agency }]) => ({ source, agency })),
    userAgent: input.userAgent,
  })
  const sources = new Map(
    [...keyed].map(([key, source]) => {
      const hosts = hostsOf(source)
      for (const url of movedTo(store, key)) hosts.add(url)
      return [key, { key, source, hosts }]
    }),
  )
  let documents = 0
  const full = () => documents >= input.maxDocuments

  addStartPages()
  await drain()
  if (input.kinds === 'all' && !stop.aborted && !full()) {
    addUnlisted()
    await drain()
  }
  const finished = pendingHosts(store, run).length === 0
  if (finished) finishRun(store, run)
  return { run, resumed, finished }

  function addStartPages(): void {
    store.database
      .transaction(() => {
        for (const { key, source } of sources.values())
          for (const url of source.start) addToFrontier(store, run, key, plainLink(url, 'page'))
      })
      .immediate()
  }

  /** Documents of earlier runs that no page links any more are asked for, too: are they gone, or only not listed? */
  function addUnlisted(): void {
    store.database
      .transaction(() => {
        for (const key of sources.keys())
          for (const url of unlistedLocations(store, run, key))
            addToFrontier(store, run, key, plainLink(url, 'document'), false)
      })
      .immediate()
  }

  /** Asks the hosts for what is pending until nothing is: one worker per host, some hosts at a time. */
  async function drain(): Promise<void> {
    const queue = new PQueue({ concurrency: input.hosts })
    const working = new Set<string>()
    const failures: unknown[] = []
    const wake = () => {
      for (const host of pendingHosts(store, run)) {
        if (working.has(host)) continue
        working.add(host)
        queue.add(() => work(host)).catch((error: unknown) => failures.push(error))
      }
    }
    const work = async (host: string) => {
      try {
        while (!stop.aborted && !full() && failures.length === 0) {
          const entry = nextPending(store, run, host, input.kinds)
          if (!entry) return
          if (entry.kind === 'document') documents++
          const outcome = await visit({ ...input, run, capture: input.capture }, sourceOf(entry), entry)
          input.onVisit(entry, outcome)
          wake()
        }
      } finally {
        working.delete(host) // at once, so that no link to this host is missed from now on
      }
    }
    wake()
    await queue.onIdle()
    if (failures.length > 0) throw failures[0]
  }

  function sourceOf({ source }: FrontierEntry): SourceInRun<Source> {
    return sources.get(source)!
  }
}

function plainLink(url: string, kind: 'page' | 'document'): FoundLink {
  return { url, kind, text: '', depth: 0 }
}
