import { readdirSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { type DocumentStore, listDocuments, objectPath, verifyStore } from '../../../corpus/store/index.ts'
import { plainDiscover, town } from '../../support/plain-discover.ts'
import { crawlOnce, temporaryDocumentStore } from '../../support/test-crawl.ts'
import { type Answer, file, html, pdf, redirect, serve, status, text } from '../../support/web-server.ts'
import { zipOf } from '../../support/zip-writer.ts'

const link = (href: string, number = '1') => `<li><a href="${href}" data-number="${number}">${href}</a></li>`

/** A site whose answers a test may change between two crawls. */
async function site(answers: Record<string, Answer>) {
  const server = await serve({ 'town.test': answers })
  return { server, answers, source: town('ふかみどり町', server.url('town.test', '/')) }
}

const places = (store: DocumentStore) =>
  listDocuments(store).map(({ location, version, state }) => [
    location.replace(/^.*:\d+/, ''),
    version,
    state,
  ])

test('documents of all pages are fetched once, with where they were found', async () => {
  const { server, source } = await site({
    '/': html(`${link('a.pdf', '1')}${link('/sub/')}${link('a.pdf#page=2', '1')}${link('b.xlsx', '2')}`),
    '/sub/': html(`${link('../c.pdf', '3')}${link('/')}${link('../a.pdf', '1')}`),
    '/a.pdf': pdf('one'),
    '/b.xlsx': pdf('two'),
    '/c.pdf': pdf('one'), // the same bytes as a.pdf
  })
  const store = temporaryDocumentStore()
  const { agencies, ok, run } = await crawlOnce(store, [source])
  expect(ok).toBe(true)
  expect(run).toMatchObject({ finished: true, resumed: false })
  expect(agencies).toMatchObject([
    {
      agency: { name: 'ふかみどり町' },
      pages: { read: 2, failed: 0, pending: 0 },
      documents: { listed: 3, new: 3, changed: 0, unchanged: 0, gone: 0, failed: 0 },
      errors: [],
    },
  ])
  expect(server.paths('town.test')).toEqual(['/robots.txt', '/', '/a.pdf', '/sub/', '/b.xlsx', '/c.pdf'])
  expect((await verifyStore(store)).objects).toBe(4) // two pages, two contents
  const found = store.database
    .prepare("SELECT referrer, link_text, listing FROM fetches WHERE url LIKE '%/c.pdf'")
    .get()
  expect(found).toEqual({
    referrer: server.url('town.test', '/sub/'),
    link_text: '../c.pdf',
    listing: '{"number":"3"}',
  })
})

test('the next run sends no body that has not changed, and finds what is new, changed, gone or no longer listed', async () => {
  const { server, answers, source } = await site({
    '/': html(link('same.pdf') + link('changes.pdf') + link('goes.pdf') + link('unlisted.pdf')),
    '/same.pdf': pdf('same'),
    '/changes.pdf': pdf('before'),
    '/goes.pdf': pdf('goes'),
    '/unlisted.pdf': pdf('unlisted'),
  })
  const store = temporaryDocumentStore()
  await crawlOnce(store, [source])
  const first = server.log.length
  answers['/'] = html(link('same.pdf') + link('changes.pdf') + link('goes.pdf') + link('new.pdf'))
  answers['/changes.pdf'] = pdf('after')
  answers['/new.pdf'] = pdf('new')
  answers['/goes.pdf'] = status(410)
  const { agencies } = await crawlOnce(store, [source])
  expect(agencies[0]).toMatchObject({
    documents: { listed: 4, new: 1, changed: 1, unchanged: 2, gone: 1, unlisted: 1, failed: 0 },
    errors: [{ url: server.url('town.test', '/goes.pdf'), code: 'http-410' }],
  })
  const asked = server.log.slice(first)
  expect(asked.find(({ path }) => path === '/same.pdf')!.headers['if-none-match']).toBeDefined()
  const third = await crawlOnce(store, [source])
  expect(third.agencies[0]!.documents).toMatchObject({ new: 0, changed: 0, unchanged: 4, gone: 1 })
  expect(places(store)).toEqual([
    ['/changes.pdf', 1, 'superseded'],
    ['/changes.pdf', 2, 'current'],
    ['/goes.pdf', 1, 'gone'],
    ['/new.pdf', 1, 'current'],
    ['/same.pdf', 1, 'current'],
    ['/unlisted.pdf', 1, 'current'],
  ])
  expect(await verifyStore(store)).toMatchObject({ damaged: [], missing: [], orphans: [], unfinished: [] })
})

test('bytes decide what a link leads to, not the link', async () => {
  const { source } = await site({
    '/': html(`${link('viewer.pdf')}${link('show?id=1')}${link('broken.pdf')}`),
    '/viewer.pdf': html(link('real.pdf')),
    '/real.pdf': pdf('real'),
    '/show?id=1': pdf('shown'),
    '/broken.pdf': file('%PDF-1.4 that ends too ear', 'application/pdf'),
  })
  const store = temporaryDocumentStore()
  const first = await crawlOnce(store, [source])
  expect(first.agencies[0]).toMatchObject({ pages: { read: 2 }, documents: { new: 3 } })
  expect(first.agencies[0]!.problems.map(({ code }) => code)).toEqual(['document-is-page', 'cut-off'])
  // What seems to be cut off is asked for in full again.
  const again = await crawlOnce(store, [source])
  expect(again.agencies[0]!.documents).toMatchObject({ unchanged: 3 })
  expect(
    store.database.prepare("SELECT outcome FROM fetches WHERE url LIKE '%broken.pdf'").pluck().all(),
  ).toEqual(['body', 'body'])
})

test('documents within a ZIP archive are documents of their own', async () => {
  const archive = zipOf([
    { name: '1 基礎.pdf', body: '%PDF-1.4\n1\n%%EOF' },
    { name: '../2.pdf', body: 'x' },
  ])
  const { source } = await site({ '/': html(link('all.zip')), '/all.zip': file(archive, 'application/zip') })
  const store = temporaryDocumentStore()
  await crawlOnce(store, [source])
  expect(places(store)).toEqual([['/all.zip#1 基礎.pdf', 1, 'current']])
  expect(store.database.prepare('SELECT name, code FROM archive_entries').all()).toEqual([
    { name: '1 基礎.pdf', code: null },
    { name: '../2.pdf', code: 'archive-path' },
  ])
})

test('links to elsewhere, to private places and too far away are not followed, and each says why', async () => {
  const { server, source } = await site({
    '/': html(
      `${link('http://other.test/x.pdf')}${link('file:///etc/passwd.pdf')}${link('http://u:p@town.test/x.pdf')}${link('/1/')}`,
    ),
    '/1/': html(link('/2/')),
    '/2/': html(link('/3/')),
  })
  const { agencies, ok } = await crawlOnce(temporaryDocumentStore(), [{ ...source, depth: 1 }])
  expect(agencies[0]!.errors.map(({ code }) => code)).toEqual([
    'host-not-allowed',
    'scheme-not-allowed',
    'credentials-in-url',
  ])
  expect(agencies[0]!.problems).toMatchObject([{ code: 'too-deep', url: server.url('town.test', '/1/') }])
  expect(server.paths('town.test')).toEqual(['/robots.txt', '/', '/1/'])
  expect(ok).toBe(true)
})

test('where a start page has moved to belongs to the agency; other pages may not lead away', async () => {
  const away = (host: string): Answer => {
    return (request, response) =>
      redirect(`http://${host}:${request.socket.localPort}/`, 301)(request, response)
  }
  const server = await serve({
    'old.test': { '/': away('new.test') },
    'new.test': { '/': html(link('a.pdf') + link('away')), '/a.pdf': pdf('a'), '/away': away('else.test') },
  })
  const { agencies } = await crawlOnce(temporaryDocumentStore(), [town('もえぎ町', server.url('old.test'))])
  expect(agencies[0]).toMatchObject({
    documents: { new: 1 },
    errors: [{ url: server.url('new.test', '/away'), code: 'host-not-allowed' }],
  })
})

test('what two agencies list is asked for once', async () => {
  const server = await serve({
    'town.test': {
      '/': html(link('shared.pdf') + link('/more/')),
      '/board/': html(link('../shared.pdf') + link('/more/')),
      '/more/': html(link('/m.pdf')),
      '/shared.pdf': pdf('s'),
      '/m.pdf': pdf('m'),
    },
  })
  const { agencies } = await crawlOnce(temporaryDocumentStore(), [
    town('ふかみどり町', server.url('town.test', '/')),
    town('ふかみどり町教育委員会', server.url('town.test', '/board/')),
  ])
  expect(agencies.map(({ pages, documents }) => [pages.read, documents.listed])).toEqual([
    [2, 2],
    [2, 2],
  ])
  expect(server.paths('town.test').sort()).toEqual([
    '/',
    '/board/',
    '/m.pdf',
    '/more/',
    '/robots.txt',
    '/shared.pdf',
  ])
})

test('too few documents fail, too many warn, and silence after documents is no peace', async () => {
  const { answers, source } = await site({ '/': html(link('a.pdf')), '/a.pdf': pdf('a') })
  const store = temporaryDocumentStore()
  const codes = async (documents: { min?: number; max?: number }) => {
    const { agencies, ok } = await crawlOnce(store, [{ ...source, expect: { documents } }])
    return [ok, ...agencies[0]!.breaches.map(({ code }) => code)]
  }
  expect(await codes({ min: 2 })).toEqual([false, 'too-few-documents'])
  expect(await codes({ max: 0 })).toEqual([true, 'too-many-documents'])
  expect(await codes({ min: 1, max: 1 })).toEqual([true])
  answers['/'] = html('<table><tr><td>新しいページ</table>')
  expect(await codes({})).toEqual([false, 'documents-vanished', 'page-changed'])
  expect(await codes({})).toEqual([false, 'documents-vanished'])
  answers['/'] = status(404)
  expect(await codes({})).toEqual([false, 'documents-vanished', 'start-page-lost'])
})

test('a form that is posted is known by what was sent', async () => {
  const server = await serve({
    'town.test': {
      '/search': (request, response) =>
        (request.method === 'POST' ? html(link('/found.pdf')) : html(''))(request, response),
      '/found.pdf': pdf('f'),
    },
  })
  const start = server.url('town.test', '/search')
  const request = { method: 'POST' as const, body: 'q=1' }
  const { agencies } = await crawlOnce(temporaryDocumentStore(), [town('ふかみどり町', start)], {
    discover: (_, page) => ({
      problems: [],
      fingerprint: '',
      links:
        page.depth === 0
          ? [{ url: start, kind: 'page', text: '', request }]
          : [{ url: server.url('town.test', '/found.pdf'), kind: 'document', text: '' }],
    }),
  })
  expect(agencies[0]).toMatchObject({ pages: { read: 2 }, documents: { new: 1 } })
  expect(server.log.map(({ method, path, body }) => `${method} ${path} ${body}`.trim())).toEqual([
    'GET /robots.txt',
    'GET /search',
    'POST /search q=1',
    'GET /found.pdf',
  ])
})

test('a limit and a stop leave the rest for the next crawl, which goes on with the same run', async () => {
  const { server, source } = await site({
    '/': html(['a', 'b', 'c', 'd'].map((name) => link(`${name}.pdf`)).join('')),
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`/${name}.pdf`, pdf(name)])),
  })
  const store = temporaryDocumentStore()
  const dry = await crawlOnce(store, [source], { kinds: 'pages' })
  expect(dry.run).toMatchObject({ id: 1, finished: false })
  expect(dry.agencies[0]!.documents).toMatchObject({ listed: 4, new: 0, pending: 4 })
  const limited = await crawlOnce(store, [source], { maxDocuments: 1 })
  expect(limited.run).toMatchObject({ id: 1, resumed: true, finished: false })
  expect(limited.agencies[0]!.documents).toMatchObject({ new: 1, pending: 3 })
  const stop = new AbortController()
  const stopped = await crawlOnce(store, [source], { stop: stop.signal, onVisit: () => stop.abort() })
  expect(stopped.agencies[0]!.documents).toMatchObject({ new: 2, pending: 2 })
  const last = await crawlOnce(store, [source])
  expect(last.run).toMatchObject({ id: 1, resumed: true, finished: true })
  expect(last.agencies[0]!.documents).toMatchObject({ new: 4, pending: 0 })
  expect(server.paths('town.test').filter((path) => path !== '/robots.txt')).toEqual([
    ...['/', '/a.pdf', '/b.pdf', '/c.pdf', '/d.pdf'],
  ])
  expect((await crawlOnce(store, [source])).run).toMatchObject({ id: 2, resumed: false })
})

test('an agency whose host is broken does not disturb the others', async () => {
  const server = await serve({
    'broken.test': { '*': status(500) },
    'town.test': {
      '/': html(link('a.pdf') + link('b.pdf')),
      '/a.pdf': pdf('a'),
      '/b.pdf': text('', 'application/pdf'),
    },
  })
  const { agencies, ok } = await crawlOnce(temporaryDocumentStore(), [
    town('こわれ町', server.url('broken.test')),
    town('ふかみどり町', server.url('town.test')),
  ])
  expect(ok).toBe(false)
  expect(agencies.map(({ documents, errors }) => [documents.new, ...errors.map(({ code }) => code)])).toEqual(
    [
      [0, 'robots-unreachable'],
      [1, 'empty-body'],
    ],
  )
})

test('no name from outside decides where something is written', async () => {
  const named: Answer = (_, response) =>
    response
      .writeHead(200, {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="../../../../tmp/evil.pdf"',
      })
      .end('%PDF-1.4\nnamed\n%%EOF')
  const { source } = await site({
    '/': html(`${link('/..%2f..%2fevil.pdf')}${link('/%2e%2e/%2e%2e/dots.pdf')}${link('named.pdf')}`),
    '/..%2f..%2fevil.pdf': pdf('slashes'),
    '/dots.pdf': pdf('dots'),
    '/named.pdf': named,
  })
  const store = temporaryDocumentStore()
  const { agencies } = await crawlOnce(store, [source])
  expect(agencies[0]!.documents.new).toBe(3)
  const files = readdirSync(dirname(store.folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(store.folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  expect(files.filter((name) => !/^objects\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/.test(name)).sort()).toEqual([
    'store.db',
    'store.db-shm',
    'store.db-wal',
  ])
})

test('an unfinished crawl that is too old is not gone on with', async () => {
  const { source } = await site({
    '/': html(link('a.pdf') + link('b.pdf')),
    '/a.pdf': pdf('a'),
    '/b.pdf': pdf('b'),
  })
  const store = temporaryDocumentStore()
  expect((await crawlOnce(store, [source], { maxDocuments: 1 })).run).toMatchObject({
    id: 1,
    finished: false,
  })
  const later = { ...store, now: () => '2026-02-01T00:00:00.000Z' }
  const { run, agencies } = await crawlOnce(later, [source])
  expect(run).toMatchObject({ id: 2, resumed: false, finished: true })
  expect(agencies[0]!.documents).toMatchObject({ new: 1, unchanged: 1 })
})

test('pages without end are cut off, and it is said', async () => {
  const { source } = await site({
    '*': (request, response) => html(link(`?${1 + Number(request.url!.slice(2))}`))(request, response),
  })
  const endless: typeof plainDiscover = (from, page) => {
    const outcome = plainDiscover(from, page)
    return { ...outcome, links: outcome.links.map((link) => ({ ...link, depth: page.depth })) }
  }
  const { agencies } = await crawlOnce(temporaryDocumentStore(), [source], {
    discover: endless,
    maxPages: 7,
  })
  expect(agencies[0]!.pages.read).toBe(7)
  expect(agencies[0]!.problems).toMatchObject([{ code: 'too-many-pages' }])
})

test('objects that are lost are fetched again in full, those from archives, too', async () => {
  const archive = zipOf([{ name: '1.pdf', body: '%PDF-1.4\n1\n%%EOF' }])
  const { source } = await site({
    '/': html(link('a.pdf') + link('all.zip')),
    '/a.pdf': pdf('a'),
    '/all.zip': file(archive, 'application/zip'),
  })
  const store = temporaryDocumentStore()
  await crawlOnce(store, [source])
  for (const { sha256 } of listDocuments(store)) rmSync(objectPath(store, sha256))
  expect((await verifyStore(store)).missing).toHaveLength(2)
  expect((await crawlOnce(store, [source])).agencies[0]!.documents).toMatchObject({ unchanged: 2 })
  expect(await verifyStore(store)).toMatchObject({ missing: [], damaged: [] })
})
