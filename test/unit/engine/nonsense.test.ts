import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labelIndex } from '../../../parsers/engine/labels.ts'
import { excessOf, withoutLongGaps } from '../../../parsers/engine/text-limits.ts'
import { toSegments } from '../../../parsers/engine/text-segments.ts'
import { formSpec } from '../../../parsers/forms/index.ts'
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

test('covers without end: some are told, and nothing else', async () => {
  const covers = '特定個人情報保護評価書（全項目評価書）\n評価書番号\n評価書名\n'.repeat(300)
  expect((await read(covers)).codes).not.toContain('parser-failed')
})

test.each([
  ['characters', `${cover}\n${'か'.repeat(500_001)}`, 'characters'],
  ['lines', `${cover}\n${'か\n'.repeat(20_001)}`, 'lines'],
  ['bars', `${cover}\n${'|'.repeat(40_001)}`, 'tabs, tags and bars'],
  ['tabs', `${cover}\n${'\t'.repeat(40_001)}`, 'tabs, tags and bars'],
  ['tags', `${cover}\n${'<p>'.repeat(40_001)}`, 'tabs, tags and bars'],
])('too many %s: too large, and nothing is read', async (_, text, what) => {
  expect(await read(text)).toEqual({ evaluations: 0, codes: ['too-large'] })
  expect(excessOf(text.split('\n'))?.message).toContain(what)
})

test('an endless gap is shortened, and tabs and page ends in it are kept', () => {
  const gap = ' \u3000'.repeat(100_000)
  expect(withoutLongGaps([`か${gap}の`, `か${gap}\t\f${gap}の`])).toEqual([
    `か${gap.slice(0, 80)}の`,
    `か${gap.slice(0, 80)}\t\f${gap.slice(0, 80)}の`,
  ])
})

test('more covers than any text has: only they are read', async () => {
  const { codes } = await read(`${cover}\n\f①事務の名称\n\f`.repeat(201))
  expect(codes).toContain('items-not-read')
})

test('a form is prepared once', () => {
  expect(labelIndex(formSpec('様式3', 'R6'))).toBe(labelIndex(formSpec('様式3', 'R6')))
})

const HEADS = '変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n'

test('a change table longer than any: its rows are kept, and those beyond the limit are said not to be resolved', async () => {
  const row = (at: number) =>
    `令和3年2月3日\tⅠ　１．特定個人情報ファイルを取り扱う事務　①事務の名称（${at}）\t前\t後\t事前\t\n`
  const table = Array.from({ length: 900 }, (_, at) => row(at)).join('')
  const result = await parseDocument(new TextEncoder().encode(HEADS + table))
  const [evaluation] = result.evaluations
  expect(evaluation?.changes).toHaveLength(900)
  expect(evaluation?.changes.at(-1)?.paths).toEqual([])
  expect(evaluation?.problems.map(({ code }) => code)).toContain('changes-not-resolved')
})

test('the same text is resolved once, however many rows have it', async () => {
  const table =
    '令和3年2月3日\tⅠ　１．特定個人情報ファイルを取り扱う事務　①事務の名称\t前\t後\t事前\t\n'.repeat(900)
  const result = await parseDocument(new TextEncoder().encode(HEADS + table))
  const [evaluation] = result.evaluations
  expect(evaluation?.changes.at(-1)?.paths).toEqual(['I.1.1'])
  expect(evaluation?.problems.map(({ code }) => code)).not.toContain('changes-not-resolved')
})

test('empty lines and pages count for nothing', () => {
  expect(excessOf(Array(100_000).fill(''))).toBeUndefined()
})

test('a running head is told on any number of pages', () => {
  const pages = Array.from({ length: 5000 }, (_, page) => `${page === 0 ? '' : '\f'}架空市`)
  expect(toSegments(pages).every(({ kind }) => kind === 'furniture')).toBe(true)
})
