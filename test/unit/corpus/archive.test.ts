import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { unpackArchive } from '../../../corpus/crawl/archive.ts'
import { zipOf } from '../../support/zip-writer.ts'

const names = async (bytes: Uint8Array, limits?: Parameters<typeof unpackArchive>[1]) =>
  (await unpackArchive(bytes, limits)).map((entry) => [entry.name, 'bytes' in entry ? 'bytes' : entry.code])

test('the files of an archive come out with their names, whatever charset those are in', async () => {
  const bytes = zipOf([
    { name: '評価書/', body: '' },
    { name: '評価書/1 住民基本台帳.pdf', body: 'one' },
    { name: iconv.encode('2 介護保険（基礎項目）.pdf', 'Shift_JIS'), body: 'two' },
    { name: new TextEncoder().encode('3 国民健康保険.pdf'), body: 'three' },
    { name: 'same.pdf', body: 'four' },
    { name: 'same.pdf', body: 'five' },
    { name: '__MACOSX/._same.pdf', body: 'x' },
    { name: 'Thumbs.db', body: 'x' },
  ])
  const entries = await unpackArchive(bytes)
  expect(
    entries.map((entry) => [entry.name, 'bytes' in entry && new TextDecoder().decode(entry.bytes)]),
  ).toEqual([
    ['評価書/1 住民基本台帳.pdf', 'one'],
    ['2 介護保険（基礎項目）.pdf', 'two'],
    ['3 国民健康保険.pdf', 'three'],
    ['same.pdf', 'four'],
    ['same.pdf (2)', 'five'],
  ])
})

test('names that lead out of the archive, links, locked and damaged files are refused; the others are taken', async () => {
  const bytes = zipOf([
    { name: '../../etc/cron.d/x', body: 'x' },
    { name: 'a/../../x.pdf', body: 'x' },
    { name: '/etc/passwd', body: 'x' },
    { name: 'C:\\Windows\\x.pdf', body: 'x' },
    { name: '..\\x.pdf', body: 'x' },
    { name: 'nul\u0000.pdf', body: 'x' },
    { name: 'link.pdf', body: '/etc/passwd', mode: 0o120777 },
    { name: 'locked.pdf', body: 'x', encrypted: true },
    { name: 'damaged.pdf', body: 'x', crc: 1 },
    { name: 'good..name.pdf', body: 'x' },
  ])
  expect(await names(bytes)).toEqual([
    ['../../etc/cron.d/x', 'archive-path'],
    ['a/../../x.pdf', 'archive-path'],
    ['/etc/passwd', 'archive-path'],
    ['C:\\Windows\\x.pdf', 'archive-path'],
    ['..\\x.pdf', 'archive-path'],
    ['nul\u0000.pdf', 'archive-path'],
    ['link.pdf', 'archive-link'],
    ['locked.pdf', 'archive-encrypted'],
    ['damaged.pdf', 'archive-damaged'],
    ['good..name.pdf', 'bytes'],
  ])
})

test('an archive unpacks to no more than the limit, and has no more files than it', async () => {
  const bomb = zipOf([
    { name: 'small.pdf', body: 'x' },
    { name: 'bomb.pdf', body: new Uint8Array(50_000_000) },
    { name: 'also small.pdf', body: 'x' },
  ])
  expect(await names(bomb, { maxEntries: 10, maxBytes: 1_000_000 })).toEqual([
    ['small.pdf', 'bytes'],
    ['bomb.pdf', 'archive-too-large'],
    ['also small.pdf', 'bytes'],
  ])
  expect(await names(bomb, { maxEntries: 2, maxBytes: 1_000_000 })).toEqual([['', 'archive-too-large']])
})

test('what is no archive, or half of one, gives the reason', async () => {
  const whole = zipOf([{ name: 'a.pdf', body: 'x'.repeat(1000) }])
  expect(await names(new TextEncoder().encode('PK no archive'))).toEqual([['', 'archive-damaged']])
  expect(await names(whole.subarray(0, whole.length - 30))).toEqual([['', 'archive-damaged']])
})
