import type { ChangeRow, Evaluation, Unplaced } from '../../parsers/records/index.ts'
import { recordNames } from '../names.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { indexEvaluation } from '../search/index.ts'
import { contentDigest } from './content.ts'
import { writeFindings } from './finding.ts'
import { writeItems } from './item.ts'
import { writeProblems } from './problem.ts'

/** `3f2a9c81d0e4-1`: the same for the same bytes in every store, and short enough to type. */
export function evaluationId(sha256: string, position: number): string {
  return `${sha256.slice(0, 12)}-${position}`
}

/** Writes an evaluation with all that belongs to it; `position` is its place in the document, from 1. */
export function writeEvaluation(
  store: Store,
  sha256: string,
  position: number,
  evaluation: Evaluation,
): void {
  const id = evaluationId(sha256, position)
  prepared(
    store.database,
    `INSERT INTO evaluations (id, sha256, position, form, version, edition_first,
         edition_last, edition_by, number, title, agency_name, agency_code, prefecture,
         municipality, publication_printed, publication_date, span, characters, unplaced_characters, checked,
         content)
       VALUES (:id, :sha256, :position, :form, :version, :first, :last, :by, :number, :title, :agency, :code, :prefecture,
         :municipality, :printed, :iso, :span, :characters, :unplaced, :checked,
         :content)`,
  ).run({
    id,
    sha256,
    position,
    form: evaluation.form,
    version: evaluation.version ?? null,
    first: evaluation.edition?.first ?? null,
    last: evaluation.edition?.last ?? null,
    by: evaluation.edition?.by ?? null,
    number: evaluation.number ?? null,
    title: evaluation.title ?? null,
    agency: evaluation.agency?.name ?? null,
    code: evaluation.agency?.code ?? null,
    prefecture: evaluation.agency?.prefecture ?? null,
    municipality: evaluation.agency?.municipality ?? null,
    printed: evaluation.publicationDate?.value ?? null,
    iso: evaluation.publicationDate?.iso ?? null,
    span: JSON.stringify(evaluation.span),
    characters: evaluation.coverage.characters,
    unplaced: evaluation.coverage.unplaced,
    checked: evaluation.findings === undefined ? 0 : 1,
    content: contentDigest(evaluation),
  })
  writeItems(store, id, evaluation.items)
  writeChanges(store, id, evaluation.changes)
  writeUnplaced(store, id, evaluation.unplaced)
  writeProblems(store, { sha256, evaluation: id }, evaluation.problems)
  writeFindings(store, id, evaluation.findings ?? [])
  recordNames(store, id)
  indexEvaluation(store, id)
}

function writeChanges({ database }: Store, id: string, changes: readonly ChangeRow[]): void {
  const insert = prepared(
    database,
    `INSERT INTO changes (evaluation_id, position, date_printed, date_iso, item_printed, before_text, after_text,
       timing, explanation, unattributed, resolution, confidence, evidence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertPath = prepared(
    database,
    'INSERT INTO change_paths (evaluation_id, position, ordinal, path, key) VALUES (?, ?, ?, ?, ?)',
  )
  changes.forEach((row, index) => {
    insert.run(
      id,
      index + 1,
      row.変更日 ?? null,
      row.iso ?? null,
      row.項目 ?? null,
      row.変更前 ?? null,
      row.変更後 ?? null,
      row.提出時期 ?? null,
      row.説明 ?? null,
      row.unattributed === undefined ? null : JSON.stringify(row.unattributed),
      row.resolution,
      row.confidence,
      JSON.stringify(row.evidence),
    )
    row.paths.forEach((path, ordinal) => {
      insertPath.run(id, index + 1, ordinal + 1, path, row.keys[ordinal])
    })
  })
}

function writeUnplaced({ database }: Store, id: string, unplaced: readonly Unplaced[]): void {
  const insert = prepared(
    database,
    'INSERT INTO unplaced (evaluation_id, position, text, evidence) VALUES (?, ?, ?, ?)',
  )
  unplaced.forEach(({ text, evidence }, index) => {
    insert.run(id, index + 1, text, JSON.stringify(evidence))
  })
}
