import type { CrawlSource } from './types.ts'

/** The hosts whose pages and documents belong to a source; more may be added when a start page has moved. */
export type AgencyHosts = { readonly allows: (url: URL) => boolean; readonly add: (url: string) => void }

/** A host with and without `www.` is one, and so are http and https. */
export function hostsOf({ start, allowedHosts = [] }: CrawlSource): AgencyHosts {
  const hosts = new Set([...start.map((url) => bare(new URL(url).hostname)), ...allowedHosts.map(bare)])
  return {
    allows: (url) => hosts.has(bare(url.hostname)) || hosts.has(bare(url.host)),
    add: (url) => hosts.add(bare(new URL(url).hostname)),
  }
}

function bare(host: string): string {
  return host.replace(/^www\./, '')
}
