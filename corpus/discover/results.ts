import type { CheerioAPI } from 'cheerio'
import type { Element } from 'domhandler'
import type { PageLink, PageOutcome, PageProblem } from '../crawl/types.ts'
import type { SearchForm, Source } from '../sources/source.ts'
import type { Candidate } from './candidate.ts'
import { textOf } from './dom.ts'
import { fingerprintOf } from './fingerprint.ts'
import { allCandidates, documentLink, isAllowed, type ReadPage, unique } from './read-page.ts'
import { fillForm, nextPage } from './search-form.ts'
import { formIn } from './wording.ts'

type SearchSource = Extract<Source, { kind: 'search-form' }>

/** The start page gives the request that submits its form; the result pages give documents and the next one. */
export function discoverResults(read: ReadPage, { form }: SearchSource): PageOutcome {
  return read.page.depth === 0 ? question(read, form) : answers(read, form)
}

function question(read: ReadPage, form: SearchForm): PageOutcome {
  const sent = fillForm(read.$, form, read.base, read.charset)
  const problems: PageProblem[] = []
  const elsewhere = `the form leads to ${sent?.url}, a host that the source does not allow`
  if (sent === undefined) problems.push({ code: 'no-search-form', message: `${form.selector} fits nothing` })
  else if (!isAllowed(read, sent.url)) problems.push({ code: 'document-elsewhere', message: elsewhere })
  const links: PageLink[] =
    sent && problems.length === 0 ? [{ ...sent, kind: 'page', text: form.agency, depth: 1 }] : []
  return { links, problems, fingerprint: fingerprintOf([]) }
}

type Answer = { readonly candidate: Candidate; readonly row: Element }

function answers(read: ReadPage, form: SearchForm): PageOutcome {
  const { $, page, base, charset } = read
  const rows = $(form.rows).toArray() as Element[]
  const inRows = allCandidates(read).flatMap((candidate): Answer[] => {
    const row = rows.find((one) => $(candidate.element).closest(one).length > 0)
    return row && $(candidate.element).is($(row).find(form.documents)) ? [{ candidate, row }] : []
  })
  const own = inRows.filter(({ candidate, row }) => {
    const agency = cellOf($, row, form.columns.agency)
    return isAllowed(read, candidate.url) && (agency === undefined || agency.startsWith(form.agency))
  })
  const next = form.next === undefined ? undefined : nextPage($, form.next, base, charset)
  const nextLinks: PageLink[] =
    next && isAllowed(read, next.url) ? [{ ...next, kind: 'page', text: '次', depth: page.depth }] : []
  const message = `${form.rows} fits nothing on the result page`
  return {
    links: [...unique(own.map((answer) => answerLink($, answer, form))), ...nextLinks],
    problems: rows.length > 0 ? [] : [{ code: 'no-result-rows', message }],
    fingerprint: fingerprintOf(own.map(({ candidate }) => candidate)),
  }
}

/** A document with what its row says; the columns that the source names are surer than those that are told by looks. */
function answerLink($: CheerioAPI, { candidate, row }: Answer, { columns }: SearchForm): PageLink {
  const link = documentLink(candidate)
  const { agency, form: formColumn, ...texts } = columns
  const { department, ...listing } = link.listing ?? {}
  const said = Object.entries(texts).flatMap(([name, selector]) => {
    const text = cellOf($, row, selector)
    return text ? [[name, text]] : []
  })
  const form = formIn(cellOf($, row, formColumn) ?? '')
  return {
    ...link,
    listing: {
      ...listing,
      ...(department !== undefined && department !== cellOf($, row, agency) && { department }),
      ...Object.fromEntries(said),
      ...(form && { form }),
    },
  }
}

function cellOf($: CheerioAPI, row: Element, selector: string | undefined): string | undefined {
  const [cell] = selector === undefined ? [] : $(row).find(selector).toArray()
  return cell && textOf(cell)
}
