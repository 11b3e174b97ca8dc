import {
  documentStatus,
  evaluationId,
  failedDocuments,
  readCurrentEvaluations,
  readSaid,
  type SaidOfDocument,
  type Store,
} from '../../db/index.ts'
import { corpusKeys, type Entry, type Listing, slimEvaluation } from '../../parsers/checks/index.ts'
import type { Finding } from '../../parsers/records/index.ts'
import { readDate } from '../../parsers/text/dates.ts'
import type { Expansion } from './expand-paths.ts'
import type { ParserPool } from './parser-pool.ts'
import { readDocumentFile } from './read-file.ts'

/** An evaluation to check, with the file or URL that it was read from. */
export type LoadedEvaluation = Entry & {
  readonly location: string
  /** What was found in it by itself; nothing where the rules were not run. */
  readonly findings: () => readonly Finding[] | undefined
}

/** Evaluations, and the documents that gave none. */
export type Loaded = {
  readonly evaluations: readonly LoadedEvaluation[]
  readonly failed: readonly { readonly location: string; readonly message: string }[]
}

export type LoadInput = {
  readonly parser: ParserPool
  readonly expansion: Expansion
  readonly maxMegabytes: number
  /** Called before each file. */
  readonly onProgress: (done: number, path: string) => void
}

/** Parses files; nothing is stored. */
export async function loadFromFiles(input: LoadInput): Promise<Loaded> {
  const evaluations: LoadedEvaluation[] = []
  const failed: Loaded['failed'][number][] = [...input.expansion.unread]
  for (const [index, location] of input.expansion.files.entries()) {
    input.onProgress(index, location)
    const file = await readDocumentFile(location, input.maxMegabytes)
    if (file.kind === 'unread') {
      failed.push({ location, message: file.message })
      continue
    }
    const result = await input.parser.parse(file)
    const { sha256, problems } = result.document
    if (documentStatus(result) === 'failed') failed.push({ location, message: reasonOf(problems) })
    result.evaluations.forEach((evaluation, place) => {
      evaluations.push({
        ...{ id: evaluationId(sha256, place + 1), document: sha256, location, listings: [] },
        evaluation: slimEvaluation(evaluation),
        content: () => evaluation,
        findings: () => evaluation.findings,
      })
    })
  }
  return { evaluations, failed }
}

/** What is stored of the latest content of every place. What it gives reads from the store, which stays open. */
export function loadFromStore(store: Store): Loaded {
  const said = Map.groupBy(readSaid(store), ({ sha256 }) => sha256)
  return {
    evaluations: readCurrentEvaluations(store, corpusKeys).map(
      ({ sha256: document, head, values: items, ...stored }) => ({
        ...stored,
        document,
        evaluation: { ...head, items },
        listings: (said.get(document) ?? []).map(listingFrom),
      }),
    ),
    failed: failedDocuments(store).map(({ location, code, message }) => ({
      location,
      message: reasonOf(code === undefined || message === undefined ? [] : [{ code, message }]),
    })),
  }
}

/** A page's words as the rules compare them. The date beside an operation that has ended may be that of its end. */
function listingFrom({ number, title, form, date_printed: printed, ended }: SaidOfDocument): Listing {
  const date = printed === undefined || ended ? undefined : readDate(printed)
  return {
    ...(number !== undefined && { number }),
    ...(title !== undefined && { title }),
    ...(form !== undefined && { form }),
    ...(date?.kind === 'day' && { date: date.iso }),
  }
}

const reasonOf = ([problem]: readonly { readonly code: string; readonly message: string }[]): string =>
  problem ? `${problem.code}: ${problem.message}` : 'it gave no records'
