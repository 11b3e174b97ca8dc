import { load } from 'cheerio'
import type { FetchedPage, PageOutcome } from '../crawl/types.ts'
import type { Source } from '../sources/source.ts'
import { decodePage } from './decode-page.ts'
import { nestsTooDeep } from './dom.ts'
import { fingerprintOf } from './fingerprint.ts'
import { discoverLinks } from './links-of-page.ts'
import { isFile } from './own-content.ts'
import { baseOf, itself, type ReadPage } from './read-page.ts'
import { discoverResults } from './results.ts'

/** The codes of what `discover` finds odd about a page, and what each says. */
export const PAGE_PROBLEMS = {
  'points-to-regulator': 'The page links no assessment and names the search page of the regulator instead.',
  'document-elsewhere': 'An assessment is linked on a host that the source does not allow.',
  'document-nofollow':
    'The page asks crawlers not to follow its link to an assessment (rel=nofollow); it was not fetched.',
  'no-search-form': 'The start page of a search-form source has no form under its selector.',
  'no-result-rows': 'A result page has no row under the selector of the source.',
  'listed-without-document': 'A table of assessments has a row without a link.',
  'nested-too-deep': 'The page has more open elements than a page of a person, and was not parsed.',
} as const

/**
 * Finds the links of a page: to assessments, and to pages that lead on to some. Pure: no network, no clock, no script
 * is run; never throws on a page, however broken.
 */
export function discover(source: Source, page: FetchedPage): PageOutcome {
  if (isFile(page.bytes)) return { links: [itself(page)], problems: [], fingerprint: fingerprintOf([]) }
  const { text, charset } = decodePage(page.bytes, page.headers['content-type'], source.charset)
  if (nestsTooDeep(text)) {
    const message = 'its elements are nested too deep to be parsed'
    return { links: [], problems: [{ code: 'nested-too-deep', message }], fingerprint: fingerprintOf([]) }
  }
  const $ = load(text)
  const read: ReadPage = { $, page, source, charset, base: baseOf($, page.url) }
  return source.kind === 'search-form' ? discoverResults(read, source) : discoverLinks(read)
}
