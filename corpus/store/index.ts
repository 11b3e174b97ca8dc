export type { StoredDocument } from './documents.ts'
export { listDocuments } from './documents.ts'
export type { ArchiveEntry, Change, FetchedObject, FetchRecord } from './fetches.ts'
export { markDone, recordFetch } from './fetches.ts'
export type { FoundLink, FrontierEntry } from './frontier.ts'
export {
  addToFrontier,
  countPages,
  locationOf,
  movedTo,
  nextPending,
  pendingHosts,
  unlistedLocations,
} from './frontier.ts'
export type { KnownContent } from './known-content.ts'
export { earlierFingerprint, fetchInRun, lastContent } from './known-content.ts'
export type { KnownDocument, KnownSource } from './known-documents.ts'
export { knownDocuments, knownSources } from './known-documents.ts'
export type { ListedDocument } from './listed.ts'
export { listedDocuments } from './listed.ts'
export { hashOf, objectPath, putObject, readObject } from './objects.ts'
export type { DocumentStore, DocumentStoreOptions } from './open-store.ts'
export { closeDocumentStore, lockDocumentStore, openDocumentStore } from './open-store.ts'
export type { AskedRow, RunAgency, RunRow } from './run-account.ts'
export { askedInRun, listedBefore, readRun, runAgencies } from './run-account.ts'
export type { NewRun, RunSource, StartedRun } from './runs.ts'
export { finishRun, startRun } from './runs.ts'
export type { StoreCheck } from './verify.ts'
export { isSound, verifyStore } from './verify.ts'
