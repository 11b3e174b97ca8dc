import type { AgencyCoverage, Coverage, Paper } from '../coverage/index.ts'
import { overdueOf, overdueText, standingText, statesOf } from './coverage.ts'

/** A page of its own: a tile for each agency, coloured by how far its papers have come, then the papers. */
export function renderCoverageHtml(coverage: Coverage): string {
  const { prefecture, today, agencies, totals } = coverage
  const local = agencies.filter(({ code }) => code !== undefined)
  const others = agencies.filter(({ code }) => code === undefined)
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(prefecture)} ${escaped(today)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(prefecture)}</h1>
<p>${escaped(today)}: ${totals.agencies} agencies, ${totals.withoutSource} without a source. Papers: ${statesOf(totals.papers)}. Overdue: ${overdueOf(totals.overdue)}.</p>
<ul class="legend">${LEGEND.map(([standing, text]) => `<li class="${standing}">${text}</li>`).join('')}</ul>
<h2>Prefecture and municipalities</h2>
${tiles(local)}
${others.length === 0 ? '' : `<h2>Other bodies</h2>\n${tiles(others)}`}
${agencies
  .filter(({ papers, findings }) => papers.length + findings.length > 0)
  .map(section)
  .join('\n')}
</body>
</html>
`
}

const LEGEND = [
  ['unknown', 'nothing known, no source'],
  ['not-crawled', 'has a source, not crawled yet'],
  ['silent', 'crawled, nothing found'],
  ['partial', 'partly parsed'],
  ['complete', 'all parsed'],
] as const satisfies readonly (readonly [AgencyCoverage['standing'], string])[]

const STYLE = `body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
.map{display:grid;grid-template-columns:repeat(auto-fill,minmax(7rem,1fr));gap:.4rem;list-style:none;padding:0}
.map a,.legend li{border-radius:.3rem;color:inherit;display:block;padding:.5rem;text-decoration:none}
.map small{display:block}.legend{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0}
.unknown{background:#eee}.not-crawled{background:#d9e2ec}.silent{background:#f4c7ab}.partial{background:#f7e39c}.complete{background:#b7dfb0}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}
.doubtful td,.gone td{background:#fbe3d6}.superseded td,.ended td{color:#777}`

const tiles = (agencies: readonly AgencyCoverage[]): string =>
  `<ul class="map">${agencies.map((agency) => `<li><a class="${agency.standing}" href="#${idOf(agency)}" title="${escaped(standingText(agency))}">${escaped(agency.name)}<small>${tileText(agency)}</small></a></li>`).join('\n')}</ul>`

/** 12 / 14: parsed papers of those that stand. */
function tileText({ counts, standing }: AgencyCoverage): string {
  if (standing === 'unknown' || standing === 'not-crawled' || standing === 'silent') return '–'
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
  return `<tr class="${state}"><td>${escaped(number ?? '')}</td><td>${escaped(form ?? '')}</td><td>${escaped(title ?? '')}</td><td>${escaped(date ?? '')}</td><td>${escaped(notes.join('; '))}</td><td>${places}</td></tr>`
}

const idOf = ({ code, name }: AgencyCoverage): string => `agency-${encodeURIComponent(code ?? name)}`

/** A link to the web, or the text alone: an address that was fetched may be anything. */
const linkTo = (location: string, text: string): string =>
  /^https?:\/\//.test(location)
    ? `<a href="${escaped(location)}" rel="noreferrer">${escaped(text)}</a>`
    : escaped(location)

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character]!).replace(/[\p{Cc}--\n]/gv, '\ufffd')
