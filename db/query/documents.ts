import type {
  ChangeRow,
  DocumentRecord,
  Evaluation,
  Evidence,
  FormName,
  Problem,
  ProblemCode,
  Span,
  TextSource,
  Unplaced,
} from '../../parsers/records/index.ts'
import type { DocumentStatus } from '../document-status.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { readFindings } from './findings.ts'
import { readItems } from './items.ts'
import { present } from './present.ts'

/** A place and the time span in which a document was seen there. */
export type SourceRecord = {
  readonly location: string
  readonly firstSeen: string
  readonly lastSeen: string
}

/** A document as stored, with the records of its latest parse. */
export type StoredDocument = {
  readonly parser: string
  readonly status: DocumentStatus
  readonly document: DocumentRecord
  readonly sources: readonly SourceRecord[]
  readonly evaluations: readonly StoredEvaluation[]
}
export type StoredEvaluation = { readonly id: string; readonly evaluation: Evaluation }

type DocumentRow = {
  sha256: string
  media_type: string
  bytes: number
  pages: number
  text_source: TextSource
  status: DocumentStatus
  parser: string
}
/** Columns of `evaluations`. */
export type HeadRow = {
  form: FormName
  number: string | null
  title: string | null
  agency_name: string | null
  agency_code: string | null
  prefecture: string | null
  municipality: string | null
  publication_printed: string | null
  publication_date: string | null
}
type EvaluationRow = HeadRow & {
  id: string
  version: string | null
  edition_first: string | null
  edition_last: string | null
  edition_by: 'mark' | 'items' | null
  span: string
  characters: number
  unplaced_characters: number
  checked: 0 | 1
}
type ChangeTableRow = {
  position: number
  変更日: string | null
  iso: string | null
  項目: string | null
  変更前: string | null
  変更後: string | null
  提出時期: string | null
  説明: string | null
  unattributed: string | null
  resolution: number
  confidence: number
  evidence: string
}
type ProblemRow = {
  code: ProblemCode
  severity: Problem['severity']
  message: string
  path: string | null
  evidence: string | null
}

/** A document with everything that was read from it. */
export function readDocument(store: Store, sha256: string): StoredDocument | undefined {
  const row = store.database
    .prepare<[string], DocumentRow>('SELECT * FROM documents WHERE sha256 = ?')
    .get(sha256)
  if (row === undefined) return undefined
  return {
    parser: row.parser,
    status: row.status,
    document: {
      sha256,
      mediaType: row.media_type,
      bytes: row.bytes,
      pages: row.pages,
      textSource: row.text_source,
      problems: readProblems(store, sha256, null),
    },
    sources: store.database
      .prepare<[string], SourceRecord>(
        `SELECT location, first_seen_at AS firstSeen, last_seen_at AS lastSeen FROM sources WHERE sha256 = ?
         ORDER BY location`,
      )
      .all(sha256),
    evaluations: store.database
      .prepare<[string], EvaluationRow>('SELECT * FROM evaluations WHERE sha256 = ? ORDER BY position')
      .all(sha256)
      .map((evaluation) => ({ id: evaluation.id, evaluation: evaluationFrom(store, sha256, evaluation) })),
  }
}

function evaluationFrom(store: Store, sha256: string, row: EvaluationRow): Evaluation {
  const { id, version } = row
  const { edition_first: first, edition_last: last, edition_by: by } = row
  return {
    ...headFrom(row),
    ...present({ version }),
    ...(first === null || last === null || by === null ? {} : { edition: { first, last, by } }),
    ...readContent(store, id, row.span),
    changes: readChanges(store, id),
    coverage: { characters: row.characters, unplaced: row.unplaced_characters },
    problems: readProblems(store, sha256, id),
    ...(row.checked === 1 ? { findings: readFindings(store, id) } : {}),
  }
}

/** What an evaluation is known by. */
export type EvaluationHead = Pick<Evaluation, 'form' | 'number' | 'title' | 'agency' | 'publicationDate'>

export function headFrom(row: HeadRow): EvaluationHead {
  const { form, number, title } = row
  const { agency_name: name, agency_code: code, prefecture, municipality } = row
  const { publication_printed: value, publication_date: iso } = row
  return {
    form,
    ...present({ number, title }),
    ...(name === null ? {} : { agency: { name, ...present({ code, prefecture, municipality }) } }),
    ...(value === null ? {} : { publicationDate: { value, ...present({ iso }) } }),
  }
}

/** What was read of an evaluation (all items, or those at the paths), and what was left over; `span` as it is stored. */
export function readContent(store: Store, id: string, span: string, paths?: readonly string[]) {
  return {
    span: JSON.parse(span) as Span,
    items: readItems(store, id, paths),
    unplaced: readUnplaced(store, id),
  } satisfies Partial<Evaluation>
}

function readChanges({ database }: Store, evaluation: string): ChangeRow[] {
  const named = Map.groupBy(
    database
      .prepare<[string], { position: number; path: string; key: string }>(
        'SELECT position, path, key FROM change_paths WHERE evaluation_id = ? ORDER BY position, ordinal',
      )
      .all(evaluation),
    ({ position }) => position,
  )
  return database
    .prepare<[string], ChangeTableRow>(
      `SELECT position, date_printed AS 変更日, date_iso AS iso, item_printed AS 項目, before_text AS 変更前,
         after_text AS 変更後, timing AS 提出時期, explanation AS 説明, unattributed, resolution, confidence, evidence
       FROM changes WHERE evaluation_id = ? ORDER BY position`,
    )
    .all(evaluation)
    .map(({ position, unattributed, resolution, evidence, ...row }) => {
      const items = named.get(position) ?? []
      return {
        ...present(row),
        ...(unattributed === null ? {} : { unattributed: JSON.parse(unattributed) as string[] }),
        paths: items.map(({ path }) => path),
        keys: items.map(({ key }) => key),
        resolution,
        evidence: JSON.parse(evidence) as Evidence[],
      }
    })
}

function readUnplaced({ database }: Store, evaluation: string): Unplaced[] {
  return prepared<[string], { text: string; evidence: string }>(
    database,
    'SELECT text, evidence FROM unplaced WHERE evaluation_id = ? ORDER BY position',
  )
    .all(evaluation)
    .map(({ text, evidence }) => ({ text, evidence: JSON.parse(evidence) as Evidence }))
}

function readProblems({ database }: Store, sha256: string, evaluation: string | null): Problem[] {
  return database
    .prepare<[string, string | null], ProblemRow>(
      `SELECT code, severity, message, path, evidence FROM problems WHERE sha256 = ? AND evaluation_id IS ?
       ORDER BY position`,
    )
    .all(sha256, evaluation)
    .map(({ evidence, ...row }) => ({
      ...present(row),
      ...(evidence === null ? {} : { evidence: JSON.parse(evidence) as Evidence[] }),
    }))
}
