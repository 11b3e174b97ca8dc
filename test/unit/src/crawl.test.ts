import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { WARCParser } from 'warcio'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { runHere } from '../../support/test-shell.ts'
import { html, pdf, serve, text } from '../../support/web-server.ts'

/** A folder with a file of sources for one town, whose site is on this machine. */
async function town(more: string = '') {
  const server = await serve({
    'town.test': {
      '/': html(
        '<h1>特定個人情報保護評価書の公表</h1><ul><li><a href="1.pdf">住民基本台帳に関する事務 基礎項目評価書(PDF:12KB)</a></li><li><a href="2.pdf">介護保険に関する事務 基礎項目評価書(PDF:12KB)</a></li></ul>',
      ),
      '/1.pdf': pdf('one'),
      '/2.pdf': pdf('two'),
    },
  })
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'test.yaml'),
    `prefecture: 星見県\nsources:\n  - agency: { name: ふかみどり町, code: "990001" }\n    kind: pages\n    start: ["${server.url('town.test')}"]\n${more}`,
  )
  const hyoka = (...words: string[]) => runHere(folder, words)
  const crawl = (...words: string[]) =>
    hyoka('crawl', '星見県', '--sources', '.', '--pause', '0.001', '--allow-private', ...words)
  return { server, folder, hyoka, crawl }
}

test('crawl, store list and store verify tell the same story', async () => {
  const { server, hyoka, crawl } = await town()
  const first = await crawl('--contact', 'office@example.jp')
  expect(first.err).toBe('')
  expect(first.code).toBe(0)
  expect(first.out).toContain('Run 1, 1 source: finished')
  expect(first.out).toMatch(/^ +1 +2 +2 +0 +0 +0 +0 +0 +0 +0 {2}星見県 ふかみどり町$/m)
  expect(server.log[0]!.headers['user-agent']).toMatch(
    /^hyoka\/\d+\.\d+\.\d+ \(\+mailto:office@example\.jp\)$/,
  )
  const list = await hyoka('store', 'list')
  expect(list.out).toMatch(/^current {5}v1 .* http:\/\/town\.test:\d+\/1\.pdf$/m)
  expect((await hyoka('store', 'verify')).out).toContain('3 objects')
  expect((await hyoka('store', 'verify', 'store')).out).toContain('3 objects')
  const again = JSON.parse((await crawl('--json')).out)
  expect(again).toMatchObject({ ok: true, agencies: [{ documents: { listed: 2, new: 0, unchanged: 2 } }] })
})

test('a dry run lists documents and keeps none', async () => {
  const { server, hyoka, crawl } = await town()
  const { code, out } = await crawl('--dry-run')
  expect(code).toBe(0)
  expect(out.split('\n').map((line) => line.replace(/ {2}.*/, ''))).toEqual([
    server.url('town.test', '/1.pdf'),
    server.url('town.test', '/2.pdf'),
    '',
  ])
  expect(server.paths('town.test')).toEqual(['/robots.txt', '/'])
  expect((await hyoka('store', 'list')).code).toBe(2)
})

test('what was expected and is not there fails the run; words that choose nothing are usage errors', async () => {
  const { crawl, hyoka } = await town('    expect: { documents: { min: 3 } }\n')
  const { code, out } = await crawl()
  expect(code).toBe(1)
  expect(out).toContain('error too-few-documents: It has 2 documents; at least 3 were expected.')
  expect(await hyoka('crawl', '無い県', '--sources', '.')).toMatchObject({
    code: 2,
    err: 'hyoka: no source is of a prefecture or agency 無い県\n',
  })
  expect(await crawl('--contact', 'no address')).toMatchObject({ code: 2 })
  expect(await hyoka('store', 'mend')).toMatchObject({ code: 2 })
  expect(await hyoka('store', 'verify', 'absent')).toMatchObject({ code: 2 })
  const one = 'hyoka: store verify takes one store: a folder behind it, or --store\n'
  expect(await hyoka('store', 'verify', 'store', 'other')).toMatchObject({ code: 2, err: one })
  expect(await hyoka('store', 'verify', 'store', '--store', 'other')).toMatchObject({ code: 2, err: one })
  expect(await hyoka('crawl', '星見県', '--sources', 'absent')).toMatchObject({ code: 2 })
  expect(await crawl('--warc', 'absent/x.warc.gz')).toMatchObject({ code: 2 })
  expect(await crawl('--store', 'test.yaml')).toMatchObject({ code: 2 })
})

test('without --allow-private nothing on this machine is asked', async () => {
  const { server, hyoka } = await town()
  const { code, out } = await hyoka('crawl', '990001', '--sources', '.', '--pause', '0.001')
  expect(code).toBe(1)
  expect(out).toContain('private-address: town.test is 127.0.0.1, which is no public address')
  expect(server.log).toEqual([])
})

test('an interrupted crawl ends cleanly and is gone on with', async () => {
  const { crawl, folder, server } = await town()
  const stopped = await runHere(
    folder,
    ['crawl', 'ふかみどり町', '--sources', '.', '--pause', '0.001', '--allow-private'],
    { onInterrupt: (end) => end() },
  )
  expect(stopped.out).toContain('not finished: the same command goes on with it')
  expect(server.log).toEqual([])
  expect((await crawl()).out).toContain('Run 1, gone on with, 1 source: finished')
})

test('a WARC file holds every answer, each record on its own', async () => {
  const { crawl, folder, server } = await town()
  await crawl('--warc', 'crawl.warc.gz')
  await crawl('--warc', 'crawl.warc.gz') // nothing new: only the heads are added
  const records: unknown[] = []
  const bytes = readFileSync(join(folder, 'crawl.warc.gz'))
  for await (const record of new WARCParser([new Uint8Array(bytes)])) {
    const text = await record.contentText()
    const { warcType, warcTargetURI } = record
    const status = record.httpHeaders?.statusCode
    records.push(warcType === 'warcinfo' ? warcType : [warcType, warcTargetURI, status, text.slice(0, 12)])
  }
  expect(records).toEqual([
    'warcinfo',
    ['response', server.url('town.test', '/'), 200, '<!doctype ht'],
    ['response', server.url('town.test', '/1.pdf'), 200, '%PDF-1.4\none'],
    ['response', server.url('town.test', '/2.pdf'), 200, '%PDF-1.4\ntwo'],
    'warcinfo',
    ['response', server.url('town.test', '/'), 200, '<!doctype ht'],
  ])
})

test('import crawls and ingests; the database knows what the page says, and where a failed document is', async () => {
  const { folder, hyoka, server } = await town()
  const words = ['import', '星見県', '--sources', '.', '--pause', '0.001', '--allow-private']
  const { code, out, err } = await hyoka(...words)
  expect(code).toBe(1) // the documents of this site are no assessments
  expect(err).toContain('Run 1, 1 source: finished')
  expect(out).toContain('Documents    2: 2 new')
  expect(out).toContain(`  ${server.url('town.test', '/1.pdf')}\n`)
  const database = new SqliteDatabase(join(folder, 'hyoka.db'), { readonly: true })
  onTestFinished(() => void database.close())
  const rows = database
    .prepare(
      `SELECT location, listings.state, form, title, agency_name, agency_code, prefecture, referrer, still_listed,
         count(sources.id) AS sources
       FROM listings LEFT JOIN sources USING (location, sha256) GROUP BY location`,
    )
    .all()
  const common = {
    ...{
      state: 'had',
      form: '様式2',
      agency_name: 'ふかみどり町',
      agency_code: '990001',
      prefecture: '星見県',
    },
    ...{ referrer: server.url('town.test', '/'), still_listed: 1, sources: 1 },
  }
  expect(rows).toMatchObject([
    { ...common, location: server.url('town.test', '/1.pdf') },
    { ...common, location: server.url('town.test', '/2.pdf') },
  ])
  // Again: nothing is parsed twice, and the listings are replaced, not doubled.
  expect((await hyoka('ingest', '--store', 'store')).out).toContain('0 new, 2 unchanged')
  expect(database.prepare('SELECT count(*) FROM listings').pluck().get()).toBe(2)
})

test('ingest wants either paths or a store', async () => {
  const { hyoka } = await town()
  expect(await hyoka('ingest')).toMatchObject({ code: 2, err: 'hyoka: give either paths or --store\n' })
  expect(await hyoka('ingest', 'a.pdf', '--store', 'store')).toMatchObject({ code: 2 })
  expect(await hyoka('ingest', '--store', 'absent')).toMatchObject({ code: 2 })
})

test('files fetched by hand have the same provenance, and a later crawl knows them', async () => {
  const { folder, hyoka, crawl, server } = await town()
  writeFileSync(join(folder, 'by-hand.pdf'), '%PDF-1.4\none\n%%EOF\n')
  writeFileSync(join(folder, 'other.pdf'), '%PDF-1.4\nother\n%%EOF\n')
  writeFileSync(
    join(folder, 'fetched.csv'),
    `\ufefffile,url,agency,fetched_at,referrer,number,form,ended\nby-hand.pdf,${server.url('town.test', '/1.pdf')},ふかみどり町,2024-05-01,https://town.test/,7,様式2,yes\nother.pdf,https://town.test/9.pdf#page=3,ふかみどり町,,,,,\n`,
  )
  const { code, out } = await hyoka('import-files', '--manifest', 'fetched.csv')
  expect([code, out]).toEqual([
    0,
    `new  ${server.url('town.test', '/1.pdf')}\nnew  https://town.test/9.pdf#page=3\n`,
  ])
  const again = await hyoka(
    'import-files',
    'other.pdf',
    '--url',
    'https://town.test/9.pdf',
    '--agency',
    'ふかみどり町',
  )
  expect(again.out).toBe('unchanged  https://town.test/9.pdf\n')
  const crawled = JSON.parse((await crawl('--json')).out)
  expect(crawled.agencies[0].documents).toMatchObject({ new: 1, unchanged: 1 })
  const list = JSON.parse((await hyoka('store', 'list', '--json')).out) as {
    location: string
    firstFetchedAt: string
  }[]
  expect(list.find(({ location }) => location.endsWith('/1.pdf'))!.firstFetchedAt).toBe(
    '2024-05-01T00:00:00.000Z',
  )
  expect((await hyoka('ingest', '--store', 'store', '--db', 'x.db')).out).toContain('Documents    3: 3 new')
  const database = new SqliteDatabase(join(folder, 'x.db'), { readonly: true })
  onTestFinished(() => void database.close())
  expect(
    database.prepare("SELECT referrer, number, form, ended FROM listings WHERE number = '7'").all(),
  ).toEqual([{ referrer: 'https://town.test/', number: '7', form: '様式2', ended: 1 }])
})

test('a manifest that is wrong is refused by line; a file needs its origin', async () => {
  const { folder, hyoka } = await town()
  writeFileSync(join(folder, 'a.csv'), 'file,url,agency\na.pdf,ftp://x.test/a.pdf,x\n')
  expect((await hyoka('import-files', '--manifest', 'a.csv')).err).toContain('a.csv, line 2')
  const absent = { code: 2, err: 'hyoka: a.pdf: there is no such file\n' }
  expect(await hyoka('import-files', 'a.pdf')).toMatchObject(absent)
  expect(await hyoka('import-files', 'a.csv')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--url'),
  })
  expect(
    await hyoka('import-files', 'absent.pdf', '--url', 'https://x.test/', '--agency', 'x'),
  ).toMatchObject({ code: 2 })
})

test('an annex by its link is imported without a failure; what only passes for an assessment is one', async () => {
  const list = (...files: readonly string[]) =>
    html(
      `<h1>特定個人情報保護評価書の公表</h1><ul>${files.map((name) => `<li><a href="${name}.txt">税に関する事務 ${name}</a></li>`).join('')}</ul>`,
    )
  const plain = (words: string) => text(`${words}\n`.repeat(20))
  const serverOf = (...files: readonly string[]) =>
    serve({
      'town.test': {
        '/': list(...files),
        [encodeURI('/基礎項目評価書.txt')]: text(readFileSync('corpus/sample/shiomi-7-form3.txt', 'utf8')),
        [encodeURI('/別添1.txt')]: plain('事務の内容の図'),
        [encodeURI('/重点項目評価書.txt')]: plain('庁舎のご案内'),
      },
    })
  const importing = async (...files: readonly string[]) => {
    const server = await serverOf(...files)
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'test.yaml'),
      `prefecture: 星見県\nsources:\n  - agency: { name: ふかみどり町, code: "990001" }\n    kind: pages\n    start: ["${server.url('town.test')}"]\n`,
    )
    const words = [
      'import',
      'ふかみどり町',
      '--sources',
      '.',
      '--pause',
      '0.001',
      '--allow-private',
      '--json',
    ]
    const { code, out } = await runHere(folder, words)
    const { run, failures } = JSON.parse(out) as { run: { new: number }; failures: { code: string }[] }
    return { code, documents: run.new, failures: failures.map((failure) => failure.code) }
  }
  expect(await importing('基礎項目評価書', '別添1')).toEqual({ code: 0, documents: 2, failures: [] })
  expect(await importing('基礎項目評価書', '別添1', '重点項目評価書')).toEqual({
    code: 1,
    documents: 3,
    failures: ['not-an-assessment'],
  })
})

test('where there is no store, that is said, and how to get one', async () => {
  for (const words of [
    ['store', 'verify'],
    ['store', 'list'],
    ['ingest', '--store', 'store'],
  ]) {
    const { code, err } = await runHere(temporaryFolder(), words)
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('no store of fetched documents'),
    })
  }
})
