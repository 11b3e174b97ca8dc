import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { discover } from '../../../corpus/discover/index.ts'
import { Source } from '../../../corpus/sources/index.ts'
import { encodePage } from '../../support/site/site.ts'

const folder = join(import.meta.dirname, 'listing-cases')
const url = 'https://www.city.made.example/a/b/page.html'
const source = Source.parse({ kind: 'pages', agency: { name: '架空市' }, start: [url] })

const found = (bytes: Uint8Array, headers: Record<string, string> = {}) =>
  discover(source, { url, requestedUrl: url, headers, bytes, depth: 0 })
const documents = (outcome: ReturnType<typeof found>) =>
  outcome.links
    .filter(({ kind }) => kind === 'document')
    .map((link) => {
      const { form, number, draft } = link.listing ?? {}
      return `${link.url} ${[form, number, draft && 'draft'].filter(Boolean).join(' ')}`.trim()
    })
    .sort()

describe.each(readdirSync(folder))('%s', (name) => {
  const html = readFileSync(join(folder, name), 'utf8')
  const page = load(html)
  // <a data-paper="様式2 5">: an assessment, and what its listing says of form and number.
  const expected = page('a[data-paper]')
    .toArray()
    .map(({ attribs }) => `${new URL(attribs.href!, url).href} ${attribs['data-paper']}`.trim())
    .sort()
  const pages = page('a[data-page]')
    .toArray()
    .map(({ attribs }) => new URL(attribs.href!, url).href)

  test('its assessments are taken, and nothing else', () => {
    const outcome = found(new TextEncoder().encode(html))
    expect(documents(outcome)).toEqual(expected)
    expect(outcome.links.filter(({ kind }) => kind === 'page').map((link) => link.url)).toEqual(pages)
  })

  // No charset is said, or a wrong one.
  const bare = html.replace(/<meta charset="utf-8">/, '')
  test.each(['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp'] as const)('the same in %s', (charset) => {
    const bytes = encodePage(bare, charset)
    expect(documents(found(bytes))).toEqual(expected)
    expect(documents(found(bytes, { 'content-type': `text/html; charset=${charset}` }))).toEqual(expected)
    expect(documents(found(bytes, { 'content-type': 'text/html; charset=utf-8' }))).toEqual(expected)
  })
})
