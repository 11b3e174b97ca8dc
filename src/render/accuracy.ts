import { basename } from 'node:path'
import {
  type AccuracyReport,
  type Finding,
  type MeasuredDocument,
  OUTCOMES,
  SURE,
  SURE_SHARE,
  type Tally,
} from '../accuracy/index.ts'
import { counted, number, oneLine, percent, printable } from './words.ts'

/** Tables for people; `verbose` adds each thing that is not right. */
export function renderAccuracy(report: AccuracyReport, { verbose }: { verbose: boolean }): string {
  const { documents, exact, failed, forms, scores } = report
  const lines = [
    `Documents  ${number(documents.length)}: ${number(exact)} without any difference, ${number(failed)} failed; form right in ${number(forms.right)} of ${number(forms.all)}; parser ${report.parser}`,
    `Scores     precision ${scores.precision.toFixed(4)}, recall ${scores.recall.toFixed(4)}, F1 ${scores.f1.toFixed(4)}`,
    '',
    ...kindTable(report),
    '',
    ...calibrationTable(report),
    '',
    ...documentTable(documents),
    ...agreementLines(report, verbose),
    ...(verbose ? documents.flatMap(findingLines) : []),
  ]
  return printable(`${lines.join('\n')}\n`)
}

function kindTable({ byInput, tally }: AccuracyReport): string[] {
  const heads = ['Input', 'Kind', ...OUTCOMES, 'share right']
  const rows = byInput.flatMap(({ input, kinds, tally }) => [
    ...kinds.map(({ kind, tally }) => [input, kind, ...cellsOf(tally)]),
    [input, 'all', ...cellsOf(tally)],
  ])
  const total = byInput.length > 1 ? [['all', 'all', ...cellsOf(tally)]] : []
  return table([heads, ...rows, ...total], 2)
}

function cellsOf(tally: Tally): string[] {
  const there = tally.right + tally.wrong + tally.missing
  return [
    ...OUTCOMES.map((outcome) => number(tally[outcome])),
    there === 0 ? '-' : percent(tally.right, there),
  ]
}

function calibrationTable({ calibration: { bands, sure, holds } }: AccuracyReport): string[] {
  const rows = bands.map(({ from, to, asserted, right }) => [
    `${from} – ${to}`,
    number(asserted),
    number(right),
    asserted === 0 ? '-' : share(right, asserted),
  ])
  const verdict =
    sure.asserted === 0
      ? 'nothing is asserted'
      : `${share(sure.right, sure.asserted)} of ${number(sure.asserted)} right: ${holds ? 'holds' : 'DOES NOT HOLD'}`
  return [
    ...table([['Confidence', 'asserted', 'right', 'share right'], ...rows], 1),
    `At ${SURE} and above (at least ${100 * SURE_SHARE} % must be right): ${verdict}`,
  ]
}

/** Two digits: what is asked for lies above 99 %. */
const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(2)} %`

function documentTable(documents: readonly MeasuredDocument[]): string[] {
  const heads = [...OUTCOMES, 'share right', 'unplaced']
  const rows = documents.map(({ tally, coverage }) => [
    ...cellsOf(tally),
    percent(coverage.unplaced, coverage.characters),
  ])
  const names = documents.map(
    ({ document, failure }) => `${basename(document)}${failure === undefined ? '' : `  failed: ${failure}`}`,
  )
  return table([heads, ...rows], 0).map((line, index) => `${line}  ${['Document', ...names][index]}`)
}

function agreementLines({ agreement }: AccuracyReport, verbose: boolean): string[] {
  if (agreement.length === 0) return []
  const pairs = agreement.flatMap(({ pdf, workbook, compared, differences }) => [
    `  ${number(differences.length)} of ${counted(compared, 'item')} differ  ${basename(pdf)} and ${basename(workbook)}`,
    ...(verbose
      ? differences.map(
          ({ path, one, other }) => `    ${path}: PDF ${oneLine(one)}; workbook ${oneLine(other)}`,
        )
      : []),
  ])
  return ['', 'PDF and workbook', ...pairs]
}

function findingLines({ document, findings }: MeasuredDocument): string[] {
  return findings.length === 0 ? [] : ['', basename(document), ...findings.map(findingLine)]
}

function findingLine({ outcome, kind, path, said, expected, confidence }: Finding): string {
  const sure = confidence === undefined ? '' : ` (confidence ${confidence})`
  return `  ${outcome} ${kind} ${path}: said ${oneLine(said, 40) || 'nothing'}, expected ${oneLine(expected, 40) || 'nothing'}${sure}`
}

/** Columns set with spaces: the first `names` to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[], names: number): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column < names ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
