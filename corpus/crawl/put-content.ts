import { type ArchiveEntry, type DocumentStore, type FetchedObject, putObject } from '../store/index.ts'
import { unpackArchive } from './archive.ts'
import { mediaTypeOf } from './media-type.ts'

/** Puts a body into the store; the documents within a ZIP archive become objects, too. */
export async function putContent(
  store: DocumentStore,
  bytes: Uint8Array,
  mediaType: string,
): Promise<FetchedObject> {
  const object = { sha256: putObject(store, bytes), bytes: bytes.length, mediaType }
  if (mediaType !== 'application/zip') return object
  const entries: ArchiveEntry[] = []
  for (const entry of await unpackArchive(bytes)) {
    if (!('bytes' in entry)) entries.push(entry)
    else
      entries.push({
        name: entry.name,
        sha256: putObject(store, entry.bytes),
        bytes: entry.bytes.length,
        mediaType: await mediaTypeOf(entry.bytes, undefined),
      })
  }
  return { ...object, entries }
}
