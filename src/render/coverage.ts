import type { AgencyCoverage, Coverage, Paper, PaperState } from '../coverage/index.ts'
import { number, oneLine, printable } from './words.ts'

const STANDINGS: Readonly<Record<AgencyCoverage['standing'], string>> = {
  unknown: 'nothing known, no source',
  'not-crawled': 'has a source, not crawled yet',
  silent: 'crawled, nothing found',
  unreachable: 'nothing found, a start page could not be had',
  partial: 'partly parsed',
  complete: 'all parsed',
}

/** What a prefecture has published, and what is missing of it, for people. */
export function renderCoverage({ prefecture, today, agencies, totals }: Coverage): string {
  const lines = [
    `${prefecture} on ${today}: ${number(totals.agencies)} agencies, ${number(totals.withoutSource)} without a source`,
    `Papers   ${statesOf(totals.papers)}`,
    `Overdue  ${overdueOf(totals.overdue)}`,
    ...agencies.filter(isKnown).flatMap((agency) => ['', ...agencyLines(agency)]),
    ...unknownLines(agencies.filter((agency) => !isKnown(agency))),
  ]
  return printable(`${lines.join('\n')}\n`)
}

const isKnown = ({ standing }: AgencyCoverage): boolean =>
  standing !== 'unknown' && standing !== 'not-crawled'

/** Agencies of which nothing is known, by why: in lines of a few. */
function unknownLines(agencies: readonly AgencyCoverage[]): string[] {
  return [...Map.groupBy(agencies, standingText)].flatMap(([standing, own]) => {
    const rows = Array.from({ length: Math.ceil(own.length / NAMES_A_LINE) }, (_, row) =>
      own.slice(row * NAMES_A_LINE, (row + 1) * NAMES_A_LINE),
    )
    return [
      '',
      `${standing} (${number(own.length)}):`,
      ...rows.map((row) => `    ${row.map(({ name }) => name).join('  ')}`),
    ]
  })
}
const NAMES_A_LINE = 8

export const standingText = ({ standing }: AgencyCoverage): string => STANDINGS[standing]

function agencyLines(agency: AgencyCoverage): string[] {
  const { code, name, papers, counts, gaps, findings, overdue } = agency
  return [
    `${code ?? '      '}  ${name}: ${standingText(agency)}${papers.length > 0 ? `; ${statesOf(counts)}` : ''}`,
    ...papers.map((paper) => `    ${paperLine(paper, name)}`),
    ...gaps.map((gap) => `    no number ${gap.missing.join(', ')} (${gap.agency})`),
    ...(overdue['yearly-check'] + overdue['five-year-assessment'] > 0
      ? [`    overdue: ${overdueOf(overdue)}`]
      : []),
    ...findings.map(({ code: finding, message }) => `    ${finding}: ${oneLine(message, 100)}`),
  ]
}

function paperLine(paper: Paper, agency: string): string {
  const { number: own, form, title, date, state, draft, organ, overdue, reasons, locations } = paper
  return [
    (own ?? '–').padStart(4),
    form ?? '様式?',
    oneLine(title ?? locations[0] ?? '', 48),
    date ?? '',
    draft ? `${state} (draft)` : state,
    ...(organ === undefined || organ === agency ? [] : [organ]),
    ...(overdue ? [overdueText(overdue)] : []),
    ...(state === 'parsed' ? [] : reasons.map((reason) => oneLine(reason, 60))),
  ]
    .filter((part) => part !== '')
    .join('  ')
}

export const overdueText = (overdue: NonNullable<Paper['overdue']>): string =>
  overdue === 'yearly-check' ? 'yearly check due' : 'five-year re-assessment due'

/** `10 parsed, 2 superseded`; `none`. */
export function statesOf(counts: Readonly<Record<PaperState, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  return parts.length === 0 ? 'none' : parts.map(([state, count]) => `${number(count)} ${state}`).join(', ')
}

export function overdueOf(overdue: AgencyCoverage['overdue']): string {
  const yearly = overdue['yearly-check']
  const fiveYears = overdue['five-year-assessment']
  if (yearly + fiveYears === 0) return 'none'
  return `${number(yearly)} yearly checks (1 to 5 years since publication), ${number(fiveYears)} five-year re-assessments`
}
