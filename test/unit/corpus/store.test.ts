import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  closeDocumentStore,
  isSound,
  lockDocumentStore,
  objectPath,
  openDocumentStore,
  putObject,
  verifyStore,
} from '../../../corpus/store/index.ts'
import { readMigrations } from '../../../sqlite/index.ts'
import { town } from '../../support/plain-discover.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { crawlOnce, temporaryDocumentStore } from '../../support/test-crawl.ts'
import { html, pdf, serve } from '../../support/web-server.ts'

const now = () => '2026-01-01T00:00:00.000Z'

async function filledStore() {
  const server = await serve({
    'a.test': {
      '/': html('<a href="a.pdf">a</a><a href="b.pdf">b</a>'),
      '/a.pdf': pdf('a'),
      '/b.pdf': pdf('b'),
    },
  })
  const store = temporaryDocumentStore()
  await crawlOnce(store, [town('ふかみどり町', server.url('a.test'))])
  const objects = store.database
    .prepare<[], string>("SELECT sha256 FROM fetches WHERE kind = 'document'")
    .pluck()
    .all()
  return { store, objects }
}

test('bytes stand under their hash, once', () => {
  const store = temporaryDocumentStore()
  const bytes = new TextEncoder().encode('abc')
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect([putObject(store, bytes), putObject(store, bytes)]).toEqual([sha256, sha256])
  expect(objectPath(store, sha256)).toBe(join(store.folder, 'objects', 'ba', sha256))
  expect(existsSync(objectPath(store, sha256))).toBe(true)
  expect(readdirSync(join(store.folder, 'incoming'))).toEqual([])
})

test('verify finds altered, lost and unrecorded files', async () => {
  const { store, objects } = await filledStore()
  const sound = await verifyStore(store)
  expect(sound).toMatchObject({
    objects: 3,
    damaged: [],
    missing: [],
    database: [],
    orphans: [],
    unfinished: [],
  })
  expect(isSound(sound)).toBe(true)

  putObject(store, new TextEncoder().encode('its process was killed before it could record it'))
  writeFileSync(join(store.folder, 'incoming', 'half'), 'ha')
  const interrupted = await verifyStore(store)
  expect(interrupted.orphans).toHaveLength(1)
  expect(interrupted.unfinished).toEqual(['incoming/half'])
  expect(isSound(interrupted)).toBe(true)

  writeFileSync(objectPath(store, objects[0]!), 'altered')
  rmSync(objectPath(store, objects[1]!))
  const broken = await verifyStore(store)
  expect(broken.damaged).toEqual([`objects/${objects[0]!.slice(0, 2)}/${objects[0]}`])
  expect(broken.missing).toEqual([objects[1]])
  expect(isSound(broken)).toBe(false)
})

test('only one process fetches into a store', () => {
  const store = temporaryDocumentStore()
  const unlock = lockDocumentStore(store)
  expect(() => lockDocumentStore(store)).toThrow(expect.objectContaining({ code: 'in-use' }))
  unlock()
  lockDocumentStore(store)()
})

test('a folder that is no store is refused; migrations are numbered and strict', () => {
  const folder = temporaryFolder()
  expect(() => openDocumentStore(folder, { now, create: false })).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  const store = openDocumentStore(folder, { now, create: true })
  const migrations = readMigrations(new URL('../../../corpus/store/schema/', import.meta.url))
  expect(migrations.map(({ name }) => Number(name.slice(0, 3)))).toEqual(
    migrations.map((_, index) => index + 1),
  )
  const loose = store.database
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all()
  expect(loose).toEqual([])
  closeDocumentStore(store)
})
