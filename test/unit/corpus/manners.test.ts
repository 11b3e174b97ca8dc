import { expect, test } from 'vitest'
import { retryAfterMs } from '../../../corpus/crawl/index.ts'
import { endOf, get, testFetcher, virtualClock } from '../../support/test-fetcher.ts'
import { redirect, serve, status, text } from '../../support/web-server.ts'

const robots = (rules: string) => text(rules)

test('what robots.txt disallows is not asked for; the longest rule and the own group decide', async () => {
  const server = await serve({
    'a.test': {
      '/robots.txt': robots(
        'User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Hyoka\nDisallow: /cgi\nAllow: /cgi/open\nDisallow: /*.xls$',
      ),
      '*': text('x'),
    },
  })
  const fetcher = testFetcher()
  const ends: Record<string, string> = {}
  for (const path of ['/a', '/cgi/x', '/cgi/open/x', '/list.xls', '/list.xlsx'])
    ends[path] = endOf(await get(fetcher, server.url('a.test', path)))
  expect(ends).toEqual({
    '/a': 'answer 200',
    '/cgi/x': 'refused robots-disallowed',
    '/cgi/open/x': 'answer 200',
    '/list.xls': 'refused robots-disallowed',
    '/list.xlsx': 'answer 200',
  })
  expect(server.paths('a.test')).toEqual(['/robots.txt', '/a', '/cgi/open/x', '/list.xlsx'])
  expect(await get(fetcher, server.url('a.test', '/cgi/x'))).toMatchObject({
    message: `line 8 of ${server.url('a.test', '/robots.txt')} disallows it`,
  })
})

test('by RFC 9309 a robots.txt that is not there allows, one that cannot be had disallows', async () => {
  const long = `${'# filler\n'.repeat(80_000)}`
  const chain = Object.fromEntries(
    Array.from({ length: 7 }, (_, step) => [`/r${step}`, redirect(`/r${step + 1}`)]),
  )
  const allowing = {
    missing: { '/robots.txt': status(404) },
    forbidden: { '/robots.txt': status(403) },
    moved: { '/robots.txt': redirect('/r4'), ...chain, '/r7': text('') },
    'too-far': { '/robots.txt': redirect('/r0'), ...chain, '/r7': text('User-agent: *\nDisallow: /') },
    'rules-after-500-kib': { '/robots.txt': text(`${long}User-agent: *\nDisallow: /`) },
    page: { '/robots.txt': text('<!doctype html><title>Not found</title>') },
  }
  const disallowing = {
    broken: { '/robots.txt': status(500) },
    busy: { '/robots.txt': status(429) },
    'moved-rules': {
      '/robots.txt': redirect('/r5', 301),
      ...chain,
      '/r7': text('User-agent: *\nDisallow: /'),
    },
  }
  const sites = Object.entries({ ...allowing, ...disallowing }).map(([name, site]) => [
    `${name}.test`,
    { ...site, '/x': text('x') },
  ])
  const server = await serve(Object.fromEntries(sites))
  const fetcher = testFetcher()
  const ends = async (names: object) =>
    Promise.all(
      Object.keys(names).map(async (name) => [
        name,
        endOf(await get(fetcher, server.url(`${name}.test`, '/x'))),
      ]),
    )
  expect(await ends(allowing)).toEqual(Object.keys(allowing).map((name) => [name, 'answer 200']))
  expect(await ends(disallowing)).toEqual([
    ['broken', 'failed robots-unreachable'],
    ['busy', 'failed robots-unreachable'],
    ['moved-rules', 'refused robots-disallowed'],
  ])
})

test('a host is asked one thing at a time, with the promised pause after each answer', async () => {
  const slow = (_: unknown, response: import('node:http').ServerResponse) =>
    setTimeout(() => response.end('x'), 20)
  const server = await serve({
    'a.test': { '/robots.txt': status(404), '*': slow },
    'b.test': { '/robots.txt': text('User-agent: *\nCrawl-delay: 0.15'), '*': slow },
  })
  const fetcher = testFetcher({ manners: { pauseMs: 60 } })
  const urls = ['a.test', 'b.test'].flatMap((host) => [1, 2, 3, 4].map((n) => server.url(host, `/${n}`)))
  await Promise.all(urls.map((url) => get(fetcher, url)))
  const pauses = (host: string) => {
    const asked = server.log.filter((seen) => seen.host === host)
    return asked.slice(1).map(({ at }, index) => at - asked[index]!.endedAt)
  }
  expect(pauses('a.test')).toHaveLength(4)
  for (const pause of pauses('a.test')) expect(pause).toBeGreaterThanOrEqual(58)
  // The first pause is before the delay is known.
  for (const pause of pauses('b.test').slice(1)) expect(pause).toBeGreaterThanOrEqual(148)
  const starts = Map.groupBy(server.log, ({ host }) => host)
  expect(starts.get('b.test')![0]!.at).toBeLessThan(starts.get('a.test')!.at(-1)!.at) // hosts do not wait for each other
})

test('a crawl-delay beyond the limit leaves the host alone', async () => {
  const server = await serve({
    'a.test': { '/robots.txt': text('User-agent: *\nCrawl-delay: 3600'), '*': text('x') },
  })
  const result = await get(testFetcher({ clock: virtualClock() }), server.url('a.test', '/x'))
  expect(result).toMatchObject({
    code: 'crawl-delay-too-long',
    message: 'robots.txt asks for 3600 s between two requests, more than 1 s',
  })
  expect(server.paths('a.test')).toEqual(['/robots.txt'])
})

test('each request says who asks and what it has already', async () => {
  const server = await serve({ 'a.test': { '*': text('x') } })
  const url = server.url('a.test', '/x')
  const fetcher = testFetcher({ manners: { userAgent: 'hyoka/1.2.3 (+mailto:office@a.test)' } })
  const lastModified = 'Wed, 01 Oct 2025 00:00:00 GMT'
  await get(fetcher, url, { validators: { url, etag: '"v1"', lastModified } })
  await get(fetcher, server.url('a.test', '/y'), { validators: { url, etag: '"v1"' } })
  const [, x, y] = server.log
  expect(x!.headers).toMatchObject({
    'user-agent': 'hyoka/1.2.3 (+mailto:office@a.test)',
    'if-none-match': '"v1"',
    'if-modified-since': lastModified,
    'accept-encoding': 'gzip, br, deflate',
  })
  expect(y!.headers['if-none-match']).toBeUndefined() // said of another URL
  expect(server.log[0]!.headers['user-agent']).toBe('hyoka/1.2.3 (+mailto:office@a.test)')
})

test('Retry-After is seconds or a date', () => {
  const now = Date.UTC(2026, 0, 1)
  expect(retryAfterMs('120', now)).toBe(120_000)
  expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
  expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
  expect(retryAfterMs('soon', now)).toBeUndefined()
  expect(retryAfterMs(undefined, now)).toBeUndefined()
})
