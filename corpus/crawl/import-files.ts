import { type Change, type DocumentStore, finishRun, recordFetch, startRun } from '../store/index.ts'
import { checkUrl } from './http/index.ts'
import { mediaTypeOf } from './media-type.ts'
import { putContent } from './put-content.ts'
import type { CrawlSource, Listing } from './types.ts'

/** A file that a person fetched, and what they say of it. */
export type HandFetched = {
  readonly bytes: Uint8Array
  readonly url: string
  readonly agency: CrawlSource['agency']
  /** ISO 8601; now if not given. */
  readonly fetchedAt?: string | undefined
  readonly referrer?: string | undefined
  readonly linkText?: string | undefined
  readonly listing: Listing
}

/**
 * Brings files into the store as if they had been fetched from their URLs, all in one run.
 * @throws FetchError (refused) for a URL that could not be fetched either; then nothing is recorded
 */
export async function importFiles(
  store: DocumentStore,
  files: readonly HandFetched[],
): Promise<readonly (Change | null)[]> {
  const urls = files.map(({ url }) => checkUrl(url, true).href)
  const sources = new Map(files.map(({ agency }) => [handKey(agency), agency]))
  const { run } = startRun(store, {
    kind: 'import',
    sources: [...sources].map(([source, agency]) => ({ source, agency })),
  })
  const changes: (Change | null)[] = []
  for (const [index, file] of files.entries()) {
    const { bytes, agency, referrer, linkText, listing } = file
    const url = urls[index]!
    const at = file.fetchedAt ?? store.now()
    const object = await putContent(store, bytes, await mediaTypeOf(bytes, undefined))
    const { change } = recordFetch(store, {
      ...{
        run,
        source: handKey(agency),
        location: url,
        kind: 'document',
        url,
        finalUrl: url,
        method: 'HAND',
      },
      ...{ redirects: [], attempts: 0, startedAt: at, endedAt: at, depth: 0, problems: [] },
      ...{ referrer, linkText, listing, outcome: 'body', object },
    })
    changes.push(change)
  }
  finishRun(store, run)
  return changes
}

/** Files brought by hand are a source of their own, beside the agency's pages. */
function handKey({ name }: CrawlSource['agency']): string {
  return `${name} (by hand)`
}
