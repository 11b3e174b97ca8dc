import type { AgencyCoverage, Coverage, Paper } from '../coverage/index.ts'
import { overdueOf, overdueText, standingText, statesOf } from './coverage.ts'
import { escaped, htmlPage, linkTo } from './html-page.ts'

/** A page of its own. */
export function renderCoverageHtml(coverage: Coverage): string {
  return htmlPage(`${coverage.prefecture} ${coverage.today}`, coverageHtml(coverage))
}

/** A tile for each agency, coloured by how far its papers have come, then the papers. */
export function coverageHtml({ prefecture, today, agencies, totals }: Coverage): string {
  const local = agencies.filter(({ code }) => code !== undefined)
  const others = agencies.filter(({ code }) => code === undefined)
  return `<h1>${escaped(prefecture)}</h1>
<p>${escaped(today)}: ${totals.agencies} agencies, ${totals.withoutSource} without a source. Papers: ${statesOf(totals.papers)}. Overdue: ${overdueOf(totals.overdue)}.</p>
<ul class="legend">${LEGEND.map(([standing, text]) => `<li class="${standing}">${text}</li>`).join('')}</ul>
<h2>Prefecture and municipalities</h2>
${tiles(local)}
${others.length === 0 ? '' : `<h2>Other bodies</h2>\n${tiles(others)}`}
${agencies.filter(hasSection).map(section).join('\n')}`
}

const hasSection = ({ papers, findings }: AgencyCoverage): boolean => papers.length + findings.length > 0

const LEGEND = [
  ['unknown', 'nothing known, no source'],
  ['not-crawled', 'has a source, not crawled yet'],
  ['silent', 'crawled, nothing found'],
  ['unreachable', 'nothing found, a start page could not be had'],
  ['partial', 'partly parsed'],
  ['complete', 'all parsed'],
] as const satisfies readonly (readonly [AgencyCoverage['standing'], string])[]

const tiles = (agencies: readonly AgencyCoverage[]): string =>
  `<ul class="map">${agencies.map((agency) => `<li>${tile(agency)}</li>`).join('\n')}</ul>`

function tile(agency: AgencyCoverage): string {
  const says = `class="${agency.standing}" title="${escaped(standingText(agency))}"`
  const text = `${escaped(agency.name)}<small>${tileText(agency)}</small>`
  return hasSection(agency)
    ? `<a ${says} href="#${idOf(agency)}">${text}</a>`
    : `<span ${says}>${text}</span>`
}

/** 12 / 14: parsed papers of those that stand. */
function tileText({ counts, standing }: AgencyCoverage): string {
  if (standing !== 'partial' && standing !== 'complete') return '–'
  const { parsed, doubtful, fetched, listed } = counts
  return `${parsed} / ${parsed + doubtful + fetched + listed}`
}

function section(agency: AgencyCoverage): string {
  const { name, papers, gaps, findings, sources } = agency
  const notes = [
    ...gaps.map(({ agency: series, missing }) => `No number ${missing.join(', ')} (${series})`),
    ...findings.map(({ code, message }) => `${code}: ${message}`),
  ]
  return `<section id="${idOf(agency)}"><h2>${escaped(name)}</h2>
<p>${escaped(standingText(agency))}; ${statesOf(agency.counts)}${sources.map((url) => `; ${linkTo(url, url)}`).join('')}</p>
${notes.length === 0 ? '' : `<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>`}
${papers.length === 0 ? '' : `<table><thead><tr><th>評価書番号</th><th>様式</th><th>評価書名</th><th>公表日</th><th>state</th><th>places</th></tr></thead><tbody>${papers.map((paper) => row(paper, name)).join('\n')}</tbody></table>`}</section>`
}

function row(paper: Paper, agency: string): string {
  const { number, form, title, date, state, draft, organ, overdue, reasons, locations } = paper
  const isOfBoard = organ !== undefined && organ !== agency
  const notes = [
    state,
    ...(isOfBoard ? [organ] : []),
    ...(draft ? ['draft'] : []),
    ...(overdue ? [overdueText(overdue)] : []),
    ...reasons,
  ]
  const places = locations.map((location, index) => linkTo(location, String(index + 1))).join(' ')
  return `<tr class="${state}"><td>${escaped(number ?? '')}</td><td>${escaped(form ?? '')}</td><td>${escaped(title ?? locations[0] ?? '')}</td><td>${escaped(date ?? '')}</td><td>${escaped(notes.join('; '))}</td><td>${places}</td></tr>`
}

const idOf = ({ code, name }: AgencyCoverage): string => `agency-${encodeURIComponent(code ?? name)}`
