import type { Finding } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'

/** A finding of the evaluation `id`; `other` is the one that it does not agree with. */
export type FindingAmong = { readonly id: string; readonly other?: string; readonly finding: Finding }

/** Replaces what was found among evaluations, in one transaction, and notes that `evaluations` of them were looked at. */
export function recordFindingsAmong(
  { database, now }: Store,
  evaluations: number,
  found: readonly FindingAmong[],
): void {
  const insert = database.prepare(
    `INSERT INTO findings_among (evaluation_id, position, other_id, rule, severity, origin, message_ja, message_en,
       paths, evidence, expected, found)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const positions = new Map<string, number>()
  database
    .transaction(() => {
      database.exec('DELETE FROM findings_among')
      for (const { id, other, finding } of found) {
        const { rule, severity, origin, message, paths, evidence, expected, found: stands } = finding
        const position = (positions.get(id) ?? 0) + 1
        positions.set(id, position)
        const places = [JSON.stringify(paths), JSON.stringify(evidence)]
        insert.run(
          ...[id, position, other ?? null, rule, severity, origin, message.ja, message.en],
          ...[...places, expected, stands],
        )
      }
      database
        .prepare('INSERT INTO checks_among (checked_at, evaluations, findings) VALUES (?, ?, ?)')
        .run(now(), evaluations, found.length)
    })
    .immediate()
}
