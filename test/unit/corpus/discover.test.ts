import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discover } from '../../../corpus/discover/index.ts'
import { Source } from '../../../corpus/sources/index.ts'

const url = 'https://www.city.made.example/a/page.html?id=1'
const plain = { kind: 'pages', agency: { name: '架空市' }, start: [url] }

function found(html: string, more: object = {}, at = url) {
  const page = { url: at, requestedUrl: at, headers: {}, bytes: new TextEncoder().encode(html), depth: 0 }
  return discover(Source.parse({ ...plain, ...more }), page)
}
const list = (body: string) => `<title>特定個人情報保護評価</title><h2>評価書の公表</h2>${body}`
const paper = (href: string) => list(`<a href="${href}">介護保険に関する事務 基礎項目評価書</a>`)
const urls = (outcome: ReturnType<typeof found>) => outcome.links.map((link) => link.url)

test.each([
  ['../b/1.pdf', 'https://www.city.made.example/b/1.pdf'],
  ['//www.city.made.example/1.pdf', 'https://www.city.made.example/1.pdf'],
  ['http://CITY.made.example:80/1.pdf#page=2', 'http://city.made.example/1.pdf'],
  ['/1.pdf;jsessionid=0A1B?x=1', 'https://www.city.made.example/1.pdf?x=1'],
  ['/1.pdf?PHPSESSID=1&amp;b=2&amp;utm_source=x', 'https://www.city.made.example/1.pdf?b=2'],
  ['/介護 保険.pdf', 'https://www.city.made.example/%E4%BB%8B%E8%AD%B7%20%E4%BF%9D%E9%99%BA.pdf'],
  ['/%89%ee%8c%ec.pdf', 'https://www.city.made.example/%89%EE%8C%EC.pdf'],
  [' /1\n.pdf ', 'https://www.city.made.example/1.pdf'],
  ['javascript:window.open("/1.pdf")', 'https://www.city.made.example/1.pdf'],
])('%s leads to %s', (href, target) => {
  expect(urls(found(paper(href.replaceAll('"', '&quot;'))))).toEqual([target])
})

test.each([
  'mailto:a@made.example',
  'tel:000',
  'javascript:void(0)',
  '#list',
  '',
  'http://[',
  'file:///etc/passwd',
  'data:text/html,x',
])('%s leads nowhere', (href) => {
  expect(urls(found(paper(href)))).toEqual([])
})

test('a base element moves relative links, but not to another host', () => {
  expect(urls(found(`<base href="/files/">${paper('1.pdf')}`))).toEqual([
    'https://www.city.made.example/files/1.pdf',
  ])
  const outcome = found(`<base href="https://files.other.example/">${paper('1.pdf')}`)
  expect(urls(outcome)).toEqual([])
  expect(outcome.problems).toMatchObject([{ code: 'document-elsewhere' }])
  const allowed = found(`<base href="https://files.other.example/">${paper('1.pdf')}`, {
    allowedHosts: ['files.other.example'],
  })
  expect(urls(allowed)).toEqual(['https://files.other.example/1.pdf'])
})

test('a query is encoded as its page is', () => {
  const bytes = Buffer.concat([
    Buffer.from('<meta charset="shift_jis"><h2>'),
    Buffer.from([0x95, 0x5d, 0x89, 0xbf, 0x8f, 0x91, 0x82, 0xcc, 0x8c, 0xf6, 0x95, 0x5c]), // 評価書の公表
    Buffer.from('</h2><a href="/1.pdf?n='),
    Buffer.from([0x8e, 0x73]), // 市
    Buffer.from('">'),
    Buffer.from([0x8a, 0xee, 0x91, 0x62, 0x8d, 0x80, 0x96, 0xda, 0x95, 0x5d, 0x89, 0xbf, 0x8f, 0x91]), // 基礎項目評価書
    Buffer.from('</a>'),
  ])
  const page = { url, requestedUrl: url, headers: {}, bytes: new Uint8Array(bytes), depth: 0 }
  expect(urls(discover(Source.parse(plain), page))).toEqual(['https://www.city.made.example/1.pdf?n=%8Es'])
})

test('rules of the source: include, exclude, within and parameters that say nothing', () => {
  const html = list(
    '<div id="a"><a href="1.pdf?v=1">介護保険に関する事務</a><a href="2.pdf">統計表</a><a href="3.html">統計</a></div><a href="4.pdf">住民税に関する事務</a>',
  )
  const links = {
    within: '#a',
    include: [{ text: '^統計表$' }, { url: '/3\\.html$', kind: 'page' }],
    ignoreQuery: ['v'],
  }
  expect(urls(found(html, { links }))).toEqual([
    'https://www.city.made.example/a/1.pdf',
    'https://www.city.made.example/a/2.pdf',
    'https://www.city.made.example/a/3.html',
  ])
  expect(urls(found(html, { links: { ...links, exclude: [{ url: '[12]\\.pdf' }] } }))).toEqual([
    'https://www.city.made.example/a/3.html',
  ])
})

test('pages are followed as deep as the source says, result pages of one list without end', () => {
  const html = list(
    '<a href="b.html">福祉課の特定個人情報保護評価書</a><a href="1.pdf">基礎項目評価書</a><div class="pager"><a href="?id=1&amp;page=2">次へ</a></div>',
  )
  const depths = (depth: number) =>
    found(html, { depth })
      .links.filter(({ kind }) => kind === 'page')
      .map((link) => [new URL(link.url).search, link.depth])
  expect(depths(1)).toEqual([
    ['', 1],
    ['?id=1&page=2', 0],
  ])
  expect(depths(0)).toEqual([['?id=1&page=2', 0]])
})

test('a page that is an assessment itself, or bytes of a file, is its own document', () => {
  const labels =
    '評価書番号 評価書名 評価実施機関名 公表日 事務の概要 システムの名称 法令上の根拠 担当部署 所属長 対象人数 リスク対策'
  const typed = found(
    `<title>架空市</title><h1>介護保険に関する事務 基礎項目評価書</h1><p>${labels.split(' ').join('</p><p>')}</p>`,
  )
  expect(typed.links).toEqual([
    {
      url,
      kind: 'document',
      text: '介護保険に関する事務 基礎項目評価書',
      listing: { title: '介護保険に関する事務 基礎項目評価書', form: '様式2' },
    },
  ])
  expect(urls(found('%PDF-1.7\n…'))).toEqual([url])
})

test('the fingerprint stays when documents come or are renamed, and changes when the page is built anew', () => {
  const item = (name: string, file: string) =>
    `<li><a href="${file}">${name}に関する事務 基礎項目評価書</a></li>`
  const built = (items: string, classes = 'files') =>
    found(list(`<ul class="${classes}">${items}</ul>`)).fingerprint
  const first = built(item('介護保険', '1.pdf'))
  expect(built(item('国民年金', '7.pdf') + item('介護保険', '8.pdf'))).toBe(first)
  expect(built(item('介護保険', '1.pdf'), 'wp-files')).not.toBe(first)
  expect(built('')).not.toBe(first)
})

test('what is nested too deep is left, and what would stop the parser is not parsed', () => {
  const nested = (count: number) =>
    found(`${paper('1.pdf')}${'<div>'.repeat(count)}<a href="2.pdf">基礎項目評価書</a>`)
  expect(urls(nested(1000))).toEqual(['https://www.city.made.example/a/1.pdf'])
  expect(nested(50_000)).toMatchObject({ links: [], problems: [{ code: 'nested-too-deep' }] })
  const unclosed = `${'<p><b>'.repeat(1000)}${'<li>項目'.repeat(20_000)}${paper('1.pdf')}`
  expect(urls(found(unclosed))).toEqual(['https://www.city.made.example/a/1.pdf'])
})

const pieces = fc.constantFrom(
  ...'<table> </table> <tr> <td rowspan=3> <td colspan=0> <td rowspan=99999> <th> <dl> <dt> <dd> <ul> <li> <p> </p> <b> </b> <h1> <h2> </h2> <br> <a> </a> <frame src=x.html> <base href=//b> <meta http-equiv=refresh content="0;url=y"> &#0; ＜ 【 】 （ ( [ 評価書 評価書番号 5 事務の名称 基礎項目評価書 全項目 介護保険に関する事務 終了 案 PDF 175KB ダウンロード 概要 \0'.split(
    ' ',
  ),
  '<a href="1.pdf">',
  '<a href="?p=2">',
  '<a href="http://[">',
  '<a href="%E3%81">',
  '<a href="./x.php?f=%89%EE.pdf" onclick="window.open(\'z.pdf\')">',
)

test('whatever a page holds: no throw, and addresses that are absolute, of the web, without a fragment', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      for (const { url: target, depth, text } of found(`<title>特定個人情報保護評価</title>${parts.join('')}`)
        .links) {
        expect(new URL(target).href).toBe(target)
        expect(target).toMatch(/^https?:[^#]+$/)
        expect(typeof text).toBe('string')
        expect(depth ?? 0).toBeLessThanOrEqual(3)
      }
    }),
    { numRuns: 500 },
  )
})

test('<link rel=next> leads to the next page of a list, on the sites of the source only', () => {
  const next = (href: string) => `<link rel="prefetch NEXT" href="${href}">${paper('/1.pdf')}`
  expect(found(next('?page=2')).links).toMatchObject([
    { url: 'https://www.city.made.example/1.pdf', kind: 'document' },
    { url: 'https://www.city.made.example/a/page.html?page=2', kind: 'page', depth: 0 },
  ])
  expect(urls(found(next('https://other.example/2')))).toEqual(['https://www.city.made.example/1.pdf'])
  expect(urls(found('<link rel="next" href="?page=2"><h1>広報</h1>'))).toEqual([])
})

test('links that ask not to be followed are not; an assessment behind one is named', () => {
  const outcome = found(
    list(
      '<a href="/1.pdf" rel="external NoFollow">介護保険に関する事務 基礎項目評価書</a><a href="/next/" rel="nofollow">次のページ</a><a href="/old/">過去の評価書</a>',
    ),
  )
  expect(urls(outcome)).toEqual(['https://www.city.made.example/old/'])
  expect(outcome.problems).toMatchObject([
    { code: 'document-nofollow', listing: { title: '介護保険に関する事務 基礎項目評価書', form: '様式2' } },
  ])
})
