import { Temporal } from 'temporal-polyfill/full'
import type { LoadedSource } from '../../corpus/sources/index.ts'
import { localGovernmentsOf } from '../../corpus/sources/index.ts'
import { type DocumentStore, knownDocuments, knownSources } from '../../corpus/store/index.ts'
import { readParsedEvaluations, type Store } from '../../db/index.ts'
import type { CoverageInput } from './known.ts'

/** Reads what coverage is reckoned from; a store or database that is not there knows nothing. */
export function gatherCoverage(
  prefecture: string,
  today: string,
  sources: readonly LoadedSource[],
  documents: DocumentStore | undefined,
  database: Store | undefined,
): CoverageInput {
  const own = sources.map(({ source }) => source).filter(({ agency }) => agency.prefecture === prefecture)
  return {
    prefecture,
    today,
    governments: localGovernmentsOf(prefecture),
    sources: own.map(({ agency: { code, name }, start }) => ({ code, name, start })),
    crawled: documents
      ? knownSources(documents).filter(({ agency }) => agency.prefecture === prefecture)
      : [],
    documents: documents ? knownDocuments(documents) : [],
    evaluations: database ? readParsedEvaluations(database) : [],
  }
}

/** The day that it is in Japan, yyyy-mm-dd: what is overdue is so by its calendar. */
export const dayInJapan = (date: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())
    .toZonedDateTimeISO('Asia/Tokyo')
    .toPlainDate()
    .toString()
