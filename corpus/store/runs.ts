import type { DocumentStore } from './open-store.ts'

export type RunSource = {
  /** The key of the source in all tables. */
  readonly source: string
  readonly agency: {
    readonly name: string
    readonly code?: string | undefined
    readonly prefecture?: string | undefined
  }
}

export type NewRun = {
  readonly kind: 'crawl' | 'import'
  readonly sources: readonly RunSource[]
  readonly userAgent?: string
}

/** `resumed`: an earlier process had started it and did not come to its end. */
export type StartedRun = { readonly run: number; readonly resumed: boolean }

/** After so many days what an unfinished crawl has seen is no longer news, and a new one starts. */
const freshDays = 7

/** Goes on with the unfinished crawl of the same sources, or starts a run. */
export function startRun(store: DocumentStore, { kind, sources, userAgent }: NewRun): StartedRun {
  const { database, now } = store
  const selection = JSON.stringify(sources.map(({ source }) => source).sort())
  return database
    .transaction(() => {
      const unfinished = kind === 'crawl' ? unfinishedCrawl(store, selection) : undefined
      if (unfinished !== undefined) return { run: unfinished, resumed: true }
      const { lastInsertRowid } = database
        .prepare('INSERT INTO runs (kind, selection, started_at, user_agent) VALUES (?, ?, ?, ?)')
        .run(kind, selection, now(), userAgent ?? null)
      const run = Number(lastInsertRowid)
      const insert = database.prepare(
        'INSERT INTO run_sources (run_id, source, position, agency_name, agency_code, prefecture) VALUES (?, ?, ?, ?, ?, ?)',
      )
      sources.forEach(({ source, agency }, position) => {
        insert.run(run, source, position, agency.name, agency.code ?? null, agency.prefecture ?? null)
      })
      return { run, resumed: false }
    })
    .immediate()
}

/** The last crawl of a selection, if it is not finished and not old. */
function unfinishedCrawl({ database, now }: DocumentStore, selection: string): number | undefined {
  const last = database
    .prepare<[string], { id: number; finished: string | null; seen: string }>(
      `SELECT id, finished_at AS finished, coalesce(
         (SELECT max(ended_at) FROM fetches WHERE run_id = runs.id), started_at) AS seen
       FROM runs WHERE kind = 'crawl' AND selection = ? ORDER BY id DESC LIMIT 1`,
    )
    .get(selection)
  if (!last || last.finished !== null) return undefined
  const days = (Date.parse(now()) - Date.parse(last.seen)) / 86_400_000
  return days <= freshDays ? last.id : undefined
}

/** Closes a run; its frontier is empty. */
export function finishRun({ database, now }: DocumentStore, run: number): void {
  database.prepare('UPDATE runs SET finished_at = ? WHERE id = ?').run(now(), run)
}
