/**
 * What the crawl needs to know of a source. corpus/sources describes and validates the whole of it; the crawl passes it
 * on to discovery as it is.
 */
export type CrawlSource = {
  readonly agency: {
    /** 全国地方公共団体コード, six digits with the check digit. */
    readonly code?: string | undefined
    readonly name: string
    readonly prefecture?: string | undefined
  }
  readonly kind: 'pages' | 'search-form'
  /** Absolute URLs. */
  readonly start: readonly string[]
  /** Host names that pages and documents may be on, besides those of the start pages. */
  readonly allowedHosts?: readonly string[] | undefined
  /** How many links away from a start page (depth 0) pages are still read. */
  readonly depth?: number | undefined
  readonly expect?: SourceExpectation | undefined
}

/** How many documents a source is expected to have, and how many of each form (`様式2`): too few fails, too many warns. */
export type SourceExpectation = {
  readonly documents?: Bounds | undefined
  readonly forms?: Readonly<Record<string, Bounds>> | undefined
}
export type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined }

/** What a listing says of a document, as printed on the page that links it. */
export type Listing = {
  readonly number?: string
  readonly title?: string
  readonly date?: string
  readonly form?: '様式2' | '様式3' | '様式4'
  readonly department?: string
  /** 【…終了】: the operation has ended. */
  readonly ended?: boolean
  /** （案）: a draft for public comment. */
  readonly draft?: boolean
}

/** A form that has to be submitted, or a result page that has to be asked for, where a plain GET of the URL is not enough. */
export type LinkRequest = {
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly contentType?: string
}

/** A link that discovery found: a page to look for more links, or a document to keep. */
export type PageLink = {
  /** Absolute, normalised, without fragment. */
  readonly url: string
  readonly kind: 'page' | 'document'
  readonly text: string
  readonly listing?: Listing
  /** Of a page; one more than that of the page it was found on if not given (further result pages are not deeper). */
  readonly depth?: number
  readonly request?: LinkRequest
}

/** What is odd about a page; it does not stop the crawl. `listing`: what the page says of an assessment that it does not link. */
export type PageProblem = { readonly code: string; readonly message: string; readonly listing?: Listing }

/** What discovery found on one page. */
export type PageOutcome = {
  readonly links: readonly PageLink[]
  readonly problems: readonly PageProblem[]
  /** The structure of the page: another one than last time means that the rules of the source may no longer fit. */
  readonly fingerprint: string
}

/** A page as it came over the network. */
export type FetchedPage = {
  /** Of the page after redirects. */
  readonly url: string
  readonly requestedUrl: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded (Content-Encoding removed). */
  readonly bytes: Uint8Array
  /** 0 for a start page. */
  readonly depth: number
}

/** Finds the links of a page. Pure: no network, no clock; never throws on a page, however broken. */
export type Discover<Source extends CrawlSource = CrawlSource> = (
  source: Source,
  page: FetchedPage,
) => PageOutcome
