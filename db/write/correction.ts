import type { Store } from '../open.ts'
import { indexItem } from '../search/index.ts'

/** What a person says that a document shows at a place; `value` is written as in `corrections`. */
export type NewCorrection = {
  readonly evaluation: string
  readonly path: string
  readonly value: string
  readonly by: string
  readonly reason: string
}

/** An item as it can be corrected. */
export type CorrectableItem = {
  readonly form: string
  readonly key: string
  readonly kind: string
  /** As `corrections.value`; null where no value is asserted. */
  readonly asRead: string | null
}

export function findCorrectable(
  { database }: Store,
  evaluation: string,
  path: string,
): CorrectableItem | undefined {
  return database
    .prepare<[string, string], CorrectableItem>(
      `SELECT e.form, v.key, v.kind, v.as_read AS asRead FROM item_values AS v JOIN evaluations AS e ON e.id = v.evaluation_id
       WHERE v.evaluation_id = ? AND v.path = ?`,
    )
    .get(evaluation, path)
}

/** Adds a correction, which search finds from then on; earlier ones of the same place stay, but this one holds. */
export function recordCorrection(store: Store, correction: NewCorrection): void {
  const { evaluation, path, value, by, reason } = correction
  const insert = store.database.prepare(
    `INSERT INTO corrections (sha256, evaluation_position, path, kind, value, as_read, corrected_by, corrected_at, reason)
       SELECT e.sha256, e.position, v.path, v.kind, :value, v.as_read, :by, :at, :reason
       FROM item_values AS v JOIN evaluations AS e ON e.id = v.evaluation_id
       WHERE v.evaluation_id = :evaluation AND v.path = :path`,
  )
  store.database
    .transaction(() => {
      insert.run({ evaluation, path, value, by, reason, at: store.now() })
      indexItem(store, evaluation, path)
    })
    .immediate()
}
