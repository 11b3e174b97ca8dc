import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A request as the server saw it; times in milliseconds. */
export type Seen = {
  readonly host: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly at: number
  endedAt: number
}

export type WebServer = {
  readonly port: number
  readonly log: readonly Seen[]
  /** `http://HOST:PORT/PATH`; all host names lead here. */
  readonly url: (host: string, path?: string) => string
  /** Paths asked for at a host, in order. */
  readonly paths: (host: string) => string[]
}

/** A web server on 127.0.0.1 that plays several hosts: `sites[host][path]`. What is not there is a 404. */
export async function serve(
  sites: Readonly<Record<string, Readonly<Record<string, Answer>>>>,
): Promise<WebServer> {
  const log: Seen[] = []
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').split(':')[0]!
    const chunks: Buffer[] = []
    const seen = {
      ...{ host, method: request.method!, path: request.url!, headers: request.headers, body: '' },
      ...{ at: performance.now(), endedAt: Number.POSITIVE_INFINITY },
    }
    log.push(seen)
    response.on('close', () => {
      seen.endedAt = performance.now()
    })
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      seen.body = Buffer.concat(chunks).toString()
      const answer = sites[host]?.[request.url!] ?? sites[host]?.['*'] ?? status(404)
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    log,
    url: (host, path = '/') => `http://${host}:${port}${path}`,
    paths: (host) => log.filter((seen) => seen.host === host).map(({ path }) => path),
  }
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => response.writeHead(code, headers).end()
}

export function redirect(location: string, code = 302): Answer {
  return status(code, { location })
}

export function text(body: string, type = 'text/plain'): Answer {
  return (_, response) => response.writeHead(200, { 'content-type': type }).end(body)
}

export function html(body: string): Answer {
  return text(`<!doctype html><title>t</title>${body}`, 'text/html; charset=utf-8')
}

/** A body with an ETag of its content, that is not sent twice. */
export function file(body: string | Uint8Array, type: string): Answer {
  const etag = `"${Buffer.from(body).length}-${Buffer.from(body).subarray(0, 8).toString('hex')}-${Buffer.from(body).at(-1)}"`
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { 'content-type': type, etag }).end(body)
  }
}

/** Bytes that pass for a PDF. */
export function pdf(content: string): Answer {
  return file(`%PDF-1.4\n${content}\n%%EOF\n`, 'application/pdf')
}
