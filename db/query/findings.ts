import type { Evidence, Finding } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'

type FindingRow = Pick<Finding, 'rule' | 'severity' | 'origin' | 'expected' | 'found'> & {
  readonly message_ja: string
  readonly message_en: string
  readonly paths: string
  readonly evidence: string
}

/** What the consistency rules found in an evaluation, in the order of the rules. */
export function readFindings({ database }: Store, evaluation: string): Finding[] {
  return prepared<[string], FindingRow>(
    database,
    `SELECT rule, severity, origin, message_ja, message_en, paths, evidence, expected, found
       FROM findings WHERE evaluation_id = ? ORDER BY position`,
  )
    .all(evaluation)
    .map(({ rule, severity, origin, message_ja, message_en, paths, evidence, expected, found }) => ({
      rule,
      severity,
      origin,
      message: { ja: message_ja, en: message_en },
      paths: JSON.parse(paths) as string[],
      evidence: JSON.parse(evidence) as Evidence[],
      expected,
      found,
    }))
}
