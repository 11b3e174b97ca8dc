import type { Listing } from '../crawl/types.ts'
import type { FetchRecord } from './fetches.ts'
import type { DocumentStore } from './open-store.ts'

/** What one page says of a document, and what is known of the document's place. */
export type ListedDocument = {
  /** With `#entry` for a document within a ZIP archive. */
  readonly location: string
  /** The last content that was had. */
  readonly sha256: string | null
  /** Of the last fetch; null where it was not asked for yet. */
  readonly outcome: FetchRecord['outcome'] | null
  readonly code: string | null
  readonly message: string | null
  readonly status: number | null
  readonly fetchedAt: string | null
  /** When the page was last seen to name it. */
  readonly listedAt: string
  /** The last run of the source saw it named. */
  readonly stillListed: boolean
  readonly source: string
  readonly agencyName: string
  readonly agencyCode: string | null
  readonly prefecture: string | null
  /** Null where a person brought the file. */
  readonly referrer: string | null
  readonly linkText: string | null
  readonly listing: Listing
}

type Row = Omit<ListedDocument, 'listing' | 'stillListed'> & { listing: string | null; stillListed: number }

/** Every document that a page of any run names, once for each page; and those that were brought by hand. */
export function listedDocuments({ database }: DocumentStore): ListedDocument[] {
  return database
    .prepare<[], Row>(
      `WITH last_run AS (
         SELECT source, max(run_id) AS run_id FROM run_sources GROUP BY source
       ), named AS (
         SELECT source, location, referrer, text, listing, run_id FROM links
         WHERE id IN (SELECT max(id) FROM links GROUP BY source, location, referrer)
           AND (kind = 'document' OR EXISTS (
             SELECT 1 FROM fetches WHERE fetches.location = links.location AND kind = 'document'
           ))
         UNION ALL
         SELECT source, location, referrer, link_text, listing, run_id FROM fetches
         WHERE id IN (SELECT max(id) FROM fetches WHERE method = 'HAND' GROUP BY source, location, referrer)
       )
       SELECT named.location || coalesce('#' || entry.name, '') AS location,
         coalesce(entry.sha256, content.sha256) AS sha256,
         last.outcome, last.code, last.message, last.status, last.started_at AS fetchedAt,
         runs.started_at AS listedAt, named.run_id = last_run.run_id AS stillListed, named.source,
         agency_name AS agencyName, agency_code AS agencyCode, prefecture,
         named.referrer, named.text AS linkText, named.listing
       FROM named
       JOIN runs ON runs.id = named.run_id
       JOIN run_sources USING (run_id, source)
       JOIN last_run USING (source)
       LEFT JOIN fetches AS last ON last.id = (
         SELECT max(id) FROM fetches WHERE fetches.location = named.location
       )
       LEFT JOIN fetches AS content ON content.id = (
         SELECT max(id) FROM fetches WHERE fetches.location = named.location AND sha256 IS NOT NULL
       )
       LEFT JOIN archive_entries AS entry ON entry.archive = content.sha256 AND entry.sha256 IS NOT NULL
       WHERE last.id IS NULL OR coalesce(content.kind, last.kind) = 'document'
       ORDER BY named.source, named.location, named.referrer, entry.position`,
    )
    .all()
    .map(({ listing, stillListed, ...row }) => ({
      ...row,
      stillListed: stillListed === 1,
      listing: JSON.parse(listing ?? '{}') as Listing,
    }))
}
