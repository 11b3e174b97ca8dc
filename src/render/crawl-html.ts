import type { AgencySummary, CrawlFinding, CrawlSummary } from '../../corpus/crawl/index.ts'
import type { Coverage } from '../coverage/index.ts'
import { coverageHtml } from './coverage-html.ts'
import { columns } from './crawl-summary.ts'
import { escaped, htmlPage, linkTo } from './html-page.ts'

/** The end of a crawl as a page: a row for each source, what to look at, then the coverage of the prefectures. */
export function renderCrawlHtml({ run, agencies }: CrawlSummary, coverages: readonly Coverage[]): string {
  const heads = [...columns.map(([heading]) => heading), 'agency']
  const body = `<h1>Crawl ${run.id}, ${escaped(run.startedAt)}${run.finished ? '' : ' (not finished)'}</h1>
<table><thead><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr></thead><tbody>${agencies.map(row).join('\n')}</tbody></table>
${agencies.map(notes).join('')}
${coverages.map(coverageHtml).join('\n')}`
  return htmlPage(`Crawl ${run.id}`, body)
}

const row = (agency: AgencySummary): string =>
  `<tr>${columns.map(([, value]) => `<td class="number">${value(agency)}</td>`).join('')}<td>${escaped(agency.agency.name)}</td></tr>`

function notes({ agency, errors, problems, breaches }: AgencySummary): string {
  const items = [
    ...breaches.map(({ severity, code, message }) => escaped(`${severity} ${code}: ${message}`)),
    ...[...errors, ...problems].map(findingHtml),
  ]
  if (items.length === 0) return ''
  return `<h3>${escaped(agency.name)}</h3><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>\n`
}

const findingHtml = ({ url, code, message }: CrawlFinding): string =>
  `${linkTo(url, url)} ${escaped(`${code}: ${message}`)}`
