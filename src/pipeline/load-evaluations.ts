import {
  currentDocuments,
  documentStatus,
  evaluationId,
  readDocument,
  type Store,
  type StoredDocument,
} from '../../db/index.ts'
import type { Evaluation, Problem } from '../../parsers/records/index.ts'
import type { Expansion } from './expand-paths.ts'
import type { ParserPool } from './parser-pool.ts'
import { readDocumentFile } from './read-file.ts'

/** An evaluation with its id, its document's hash and the file or URL that it was read from. */
export type LoadedEvaluation = {
  readonly id: string
  readonly document: string
  readonly location: string
  readonly evaluation: Evaluation
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
      evaluations.push({ id: evaluationId(sha256, place + 1), document: sha256, location, evaluation })
    })
  }
  return { evaluations, failed }
}

/** What is stored of the latest content of every place. */
export function loadFromStore(store: Store): Loaded {
  const documents = currentDocuments(store).flatMap((sha256) => readDocument(store, sha256) ?? [])
  return {
    evaluations: documents.flatMap((stored) =>
      stored.evaluations.map(({ id, evaluation }) => ({
        id,
        document: stored.document.sha256,
        location: locationOf(stored),
        evaluation,
      })),
    ),
    failed: documents
      .filter(({ status }) => status === 'failed')
      .map((stored) => ({ location: locationOf(stored), message: reasonOf(stored.document.problems) })),
  }
}

const locationOf = ({ sources, document }: StoredDocument): string => sources[0]?.location ?? document.sha256

const reasonOf = ([problem]: readonly Problem[]): string =>
  problem ? `${problem.code}: ${problem.message}` : 'it gave no records'
