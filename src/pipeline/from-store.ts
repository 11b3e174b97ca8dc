import { isCompanion } from '../../corpus/discover/index.ts'
import {
  type DocumentStore,
  type ListedDocument,
  listDocuments,
  listedDocuments,
  objectPath,
} from '../../corpus/store/index.ts'
import type { ListingRecord } from '../../db/index.ts'
import type { Expansion } from './expand-paths.ts'

/** The documents of a store as files to ingest: each is known by where it was fetched from. */
export type StoredFiles = {
  readonly expansion: Expansion
  readonly pathOf: (location: string) => string
  /** What the pages say of the documents, as the database keeps it. */
  readonly listings: readonly ListingRecord[]
  /** Hashes of the contents that every page which lists them calls an annex. */
  readonly annexes: ReadonlySet<string>
}

/** The last content of every place, also of those that are gone by now. */
export function storedFiles(store: DocumentStore): StoredFiles {
  const paths = new Map(
    listDocuments(store)
      .filter(({ state }) => state !== 'superseded')
      .map(({ location, sha256 }) => [location, objectPath(store, sha256)]),
  )
  const listings = listingsOf(store)
  return {
    expansion: { files: [...paths.keys()], skipped: 0, unread: [] },
    pathOf: (location) => paths.get(location)!,
    listings,
    annexes: annexesOf(listings),
  }
}

function annexesOf(listings: readonly ListingRecord[]): Set<string> {
  const hashes = new Set(listings.flatMap(({ sha256 }) => sha256 ?? []))
  for (const { sha256, linkText, title } of listings)
    if (sha256 !== null && !isCompanion(linkText ?? '') && !isCompanion(title ?? '')) hashes.delete(sha256)
  return hashes
}

function listingsOf(store: DocumentStore): ListingRecord[] {
  return listedDocuments(store).map(({ outcome, listing, ...document }) => ({
    ...document,
    state: stateOf(outcome),
    number: listing.number ?? null,
    title: listing.title ?? null,
    date: listing.date ?? null,
    form: listing.form ?? null,
    department: listing.department ?? null,
    ended: listing.ended === true,
    draft: listing.draft === true,
  }))
}

function stateOf(outcome: ListedDocument['outcome']): ListingRecord['state'] {
  if (outcome === null) return 'pending'
  return outcome === 'body' || outcome === 'not-modified' ? 'had' : outcome
}
