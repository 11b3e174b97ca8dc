import { existsSync } from 'node:fs'
import type { PageProblem } from '../crawl/types.ts'
import { objectPath } from './objects.ts'
import type { DocumentStore } from './open-store.ts'

export type KnownContent = {
  readonly id: number
  readonly run: number
  readonly kind: 'page' | 'document'
  readonly sha256: string
  readonly mediaType: string
  readonly finalUrl: string
  /** Of the answer that brought it; names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The object and what was unpacked from it are there, and nothing was seen to be missing at its end. */
  readonly whole: boolean
}

/** The content that a place had last, with the answer that brought it (a 304 need not repeat its headers). */
export function lastContent(store: DocumentStore, location: string): KnownContent | undefined {
  const row = store.database
    .prepare<[string], Omit<KnownContent, 'headers' | 'whole'> & { headers: string; odd: string }>(
      `SELECT last.id, last.run_id AS run, last.kind, last.sha256, media_type AS mediaType,
         brought.final_url AS finalUrl, coalesce(brought.headers, '{}') AS headers,
         brought.problems AS odd
       FROM fetches AS last
       JOIN objects USING (sha256)
       JOIN fetches AS brought ON brought.id = (
         SELECT max(id) FROM fetches
         WHERE location = last.location AND sha256 = last.sha256 AND outcome = 'body'
       )
       WHERE last.location = ? AND last.sha256 IS NOT NULL
       ORDER BY last.id DESC LIMIT 1`,
    )
    .get(location)
  if (!row) return undefined
  const { headers, odd, ...content } = row
  const problems = JSON.parse(odd) as PageProblem[]
  return {
    ...content,
    headers: JSON.parse(headers) as Record<string, string>,
    whole: isThere(store, row.sha256) && !problems.some(({ code }) => code === 'cut-off'),
  }
}

/** The fetch of a place in this run, if another source wanted it, too. */
export function fetchInRun({ database }: DocumentStore, run: number, location: string): number | undefined {
  return database
    .prepare<[number, string], number>(
      `SELECT max(id) FROM fetches WHERE run_id = ? AND location = ? AND outcome <> 'refused' HAVING max(id) IS NOT NULL`,
    )
    .pluck()
    .get(run, location)
}

/** The fingerprint that a page had before this run. */
export function earlierFingerprint(
  { database }: DocumentStore,
  run: number,
  source: string,
  location: string,
): string | undefined {
  return database
    .prepare<[string, string, number], string>(
      `SELECT fingerprint FROM fetches
       WHERE location = ? AND source = ? AND run_id < ? AND fingerprint IS NOT NULL
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(location, source, run)
}

/** Whether an object, and those that were unpacked from it, stand in their places. */
function isThere(store: DocumentStore, sha256: string): boolean {
  const unpacked = store.database
    .prepare<[string], string>('SELECT sha256 FROM archive_entries WHERE archive = ? AND sha256 IS NOT NULL')
    .pluck()
    .all(sha256)
  return [sha256, ...unpacked].every((hash) => existsSync(objectPath(store, hash)))
}
