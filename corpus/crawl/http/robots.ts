import robotsModule from 'robots-parser'
import type { Exchange } from './exchange.ts'
import { FetchError, failed, refused } from './fetch-error.ts'

// The module is the function; its types say that it has it as `default`.
const robotsParser = robotsModule as unknown as typeof robotsModule.default

/** RFC 9309, 2.5: at least so much of a robots.txt is read. */
export const robotsMaxBytes = 500 * 1024
/** RFC 9309, 2.3.1.2: so many redirects are followed. */
export const robotsMaxRedirects = 5

/** What a host says about one URL; `error` where it may not be asked for. */
export type RobotsVerdict = { readonly crawlDelayMs: number; readonly error?: FetchError }
export type Robots = { readonly ask: (url: URL) => Promise<RobotsVerdict> }

/**
 * The robots.txt of each origin, read once. By RFC 9309 a file that is not there (4xx, too many redirects) allows all;
 * one that cannot be had (5xx, 429, no connection) allows nothing for this run.
 * `fetch` follows redirects and gives the last answer.
 * @param product the name that a group of rules may address
 */
export function openRobots(fetch: (url: URL) => Promise<Exchange>, product: string): Robots {
  const known = new Map<string, Promise<(url: URL) => RobotsVerdict>>()
  return {
    async ask(url) {
      let rules = known.get(url.origin)
      if (!rules) {
        rules = readRules(new URL('/robots.txt', url), fetch, product)
        known.set(url.origin, rules)
      }
      return (await rules)(url)
    },
  }
}

async function readRules(
  file: URL,
  fetch: (url: URL) => Promise<Exchange>,
  product: string,
): Promise<(url: URL) => RobotsVerdict> {
  try {
    const { status, bytes } = await fetch(file)
    if (bytes) return rulesOf(file, new TextDecoder().decode(bytes), product)
    if (status >= 400 && status < 500) return () => ({ crawlDelayMs: 0 })
    return () => unreachable(`${file} answered ${status}`)
  } catch (error) {
    if (!(error instanceof FetchError) || error.code === 'stopped') throw error
    const { status } = error.details
    if (error.code === 'private-address') return () => ({ crawlDelayMs: 0, error })
    if (error.code === 'too-many-redirects' || (status !== undefined && status < 500 && status !== 429))
      return () => ({ crawlDelayMs: 0 })
    return () => unreachable(`${file} could not be had: ${error.message}`)
  }
}

function rulesOf(file: URL, text: string, product: string): (url: URL) => RobotsVerdict {
  const robots = robotsParser(file.href, text)
  const crawlDelayMs = 1000 * (robots.getCrawlDelay(product) ?? 0)
  return (url) => {
    if (robots.isAllowed(url.href, product) !== false) return { crawlDelayMs }
    const line = robots.getMatchingLineNumber(url.href, product)
    return {
      crawlDelayMs,
      error: refused('robots-disallowed', `line ${line} of ${file} disallows it`),
    }
  }
}

function unreachable(reason: string): RobotsVerdict {
  const error = failed('robots-unreachable', `${reason}, so nothing is asked for in this run`)
  return { crawlDelayMs: 0, error }
}
