import type { Finding, FormName, ItemValue } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { type EvaluationHead, type HeadRow, headFrom, readContent } from './documents.ts'
import { readFindings } from './findings.ts'
import { valueReader } from './items.ts'
import { type Present, present } from './present.ts'
import { sharedTexts } from './shared-texts.ts'

/** An evaluation of the latest content of a place: its head, some of its items, and ways to read the rest. */
export type CurrentEvaluation = {
  readonly id: string
  readonly sha256: string
  /** The first of the places that its document was seen at. */
  readonly location: string
  readonly head: EvaluationHead
  /** What the items of the wanted keys say. */
  readonly values: readonly ItemValue[]
  readonly content: (paths?: readonly string[]) => ReturnType<typeof readContent>
  /** What the consistency rules found when it was ingested; nothing where they were not run. */
  readonly findings: () => readonly Finding[] | undefined
}

type Row = HeadRow & { id: string; sha256: string; location: string; checked: 0 | 1 }

/** Every evaluation of the latest content of every place, by the documents' hashes; the store stays open meanwhile. */
export function readCurrentEvaluations(store: Store, keys: Iterable<string>): CurrentEvaluation[] {
  const valuesOf = valueReader(store, keys)
  const span = store.database.prepare<[string], string>('SELECT span FROM evaluations WHERE id = ?').pluck()
  const shared = sharedTexts()
  const rows = store.database.prepare<[], Row>(
    `SELECT id, sha256, form, number, title, agency_name, agency_code, prefecture, municipality,
       publication_printed, publication_date, checked,
       (SELECT min(location) FROM sources WHERE sources.sha256 = e.sha256) AS location
     FROM evaluations AS e WHERE sha256 IN current_documents ORDER BY sha256, position`,
  )
  return Array.from(rows.iterate(), (row) => {
    const { id, sha256, location, checked } = shared(row)
    return {
      ...{ id, sha256, location },
      head: headFrom(row),
      values: valuesOf(id),
      content: (paths) => readContent(store, id, span.get(id)!, paths),
      findings: () => (checked === 1 ? readFindings(store, id) : undefined),
    }
  })
}

/** A latest content that gave no records, and the first reason given. */
export type FailedDocument = { readonly location: string; readonly code?: string; readonly message?: string }

export function failedDocuments({ database }: Store): FailedDocument[] {
  return database
    .prepare<[], { location: string; code: string | null; message: string | null }>(
      `SELECT (SELECT min(location) FROM sources WHERE sources.sha256 = d.sha256) AS location, code, message
       FROM documents AS d LEFT JOIN problems AS p ON p.id = (
         SELECT id FROM problems WHERE sha256 = d.sha256 AND evaluation_id IS NULL ORDER BY position LIMIT 1
       )
       WHERE d.status = 'failed' AND d.sha256 IN current_documents ORDER BY d.sha256`,
    )
    .all()
    .map(present)
}

/** What one page says of a document, as printed. */
export type SaidOfDocument = Present<{
  sha256: string
  number: string | null
  title: string | null
  form: FormName | null
  date_printed: string | null
}> & { readonly ended: boolean }

/**
 * What the pages that still list a document say of it, page by page. What a page says of a ZIP archive is said of none
 * of the documents in it.
 */
export function readSaid({ database }: Store): SaidOfDocument[] {
  return database
    .prepare<
      [],
      {
        sha256: string
        number: string | null
        title: string | null
        form: FormName | null
        date_printed: string | null
        ended: 0 | 1
      }
    >(
      `SELECT sha256, number, title, form, date_printed, ended FROM listings
       WHERE sha256 IS NOT NULL AND still_listed = 1 AND instr(location, '#') = 0 ORDER BY id`,
    )
    .all()
    .map(({ ended, ...row }) => ({ ...present(row), ended: ended === 1 }))
}
