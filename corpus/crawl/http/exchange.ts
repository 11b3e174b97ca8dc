import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { acceptedEncodings, readBody } from './body.ts'
import { FetchError, failed } from './fetch-error.ts'

/** Times in milliseconds. `totalMs` is for one request with its whole body. */
export type Limits = {
  readonly connectMs: number
  readonly headersMs: number
  /** Between two pieces of a body. */
  readonly stallMs: number
  readonly totalMs: number
  readonly maxBytes: number
}

export const defaultLimits: Limits = {
  connectMs: 20_000,
  headersMs: 60_000,
  stallMs: 60_000,
  totalMs: 600_000,
  maxBytes: 100 * 1024 * 1024,
}

export type ExchangeRequest = {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** A longer body than this is cut there, and not refused (robots.txt). */
  readonly cutAtBytes?: number
}

/** One request and its answer; redirects are not followed. Only a 200 has a body. Header names are in lower case. */
export type Exchange = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array
}

/** The connections of a run; each new one looks its host up by `lookup`. */
export function openConnections(limits: Limits, lookup: LookupFunction): Agent {
  return new Agent({
    connect: { timeout: limits.connectMs, lookup },
    connections: 1,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.stallMs,
    strictContentLength: true,
  })
}

/** @throws FetchError (failed, or refused by the lookup). An abort by `stop` is the code `stopped`. */
export async function exchange(
  dispatcher: Dispatcher,
  url: URL,
  { method, headers, body, cutAtBytes }: ExchangeRequest,
  limits: Limits,
  stop: AbortSignal,
): Promise<Exchange> {
  const deadline = AbortSignal.timeout(limits.totalMs)
  const signal = AbortSignal.any([deadline, stop])
  try {
    const response = await request(url, {
      dispatcher,
      method,
      headers: { ...headers, 'accept-encoding': acceptedEncodings },
      body: body ?? null,
      signal,
    })
    const received = joinHeaders(response.headers)
    if (response.statusCode !== 200) {
      await response.body.dump({ limit: 64 * 1024, signal })
      return { status: response.statusCode, headers: received }
    }
    const maxBytes = cutAtBytes ?? limits.maxBytes
    const stated = Number(received['content-length'])
    if (cutAtBytes === undefined && stated > maxBytes) {
      response.body.destroy()
      throw failed('too-large', `the server announces ${stated} bytes, more than the limit of ${maxBytes}`)
    }
    const cut = cutAtBytes !== undefined
    const bytes = await readBody(response.body, received['content-encoding'], { maxBytes, cut })
    return { status: response.statusCode, headers: received, bytes }
  } catch (error) {
    if (error instanceof FetchError) throw error
    if (stop.aborted) throw failed('stopped', 'the run was stopped', { cause: error })
    if (deadline.aborted)
      throw failed('timeout', `it took longer than ${limits.totalMs / 1000} s`, { retry: true, cause: error })
    throw classify(error as NodeJS.ErrnoException)
  }
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** What the network said, as a code and whether another try makes sense. */
function classify(error: NodeJS.ErrnoException): FetchError {
  const code = error.code ?? ''
  const say = (ours: Parameters<typeof failed>[0], message: string, retry = true) =>
    failed(ours, `${message} (${code || error.name}: ${error.message})`, { retry, cause: error })
  if (/^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/.test(code))
    return say('timeout', 'the server did not answer in time')
  if (code === 'ENOTFOUND') return say('host-not-found', 'there is no such host', false)
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_FORMAT'))
    return say('broken-encoding', 'the body cannot be unpacked')
  if (
    error.name === 'HTTPParserError' ||
    code.startsWith('UND_ERR_RES') ||
    code === 'UND_ERR_HEADERS_OVERFLOW'
  )
    return say('broken-response', 'the answer is no proper HTTP')
  if (/CERT|SSL|TLS|ERR_TLS|UNABLE_TO/.test(code))
    return say('bad-certificate', 'the certificate is not accepted', false)
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE')
    return say('broken-response', 'the connection broke off')
  return say('no-connection', 'the server cannot be reached')
}
