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
  /** Can be read once: those of a whole corpus are not held. Evaluations of one document stand together. */
  readonly evaluations: Iterable<CheckedEvaluation>
  /** Documents that gave no records, and why. */
  readonly failed: readonly { readonly location: string; readonly message: string }[]
  /** Evaluations in the database that an older parser wrote, which had no rules; known when all were read. */
  readonly unchecked: () => number
}

/** Findings by document, then how many there are of each rule; in pieces, which are the text one after the other. */
export function* renderCheck({ evaluations, failed, unchecked }: CheckReport): Generator<string> {
  const tallies = new Map<string, Tally>()
  let count = 0
  let last: string | undefined
  for (const evaluation of evaluations) {
    count++
    for (const finding of evaluation.findings) addTo(tallies, finding)
    if (evaluation.findings.length === 0) continue
    const { location } = evaluation
    const heading = location === last ? [] : [...(last === undefined ? [] : ['']), location]
    last = location
    yield textOf([...heading, ...evaluationLines(evaluation)])
  }
  const older = unchecked()
  yield textOf([
    ...(last === undefined ? [] : ['']),
    ...failed.map(({ location, message }) => `not checked: ${location}: ${message}`),
    ...(older > 0
      ? [`not checked: ${counted(older, 'evaluation')} of an older parser; ingest them again`]
      : []),
    ...summaryLines(count, tallies),
  ])
}

/** The report as JSON, in pieces; `indent` as of JSON.stringify. */
export function* jsonCheck(
  { evaluations, failed, unchecked }: CheckReport,
  indent: number,
): Generator<string> {
  const json = (value: unknown) => JSON.stringify(value, null, indent)
  yield `{"failed":${json(failed)},"evaluations":[`
  let between = ''
  for (const evaluation of evaluations) {
    yield `${between}${json(evaluation)}`
    between = ',\n'
  }
  yield `],"unchecked":${unchecked()}}\n`
}

const textOf = (lines: readonly string[]): string => printable(`${lines.join('\n')}\n`)

/** How many findings of a rule there are, by whose fault they may be. */
type Tally = { readonly severity: Finding['severity'] } & Record<Finding['origin'], number>

function addTo(tallies: Map<string, Tally>, { rule, severity, origin }: Finding): void {
  const tally = tallies.get(rule) ?? { severity, document: 0, extraction: 0 }
  tally[origin]++
  tallies.set(rule, tally)
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

function summaryLines(evaluations: number, tallies: ReadonlyMap<string, Tally>): string[] {
  const all = ({ document, extraction }: Tally): number => document + extraction
  const rules = [...tallies].sort(([, one], [, other]) => all(other) - all(one))
  const findings = rules.reduce((sum, [, tally]) => sum + all(tally), 0)
  const width = Math.max(4, ...rules.map(([rule]) => rule.length))
  return [
    `${counted(findings, 'finding')} in ${counted(evaluations, 'evaluation')}`,
    ...(rules.length > 0 ? [`  ${'Rule'.padEnd(width)}  Severity  Document  Misread?`] : []),
    ...rules.map(
      ([rule, { severity, document, extraction }]) =>
        `  ${rule.padEnd(width)}  ${severity.padEnd(8)}  ${number(document).padStart(8)}  ${number(extraction).padStart(8)}`,
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
