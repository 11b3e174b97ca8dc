import { spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isSound, listDocuments, verifyStore } from '../../../corpus/store/index.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { temporaryDocumentStore } from '../../support/test-crawl.ts'
import { type Answer, html, pdf, serve } from '../../support/web-server.ts'

const child = fileURLToPath(new URL('../../support/crawl-child.ts', import.meta.url))
const kills = 20
const patienceMs = 240_000
const documents = 120
const pages = 6
/** So few that a crawl which is killed every time can never come to its end, however fast the machine is. */
const answersEach = 6

test(
  'a crawl that is killed 20 times at random loses nothing and stores nothing twice',
  async () => {
    // A crawl that is at its end is begun anew by the next process, which would ask for everything again.
    expect(kills * answersEach).toBeLessThan(documents + pages)
    let answers = Number.POSITIVE_INFINITY
    const held = (answer: Answer): Answer => {
      return (request, response) => {
        if (answers-- > 0) void setTimeout(4).then(() => answer(request, response))
      }
    }
    const bodies = new Map(
      Array.from({ length: documents }, (_, n) => [`/d${n}.pdf`, `${n} `.repeat(5000 + 97 * n)]),
    )
    const [start, ...others] = Array.from({ length: pages }, (_, page) =>
      [...bodies.keys()].slice(page * 20, page * 20 + 20).map((path) => `<a href="${path}">${path}</a>`),
    )
    const server = await serve({
      'town.test': {
        '/': held(html(`${start!.join('')}${others.map((_, n) => `<a href="/p${n}/">more</a>`).join('')}`)),
        ...Object.fromEntries(others.map((links, n) => [`/p${n}/`, held(html(links.join('')))])),
        ...Object.fromEntries([...bodies].map(([path, body]) => [path, held(pdf(body))])),
      },
    })
    const folder = join(temporaryFolder(), 'store')
    const run = () =>
      spawn(process.execPath, [child, folder, server.url('town.test')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })

    for (let killed = 0; killed < kills; killed++) {
      answers = answersEach
      const process = run()
      const exit = once(process, 'exit')
      // Any moment: while it starts, or while it fetches.
      if (killed % 2 === 0) await setTimeout(randomInt(0, 1000))
      else {
        await fetched(process.stdout, randomInt(1, answersEach))
        await setTimeout(randomInt(0, 12))
      }
      process.kill('SIGKILL')
      expect(await exit).toEqual([null, 'SIGKILL'])
    }
    answers = Number.POSITIVE_INFINITY
    const last = run()
    last.stdout.resume()
    expect(await once(last, 'exit')).toEqual([0, null])

    const store = temporaryDocumentStore(folder)
    const check = await verifyStore(store)
    expect(isSound(check)).toBe(true)
    const sha256 = (body: string) => createHash('sha256').update(`%PDF-1.4\n${body}\n%%EOF\n`).digest('hex')
    expect(listDocuments(store).map(({ location, sha256 }) => [location, sha256])).toEqual(
      [...bodies]
        .map(([path, body]) => [server.url('town.test', path), sha256(body)])
        .sort(([a], [b]) => (a! < b! ? -1 : 1)),
    )
    const fetches = store.database
      .prepare('SELECT location, count(*) AS times FROM fetches GROUP BY location')
      .all()
    expect(fetches).toHaveLength(documents + pages)
    expect(fetches.every((fetch) => (fetch as { times: number }).times === 1)).toBe(true)
    expect(store.database.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1)
    // Each process may have had one response in flight when it was killed, and asks for it again.
    const asked = server.paths('town.test').filter((path) => path !== '/robots.txt').length
    expect(asked).toBeGreaterThanOrEqual(documents + pages)
    expect(asked).toBeLessThanOrEqual(documents + pages + kills)
  },
  patienceMs,
)

/** Resolves when the child has said that it fetched so many more things; its output goes on being read. */
function fetched(stdout: Readable, count: number): Promise<void> {
  let left = count
  return new Promise((resolve) => {
    stdout.on('data', (dots: Buffer) => {
      left -= dots.length
      if (left <= 0) resolve()
    })
  })
}
