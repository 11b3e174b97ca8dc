import type { Problem } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'

export type ProblemOwner = { readonly sha256: string; readonly evaluation: string | null }

/** Writes the problems of a document (`evaluation` null) or of one of its evaluations. */
export function writeProblems({ database }: Store, owner: ProblemOwner, problems: readonly Problem[]): void {
  const insert = prepared(
    database,
    `INSERT INTO problems (sha256, evaluation_id, position, code, severity, message, path, evidence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  problems.forEach((problem, index) => {
    const evidence = problem.evidence === undefined ? null : JSON.stringify(problem.evidence)
    insert.run(
      owner.sha256,
      owner.evaluation,
      index + 1,
      problem.code,
      problem.severity,
      problem.message,
      problem.path ?? null,
      evidence,
    )
  })
}
