import { expect, onTestFinished, test } from 'vitest'
import { crawl, summarise } from '../../../corpus/crawl/index.ts'
import { discover } from '../../../corpus/discover/index.ts'
import type { Source } from '../../../corpus/sources/index.ts'
import { type DocumentStore, verifyStore } from '../../../corpus/store/index.ts'
import { openSite, type RunningSite } from '../../support/site/site.ts'
import { temporaryDocumentStore } from '../../support/test-crawl.ts'
import { testFetcher } from '../../support/test-fetcher.ts'

const pauseMs = 3

async function crawlSite(store: DocumentStore, site: RunningSite) {
  const sources = site.agencies.flatMap(({ source }): Source[] => (source ? [source] : []))
  const end = await crawl({
    ...{ store, sources, discover, userAgent: 'hyoka/0', hosts: 8, kinds: 'all', onVisit() {} },
    fetcher: testFetcher({ manners: { pauseMs }, limits: { headersMs: 20_000, stallMs: 20_000 } }),
    stop: new AbortController().signal,
    maxPages: 100,
    maxDocuments: Number.POSITIVE_INFINITY,
  })
  return summarise(store, end, sources)
}

test('of a whole prefecture every document is fetched once, none is invented, and the next run sends no body again', async () => {
  const site = await openSite()
  onTestFinished(site.close)
  const store = temporaryDocumentStore()
  const summary = await crawlSite(store, site)

  const expected = site.agencies.flatMap((agency) => agency.expected.map(({ url }) => url))
  const found = store.database
    .prepare<[], string>("SELECT DISTINCT url FROM fetches WHERE kind = 'document' AND sha256 IS NOT NULL")
    .pluck()
    .all()
  const right = found.filter((url) => expected.includes(url)).length
  console.log(
    `documents: ${expected.length} expected, ${found.length} fetched; recall ${right}/${expected.length}, precision ${right}/${found.length}`,
  )
  expect(found.sort()).toEqual([...new Set(expected)].sort())
  expect(summary.run.finished).toBe(true)
  expect((await verifyStore(store)).orphans).toEqual([])

  // 夕凪市 links a folder that its robots.txt keeps crawlers from.
  const barred = summary.agencies.flatMap(({ errors }) =>
    errors.filter(({ code }) => code === 'robots-disallowed').map(({ url }) => new URL(url).pathname),
  )
  expect(barred.length).toBeGreaterThan(0)
  expect(barred.every((path) => path.startsWith('/private/'))).toBe(true)
  expect(site.log.filter(({ path }) => path.startsWith('/private/'))).toEqual([])

  // One at a time per host, with the pause between; no host has two requests for one thing.
  for (const [host, log] of Map.groupBy(site.log, ({ host }) => host)) {
    const asked = log.map(({ method, path }) => `${method} ${path}`)
    expect(asked.filter((request) => request.startsWith('GET')).length, host).toBe(
      new Set(asked.filter((request) => request.startsWith('GET'))).size,
    )
    const pauses = log.slice(1).map(({ at }, index) => at - log[index]!.at)
    expect(Math.min(...pauses, pauseMs), host).toBeGreaterThanOrEqual(pauseMs - 1)
  }

  const before = site.log.length
  await crawlSite(store, site)
  const bodies = site.log.slice(before).filter(({ status, path }) => status === 200 && path !== '/robots.txt')
  expect(bodies.filter(({ method }) => method === 'GET')).toEqual([])
})
