import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { excessOf } from '../../../parsers/engine/text-limits.ts'
import { toSegments } from '../../../parsers/engine/text-segments.ts'
import { parseDocument } from '../../../parsers/index.ts'

const sample = new URL('../../../corpus/sample/shiomi-7-form3.txt', import.meta.url)
const cover = readFileSync(sample, 'utf8').split('\n').slice(0, 36).join('\n')
const coverLabels = '評価書番号評価書名特記事項公表日評価実施機関名'

async function read(text: string) {
  const { document, evaluations } = await parseDocument(new TextEncoder().encode(text))
  const codes = [...document.problems, ...evaluations.flatMap(({ problems }) => problems)].map(
    ({ code }) => code,
  )
  return { evaluations: evaluations.length, codes: [...new Set(codes)] }
}

test.each([
  ['kana', 'かのさなたらま\n'.repeat(1000)],
  ['one endless line', 'かのさなたらま'.repeat(20_000)],
  ['cells', '\tか\tの\n'.repeat(1000)],
  ['tags', '<p>'.repeat(20_000)],
  ['table cells never closed', '<tr><td>か'.repeat(5_000)],
  ['brackets', '[ ○\n] か\n'.repeat(1000)],
  ['digits', '48151623\n'.repeat(1000)],
  ['the same word on each page', 'かのさ\n\f'.repeat(3000)],
  ['labels of a cover that run on', coverLabels.repeat(3000)],
  ['titles that run on', '特定個人情報保護評価書（重点項目評価書）'.repeat(3000)],
])('%s: not an assessment', async (_, text) => {
  expect(await read(text)).toEqual({ evaluations: 0, codes: ['not-an-assessment'] })
})

test('a cover before nonsense: the cover is read, and the rest said not to be', async () => {
  const { evaluations, codes } = await read(`${cover}\n\f${'かのさなたらま\n'.repeat(500)}`)
  expect(evaluations).toBe(1)
  expect(codes).toContain('items-not-read')
})

test.each([
  ['characters', `${cover}\n${'か'.repeat(1_000_001)}`, 'characters'],
  ['lines', `${cover}\n${'か\n'.repeat(30_001)}`, 'lines'],
  ['tabs', `${cover}\n${'\t'.repeat(60_001)}`, 'tabs and tags'],
  ['tags', `${cover}\n${'<p>'.repeat(60_001)}`, 'tabs and tags'],
])('too many %s: too large, and nothing is read', async (_, text, what) => {
  expect(await read(text)).toEqual({ evaluations: 0, codes: ['too-large'] })
  expect(excessOf(text.split('\n'))?.message).toContain(what)
})

test('empty lines and pages count for nothing', () => {
  expect(excessOf(Array(100_000).fill(''))).toBeUndefined()
})

test('a running head is told on any number of pages', () => {
  const pages = Array.from({ length: 5000 }, (_, page) => `${page === 0 ? '' : '\f'}架空市`)
  expect(toSegments(pages).every(({ kind }) => kind === 'furniture')).toBe(true)
})
