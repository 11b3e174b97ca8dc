import type { PageLink, PageOutcome, PageProblem } from '../crawl/types.ts'
import type { LinkPattern, Source } from '../sources/source.ts'
import { areTwins, normaliseAddress, resolveAddress } from './address.ts'
import type { Candidate } from './candidate.ts'
import { textOf } from './dom.ts'
import { fingerprintOf } from './fingerprint.ts'
import { isOnSubject, judgeFile, settle } from './judge.ts'
import { listingOf, listingOfRow } from './listing.ts'
import { isAssessmentText } from './own-content.ts'
import { judgePage } from './pages-on.ts'
import { allCandidates, documentLink, hasAny, isAllowed, itself, type ReadPage, unique } from './read-page.ts'
import { rowByHeads } from './row.ts'
import { rowsWithoutLink } from './table.ts'
import { keyOf, namesPaper, namesRegulatorSearch } from './wording.ts'

/** A page with more links than this is none that a person typed an assessment on. */
const MOST_LINKS = 15

/** The assessments that a page links, and the pages that lead on to some. */
export function discoverLinks(read: ReadPage): PageOutcome {
  const { $, page, source } = read
  const whole = textOf($.root()[0]!)
  const title = textOf($('h1, title').last()[0] ?? $.root()[0]!)
  if (isAssessmentText(whole) && $('a[href]').length <= MOST_LINKS)
    return { links: [itself(page, title)], problems: [], fingerprint: fingerprintOf([]) }

  const candidates = allCandidates(read)
  const headings = $('title, h1, h2, h3, h4, caption').toArray().map(textOf)
  const onSubject = isOnSubject(headings)
  const files = candidates.filter(({ target }) => target === 'file')
  const judged = files.map((candidate) => ({ candidate, verdict: judgeFile(candidate, onSubject) }))
  const settled = settle(judged)
  const taken = candidates.filter((one) => {
    const rule = ruled(source, one)
    return rule === undefined ? settled.has(one) : rule === 'document'
  })

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

/** What the source's own rules say of a link: left, or taken as what it looks like if they do not say as what. */
function ruled({ links }: Source, { url, own, target }: Candidate): 'page' | 'document' | 'left' | undefined {
  const kind = target === 'file' ? 'document' : 'page'
  const fits = (pattern: LinkPattern) =>
    (pattern.url === undefined || new RegExp(pattern.url, 'u').test(url)) &&
    (pattern.text === undefined || new RegExp(pattern.text, 'u').test(keyOf(own)))
  if (links.exclude.some((pattern) => (pattern.kind ?? kind) === kind && fits(pattern))) return 'left'
  const included = links.include.find(fits)
  return included && (included.kind ?? kind)
}

function mayFetch(read: ReadPage, candidate: Candidate, problems: PageProblem[]): boolean {
  const { url, label } = candidate
  if (isNofollow(candidate)) {
    const message = `${label}: the page asks crawlers not to follow its link to ${url} (rel=nofollow); fetch it by hand`
    problems.push({ code: 'document-nofollow', message, listing: listingOf(candidate) })
    return false
  }
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

function onlyPages(
  read: ReadPage,
  candidates: readonly Candidate[],
  onSubject: boolean,
  holdsDocuments: boolean,
): PageLink[] {
  const { source, page, $ } = read
  const refreshed = refreshTarget(read)
  const next = onSubject || holdsDocuments ? nextPage(read) : undefined
  const links = [refreshed, next].flatMap((url): PageLink[] =>
    url === undefined ? [] : [{ url, kind: 'page', text: '', depth: page.depth }],
  )
  const frames = new Set($('frame, iframe').toArray())
  for (const candidate of candidates) {
    const { url, own, target, element } = candidate
    const rule = ruled(source, candidate)
    if ((rule ?? (target === 'page' ? 'page' : 'document')) !== 'page') continue
    if (!isAllowed(read, url) || isNofollow(candidate) || areTwins(url, page.url)) continue
    const way = frames.has(element)
      ? 'same-list'
      : rule
        ? 'deeper'
        : judgePage(candidate, onSubject, holdsDocuments)
    const depth = way === 'same-list' ? page.depth : page.depth + 1
    if (way === 'no' || depth > source.depth) continue
    // The page may be the assessment itself: what the listing says of it goes along.
    const listing = namesPaper(own) === 'own' ? listingOf(candidate) : {}
    links.push({ url, kind: 'page', text: candidate.printed, depth, ...(hasAny(listing) && { listing }) })
  }
  return unique(links)
}

const isNofollow = ({ element }: Candidate): boolean =>
  /(?:^|\s)nofollow(?:\s|$)/i.test(element.attribs.rel ?? '')

/** <link rel="next" href="…">: the next page of the same list. */
function nextPage(read: ReadPage): string | undefined {
  return targetOf(read, read.$('link[rel~="next" i][href]').first().attr('href'))
}

/** <meta http-equiv="refresh" content="0; url=…"> */
function refreshTarget(read: ReadPage): string | undefined {
  const { $ } = read
  const content = $('meta[http-equiv]')
    .toArray()
    .find(({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'refresh')?.attribs.content
  return targetOf(read, /url\s*=\s*["']?([^"']+)/i.exec(content ?? '')?.[1])
}

/** Another page on a host of the source. */
function targetOf(read: ReadPage, href: string | undefined): string | undefined {
  const { base, source, charset, page } = read
  const url =
    href === undefined
      ? undefined
      : resolveAddress(href, { url: base, charset, ignoreQuery: source.links.ignoreQuery })
  return url !== undefined && isAllowed(read, url) && url !== normaliseAddress(page.url) ? url : undefined
}
