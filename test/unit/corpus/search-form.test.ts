import { expect, test } from 'vitest'
import { discover } from '../../../corpus/discover/index.ts'
import { Source } from '../../../corpus/sources/index.ts'

const base = 'https://search.made.example/'
const form = {
  agency: '架空町',
  from: '2015-03-05',
  dateFormat: 'yyyy/M/d',
  selector: '#s',
  fields: { q: '{agency}長', since: '{from}' },
  rows: 'tr.hit',
  columns: { agency: '.who', title: '.what', form: '.form' },
  next: '.next',
}
function found(html: string, depth: number, more: object = {}, charset = 'utf-8') {
  const source = Source.parse({
    kind: 'search-form',
    agency: { name: '架空町' },
    start: [base],
    form: { ...form, ...more },
  })
  const headers = { 'content-type': `text/html; charset=${charset}` }
  return discover(source, {
    url: base,
    requestedUrl: base,
    headers,
    bytes: new TextEncoder().encode(html),
    depth,
  })
}

test('a form is sent as its page has it, with the fields of the source', () => {
  const html = `<form><input name=other></form><form id=s method=POST action="find;jsessionid=1">
    <input type=hidden name=token value="a&amp;b"><input name=q value=old><input name=since>
    <input type=checkbox name=off value=1><input type=radio name=on value=2 checked><input name=dead disabled value=1>
    <select name=size><option value=10>10<option value=50 selected>50</select><textarea name=note>x y</textarea>
    <input type=submit name=go value=1></form>`
  expect(found(html, 0).links).toEqual([
    {
      url: 'https://search.made.example/find',
      kind: 'page',
      text: '架空町',
      depth: 1,
      request: {
        method: 'POST',
        contentType: 'application/x-www-form-urlencoded',
        body: `token=a%26b&on=2&size=50&note=x+y&q=${encodeURIComponent('架空町長')}&since=2015%2F3%2F5`,
      },
    },
  ])
})

test('a form without a method is a question in the address', () => {
  const { links } = found('<form id=s action="/find?old=1"><input name=q><input name=since></form>', 0)
  expect(links).toMatchObject([
    { url: `https://search.made.example/find?q=${encodeURIComponent('架空町長')}&since=2015%2F3%2F5` },
  ])
  expect(links[0]).not.toHaveProperty('request')
})

test('rows give documents with their cells; those of other agencies are left out', () => {
  const row = (who: string, href: string) =>
    `<tr class=hit><td class=who>${who}</td><td class=what>介護保険に関する事務</td><td class=form>重点項目評価書</td><td><a href="${href}">開く</a></td></tr>`
  const html = `<table>${row('架空町長', '/get?1')}${row('北架空町長', '/get?2')}${row('架空町教育委員会', '/get?3')}</table>
    <a class=next href="?page=2">次</a><a href="/help.pdf">基礎項目評価書の見方</a>`
  expect(found(html, 1).links).toEqual([
    ...['/get?1', '/get?3'].map((path) => ({
      url: `https://search.made.example${path}`,
      kind: 'document',
      text: '開く',
      listing: { title: '介護保険に関する事務', form: '様式3' },
    })),
    { url: 'https://search.made.example/?page=2', kind: 'page', text: '次', depth: 1 },
  ])
})

test('the next result page by a button of a form', () => {
  const html = `<table><tr class=hit><td class=who>架空町<td><a href=1>開く</a></table>
    <form method=post action=list><input type=hidden name=page value=1><button class=next name=page value=2>次</button></form>`
  const last = found(html, 3).links.at(-1)
  expect(last).toMatchObject({
    url: 'https://search.made.example/list',
    depth: 3,
    request: { method: 'POST', body: 'page=2' },
  })
})

test('a start page without its form, and results without rows, are findings', () => {
  expect(found('<p>休止中</p>', 0)).toMatchObject({ links: [], problems: [{ code: 'no-search-form' }] })
  expect(found('<p>該当なし</p>', 1)).toMatchObject({ links: [], problems: [{ code: 'no-result-rows' }] })
})

test('a form that leads to another host is not followed', () => {
  expect(found('<form id=s action="https://other.example/"><input name=q></form>', 0)).toMatchObject({
    links: [],
    problems: [{ code: 'document-elsewhere' }],
  })
})
