import { expect, onTestFinished, test } from 'vitest'
import { openParserPool } from '../../../src/pipeline/parser-pool.ts'

const worker = new URL('./obedient-worker.ts', import.meta.url)

function openPool(limits: { timeoutSeconds?: number; memoryMegabytes?: number } = {}) {
  const pool = openParserPool({
    parserVersion: 'test 1',
    limits: { timeoutSeconds: 60, memoryMegabytes: 512, ...limits },
    worker,
  })
  onTestFinished(() => pool.close())
  const parse = (text: string) =>
    pool.parse({ bytes: new TextEncoder().encode(text), sha256: 'f'.repeat(64) })
  return { ...pool, parse }
}

test('bytes go in and records come out', async () => {
  const result = await openPool().parse('a document')
  expect(result.evaluations[0]?.title).toBe('架空税に関する事務 重点項目評価書')
})

test('a document that makes the parser hang is stopped, and the next one is parsed', async () => {
  const pool = openPool({ timeoutSeconds: 3 })
  const { document, evaluations } = await pool.parse('hang')
  expect(document).toEqual({
    sha256: 'f'.repeat(64),
    mediaType: 'application/octet-stream',
    bytes: 4,
    pages: 0,
    textSource: 'none',
    problems: [
      expect.objectContaining({
        code: 'parser-failed',
        severity: 'error',
        message: expect.stringContaining('longer than 3 s'),
      }),
    ],
  })
  expect(evaluations).toEqual([])
  expect((await pool.parse('a document')).evaluations).toHaveLength(1)
})

test('a document that fills the memory is stopped, and the next one is parsed', async () => {
  const pool = openPool({ memoryMegabytes: 64 })
  const { document } = await pool.parse('fill the memory')
  expect(document.problems.map(({ code, message }) => [code, message])).toEqual([
    ['parser-failed', expect.stringContaining('more than 64 MB of memory')],
  ])
  expect((await pool.parse('a document')).evaluations).toHaveLength(1)
})

test.each([
  ['exit', 'worker exited with code: 0'],
  ['throw', 'a stream ended early'],
])('a document that makes the parser %s is named with the reason', async (order, reason) => {
  const pool = openPool()
  const { document } = await pool.parse(order)
  expect(document.problems[0]?.message).toContain(reason)
  expect((await pool.parse('a document')).evaluations).toHaveLength(1)
})

test('a document does not pay for what the one before has left behind', async () => {
  const pool = openPool()
  expect((await pool.parse('leave a mine')).evaluations).toHaveLength(1)
  expect((await pool.parse('a document')).evaluations).toHaveLength(1)
  expect((await pool.parse('fail unless first')).evaluations).toHaveLength(1)
})
