import type { AgencySummary, CrawlFinding, CrawlSummary } from '../../corpus/crawl/index.ts'
import { counted, printable } from './words.ts'

type Column = readonly [heading: string, value: (agency: AgencySummary) => number]
export const columns: readonly Column[] = [
  ['pages', ({ pages }) => pages.read],
  ['listed', ({ documents }) => documents.listed],
  ['new', ({ documents }) => documents.new],
  ['changed', ({ documents }) => documents.changed],
  ['same', ({ documents }) => documents.unchanged],
  ['gone', ({ documents }) => documents.gone],
  ['dead', ({ documents }) => documents.dead],
  ['failed', ({ documents, pages }) => documents.failed + pages.failed],
  ['refused', ({ documents }) => documents.refused],
  ['to do', ({ documents, pages }) => documents.pending + pages.pending],
]

/** The end of a crawl for people: a row per agency, what could not be had and why, what to look at. */
export function renderCrawlSummary({ run, agencies }: CrawlSummary): string {
  const begun = `Run ${run.id}${run.resumed ? ', gone on with' : ''}`
  const state = run.finished ? 'finished' : 'not finished: the same command goes on with it'
  const rows = agencies.map((agency) => [
    ...columns.map(([, value]) => String(value(agency))),
    [agency.agency.prefecture, agency.agency.name].filter((name) => name !== undefined).join(' '),
  ])
  const lines = [
    `${begun}, ${counted(agencies.length, 'source')}: ${state}`,
    '',
    ...alignRight([[...columns.map(([heading]) => heading), 'agency'], ...rows]),
    ...section(agencies, 'Not had', ({ errors }) => errors.flatMap(findingLines)),
    ...section(agencies, 'Odd pages', ({ problems }) => problems.flatMap(findingLines)),
    ...section(agencies, 'Look at this', ({ breaches }) =>
      breaches.map(({ severity, code, message }) => `    ${severity} ${code}: ${message}`),
    ),
  ]
  return printable(`${lines.join('\n')}\n`)
}

/** Numbers under their headings; the last column is text and stays as it is. */
function alignRight(rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows.map((row) =>
    row.map((cell, index) => (index < widths.length ? cell.padStart(widths[index]!) : cell)).join('  '),
  )
}

function section(
  agencies: readonly AgencySummary[],
  heading: string,
  linesOf: (agency: AgencySummary) => readonly string[],
): string[] {
  const lines = agencies.flatMap((agency) => {
    const own = linesOf(agency)
    return own.length === 0 ? [] : [`  ${agency.agency.name}`, ...own]
  })
  return lines.length === 0 ? [] : ['', heading, ...lines]
}

function findingLines({ url, code, message, referrer }: CrawlFinding): string[] {
  return [
    `    ${url}`,
    `      ${code}: ${message}${referrer === undefined ? '' : ` (linked from ${referrer})`}`,
  ]
}
