import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../../../db/index.ts'
import { expandPaths } from '../../../src/pipeline/expand-paths.ts'
import { type IngestReport, ingest } from '../../../src/pipeline/ingest.ts'
import { openParserPool } from '../../../src/pipeline/parser-pool.ts'
import { renderIngestReport } from '../../../src/render/ingest-report.ts'
import { temporaryFolder, temporaryStore } from '../../support/temporary-store.ts'

const worker = new URL('./obedient-worker.ts', import.meta.url)

async function run(store: Store, folder: string, paths = ['.']): Promise<IngestReport & { seen: string[] }> {
  const parser = openParserPool({
    parserVersion: 'test 1',
    limits: { timeoutSeconds: 60, memoryMegabytes: 512 },
    worker,
  })
  onTestFinished(() => parser.close())
  const seen: string[] = []
  const report = await ingest({
    store,
    parser,
    parserVersion: 'test 1',
    expansion: await expandPaths(paths, folder),
    maxMegabytes: 1,
    arguments: paths,
    onProgress: (done, path) => seen.push(`${done} ${basename(path)}`),
  })
  return { ...report, seen }
}

function fill(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}

test('a folder becomes records, and again it changes nothing and says so', async () => {
  const [store, folder] = [temporaryStore(), temporaryFolder()]
  fill(folder, { 'a.pdf': 'one', 'b.pdf': 'two', 'notes.md': 'x' })
  const first = await run(store, folder)
  expect(first.run).toMatchObject({
    new: 2,
    unchanged: 0,
    reparsed: 0,
    failed: 0,
    skipped: 1,
    arguments: ['.'],
  })
  expect(first.counts).toMatchObject({ evaluations: 2, forms: [{ name: '様式3', count: 2 }], changes: 2 })
  expect(first.seen).toEqual(['0 a.pdf', '1 b.pdf'])
  const again = await run(store, folder)
  expect(again.run).toMatchObject({ new: 0, unchanged: 2, reparsed: 0, failed: 0 })
  expect(again.counts).toEqual(first.counts)
  const setting = { cwd: folder, database: 'x.db' }
  expect(renderIngestReport(again, setting)).toContain('Nothing has changed: x.db had all of this already.')
  expect(renderIngestReport(first, setting)).not.toContain('Nothing has changed')
})

test('whatever one file does, the others are ingested, and each failure has its reason', async () => {
  const [store, folder] = [temporaryStore(), temporaryFolder()]
  fill(folder, {
    'a.pdf': 'one',
    'b.pdf': 'throw',
    'c.pdf': 'exit',
    'd.pdf': 'break a rule',
    'e.pdf': 'x'.repeat(1024 * 1024 + 1),
    'f.pdf': 'two',
  })
  const { run: account, failures, counts } = await run(store, folder, ['.', 'gone.pdf'])
  expect(account).toMatchObject({ new: 5, unchanged: 0, failed: 5 })
  expect(failures.map(({ location, code }) => [basename(location), code])).toEqual([
    ['b.pdf', 'parser-failed'],
    ['c.pdf', 'parser-failed'],
    ['d.pdf', 'parser-failed'],
    ['e.pdf', 'too-large'],
    ['gone.pdf', 'unreadable'],
  ])
  expect(failures[2]?.message).toContain('CHECK constraint failed')
  expect(counts.documents).toEqual([
    { name: 'failed', count: 3 },
    { name: 'ok', count: 2 },
  ])
  expect(renderIngestReport({ run: account, failures, counts }, { cwd: folder, database: 'x.db' })).toContain(
    '  gone.pdf\n    unreadable: There is no such file or folder. Check the path.\n',
  )
})

test('a file that vanishes between the listing and the reading is recorded', async () => {
  const [store, folder] = [temporaryStore(), temporaryFolder()]
  fill(folder, { 'a.pdf': 'one' })
  const expansion = await expandPaths(['.'], folder)
  rmSync(join(folder, 'a.pdf'))
  const parser = { parse: () => Promise.reject(new Error('not called')), close: async () => {} }
  const setting = {
    store,
    parser,
    parserVersion: 'test 1',
    maxMegabytes: 1,
    arguments: ['.'],
    onProgress() {},
  }
  const { failures } = await ingest({ ...setting, expansion })
  expect(failures.map(({ code }) => code)).toEqual(['unreadable'])
})

test('the same content under two names is one document with two places', async () => {
  const [store, folder] = [temporaryStore(), temporaryFolder()]
  fill(folder, { 'a.pdf': 'one', 'copy of a.pdf': 'one' })
  const { run: account, counts } = await run(store, folder)
  expect(account).toMatchObject({ new: 1, unchanged: 1 })
  expect(counts.documents).toEqual([{ name: 'ok', count: 1 }])
})
