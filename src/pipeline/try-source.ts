import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CrawlSummary } from '../../corpus/crawl/index.ts'
import type { Source } from '../../corpus/sources/index.ts'
import {
  type AskedRow,
  askedInRun,
  closeDocumentStore,
  type DocumentStore,
  openDocumentStore,
} from '../../corpus/store/index.ts'
import { runCrawl } from './run-crawl.ts'

/** What following the links of a source gave: documents that would be fetched, and what was odd on the way. */
export type TriedSource = { readonly summary: CrawlSummary; readonly documents: readonly AskedRow[] }

/** Reads the pages of a source, but fetches and keeps no document. */
export async function trySource(
  source: Source,
  setting: Omit<
    Parameters<typeof runCrawl>[0],
    'store' | 'sources' | 'kinds' | 'maxDocuments' | 'hosts' | 'onVisit'
  >,
  now: () => string,
): Promise<TriedSource> {
  return inStoreOfItsOwn(now, async (store) => {
    const summary = await runCrawl({
      ...setting,
      ...{ store, sources: [source], kinds: 'pages', hosts: 1 },
      maxDocuments: Number.POSITIVE_INFINITY,
      onVisit() {},
    })
    const documents = askedInRun(store, summary.run.id).filter(({ linkedAs }) => linkedAs === 'document')
    return { summary, documents }
  })
}

async function inStoreOfItsOwn<Result>(
  now: () => string,
  use: (store: DocumentStore) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'hyoka-try-'))
  const store = openDocumentStore(folder, { now, create: true })
  try {
    return await use(store)
  } finally {
    closeDocumentStore(store)
    rmSync(folder, { recursive: true, force: true })
  }
}
