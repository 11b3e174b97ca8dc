import type { FormName } from '../../parsers/records/index.ts'
import type { DocumentStatus } from '../document-status.ts'
import type { Store } from '../open.ts'
import { type Present, present } from './present.ts'

type Row = {
  sha256: string
  status: DocumentStatus
  /** The first error that a document or evaluation has. */
  error: string | null
  id: string | null
  form: FormName | null
  number: string | null
  title: string | null
  agency: string | null
  code: string | null
  prefecture: string | null
  publicationDate: string | null
}

/** A document that was parsed, with one of its evaluations; documents without any have one row, too. */
export type ParsedEvaluation = Present<Row>

/** All documents and their evaluations: what a ledger holds against what is published. */
export function readParsedEvaluations({ database }: Store): ParsedEvaluation[] {
  return database
    .prepare<[], Row>(
      `SELECT d.sha256, d.status, e.id, e.form, e.number, e.title, e.agency_name AS agency, e.agency_code AS code,
         e.prefecture, e.publication_date AS publicationDate,
         (SELECT message FROM problems AS p
          WHERE p.sha256 = d.sha256 AND severity = 'error' AND (p.evaluation_id IS NULL OR p.evaluation_id = e.id)
          ORDER BY p.id LIMIT 1) AS error
       FROM documents AS d LEFT JOIN evaluations AS e ON e.sha256 = d.sha256 ORDER BY d.sha256, e.position`,
    )
    .all()
    .map(present)
}
