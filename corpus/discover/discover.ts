import { type CheerioAPI, load } from 'cheerio'
import type { Element } from 'domhandler'
import type { FetchedPage, Listing, PageLink, PageOutcome, PageProblem } from '../crawl/types.ts'
import type { LinkPattern, Source } from '../sources/source.ts'
import { areTwins, bareHost, hostOf, normaliseAddress, resolveAddress } from './address.ts'
import { type Candidate, candidatesOf } from './candidate.ts'
import { decodePage } from './decode-page.ts'
import { nestsTooDeep, textOf } from './dom.ts'
import { fingerprintOf } from './fingerprint.ts'
import { isOnSubject, judgeFile, settle } from './judge.ts'
import { cutLines } from './lines.ts'
import { listingOf, listingOfRow, tidyTitle } from './listing.ts'
import { isAssessmentText, isFile } from './own-content.ts'
import { judgePage } from './pages-on.ts'
import { rowByHeads } from './row.ts'
import { fillForm, nextPage } from './search-form.ts'
import { rowsWithoutLink } from './table.ts'
import { formIn, keyOf, namesPaper, namesRegulatorSearch } from './wording.ts'

/** What a page is, once decoded: what all rules look at. */
type ReadPage = {
  readonly $: CheerioAPI
  readonly page: FetchedPage
  readonly source: Source
  readonly charset: string
  /** What relative addresses are resolved against. */
  readonly base: string
}

/** The codes of what `discover` finds odd about a page, and what each says. */
export const PAGE_PROBLEMS = {
  'points-to-regulator': 'The page links no assessment and names the search page of the regulator instead.',
  'document-elsewhere': 'An assessment is linked on a host that the source does not allow.',
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

/** A page or file that turns out to be a document. */
const itself = (page: FetchedPage, text = ''): PageLink => {
  const title = tidyTitle(text)
  const form = formIn(text)
  const listing = { ...(title !== '' && { title }), ...(form && { form }) }
  return { url: page.url, kind: 'document', text, ...(hasAny(listing) && { listing }) }
}

function baseOf($: CheerioAPI, url: string): string {
  const href = $('base[href]').first().attr('href')
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url
}

function discoverLinks(read: ReadPage): PageOutcome {
  const { $, page, source } = read
  const whole = textOf($.root()[0]!)
  const title = textOf($('h1, title').last()[0] ?? $.root()[0]!)
  if (isAssessmentText(whole) && $('a[href]').length < 15)
    return { links: [itself(page, title)], problems: [], fingerprint: fingerprintOf([]) }

  const candidates = allCandidates(read)
  const headings = $('title, h1, h2, h3, h4, caption').toArray().map(textOf)
  const onSubject = isOnSubject(headings)
  const files = candidates.filter(({ target }) => target === 'file')
  const judged = files.map((candidate) => ({ candidate, verdict: judgeFile(candidate, onSubject) }))
  const settled = settle(judged)
  const taken = files.filter((one) => ruled(source, one, 'document') ?? settled.has(one))

  const problems: PageProblem[] = []
  const documents = unique(taken.filter((one) => mayFetch(read, one, problems)).map(documentLink))
  const pages = onlyPages(read, candidates, onSubject, documents.length > 0)
  if (documents.length === 0 && pages.length === 0 && namesRegulatorSearch(whole))
    problems.push({
      code: 'points-to-regulator',
      message:
        'no assessment is linked here; the page says that they are found by the search page of the regulator',
    })
  problems.push(...rowsWithoutDocument(taken))
  return {
    links: [...documents, ...pages],
    problems,
    fingerprint: fingerprintOf(taken),
  }
}

function allCandidates({ $, source, base, charset, page }: ReadPage): Candidate[] {
  const roots = source.links.within === undefined ? $('body') : $(source.links.within)
  const address = { url: base, charset, ignoreQuery: source.links.ignoreQuery }
  const body = $('frameset').length > 0 ? $('html') : roots
  return body
    .toArray()
    .flatMap((root) => cutLines(root as Element))
    .flatMap((line) => candidatesOf(line, ({ href }) => resolveAddress(href, address)))
    .filter(({ url }) => url !== normaliseAddress(page.url, source.links.ignoreQuery))
}

/** What the source's own rules say of a link: taken, left, or nothing. */
function ruled(source: Source, { url, own }: Candidate, kind: 'page' | 'document'): boolean | undefined {
  const fits = (pattern: LinkPattern) =>
    (pattern.url === undefined || new RegExp(pattern.url, 'u').test(url)) &&
    (pattern.text === undefined || new RegExp(pattern.text, 'u').test(keyOf(own)))
  if (source.links.exclude.some((pattern) => (pattern.kind ?? kind) === kind && fits(pattern))) return false
  if (source.links.include.some((pattern) => (pattern.kind ?? 'document') === kind && fits(pattern)))
    return true
  return undefined
}

/** The hosts of the start pages, those that the source names, and that of the page, where a start page may have moved to. */
const isAllowed = ({ source, page }: ReadPage, url: string): boolean => {
  const hosts = [...source.start.map(hostOf), ...(source.allowedHosts ?? []), hostOf(page.url)]
  return hosts.some((one) => bareHost(one) === bareHost(hostOf(url)))
}

function mayFetch(read: ReadPage, { url, label }: Candidate, problems: PageProblem[]): boolean {
  if (isAllowed(read, url)) return true
  problems.push({
    code: 'document-elsewhere',
    message: `${label}: ${url} is on a host that the source does not allow; add it to allowedHosts if it is the agency's`,
  })
  return false
}

/** Rows of the tables of assessments that link nothing: an operation that has ended, or a paper at the office only. */
function rowsWithoutDocument(taken: readonly Candidate[]): PageProblem[] {
  const tables = new Set(taken.map(({ line }) => line.place.table).filter((table) => table !== undefined))
  return [...tables].flatMap((table) =>
    rowsWithoutLink(table).flatMap((row) => {
      const listing = listingOfRow(rowByHeads(table, row))
      if (listing.title === undefined) return []
      const message = `${listing.number ?? ''} ${listing.title}: listed without a link`.trim()
      return [{ code: 'listed-without-document', message, listing }]
    }),
  )
}

const documentLink = (candidate: Candidate): PageLink => {
  const listing = listingOf(candidate)
  return { url: candidate.url, kind: 'document', text: candidate.label, ...(hasAny(listing) && { listing }) }
}
const hasAny = (listing: Listing): boolean => Object.keys(listing).length > 0

/** One link for each address; a later one may say what the first leaves open. */
function unique(links: readonly PageLink[]): PageLink[] {
  const byUrl = new Map<string, PageLink>()
  for (const link of links) {
    const known = byUrl.get(link.url)
    const listing = { ...link.listing, ...known?.listing }
    byUrl.set(link.url, { ...(known ?? link), ...(hasAny(listing) && { listing }) })
  }
  return [...byUrl.values()]
}

function onlyPages(
  read: ReadPage,
  candidates: readonly Candidate[],
  onSubject: boolean,
  holdsDocuments: boolean,
): PageLink[] {
  const { source, page, $ } = read
  const refreshed = refreshTarget(read)
  const links: PageLink[] =
    refreshed === undefined ? [] : [{ url: refreshed, kind: 'page', text: '', depth: page.depth }]
  const frames = new Set($('frame, iframe').toArray())
  for (const candidate of candidates) {
    const { url, own, target, element } = candidate
    if (target !== 'page' || !isAllowed(read, url) || areTwins(url, page.url)) continue
    const rule = ruled(source, candidate, 'page')
    if (rule === false) continue
    const way = frames.has(element)
      ? 'same-list'
      : rule
        ? 'deeper'
        : judgePage(candidate, onSubject, holdsDocuments)
    const depth = way === 'same-list' ? page.depth : page.depth + 1
    if (way === 'no' || depth > source.depth) continue
    // The page may be the assessment itself: what the listing says of it goes along.
    const listing = namesPaper(own) === 'own' ? listingOf(candidate) : {}
    links.push({ url, kind: 'page', text: own, depth, ...(hasAny(listing) && { listing }) })
  }
  return unique(links)
}

/** <meta http-equiv="refresh" content="0; url=…"> */
function refreshTarget(read: ReadPage): string | undefined {
  const { $, base, source, charset, page } = read
  const content = $('meta[http-equiv]')
    .toArray()
    .find(({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'refresh')?.attribs.content
  const href = /url\s*=\s*["']?([^"']+)/i.exec(content ?? '')?.[1]
  const url =
    href === undefined
      ? undefined
      : resolveAddress(href, { url: base, charset, ignoreQuery: source.links.ignoreQuery })
  return url !== undefined && isAllowed(read, url) && url !== normaliseAddress(page.url) ? url : undefined
}

type SearchSource = Extract<Source, { kind: 'search-form' }>

/** The start page gives the request that submits its form; the result pages give documents and the next one. */
function discoverResults(read: ReadPage, source: SearchSource): PageOutcome {
  const { $, page, base, charset } = read
  const { form } = source
  if (page.depth === 0) {
    const sent = fillForm($, form, base, charset)
    const fingerprint = fingerprintOf([])
    if (sent === undefined)
      return {
        links: [],
        problems: [{ code: 'no-search-form', message: `${form.selector} fits nothing` }],
        fingerprint,
      }
    return { links: [{ ...sent, kind: 'page', text: form.agency, depth: 1 }], problems: [], fingerprint }
  }
  const rows = $(form.rows).toArray() as Element[]
  const inRows = allCandidates(read).flatMap((candidate) => {
    const row = rows.find((one) => $(candidate.element).closest(one).length > 0)
    return row && $(candidate.element).is($(row).find(form.documents)) ? [{ candidate, row }] : []
  })
  const cell = (row: Element, selector: string | undefined) =>
    selector === undefined ? undefined : textOf($(row).find(selector)[0] ?? $('<i></i>')[0]!)
  const ofAgency = inRows.filter(({ row }) => cell(row, form.columns.agency)?.startsWith(form.agency) ?? true)
  const documents = ofAgency
    .filter(({ candidate }) => isAllowed(read, candidate.url))
    .map(({ candidate, row }) => {
      const link = documentLink(candidate)
      const { agency: _, form: formCell, ...texts } = form.columns
      const said = Object.entries(texts).flatMap(([name, selector]) => {
        const text = cell(row, selector)
        return text ? [[name, text]] : []
      })
      const formText = cell(row, formCell)
      const named = formText === undefined ? undefined : formIn(formText)
      return {
        ...link,
        listing: { ...link.listing, ...Object.fromEntries(said), ...(named && { form: named }) },
      }
    })
  const next = form.next === undefined ? undefined : nextPage($, form.next, base, charset)
  const nextLinks: PageLink[] =
    next && isAllowed(read, next.url) ? [{ ...next, kind: 'page', text: '次', depth: page.depth }] : []
  return {
    links: [...unique(documents), ...nextLinks],
    problems:
      rows.length > 0
        ? []
        : [{ code: 'no-result-rows', message: `${form.rows} fits nothing on the result page` }],
    fingerprint: fingerprintOf(ofAgency.map(({ candidate }) => candidate)),
  }
}
