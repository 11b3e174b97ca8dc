import type { Counts, RunRecord, UnplacedShare, UnplacedText } from '../../db/index.ts'
import { listCounts, renderCounts } from './counts.ts'
import { counted, number, oneLine, percent, printable } from './words.ts'

export type StatusReport = {
  readonly counts: Counts
  /** Documents that are kept, but not counted: their files have changed since. */
  readonly superseded: number
  readonly mostUnplaced: readonly UnplacedShare[]
  readonly commonUnplaced: readonly UnplacedText[]
  readonly lastRun?: RunRecord
}

/** The state of a database for people. */
export function renderStatus(report: StatusReport): string {
  const { counts, superseded } = report
  const documents = counts.documents.reduce((sum, { count }) => sum + count, 0)
  const earlier = superseded > 0 ? `; ${counted(superseded, 'earlier version')} kept` : ''
  const lines = [
    `Documents    ${number(documents)}: ${listCounts(counts.documents)}${earlier}`,
    ...renderCounts(counts),
    `Prefectures  ${listCounts(counts.prefectures)}`,
    ...(report.lastRun ? [`Last run     ${runOf(report.lastRun)}`] : []),
    ...block(
      'Most text left over',
      report.mostUnplaced.map(
        ({ id, title, unplaced, characters }) =>
          `${id}  ${percent(unplaced, characters)}  ${oneLine(title ?? '', 40)}`,
      ),
    ),
    ...block(
      'Left over most often',
      report.commonUnplaced.map(
        ({ text, evaluations }) => `${counted(evaluations, 'evaluation')}: ${oneLine(text, 60)}`,
      ),
    ),
  ]
  return printable(`${lines.join('\n')}\n`)
}

function runOf(run: RunRecord): string {
  const end = run.finished === null ? 'interrupted, or still going on' : `${number(run.failed)} failed`
  return `${run.started}, parser ${run.parser}: ${number(run.new)} new, ${number(run.unchanged)} unchanged, ${number(run.reparsed)} parsed again; ${end}`
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}
