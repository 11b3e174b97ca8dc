import type { CheerioAPI } from 'cheerio'
import type { Element } from 'domhandler'
import type { FetchedPage, Listing, PageLink } from '../crawl/types.ts'
import type { Source } from '../sources/source.ts'
import { bareHost, hostOf, normaliseAddress, resolveAddress } from './address.ts'
import { type Candidate, candidatesOf } from './candidate.ts'
import { cutLines } from './lines.ts'
import { listingOf, tidyTitle } from './listing.ts'
import { formIn } from './wording.ts'

/** What a page is, once decoded: what all rules look at. */
export type ReadPage = {
  readonly $: CheerioAPI
  readonly page: FetchedPage
  readonly source: Source
  readonly charset: string
  /** What relative addresses are resolved against. */
  readonly base: string
}

/** The address that relative ones are resolved against. */
export function baseOf($: CheerioAPI, url: string): string {
  const href = $('base[href]').first().attr('href')
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url
}

/** The links of a page, without those to itself. */
export function allCandidates({ $, source, base, charset, page }: ReadPage): Candidate[] {
  const roots = source.links.within === undefined ? $('body') : $(source.links.within)
  const address = { url: base, charset, ignoreQuery: source.links.ignoreQuery }
  const body = $('frameset').length > 0 ? $('html') : roots
  return body
    .toArray()
    .flatMap((root) => cutLines(root as Element))
    .flatMap((line) => candidatesOf(line, ({ href }) => resolveAddress(href, address)))
    .filter(({ url }) => url !== normaliseAddress(page.url, source.links.ignoreQuery))
}

/** The hosts of the start pages, those that the source names, and that of the page, where a start page may have moved to. */
export const isAllowed = ({ source, page }: ReadPage, url: string): boolean => {
  const hosts = [...source.start.map(hostOf), ...(source.allowedHosts ?? []), hostOf(page.url)]
  return hosts.some((one) => bareHost(one) === bareHost(hostOf(url)))
}

/** A page or file that turns out to be a document. */
export const itself = (page: FetchedPage, text = ''): PageLink => {
  const title = tidyTitle(text)
  const form = formIn(text)
  const listing = { ...(title !== '' && { title }), ...(form && { form }) }
  return { url: page.url, kind: 'document', text, ...(hasAny(listing) && { listing }) }
}

export const documentLink = (candidate: Candidate): PageLink => {
  const listing = listingOf(candidate)
  return {
    url: candidate.url,
    kind: 'document',
    text: candidate.printed,
    ...(hasAny(listing) && { listing }),
  }
}

export const hasAny = (listing: Listing): boolean => Object.keys(listing).length > 0

/** One link for each address; a later one may say what the first leaves open. */
export function unique(links: readonly PageLink[]): PageLink[] {
  const byUrl = new Map<string, PageLink>()
  for (const link of links) {
    const known = byUrl.get(link.url)
    const listing = { ...link.listing, ...known?.listing }
    byUrl.set(link.url, { ...(known ?? link), ...(hasAny(listing) && { listing }) })
  }
  return [...byUrl.values()]
}
