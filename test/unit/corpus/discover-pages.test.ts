import { expect, test } from 'vitest'
import { discover } from '../../../corpus/discover/index.ts'
import { Source } from '../../../corpus/sources/index.ts'
import { makePage } from '../../support/listing-pages/generate.ts'

const PAGES = 400
const url = 'https://www.city.made.example/page.html'
const source = Source.parse({ kind: 'pages', agency: { name: '架空市' }, start: [url] })

test('pages of other styles: hardly a document is missed, and hardly another file taken', () => {
  let right = 0
  let found = 0
  let expected = 0
  const missed: string[] = []
  for (let seed = 1; seed <= PAGES; seed++) {
    const { html, papers, style } = makePage(seed)
    const page = { url, requestedUrl: url, headers: {}, bytes: new TextEncoder().encode(html), depth: 0 }
    const documents = discover(source, page).links.filter(({ kind }) => kind === 'document')
    right += documents.filter((link) => papers.has(link.url)).length
    found += documents.length
    expected += papers.size
    if (documents.length < papers.size) missed.push(`${style} (seed ${seed})`)
  }
  console.log(
    `discovery on ${PAGES} made pages: precision ${right}/${found}, recall ${right}/${expected}; missed on: ${missed.join(', ')}`,
  )
  expect(right / found).toBeGreaterThan(0.995)
  expect(right / expected).toBeGreaterThan(0.99)
})
