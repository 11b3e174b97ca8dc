import type { AskedRow } from '../store/index.ts'
import type { Bounds, SourceExpectation } from './types.ts'

/** What a source was expected to give and did not. */
export const BREACHES = {
  'too-few-documents': 'The source has fewer documents than its entry expects. Fails the run.',
  'too-many-documents': 'The source has more documents than its entry expects. A warning.',
  'form-share-low': 'A form has a smaller share of the documents than expected. Fails the run.',
  'form-share-high': 'A form has a larger share of the documents than expected. A warning.',
  'documents-vanished': 'The source listed documents in an earlier crawl and lists none now. Fails the run.',
  'page-changed':
    'The structure of a start page is another one than last time: its rules may no longer find everything. Fails the run once.',
  'start-page-lost': 'A start page could not be had. Fails the run.',
} as const

/** `error` fails the run. */
export type Breach = {
  readonly severity: 'error' | 'warning'
  readonly code: keyof typeof BREACHES
  readonly message: string
}

/**
 * Compares what a run found at a source with what was expected.
 * @param listedBefore how many documents its pages listed the last time that they listed any
 */
export function breachesOf(
  expected: SourceExpectation | undefined,
  rows: readonly AskedRow[],
  listedBefore: number,
): readonly Breach[] {
  const documents = rows.filter(
    ({ linkedAs, kind, listed, outcome }) =>
      (kind ?? linkedAs) === 'document' && listed && (outcome === 'body' || outcome === 'not-modified'),
  )
  return [
    ...boundsBreached(expected?.documents, documents.length),
    ...Object.entries(expected?.forms ?? {}).flatMap(([form, bounds]) =>
      shareBreached(form, bounds, documents),
    ),
    ...(documents.length === 0 && listedBefore > 0
      ? [error('documents-vanished', `It listed ${listedBefore} documents before and lists none now.`)]
      : []),
    ...rows.flatMap(startPageBreach),
  ]
}

function boundsBreached({ min, max }: Bounds = {}, found: number): Breach[] {
  if (min !== undefined && found < min)
    return [error('too-few-documents', `It has ${found} documents; at least ${min} were expected.`)]
  if (max !== undefined && found > max)
    return [warning('too-many-documents', `It has ${found} documents; at most ${max} were expected.`)]
  return []
}

/** Documents whose form no page tells count for no form. */
function shareBreached(form: string, { min, max }: Bounds, documents: readonly AskedRow[]): Breach[] {
  const told = documents.filter(({ listings }) => listings.some((listing) => listing.form !== undefined))
  if (told.length === 0) return []
  const share =
    told.filter(({ listings }) => listings.some((listing) => listing.form === form)).length / told.length
  const says = `${(100 * share).toFixed(0)} % of its documents are ${form}`
  if (min !== undefined && share < min)
    return [error('form-share-low', `${says}; at least ${100 * min} % were expected.`)]
  if (max !== undefined && share > max)
    return [warning('form-share-high', `${says}; at most ${100 * max} % were expected.`)]
  return []
}

function startPageBreach(row: AskedRow): Breach[] {
  if (row.depth > 0 || row.referrer !== undefined || row.linkedAs !== 'page') return []
  if (row.outcome === 'gone' || row.outcome === 'failed' || row.outcome === 'refused')
    return [error('start-page-lost', `${row.url} could not be had (${row.code}): ${row.message}.`)]
  return row.problems
    .filter(({ code }) => code === 'page-changed')
    .map(({ message }) => error('page-changed', `${row.url}: ${message}`))
}

function error(code: Breach['code'], message: string): Breach {
  return { severity: 'error', code, message }
}

function warning(code: Breach['code'], message: string): Breach {
  return { severity: 'warning', code, message }
}
