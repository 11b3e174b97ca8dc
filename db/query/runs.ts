import type { Store } from '../open.ts'

/** The account of a run. Without `finished` it is going on, or was interrupted. */
export type RunRecord = {
  readonly id: number
  readonly started: string
  readonly finished: string | null
  readonly parser: string
  readonly arguments: readonly string[]
  readonly new: number
  readonly unchanged: number
  readonly reparsed: number
  readonly failed: number
  readonly skipped: number
}

/** A document or file that gave no records, or whose parse broke off. */
export type Failure = { readonly location: string; readonly code: string; readonly message: string }

const columns = `id, started_at AS started, finished_at AS finished, parser, arguments,
  new, unchanged, reparsed, failed, skipped`

/** The given run, or the latest. */
export function readRun({ database }: Store, run?: number): RunRecord | undefined {
  const row = database
    .prepare<[number | null], Omit<RunRecord, 'arguments'> & { arguments: string }>(
      `SELECT ${columns} FROM runs WHERE id = ifnull(?, (SELECT max(id) FROM runs))`,
    )
    .get(run ?? null)
  return row && { ...row, arguments: JSON.parse(row.arguments) as string[] }
}

/** What failed in a run, each with the first reason given, by place. */
export function readFailures({ database }: Store, run: number): Failure[] {
  return database
    .prepare<[{ run: number }], Failure>(
      `SELECT location, code, message FROM unread_files WHERE run_id = :run
       UNION ALL
       SELECT s.location, p.code, p.message
       FROM sources AS s
       JOIN runs AS r ON r.id = s.last_run_id
       JOIN documents AS d ON d.sha256 = s.sha256
       JOIN problems AS p ON p.id = (
         SELECT id FROM problems AS q
         WHERE q.sha256 = d.sha256 AND q.evaluation_id IS NULL AND q.severity = 'error'
         ORDER BY q.code <> 'parser-failed', q.position LIMIT 1
       )
       WHERE s.last_run_id = :run AND (d.status = 'failed' OR (p.code = 'parser-failed' AND d.parser <> r.parser))
       ORDER BY location`,
    )
    .all({ run })
}
