import type { Finding } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'

/** Writes what the consistency rules found in an evaluation. */
export function writeFindings({ database }: Store, evaluation: string, findings: readonly Finding[]): void {
  const insert = prepared(
    database,
    `INSERT INTO findings (evaluation_id, position, rule, severity, origin, message_ja, message_en, paths, evidence,
       expected, found)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  findings.forEach(({ rule, severity, origin, message, paths, evidence, expected, found }, index) => {
    insert.run(
      evaluation,
      index + 1,
      rule,
      severity,
      origin,
      message.ja,
      message.en,
      JSON.stringify(paths),
      JSON.stringify(evidence),
      expected,
      found,
    )
  })
}
