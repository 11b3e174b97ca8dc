import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { countInRun } from './run.ts'

/** A document met in a run under a path or URL. */
export type Sighting = { readonly run: number; readonly location: string; readonly sha256: string }

/** Notes where a document was seen; called within the transaction of the document. */
export function writeSighting({ database, now }: Store, { run, location, sha256 }: Sighting): void {
  const at = now()
  prepared(
    database,
    `INSERT INTO sources (location, sha256, first_seen_at, last_seen_at, first_run_id, last_run_id)
       VALUES (:location, :sha256, :at, :at, :run, :run)
       ON CONFLICT (location, sha256) DO UPDATE SET last_seen_at = :at, last_run_id = :run`,
  ).run({ location, sha256, at, run })
}

/** A document that the store has already, parsed by the same parser: only the sighting and the run are written. */
export function recordUnchanged(store: Store, sighting: Sighting): void {
  store.database
    .transaction(() => {
      const status = prepared<[string], string>(
        store.database,
        'SELECT status FROM documents WHERE sha256 = ?',
      )
        .pluck()
        .get(sighting.sha256)
      writeSighting(store, sighting)
      countInRun(store, sighting.run, status === 'failed' ? ['unchanged', 'failed'] : ['unchanged'])
    })
    .immediate()
}

/** Why the bytes of a file could not be had. */
export type UnreadFile = {
  readonly location: string
  readonly code: 'unreadable' | 'too-large'
  readonly message: string
}

/** A file without bytes, and so without a document: it is kept with the run. */
export function recordUnread(store: Store, run: number, { location, code, message }: UnreadFile): void {
  store.database
    .transaction(() => {
      prepared(
        store.database,
        'INSERT OR REPLACE INTO unread_files (run_id, location, code, message) VALUES (?, ?, ?, ?)',
      ).run(run, location, code, message)
      countInRun(store, run, ['failed'])
    })
    .immediate()
}
