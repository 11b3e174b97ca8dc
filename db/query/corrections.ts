import type { Store } from '../open.ts'

/** A correction that holds. `readOtherwiseSince`: what is read now is not what was corrected then. */
export type Correction = {
  readonly path: string
  readonly asPrinted: string | null
  readonly asRead: string | null
  readonly asCorrected: string
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly readOtherwiseSince: boolean
}

type Row = Omit<Correction, 'readOtherwiseSince'> & { readonly otherwise: number }

/**
 * The corrections of an evaluation that hold, by path. One whose item is no longer read is among them (`asPrinted` null):
 * nothing that was corrected is lost.
 */
export function readCorrections({ database }: Store, evaluation: string): Correction[] {
  return database
    .prepare<[string], Row>(
      `SELECT c.path, v.as_printed AS asPrinted, v.as_read AS asRead, c.value AS asCorrected, c.corrected_by AS "by",
         c.corrected_at AS at, c.reason, c.as_read IS NOT v.as_read AS otherwise
       FROM evaluations AS e
       JOIN corrections AS c ON c.sha256 = e.sha256 AND c.evaluation_position = e.position
       LEFT JOIN item_values AS v ON v.evaluation_id = e.id AND v.path = c.path
       WHERE e.id = ? AND c.id = (SELECT max(last.id) FROM corrections AS last
         WHERE last.sha256 = c.sha256 AND last.evaluation_position = c.evaluation_position AND last.path = c.path)
       ORDER BY c.path`,
    )
    .all(evaluation)
    .map(({ otherwise, ...row }) => ({ ...row, readOtherwiseSince: otherwise === 1 }))
}
