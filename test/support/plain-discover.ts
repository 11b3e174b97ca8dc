import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import type { CrawlSource, Discover } from '../../corpus/crawl/index.ts'

/**
 * Takes every link of a page: what ends like a file is a document. The fingerprint is that of the elements' names.
 * `data-number` is the 評価書番号 that the page gives.
 */
export const plainDiscover: Discover = (_, page) => {
  const $ = load(new TextDecoder().decode(page.bytes))
  const links = $('a[href]')
    .toArray()
    .map((element) => {
      const link = $(element)
      const href = link.attr('href')!
      const url = URL.canParse(href, page.url) ? new URL(href, page.url).href : href
      const number = link.attr('data-number')
      return {
        url,
        kind: /\.(?:pdf|xlsx|zip)$/.test(url) ? ('document' as const) : ('page' as const),
        text: link.text(),
        ...(number !== undefined && { listing: { number } }),
      }
    })
  const structure = $('*')
    .toArray()
    .map((element) => ('name' in element ? element.name : ''))
    .join(' ')
  return { links, problems: [], fingerprint: createHash('sha256').update(structure).digest('hex') }
}

/** A source of an invented town. */
export function town(name: string, start: string, more: Partial<CrawlSource> = {}): CrawlSource {
  return { agency: { name }, kind: 'pages', start: [start], ...more }
}
