import type { RuleHead } from '../../parsers/checks/index.ts'
import { labelAt } from '../../parsers/forms/index.ts'
import type { Finding, FormName } from '../../parsers/records/index.ts'
import { counted, number, oneLine, placeOf, printable } from './words.ts'

/** An evaluation and what is wanted of its findings. */
export type CheckedEvaluation = {
  readonly id: string
  /** The file or URL that it was read from. */
  readonly location: string
  readonly form: FormName
  readonly number?: string
  readonly title?: string
  readonly findings: readonly Finding[]
}

export type CheckReport = {
  readonly evaluations: readonly CheckedEvaluation[]
  /** Documents that gave no records, and why. */
  readonly failed: readonly { readonly location: string; readonly message: string }[]
  /** Evaluations in the database that an older parser wrote, which had no rules. */
  readonly unchecked: number
}

/** Findings by document, then how many there are of each rule. */
export function renderCheck({ evaluations, failed, unchecked }: CheckReport): string {
  const byDocument = Map.groupBy(
    evaluations.filter(({ findings }) => findings.length > 0),
    ({ location }) => location,
  )
  const lines = [
    ...[...byDocument].flatMap(([location, each]) => [location, ...each.flatMap(evaluationLines), '']),
    ...failed.map(({ location, message }) => `not checked: ${location}: ${message}`),
    ...(unchecked > 0
      ? [`not checked: ${counted(unchecked, 'evaluation')} of an older parser; ingest them again`]
      : []),
    ...summaryLines(evaluations),
  ]
  return printable(`${lines.join('\n')}\n`)
}

function evaluationLines({ id, form, number: printed, title, findings }: CheckedEvaluation): string[] {
  return [
    `  ${[id, form, printed, title && oneLine(title, 60)].filter(Boolean).join(' ')}`,
    ...findings.flatMap((finding) => [
      `    ${finding.severity === 'error' ? '✗' : '!'} ${finding.rule}${doubt(finding)}: ${finding.message.ja}`,
      ...placeLines(form, finding),
    ]),
  ]
}

const doubt = ({ origin }: Finding): string =>
  origin === 'extraction' ? '（読み取りの誤りかもしれない）' : ''

const NAMED = 6

/** The items of a finding with their labels, and the pages that they stand on. */
function placeLines(form: FormName, { paths, evidence }: Finding): string[] {
  const named = paths.slice(0, NAMED).map((path) => `${path} ${labelAt(form, path) ?? ''}`.trimEnd())
  const more = paths.length > NAMED ? [`and ${number(paths.length - NAMED)} more`] : []
  const place = placeOf(evidence)
  return [`        ${[...named, ...more].join(' · ')}${place && `  ${place}`}`]
}

function summaryLines(evaluations: readonly CheckedEvaluation[]): string[] {
  const findings = evaluations.flatMap((evaluation) => evaluation.findings)
  const rules = [...Map.groupBy(findings, ({ rule }) => rule)].sort((a, b) => b[1].length - a[1].length)
  const width = Math.max(4, ...rules.map(([rule]) => rule.length))
  const of = (group: readonly Finding[], origin: Finding['origin']) =>
    number(group.filter((finding) => finding.origin === origin).length).padStart(8)
  return [
    `${counted(findings.length, 'finding')} in ${counted(evaluations.length, 'evaluation')}`,
    ...(rules.length > 0 ? [`  ${'Rule'.padEnd(width)}  Severity  Document  Misread?`] : []),
    ...rules.map(
      ([rule, group]) =>
        `  ${rule.padEnd(width)}  ${group[0]!.severity.padEnd(8)}  ${of(group, 'document')}  ${of(group, 'extraction')}`,
    ),
  ]
}

/** The rules, one a line: id, severity, forms, the guide's numbers and what each says. */
export function renderRules(rules: readonly RuleHead[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  return `${rules
    .map(({ id, severity, forms, en }) => {
      const where = forms ? forms.join(' ') : 'all forms'
      return `${id.padEnd(width)}  ${severity.padEnd(7)}  ${where}  ${en}`
    })
    .join('\n')}\n`
}
