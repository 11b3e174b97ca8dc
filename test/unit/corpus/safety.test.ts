import { Agent } from 'undici'
import { expect, test } from 'vitest'
import { guardedLookup, isPublicAddress, type Resolve } from '../../../corpus/crawl/index.ts'
import { endOf, get, testFetcher } from '../../support/test-fetcher.ts'
import { redirect, serve, status, text } from '../../support/web-server.ts'

/** Names as a resolver might give them; rebound.test has a public address, too. */
const names: Readonly<Record<string, string>> = {
  'inside.test': '10.0.0.5',
  'rebound.test': '127.0.0.1',
  'metadata.test': '169.254.169.254',
  'mapped.test': '::ffff:127.0.0.1',
  'local6.test': '::1',
  'unique.test': 'fd00:ec2::254',
  localhost: '127.0.0.1',
}
const resolve: Resolve = async (name) => {
  const address = names[name]
  if (address === undefined)
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
  const own = { address, family: address.includes(':') ? 6 : 4 }
  return name === 'rebound.test' ? [{ address: '8.8.8.8', family: 4 }, own] : [own]
}

test.each([
  ['http://127.0.0.1/', 'private-address', '127.0.0.1 is no public address'],
  ['http://127.1/', 'private-address', '127.0.0.1 is no public address'],
  ['http://2130706433/', 'private-address', '127.0.0.1 is no public address'],
  ['http://0x7f000001/', 'private-address', '127.0.0.1 is no public address'],
  ['http://017700000001/', 'private-address', '127.0.0.1 is no public address'],
  ['http://１２７。0.0.1/', 'private-address', '127.0.0.1 is no public address'],
  ['http://0/', 'private-address', '0.0.0.0 is no public address'],
  ['http://10.1.2.3/', 'private-address', '10.1.2.3 is no public address'],
  ['http://172.31.255.255/', 'private-address', '172.31.255.255 is no public address'],
  ['http://192.168.0.1/', 'private-address', '192.168.0.1 is no public address'],
  ['http://100.64.0.1/', 'private-address', '100.64.0.1 is no public address'],
  ['http://169.254.169.254/latest/meta-data/', 'private-address', '169.254.169.254 is no public address'],
  ['http://224.0.0.1/', 'private-address', '224.0.0.1 is no public address'],
  ['http://255.255.255.255/', 'private-address', '255.255.255.255 is no public address'],
  ['http://[::1]/', 'private-address', '::1 is no public address'],
  ['http://[::]/', 'private-address', ':: is no public address'],
  ['http://[::ffff:127.0.0.1]/', 'private-address', 'is no public address'],
  ['http://[::127.0.0.1]/', 'private-address', 'is no public address'],
  ['http://[64:ff9b::7f00:1]/', 'private-address', 'is no public address'],
  ['http://[fe80::1]/', 'private-address', 'is no public address'],
  ['http://[fd12::1]/', 'private-address', 'is no public address'],
  ['http://localhost/', 'private-address', 'localhost is 127.0.0.1, which is no public address'],
  ['http://inside.test/', 'private-address', 'inside.test is 10.0.0.5, which is no public address'],
  ['http://rebound.test/', 'private-address', 'rebound.test is 127.0.0.1, which is no public address'],
  [
    'http://metadata.test/',
    'private-address',
    'metadata.test is 169.254.169.254, which is no public address',
  ],
  ['http://mapped.test/', 'private-address', 'mapped.test is ::ffff:127.0.0.1, which is no public address'],
  ['http://local6.test/', 'private-address', 'local6.test is ::1, which is no public address'],
  ['http://unique.test/', 'private-address', 'unique.test is fd00:ec2::254, which is no public address'],
  ['file:///etc/passwd', 'scheme-not-allowed', 'file: is fetched by nobody here, only http and https'],
  ['ftp://a.test/x.pdf', 'scheme-not-allowed', 'ftp: is fetched by nobody here, only http and https'],
  ['data:text/html,<a href=x>', 'scheme-not-allowed', 'data: is fetched by nobody here, only http and https'],
  ['javascript:alert(1)', 'scheme-not-allowed', 'javascript: is fetched by nobody here, only http and https'],
  ['gopher://127.0.0.1:25/', 'scheme-not-allowed', 'gopher: is fetched by nobody here, only http and https'],
  ['http://user:secret@a.test/', 'credentials-in-url', 'the URL carries a user name or password'],
  ['http://a.test:25/', 'port-not-allowed', 'port 25 belongs to another service'],
  ['http://a.test:22/', 'port-not-allowed', 'port 22 belongs to another service'],
  ['//a.test/x', 'bad-url', '//a.test/x is no URL'],
  ['http://', 'bad-url', 'http:// is no URL'],
])('%s is refused: %s', async (url, code, message) => {
  const result = await get(testFetcher({ allowPrivate: false, resolve }), url)
  expect(result).toMatchObject({ message: expect.stringContaining(message), attempts: 0 })
  expect(result).toMatchObject({ kind: 'refused', code })
})

test('a redirect is checked like a URL of its own, before anything is asked there', async () => {
  const server = await serve({
    'a.test': {
      '/robots.txt': status(404),
      '/literal': redirect('http://127.0.0.1/secret'),
      '/name': redirect('http://inside.test/'),
      '/file': redirect('file:///etc/passwd'),
      '/credentials': redirect('http://user:secret@a.test/'),
    },
  })
  // What is connected to is the server here; what is checked is a public address for its name, as it would be outside.
  const outside: Resolve = async (name) =>
    name === 'a.test' ? [{ address: '8.8.8.8', family: 4 }] : resolve(name)
  const lookup = guardedLookup(outside, false)
  const dispatcher = new Agent({
    connect: {
      lookup: (name, options, callback) =>
        lookup(name, { ...options, all: true }, (error) =>
          callback(error, [{ address: '127.0.0.1', family: 4 }]),
        ),
    },
  })
  const fetcher = testFetcher({ allowPrivate: false, dispatcher })
  const ends: Record<string, string> = {}
  for (const path of ['/literal', '/name', '/file', '/credentials'])
    ends[path] = endOf(await get(fetcher, server.url('a.test', path)))
  expect(ends).toEqual({
    '/literal': 'refused private-address',
    '/name': 'refused private-address',
    '/file': 'refused scheme-not-allowed',
    '/credentials': 'refused credentials-in-url',
  })
  expect(server.log.every(({ host }) => host === 'a.test')).toBe(true)
})

test('public addresses are public, and what is no address is not', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])
    expect(isPublicAddress(address), address).toBe(true)
  for (const address of [
    '',
    'example.com',
    '168.63.129.16',
    '2002:7f00:1::',
    '2001:db8::1',
    'fe80::1%eth0',
    '192.0.2.1',
  ])
    expect(isPublicAddress(address), address).toBe(false)
})

test('dots in a path are resolved before robots.txt and the server see them', async () => {
  const server = await serve({
    'a.test': { '/robots.txt': text('User-agent: *\nDisallow: /secret'), '*': text('x') },
  })
  const fetcher = testFetcher()
  for (const path of ['/open/../secret/x', '/open/%2e%2e/secret/x', '/open/.%2E/secret/x', '/%2e/secret/x'])
    expect(await get(fetcher, server.url('a.test', path)), path).toMatchObject({ code: 'robots-disallowed' })
  expect(server.paths('a.test')).toEqual(['/robots.txt'])
})
