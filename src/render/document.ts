import type { Correction, VersionPlace } from '../../db/index.ts'
import type { DocumentRecord, Evaluation, Finding, Problem } from '../../parsers/records/index.ts'
import { renderItems } from './items.ts'
import { counted, number, oneLine, percent, placeOf, printable, spanOf } from './words.ts'

/** A document from the store or fresh from the parser. */
export type ShownDocument = {
  readonly stored?: boolean
  readonly parser: string
  readonly sources?: readonly { readonly location: string }[]
  readonly document: DocumentRecord
  readonly evaluations: readonly ShownEvaluation[]
}

export type ShownEvaluation = Evaluation & {
  readonly id?: string
  readonly corrections?: readonly Correction[]
  readonly series?: VersionPlace
}

const legend =
  'Marks: ✓ found, － blank, ! missing, ? ambiguous, ~ inferred from other items and not asserted; boxes [○] checked, [✗] unchecked, [?] cannot be told\n'

/** A readable tree of everything that was read from a document. */
export function renderDocument({ stored, parser, sources, document, evaluations }: ShownDocument): string {
  const origin =
    stored === undefined ? '' : stored ? ', from the database' : ', not in the database: parsed now'
  const lines = [
    `Document ${document.sha256.slice(0, 12)}: ${document.mediaType}, ${counted(document.pages, 'page')}, ${document.textSource}`,
    ...(sources ?? []).map(({ location }) => `  seen at ${location}`),
    `  parser ${parser}${origin}`,
    ...document.problems.map(problemLine),
    ...(evaluations.length === 0 ? ['  no evaluation in it'] : []),
  ]
  const body = evaluations.map((evaluation) => `\n${renderEvaluation(evaluation)}`).join('')
  return printable(`${lines.join('\n')}\n${body}${evaluations.length > 0 ? `\n${legend}` : ''}`)
}

function renderEvaluation(evaluation: ShownEvaluation): string {
  const {
    agency,
    publicationDate,
    coverage,
    items,
    changes,
    unplaced,
    problems,
    findings = [],
    corrections = [],
  } = evaluation
  const identity = [evaluation.id, evaluation.form, evaluation.version && `[${evaluation.version}]`]
  const body = agency && [agency.prefecture, agency.municipality, agency.code].filter(Boolean).join(' ')
  const published = publicationDate && [
    publicationDate.value,
    publicationDate.iso && `(${publicationDate.iso})`,
  ]
  const share = percent(coverage.unplaced, coverage.characters)
  const lines = [
    `${identity.filter(Boolean).join(' ')}, ${spanOf(evaluation.span)}`,
    `  title      ${evaluation.title ? oneLine(evaluation.title) : '! not read'}`,
    `  number     ${evaluation.number ?? '! not read'}`,
    `  agency     ${agency ? `${oneLine(agency.name)}${body ? ` (${body})` : ''}` : '! not read'}`,
    `  published  ${published ? published.filter(Boolean).join(' ') : '! not read'}`,
    ...(evaluation.series ? [versionLine(evaluation.series)] : []),
    ...problems.map(problemLine),
    ...findings.map(findingLine),
    `  Items (${statusCounts(items)})`,
    ...renderItems(items).map((line) => `    ${line}`),
    ...(corrections.length > 0
      ? [`  Corrections (${corrections.length})`, ...corrections.map(correctionLine)]
      : []),
    `  Changes (${changes.length})`,
    ...changes.map((row) => {
      const timing = row.提出時期 ? ` ${oneLine(row.提出時期)}` : ''
      const doubt = row.unattributed?.length ? ` ? not attributed: ${row.unattributed.join('、')}` : ''
      const texts = `${oneLine(row.変更前 ?? '', 24) || '－'} → ${oneLine(row.変更後 ?? '', 24) || '－'}`
      return `    ${row.iso ?? row.変更日 ?? '?'}${timing}  ${oneLine(row.項目 ?? '?', 40)} (${row.paths.join(', ') || '? item'}): ${texts}${doubt}  ${placeOf(row.evidence)}`
    }),
    `  Unplaced text (${number(coverage.unplaced)} of ${counted(coverage.characters, 'character')}, ${share})`,
    ...unplaced.map(({ text, evidence }) => `    ${oneLine(text)}  ${placeOf([evidence])}`),
  ]
  return `${lines.join('\n')}\n`
}

function versionLine({ series, version, versions, previous, next }: VersionPlace): string {
  const around = [previous && `before it ${previous}`, next && `after it ${next}`].filter(Boolean).join(', ')
  return `  version    ${version} of ${versions} in series ${series}${around && ` (${around})`}`
}

function statusCounts(items: Evaluation['items']): string {
  const count = (status: string) => items.filter((item) => item.status === status).length
  return ['found', 'blank', 'missing', 'ambiguous', 'inferred']
    .map((status) => `${count(status)} ${status}`)
    .join(', ')
}

function correctionLine({
  path,
  asRead,
  asCorrected,
  by,
  at,
  reason,
  readOtherwiseSince,
}: Correction): string {
  const values = `${oneLine(asRead ?? '(no value)')} → ${oneLine(asCorrected) || '(blank)'}`
  const since = readOtherwiseSince ? '; read otherwise since: look again' : ''
  return `    ${path}: ${values}  (${by}, ${at.slice(0, 10)}: ${oneLine(reason)}${since})`
}

function problemLine({ severity, code, message, path, evidence }: Problem): string {
  const where = [path, evidence && placeOf(evidence)].filter(Boolean).join(', ')
  return `  ${severity} ${code}: ${message}${where ? ` (${where})` : ''}`
}

function findingLine({ severity, rule, origin, message, paths, evidence }: Finding): string {
  const doubt = origin === 'extraction' ? ' (may be misread)' : ''
  const named = paths.length > 3 ? `${paths.slice(0, 3).join(', ')} …` : paths.join(', ')
  const place = placeOf(evidence)
  return `  ${severity} ${rule}${doubt}: ${message.ja} (${named}${place && `, ${place}`})`
}
