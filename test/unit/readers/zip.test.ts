import { expect, test } from 'vitest'
import { unzip, zipNames } from '../../../parsers/readers/zip.ts'
import type { ReadError } from '../../../parsers/records/index.ts'
import { zipOf } from './make-workbook.ts'

const problemOf = (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    (error: ReadError) => error.problem.code,
  )
const all = () => true

test('names come from the directory, parts are unpacked on demand', async () => {
  const bytes = await zipOf([
    ['a.txt', 'あ'],
    ['b.txt', 'い'.repeat(1000)],
  ])
  expect(await zipNames(bytes)).toEqual(['a.txt', 'b.txt'])
  const parts = await unzip(bytes, (name) => name === 'b.txt')
  expect([...parts].map(([name, part]) => [name, part.length])).toEqual([['b.txt', 3000]])
})

test('more than the limit is refused by what the directory states', async () => {
  const bytes = await zipOf([['a.txt', '0'.repeat(5000)]])
  expect(await problemOf(unzip(bytes, all, 4999))).toBe('too-large')
  expect(await problemOf(unzip(bytes, all, 5000))).toBeUndefined()
})

test('a directory that lies about the size does not help', async () => {
  const bytes = Buffer.from(await zipOf([['a.txt', '0'.repeat(5000)]]))
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt32LE(10, directory + 24)
  expect(await problemOf(unzip(bytes, all, 4999))).toBe('too-large')
})

test('a changed byte is noticed', async () => {
  const bytes = Buffer.from(await zipOf([['a.txt', 'abc']]))
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt32LE(1, directory + 16)
  expect(await problemOf(unzip(bytes, all))).toBe('damaged-file')
})
