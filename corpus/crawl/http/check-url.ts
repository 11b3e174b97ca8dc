import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.ts'
import { refused } from './fetch-error.ts'

/** Below this, ports belong to services of the system; a web server there is on 80 or 443. */
const firstFreePort = 1024

/**
 * A URL that may be asked for, without its fragment. Spellings of one address (2130706433, 0x7f.1, 017700000001) are one
 * after parsing, and `%2e%2e` in a path is resolved.
 * @throws FetchError (refused) where it is no URL, no http or https, carries a user name, or names an address or port
 * that is not public. Host names are checked when they are resolved.
 */
export function checkUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw refused('bad-url', `${text} is no URL`)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused('scheme-not-allowed', `${url.protocol} is fetched by nobody here, only http and https`)
  if (url.username !== '' || url.password !== '')
    throw refused('credentials-in-url', 'the URL carries a user name or password')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    throw refused('private-address', `${host} is no public address`)
  if (!allowPrivate && url.port !== '' && Number(url.port) < firstFreePort)
    throw refused('port-not-allowed', `port ${url.port} belongs to another service`)
  url.hash = ''
  return url
}
