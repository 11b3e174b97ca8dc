import { request } from 'node:http'
import type { FetchedPage, PageLink, PageProblem } from '../../../corpus/crawl/types.ts'
import { discover } from '../../../corpus/discover/index.ts'
import type { Source } from '../../../corpus/sources/index.ts'

/** What following the links of a source gave. */
export type Walk = {
  readonly documents: ReadonlyMap<string, PageLink>
  readonly pages: readonly string[]
  readonly problems: readonly PageProblem[]
  readonly fingerprints: ReadonlyMap<string, string>
}

/** Follows a source's links on the test site, without manners: what discovery alone would make a crawler fetch. */
export async function walk(source: Source, isBarred: (url: string) => boolean = () => false): Promise<Walk> {
  const documents = new Map<string, PageLink>()
  const problems: PageProblem[] = []
  const fingerprints = new Map<string, string>()
  const queue: PageLink[] = source.start.map((url) => ({ url, kind: 'page', text: '', depth: 0 }))
  const seen = new Set<string>()
  for (let link = queue.shift(); link; link = queue.shift()) {
    const key = `${link.url} ${link.request?.body ?? ''}`
    if (seen.has(key) || isBarred(link.url)) continue
    seen.add(key)
    const page = await fetchPage(link)
    if (!page) continue
    const outcome = discover(source, page)
    problems.push(...outcome.problems)
    fingerprints.set(link.url, outcome.fingerprint)
    for (const found of outcome.links) {
      if (found.kind === 'page') queue.push({ ...found, depth: found.depth ?? page.depth + 1 })
      else if (!documents.has(found.url))
        documents.set(
          found.url,
          link.url === found.url && link.listing ? { ...found, listing: link.listing } : found,
        )
    }
  }
  return { documents, pages: [...seen].map((key) => key.trim()), problems, fingerprints }
}

async function fetchPage({ url, depth = 0, request: how }: PageLink): Promise<FetchedPage | undefined> {
  const reply = await send(url, how?.method ?? 'GET', how?.body)
  const { location } = reply.headers
  if (reply.status >= 300 && reply.status < 400 && location !== undefined) {
    const moved = await fetchPage({ url: new URL(location, url).href, kind: 'page', text: '', depth })
    return moved && { ...moved, requestedUrl: url }
  }
  return reply.status === 200
    ? { url, requestedUrl: url, headers: reply.headers, bytes: reply.bytes, depth }
    : undefined
}

type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly bytes: Uint8Array }

/** Asks 127.0.0.1 for what a URL of the test site names. */
export function send(url: string, method: string, body?: string): Promise<Reply> {
  const { host, port, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname: '127.0.0.1', port, method, path: pathname + search, headers: { host }, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const headers = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          )
          resolve({ status: response.statusCode ?? 0, headers, bytes: new Uint8Array(Buffer.concat(parts)) })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
