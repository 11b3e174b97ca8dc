import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { endOf, get, testFetcher, virtualClock } from '../../support/test-fetcher.ts'
import { type Answer, redirect, serve, status, text } from '../../support/web-server.ts'

/** Answers one after the other; the last one for good. */
function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0
  return (request, response) => answers[Math.min(next++, answers.length - 1)]!(request, response)
}

const reset: Answer = (request) => request.socket.resetAndDestroy()
const packed = (body: Uint8Array, encoding: string): Answer => {
  return (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body)
}

async function outcomes(answers: Record<string, Answer>, limits = {}) {
  const server = await serve({ 'a.test': answers })
  const fetcher = testFetcher({ limits, retries: { retries: 1 }, manners: { maxSilences: 100 } })
  const found: Record<string, string> = {}
  for (const path of Object.keys(answers)) found[path] = endOf(await get(fetcher, server.url('a.test', path)))
  return { found, server }
}

test('resets, stalls and half bodies are tried again and then said, each by its code', async () => {
  const { found, server } = await outcomes({
    '/reset': reset,
    '/no-answer': () => {},
    '/stall': (_, response) => response.writeHead(200, { 'content-length': '100' }).write('half'),
    '/half': (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy())
    },
    '/half-chunk': (request, response) => {
      response.writeHead(200).write('half', () => request.socket.destroy())
    },
    '/too-short-a-length': (request, response) => {
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more')
      response.detachSocket(request.socket)
    },
    '/no-http': (request) => request.socket.end('550 this is mail\r\n\r\n'),
    '/empty': (request) => request.socket.end(),
  })
  expect(found).toEqual({
    '/reset': 'failed broken-response',
    '/no-answer': 'failed timeout',
    '/stall': 'failed timeout',
    '/half': 'failed broken-response',
    '/half-chunk': 'failed broken-response',
    '/too-short-a-length': 'answer 200', // by its own word it is whole; a document that is not is told by its end
    '/no-http': 'failed broken-response',
    '/empty': 'failed broken-response',
  })
  expect(server.paths('a.test').filter((path) => path === '/reset')).toHaveLength(2)
})

test('what goes well the second time is one answer with two attempts', async () => {
  const server = await serve({ 'a.test': { '/x': inTurn(reset, text('body')) } })
  expect(await get(testFetcher(), server.url('a.test', '/x'))).toMatchObject({
    kind: 'answer',
    status: 200,
    attempts: 2,
    bytes: new TextEncoder().encode('body'),
  })
})

test('a whole answer takes no longer than its limit, however many bytes trickle', async () => {
  const trickle: Answer = (_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(timer))
  }
  const { found } = await outcomes({ '/trickle': trickle }, { totalMs: 200 })
  expect(found).toEqual({ '/trickle': 'failed timeout' })
})

test('a host that never answers is given up after some URLs', async () => {
  const server = await serve({ 'a.test': { '*': (request) => request.url !== '/robots.txt' && undefined } })
  const fetcher = testFetcher({
    limits: { headersMs: 30 },
    retries: { retries: 0 },
    manners: { maxSilences: 2 },
    clock: virtualClock(),
  })
  // The robots.txt is the first silence, and without it nothing is asked for at all.
  expect(endOf(await get(fetcher, server.url('a.test', '/1')))).toBe('failed robots-unreachable')
  const half = await serve({ 'b.test': { '/robots.txt': status(404), '*': () => {} } })
  const ends: string[] = []
  for (const path of ['/1', '/2', '/3']) ends.push(endOf(await get(fetcher, half.url('b.test', path))))
  expect(ends).toEqual(['failed timeout', 'failed timeout', 'refused host-given-up'])
  expect(half.paths('b.test')).toEqual(['/robots.txt', '/1', '/2'])
})

test('503 with Retry-After is waited for, in seconds and as a date; 500 for ever ends', async () => {
  const clock = virtualClock()
  const inTenSeconds = new Date(clock.now() + 10_000).toUTCString()
  const server = await serve({
    'a.test': { '/x': inTurn(status(503, { 'retry-after': '7' }), text('at last')) },
    'b.test': { '/x': inTurn(status(429, { 'retry-after': inTenSeconds }), text('at last')) },
    'c.test': { '/x': status(500) },
    'd.test': { '/x': status(503, { 'retry-after': '86400' }) },
  })
  const fetcher = testFetcher({ clock, retries: { maxRetryAfterMs: 60_000 } })
  expect(await get(fetcher, server.url('a.test', '/x'))).toMatchObject({ status: 200, attempts: 2 })
  expect(clock.slept).toEqual([7000])
  expect(await get(fetcher, server.url('b.test', '/x'))).toMatchObject({ status: 200, attempts: 2 })
  expect(clock.slept).toEqual([7000, 3000]) // 10 s after the start, of which 7 are over
  expect(await get(fetcher, server.url('c.test', '/x'))).toMatchObject({
    kind: 'failed',
    code: 'http-error',
    status: 500,
    attempts: 3,
  })
  expect(await get(fetcher, server.url('d.test', '/x'))).toMatchObject({ code: 'asked-to-wait', attempts: 1 })
})

test('redirects are recorded; loops, long chains and redirects to nowhere are cut', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, step) => [`/chain${step}`, redirect(`/chain${step + 1}`, 301)]),
  )
  const server = await serve({
    'a.test': {
      ...chain,
      '/old': redirect('new', 301),
      '/new': text('here'),
      '/loop': redirect('/loop2'),
      '/loop2': redirect('/loop'),
      '/self': redirect('/self'),
      '/nowhere': redirect('http://'),
      '/away': redirect('http://b.test/'),
    },
  })
  const fetcher = testFetcher()
  expect(await get(fetcher, server.url('a.test', '/old'))).toMatchObject({
    kind: 'answer',
    finalUrl: server.url('a.test', '/new'),
    redirects: [{ url: server.url('a.test', '/old'), status: 301, location: 'new' }],
  })
  const end = async (path: string) =>
    endOf(await get(fetcher, server.url('a.test', path), { allows: (url) => url.hostname === 'a.test' }))
  expect(await end('/loop')).toBe('refused redirect-loop')
  expect(await end('/self')).toBe('refused redirect-loop')
  expect(await end('/chain0')).toBe('refused too-many-redirects')
  expect(await end('/nowhere')).toBe('refused bad-url')
  expect(await end('/away')).toBe('refused host-not-allowed')
  expect(server.paths('a.test').filter((path) => path.startsWith('/chain'))).toHaveLength(11)
})

test('a redirect to a Japanese path is followed, whatever charset the bytes are in', async () => {
  const raw = (path: Uint8Array): Answer => {
    return (request) => {
      const head = Buffer.from('HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: /')
      request.socket.end(Buffer.concat([head, path, Buffer.from('\r\n\r\n')]))
    }
  }
  const server = await serve({
    'a.test': {
      '/utf-8': raw(Buffer.from('評価')),
      '/shift_jis': raw(iconv.encode('評価', 'Shift_JIS')),
      '/%E8%A9%95%E4%BE%A1': text('utf-8'),
      '/%95]%89%BF': text('shift_jis'), // the second byte of 評 is ]
    },
  })
  for (const charset of ['utf-8', 'shift_jis'])
    expect(await get(testFetcher(), server.url('a.test', `/${charset}`))).toMatchObject({
      bytes: new TextEncoder().encode(charset),
    })
})

test('a form that is answered by a redirect is fetched as its result', async () => {
  const server = await serve({
    'a.test': {
      '/search': (request, response) =>
        redirect(request.method === 'POST' ? '/result' : '/x')(request, response),
      '/result': text('rows'),
    },
  })
  const result = await get(testFetcher(), server.url('a.test', '/search'), { method: 'POST', body: 'q=1' })
  expect(result).toMatchObject({ kind: 'answer', status: 200 })
  expect(server.log.slice(1).map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/search', 'q=1'],
    ['GET', '/result', ''],
  ])
})

test('bodies that never end, announced or not, and bombs are cut at the limit', async () => {
  const megabyte = 1024 * 1024
  let sent = 0
  const endless: Answer = (_, response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(megabyte)
    const more = () => {
      while (!response.destroyed && sent < 2048 * megabyte) {
        sent += chunk.length
        if (!response.write(chunk)) return
      }
    }
    response.on('drain', more)
    more()
  }
  const bomb = Buffer.alloc(64 * megabyte)
  const { found } = await outcomes(
    {
      '/endless': endless,
      '/announced': (_, response) =>
        response.writeHead(200, { 'content-length': String(2048 * megabyte) }).write('x'),
      '/gzip': packed(gzipSync(bomb), 'gzip'),
      '/br': packed(brotliCompressSync(bomb), 'br'),
      '/deflate': packed(deflateSync(bomb), 'deflate'),
      '/twice': packed(gzipSync(gzipSync(bomb)), 'gzip, gzip'),
      '/thrice': packed(gzipSync('x'), 'gzip, gzip, gzip'),
    },
    { maxBytes: 4 * megabyte },
  )
  expect(found).toEqual({
    '/endless': 'failed too-large',
    '/announced': 'failed too-large',
    '/gzip': 'failed too-large',
    '/br': 'failed too-large',
    '/deflate': 'failed too-large',
    '/twice': 'failed too-large',
    '/thrice': 'failed broken-encoding',
  })
  expect(sent).toBeLessThan(64 * megabyte) // of 2 GB; what the buffers of two sockets hold
})

test('packed bodies are unpacked; cut off or mislabelled ones fail', async () => {
  const body = randomBytes(50_000)
  const whole = gzipSync(body)
  const server = await serve({
    'a.test': {
      '/gzip': packed(whole, 'gzip'),
      '/br': packed(brotliCompressSync(body), 'br'),
      '/deflate': packed(deflateSync(body), 'Deflate'),
      '/both': packed(brotliCompressSync(whole), 'gzip, br'),
      '/cut': packed(whole.subarray(0, 20_000), 'gzip'),
      '/not': packed(body, 'gzip'),
      '/unknown': packed(body, 'lzma'),
    },
  })
  const fetcher = testFetcher()
  for (const path of ['/gzip', '/br', '/deflate', '/both'])
    expect(await get(fetcher, server.url('a.test', path)), path).toMatchObject({
      bytes: new Uint8Array(body),
    })
  for (const path of ['/cut', '/not', '/unknown'])
    expect(endOf(await get(fetcher, server.url('a.test', path))), path).toBe('failed broken-encoding')
})

test('a stopped run ends what it is doing and asks nothing more', async () => {
  const server = await serve({ 'a.test': { '/robots.txt': status(404), '*': () => {} } })
  const stop = new AbortController()
  const fetcher = testFetcher({ stop: stop.signal, limits: { headersMs: 60_000 } })
  const asked = get(fetcher, server.url('a.test', '/slow'))
  await expect.poll(() => server.paths('a.test')).toContain('/slow')
  stop.abort()
  expect(endOf(await asked)).toBe('failed stopped')
  expect(endOf(await get(fetcher, server.url('a.test', '/other')))).toBe('failed stopped')
  expect(server.paths('a.test')).toEqual(['/robots.txt', '/slow'])
})
