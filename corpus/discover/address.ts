import iconv from 'iconv-lite'

/** Parameters that name a session or a campaign, never a page. */
const SESSION_PARAMETER = /^(?:jsessionid|phpsessid|aspsessionid\w*|sid|sessionid|utm_\w+|fbclid|gclid|_ga)$/i
/** A page's own name for itself on a smartphone. */
const PHONE_PATH = /\/(?:smph|sp|mobile|m)(?=\/)/g

/** How the page that holds a link writes addresses. */
export type AddressBase = {
  readonly url: string
  readonly charset: string
  readonly ignoreQuery: readonly string[]
}

/**
 * The absolute address of a link without fragment, session and ignored parameters; nothing where it is no web address.
 * Characters of a query that are not ASCII are encoded as the page's charset has them, as browsers do.
 */
export function resolveAddress(href: string, base: AddressBase): string | undefined {
  const cleaned = href.replace(/[\t\n\r]/g, '').trim()
  if (cleaned === '' || cleaned.startsWith('#')) return undefined
  let url: URL
  try {
    url = new URL(encodeQuery(cleaned, base.charset), base.url)
  } catch {
    return undefined
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  return normaliseAddress(url.href, base.ignoreQuery)
}

/** One spelling for addresses that are the same page. */
export function normaliseAddress(address: string, ignoreQuery: readonly string[] = []): string {
  const url = new URL(address)
  url.hash = ''
  url.pathname = url.pathname
    .replace(/;jsessionid=[^/;]*/gi, '')
    .replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase())
  // URLSearchParams would decode as UTF-8 what may be Shift_JIS: the query is cut as it stands.
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const name = pair.split('=', 1)[0]!
      return pair !== '' && !SESSION_PARAMETER.test(name) && !ignoreQuery.includes(name)
    })
  url.search = kept.join('&').replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase())
  return url.href
}

function encodeQuery(href: string, charset: string): string {
  const start = href.indexOf('?')
  if (start === -1 || charset === 'utf-8' || !iconv.encodingExists(charset)) return href
  const end = href.indexOf('#', start)
  const query = href.slice(start, end === -1 ? undefined : end)
  const encoded = query.replace(/[^\x20-\x7e]+/g, (text) =>
    [...iconv.encode(text, charset)].map(queryByte).join(''),
  )
  return href.slice(0, start) + encoded + (end === -1 ? '' : href.slice(end))
}

/** The second byte of a Shift_JIS character may be that of a letter, which stays one. */
const queryByte = (byte: number): string =>
  /[A-Za-z0-9]/.test(String.fromCharCode(byte))
    ? String.fromCharCode(byte)
    : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`

/** Whether two addresses are one page with and without www, on http and https, or for telephones. */
export function areTwins(one: string, other: string): boolean {
  return twinKey(one) === twinKey(other)
}

function twinKey(address: string): string {
  const url = new URL(address)
  return `${bareHost(url.host)}${url.pathname.replace(PHONE_PATH, '')}${url.search}`
}

export const hostOf = (address: string): string => new URL(address).host

/** A host without www. */
export const bareHost = (host: string): string => host.replace(/^www\./, '')

/** The last part of the path, decoded: as UTF-8, else as Shift_JIS or EUC-JP, else as it stands. */
export function fileNameOf(address: string): string {
  const url = new URL(address)
  const last = url.pathname.split('/').at(-1) ?? ''
  const name = FILE_EXTENSION.test(last) ? last : (fileNameIn(url.search) ?? last)
  if (!/%[0-9A-F]{2}/i.test(name)) return name
  const bytes = Uint8Array.from(
    name.replace(/%([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    (character) => character.charCodeAt(0),
  )
  for (const charset of ['utf-8', 'shift_jis', 'euc-jp']) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {}
  }
  return name
}

const FILE_EXTENSION = /\.(pdf|xlsx?|xlsm|zip|lzh|txt|csv|docx?|rtf|ods|pptx?|jpe?g|png|gif)$/i

/** download.php?file=kaigo.pdf */
const fileNameIn = (search: string): string | undefined =>
  search
    .slice(1)
    .split('&')
    .map(
      (pair) =>
        pair
          .slice(pair.indexOf('=') + 1)
          .split(/%2F|\//i)
          .at(-1)!,
    )
    .find((value) => FILE_EXTENSION.test(value))

/** The extension of the file that an address names, in lower case. */
export const extensionOf = (address: string): string | undefined =>
  FILE_EXTENSION.exec(fileNameOf(address))?.[1]?.toLowerCase()
