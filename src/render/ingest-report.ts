import { relative } from 'node:path'
import type { IngestReport } from '../pipeline/ingest.ts'
import { renderCounts } from './counts.ts'
import { counted, number, printable } from './words.ts'

export type ReportSetting = { readonly cwd: string; readonly database: string }

/** The end of a run for people: what was found, what failed and what to do about it, what to try next. */
export function renderIngestReport(report: IngestReport, setting: ReportSetting): string {
  const { run, counts } = report
  const documents = run.new + run.unchanged + run.reparsed
  const other = run.skipped > 0 ? `; ${counted(run.skipped, 'other file')} passed over` : ''
  const lines = [
    `Documents    ${number(documents)}: ${number(run.new)} new, ${number(run.unchanged)} unchanged, ${number(run.reparsed)} parsed again; ${number(run.failed)} failed${other}`,
    ...renderCounts(counts),
    `Took         ${secondsOf(report).toFixed(1)} s, parser ${run.parser}`,
    ...(run.new + run.reparsed === 0 && run.unchanged > 0
      ? ['', `Nothing has changed: ${setting.database} had all of this already.`]
      : []),
    ...failureLines(report, setting),
    ...nextLines(report, setting),
  ]
  return printable(`${lines.join('\n')}\n`)
}

function secondsOf({ run }: IngestReport): number {
  return run.finished === null ? 0 : (Date.parse(run.finished) - Date.parse(run.started)) / 1000
}

function failureLines({ failures }: IngestReport, { cwd }: ReportSetting): string[] {
  if (failures.length === 0) return []
  return [
    '',
    'Failed',
    ...failures.flatMap(({ location, code, message }) => [
      `  ${shortest(location, cwd)}`,
      `    ${code}: ${message}`,
    ]),
  ]
}

function nextLines({ example }: IngestReport, { database }: ReportSetting): string[] {
  const db = `--db ${database}`
  const show =
    example === undefined ? [] : [[`npx hyoka show ${example} ${db}`, 'an evaluation, item by item']]
  const steps = [
    ...show,
    [`npx hyoka status ${db}`, 'what is in the database'],
    [`npx hyoka ingest PATH/TO/YOUR/FOLDER ${db}`, 'add assessments of your own'],
  ]
  return ['', 'Next', ...steps.flatMap(([command, does]) => [`  ${command}`, `      ${does}`])]
}

function shortest(location: string, cwd: string): string {
  const path = URL.canParse(location) ? location : relative(cwd, location)
  return printable(path !== '' && path.length < location.length ? path : location).replaceAll('\n', '\ufffd')
}
