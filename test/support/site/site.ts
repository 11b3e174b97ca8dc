import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import iconv from 'iconv-lite'
import { Source } from '../../../corpus/sources/index.ts'
import { amakawa } from './agencies/amakawa.ts'
import { board, namioto, yunagi } from './agencies/branches.ts'
import { kouiki, shirahama, tsuyukusa } from './agencies/groups.ts'
import { hokusei, kumoi, tsukikage } from './agencies/old-sites.ts'
import { prefecture } from './agencies/prefecture.ts'
import { asagiri, sunahara } from './agencies/regulator.ts'
import { iwase, kazami, kyosai } from './agencies/tables.ts'
import type { Agency, Charset, Resource } from './model.ts'

/** What the agencies need to know of the server that they are on. */
export type Site = {
  /** http://host:port */
  readonly origin: (host: string) => string
  readonly pages: (name: string, code: string | undefined, start: string) => Source
}

/** A request as it came in; `bodyless`: answered with 304. */
export type Logged = {
  readonly at: number
  readonly method: string
  readonly host: string
  readonly path: string
  readonly status: number
  readonly headers: IncomingMessage['headers']
}

export type RunningSite = Site & {
  readonly port: number
  readonly agencies: readonly Agency[]
  readonly log: Logged[]
  readonly close: () => Promise<void>
}

export const PREFECTURE = '星見県'
/** An agency of the prefecture that no source knows. */
export const UNKNOWN_AGENCY = { name: '静原町', code: '990132' }

const AGENCIES = [
  prefecture,
  amakawa,
  tsukikage,
  hokusei,
  kumoi,
  kazami,
  iwase,
  kyosai,
  shirahama,
  tsuyukusa,
  kouiki,
  yunagi,
  namioto,
  board,
  asagiri,
  sunahara,
]

/** Starts the fictional prefecture on a free port of 127.0.0.1; hosts are told apart by the Host header. */
export async function openSite(): Promise<RunningSite> {
  const log: Logged[] = []
  let agencies: readonly Agency[] = []
  const server: Server = createServer((request, response) => void answer(agencies, log, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const site: Site = {
    origin: (host) => `http://${host}:${port}`,
    pages: (name, code, start) =>
      Source.parse({
        kind: 'pages',
        agency: { name, prefecture: PREFECTURE, ...(code && { code }) },
        start: [start],
      }),
  }
  agencies = AGENCIES.map((agency) => agency(site))
  return {
    ...site,
    port,
    agencies,
    log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const LAST_MODIFIED = new Date(Date.UTC(2024, 3, 1)).toUTCString()

async function answer(
  agencies: readonly Agency[],
  log: Logged[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const path = request.url ?? '/'
  const body = await bodyOf(request)
  const entry = agencies.map(({ resources }) => resources[`${host}${path}`]).find((one) => one !== undefined)
  const resource = ([entry].flat() as readonly (Resource | undefined)[]).find((one) =>
    one ? fits(one, request.method ?? 'GET', body) : false,
  )
  const reply = (status: number, headers: Record<string, string>, content?: Uint8Array | string) => {
    log.push({
      at: performance.now(),
      method: request.method ?? 'GET',
      host,
      path,
      status,
      headers: request.headers,
    })
    response.writeHead(status, headers).end(content)
  }
  if (resource === undefined) return reply(404, { 'content-type': 'text/plain' }, 'not found')
  if (resource.kind === 'redirect') return reply(resource.status, { location: resource.to })
  const { type, content } = await contentOf(resource, request.headers.host ?? '')
  const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`
  const headers = { 'content-type': type, etag, 'last-modified': LAST_MODIFIED }
  if (request.headers['if-none-match'] === etag) return reply(304, { etag })
  return reply(200, headers, content)
}

function fits(resource: Resource, method: string, body: string): boolean {
  if (resource.kind !== 'page' || !resource.submitted) return method === 'GET' || method === 'HEAD'
  const sent = new Map(
    body.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name, unescapeForm(value, resource.charset ?? 'utf-8')] as const
    }),
  )
  const { fields } = resource.submitted
  return (
    method === resource.submitted.method &&
    sent.size === Object.keys(fields).length &&
    Object.entries(fields).every(([name, value]) => sent.get(name) === value)
  )
}

function unescapeForm(text: string, charset: Charset): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return new TextDecoder(charset).decode(Buffer.from(bytes, 'latin1'))
}

const madeFiles = new WeakMap<Resource, Uint8Array | Promise<Uint8Array>>()

async function contentOf(
  resource: Exclude<Resource, { kind: 'redirect' }>,
  host: string,
): Promise<{ type: string; content: Uint8Array }> {
  switch (resource.kind) {
    case 'text':
      return { type: 'text/plain', content: new TextEncoder().encode(resource.text) }
    case 'file': {
      // Made once: an archive or workbook of another minute has other bytes.
      const content = madeFiles.get(resource) ?? resource.bytes()
      madeFiles.set(resource, content)
      return { type: resource.type, content: await content }
    }
    case 'page': {
      const html = resource.html.replaceAll(
        /\{\{([^}]+)\}\}/g,
        (_, name: string) => `${name}:${host.split(':')[1]}`,
      )
      const type = `text/html${resource.header ? `; charset=${resource.header}` : ''}`
      return { type, content: encodePage(html, resource.charset ?? 'utf-8') }
    }
  }
}

export function encodePage(html: string, charset: Charset): Uint8Array {
  if (charset === 'iso-2022-jp') return toIso2022(html)
  return new Uint8Array(iconv.encode(html, charset === 'shift_jis' ? 'cp932' : charset))
}

/** JIS X 0208 in escape sequences, from the EUC-JP bytes with their high bits off. */
function toIso2022(text: string): Uint8Array {
  const parts = text.match(/[\x20-\x7e\s]+|[^\x20-\x7e\s]+/g) ?? []
  return Buffer.concat(
    parts.map((part) => {
      if (/^[\x20-\x7e\s]/.test(part)) return Buffer.from(part, 'ascii')
      const bytes = iconv.encode(part, 'euc-jp').map((byte) => byte & 0x7f)
      return Buffer.concat([Buffer.from('\x1b$B'), bytes, Buffer.from('\x1b(B')])
    }),
  )
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('latin1')
}
