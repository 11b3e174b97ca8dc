import type { Store } from '../open.ts'

export type NewRun = {
  readonly parser: string
  readonly arguments: readonly string[]
  /** Files in folders that were passed over. */
  readonly skipped: number
}

/** What a run did with one file; the columns of `runs` that count it. */
export type RunCount = 'new' | 'unchanged' | 'reparsed' | 'failed'

/** Opens the account of a run. */
export function startRun({ database, now }: Store, run: NewRun): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO runs (started_at, parser, arguments, skipped) VALUES (?, ?, ?, ?)')
    .run(now(), run.parser, JSON.stringify(run.arguments), run.skipped)
  return Number(lastInsertRowid)
}

/** Closes the account; a run without an end was interrupted. */
export function finishRun({ database, now }: Store, run: number): void {
  database.prepare('UPDATE runs SET finished_at = ? WHERE id = ?').run(now(), run)
}

/** Adds one to the given counts; called within the transaction of the document. */
export function countInRun({ database }: Store, run: number, counts: readonly RunCount[]): void {
  const steps = counts.map((count) => `${count} = ${count} + 1`).join(', ')
  database.prepare(`UPDATE runs SET ${steps} WHERE id = ?`).run(run)
}
