import type { ItemStatus, Problem } from '../../parsers/records/index.ts'
import type { DocumentStatus } from '../document-status.ts'
import type { Store } from '../open.ts'

/** The documents that are counted: the latest content of every place, or those that one run met. */
export type Scope = { readonly kind: 'current' } | { readonly kind: 'run'; readonly run: number }

export type Count<Name extends string = string> = { readonly name: Name; readonly count: number }

/** What is in the store. Everything is sorted by count, then by name. */
export type Counts = {
  readonly documents: readonly Count<DocumentStatus>[]
  readonly evaluations: number
  readonly forms: readonly Count[]
  /** `not identified` where the agency is not known. */
  readonly prefectures: readonly Count[]
  readonly items: readonly Count<ItemStatus>[]
  readonly changes: number
  readonly problems: readonly (Count & { readonly severity: Problem['severity'] })[]
  /** Characters of all evaluations, and how many of them nothing accounts for. */
  readonly text: { readonly characters: number; readonly unplaced: number }
}

export function countRecords({ database }: Store, scope: Scope): Counts {
  const run = scope.kind === 'run' ? scope.run : null
  const documents =
    scope.kind === 'run'
      ? '(SELECT sha256 FROM sources WHERE last_run_id = :run)'
      : '(SELECT sha256 FROM current_documents)'
  const evaluations = `(SELECT id FROM evaluations WHERE sha256 IN ${documents})`
  const all = <Row>(sql: string): Row[] => database.prepare<[{ run: number | null }], Row>(sql).all({ run })
  const grouped = <Name extends string>(column: string, source: string): Count<Name>[] =>
    all(`SELECT ${column} AS name, count(*) AS count FROM ${source} GROUP BY name ORDER BY count DESC, name`)

  const [text] = all<{ evaluations: number; characters: number; unplaced: number }>(
    `SELECT count(*) AS evaluations, ifnull(sum(characters), 0) AS characters,
       ifnull(sum(unplaced_characters), 0) AS unplaced FROM evaluations WHERE id IN ${evaluations}`,
  )
  const [changes] = all<{ count: number }>(
    `SELECT count(*) AS count FROM changes WHERE evaluation_id IN ${evaluations}`,
  )
  return {
    documents: grouped('status', `documents WHERE sha256 IN ${documents}`),
    evaluations: text?.evaluations ?? 0,
    forms: grouped('form', `evaluations WHERE id IN ${evaluations}`),
    prefectures: grouped("ifnull(prefecture, 'not identified')", `evaluations WHERE id IN ${evaluations}`),
    items: grouped('status', `items WHERE evaluation_id IN ${evaluations}`),
    changes: changes?.count ?? 0,
    problems: all(
      `SELECT code AS name, severity, count(*) AS count FROM problems WHERE sha256 IN ${documents}
       GROUP BY name, severity ORDER BY count DESC, name, severity`,
    ),
    text: { characters: text?.characters ?? 0, unplaced: text?.unplaced ?? 0 },
  }
}

/** Documents that are not the latest content of any place. */
export function countSuperseded({ database }: Store): number {
  return (
    database
      .prepare<[], number>(
        'SELECT count(*) FROM documents WHERE sha256 NOT IN (SELECT sha256 FROM current_documents)',
      )
      .pluck()
      .get() ?? 0
  )
}

/** Where most text is left over: the evaluations to look at first. */
export type UnplacedShare = {
  readonly id: string
  readonly title: string | null
  readonly unplaced: number
  readonly characters: number
}

export function mostUnplaced({ database }: Store, limit: number): UnplacedShare[] {
  return database
    .prepare<[number], UnplacedShare>(
      `SELECT id, title, unplaced_characters AS unplaced, characters FROM evaluations
       WHERE unplaced_characters > 0 AND sha256 IN (SELECT sha256 FROM current_documents)
       ORDER BY 1.0 * unplaced_characters / max(characters, 1) DESC, id LIMIT ?`,
    )
    .all(limit)
}

/** Leftover text that many evaluations share: a label that the forms lack, most likely. */
export type UnplacedText = { readonly text: string; readonly evaluations: number }

export function commonUnplaced({ database }: Store, limit: number): UnplacedText[] {
  return database
    .prepare<[number], UnplacedText>(
      `SELECT u.text, count(DISTINCT u.evaluation_id) AS evaluations
       FROM unplaced AS u JOIN evaluations AS e ON e.id = u.evaluation_id
       WHERE e.sha256 IN (SELECT sha256 FROM current_documents)
       GROUP BY u.text ORDER BY evaluations DESC, length(u.text) DESC, u.text LIMIT ?`,
    )
    .all(limit)
}
