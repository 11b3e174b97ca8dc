import { normaliseAddress } from '../discover/address.ts'
import { countPages, earlierFingerprint, type FoundLink, type FrontierEntry } from '../store/index.ts'
import { isWebPage, looksCutOff } from './media-type.ts'
import type { CrawlSource, PageProblem } from './types.ts'
import type { SourceInRun, VisitInput } from './visit.ts'

/** Of a source without a depth of its own. */
const defaultDepth = 3
/** Codes of what the crawl itself finds odd about a page or document. */
export const VISIT_PROBLEMS = {
  'page-changed':
    'The structure of a start page is another one than last time. Look whether all documents are still found.',
  'too-many-pages':
    'The source has more pages than a crawl reads; pages that are linked here were left out. Narrow its link rules.',
  'document-is-page': 'The link to a document leads to a web page; links were looked for in it.',
  'cut-off':
    'The document ends before its format does. It was kept, and is asked for in full again the next time.',
  'too-deep': 'Pages that are linked farther from the start page than the source allows were not read.',
} as const

/** Bytes that were fetched, or that are still the same. */
export type Content = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly headers: Readonly<Record<string, string>>
  /** The server sent it now; not so where it said that nothing has changed. */
  readonly fresh: boolean
}

export type ReadContent = {
  readonly kind: 'page' | 'document'
  readonly links: readonly FoundLink[]
  readonly problems: readonly PageProblem[]
  readonly fingerprint?: string
}

/** What content is, and what it links: a page is one because of its bytes, whatever its link promised. */
export function readContent<Source extends CrawlSource>(
  { store, run, discover, maxPages }: Pick<VisitInput<Source>, 'store' | 'run' | 'discover' | 'maxPages'>,
  { source }: SourceInRun<Source>,
  entry: FrontierEntry,
  url: string,
  { bytes, mediaType, headers }: Content,
): ReadContent {
  if (!isWebPage(mediaType)) {
    const odd = looksCutOff(bytes, mediaType) ? problemsOf(['cut-off']) : []
    return { kind: 'document', links: [], problems: odd }
  }
  const page = { url, requestedUrl: entry.url, headers, bytes, depth: entry.depth }
  const { links, problems, fingerprint } = discover(source, page)
  // An assessment that is typed as a web page is its own document.
  const itself = normaliseAddress(url)
  if (links.some((link) => link.kind === 'document' && link.url === itself))
    return { kind: 'document', links: [], problems }

  const found = links.map((link) => {
    return { ...link, url: link.url.replace(/#.*$/s, ''), depth: link.depth ?? entry.depth + 1 }
  })
  const near = found.filter(
    ({ kind, depth }) => kind === 'document' || depth <= (source.depth ?? defaultDepth),
  )
  const isFull = countPages(store, run, entry.source) >= maxPages
  const followed = isFull ? near.filter(({ kind }) => kind === 'document') : near
  const earlier = isStart(entry) ? earlierFingerprint(store, run, entry.source, entry.location) : undefined
  const odd: (keyof typeof VISIT_PROBLEMS)[] = [
    ...(entry.kind === 'document' ? ['document-is-page' as const] : []),
    ...(followed.length < near.length ? ['too-many-pages' as const] : []),
    ...(near.length < found.length ? ['too-deep' as const] : []),
    ...(earlier !== undefined && earlier !== fingerprint ? ['page-changed' as const] : []),
  ]
  return {
    kind: 'page',
    links: followed,
    fingerprint,
    problems: [...problems, ...problemsOf(odd)],
  }
}

function problemsOf(codes: readonly (keyof typeof VISIT_PROBLEMS)[]): PageProblem[] {
  return codes.map((code) => ({ code, message: VISIT_PROBLEMS[code] }))
}

/** Whether an entry is a start page of its source. */
export function isStart({ depth, kind, referrer }: FrontierEntry): boolean {
  return depth === 0 && kind === 'page' && referrer === undefined
}
