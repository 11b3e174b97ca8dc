import type { Listing } from '../../../corpus/crawl/types.ts'
import type { Source } from '../../../corpus/sources/index.ts'

/** A page in a charset, bytes of a file, or another answer. */
export type Resource =
  | {
      readonly kind: 'page'
      readonly html: string
      readonly charset?: Charset
      /** What the Content-Type header says of the charset; nothing if not given. */
      readonly header?: string
      /** Served only for this method and when the body (or query) holds these fields. */
      readonly submitted?: {
        readonly method: 'GET' | 'POST'
        readonly fields: Readonly<Record<string, string>>
      }
    }
  | { readonly kind: 'file'; readonly type: string; readonly bytes: () => Uint8Array | Promise<Uint8Array> }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: number }
  | { readonly kind: 'text'; readonly text: string }
export type Charset = 'utf-8' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp'

/** A document that a crawler must find, by the address it is fetched from, and what the pages say of it. */
export type Expected = { readonly url: string; readonly listing: Listing }

/** What an agency publishes: by `host/path?query`, in the exact spelling that a request has. */
export type Agency = {
  readonly source?: Source
  readonly name: string
  readonly code?: string
  readonly resources: Readonly<Record<string, Resource | readonly Resource[]>>
  readonly expected: readonly Expected[]
}

/** What is linked on listing pages and is no assessment; served, so that a request for it shows in the log. */
export const decoy = (): Resource => ({
  kind: 'file',
  type: 'application/pdf',
  bytes: () => new TextEncoder().encode('%PDF-1.4\n%decoy\n%%EOF\n'),
})

export const page = (
  html: string,
  options: Omit<Extract<Resource, { kind: 'page' }>, 'kind' | 'html'> = {},
): Resource => ({ kind: 'page', html, ...options })
