import type { DocumentStore } from './open-store.ts'

/** A content that a place has had, with the fetch that saw it last. */
export type StoredDocument = {
  /** URL, with `#entry` for a document within a ZIP archive. */
  readonly location: string
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  readonly version: number
  /** `gone`: the server said so after this version. */
  readonly state: 'current' | 'superseded' | 'gone'
  readonly firstFetchedAt: string
  readonly lastFetchedAt: string
  readonly source: string
}

type DocumentRow = Omit<StoredDocument, 'state'> & { current: number; gone: number }

/** All documents that were ever fetched, by place and version. */
export function listDocuments({ database }: DocumentStore): StoredDocument[] {
  return database
    .prepare<[], DocumentRow>(
      `SELECT versions.location, versions.sha256, objects.bytes, objects.media_type AS mediaType, version, current,
         place.outcome = 'gone' AS gone, first.started_at AS firstFetchedAt, last.started_at AS lastFetchedAt, last.source
       FROM document_versions AS versions
       JOIN objects ON objects.sha256 = versions.sha256
       JOIN fetches AS first ON first.id = first_fetch
       JOIN fetches AS last ON last.id = last_fetch
       JOIN document_places AS place ON place.location = fetched_from
       ORDER BY versions.location, version`,
    )
    .all()
    .map(({ current, gone, ...document }) => ({
      ...document,
      state: current === 0 ? 'superseded' : gone === 1 ? 'gone' : 'current',
    }))
}
