import { expect, test } from 'vitest'
import {
  commonUnplaced,
  countRecords,
  findById,
  mostUnplaced,
  recordParse,
  type Store,
  startRun,
} from '../../../db/index.ts'
import { failedResult, sampleEvaluation, sampleResult } from '../../support/parse-result.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

const begin = (store: Store) => startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })

function filledStore(): { store: Store; second: number } {
  const store = temporaryStore()
  const { agency: _, ...withoutAgency } = sampleEvaluation({
    form: '様式2',
    coverage: { characters: 100, unplaced: 50 },
  })
  const first = begin(store)
  recordParse(store, { run: first, location: '/a.pdf', result: sampleResult({ content: 'superseded' }) })
  recordParse(store, {
    run: first,
    location: '/b.pdf',
    result: failedResult('no-text-layer', { content: 'b' }),
  })
  const second = begin(store)
  recordParse(store, {
    run: second,
    location: '/a.pdf',
    result: sampleResult({ content: 'a', evaluations: [sampleEvaluation(), withoutAgency] }),
  })
  return { store, second }
}

test('counts are of the latest content of each place', () => {
  const { store } = filledStore()
  expect(countRecords(store, { kind: 'current' })).toEqual({
    documents: [
      { name: 'failed', count: 1 },
      { name: 'ok', count: 1 },
    ],
    evaluations: 2,
    forms: [
      { name: '様式2', count: 1 },
      { name: '様式3', count: 1 },
    ],
    prefectures: [
      { name: 'not identified', count: 1 },
      { name: '架空県', count: 1 },
    ],
    items: [
      { name: 'found', count: 10 },
      { name: 'ambiguous', count: 2 },
      { name: 'blank', count: 2 },
      { name: 'missing', count: 2 },
    ],
    changes: 2,
    problems: [
      { name: 'box-undecided', severity: 'warning', count: 2 },
      { name: 'no-text-layer', severity: 'error', count: 1 },
    ],
    text: { characters: 1100, unplaced: 57 },
  })
})

test('counts of a run are of what it met', () => {
  const { store, second } = filledStore()
  const counts = countRecords(store, { kind: 'run', run: second })
  expect(counts.documents).toEqual([{ name: 'ok', count: 1 }])
  expect(counts.evaluations).toBe(2)
})

test('an empty store counts nothing', () => {
  expect(countRecords(temporaryStore(), { kind: 'current' })).toMatchObject({
    documents: [],
    evaluations: 0,
    text: { characters: 0, unplaced: 0 },
  })
})

test('what is left over is ranked by share, and by how many evaluations have it', () => {
  const { store } = filledStore()
  expect(mostUnplaced(store, 5).map(({ unplaced, characters }) => [unplaced, characters])).toEqual([
    [50, 100],
    [7, 1000],
  ])
  expect(commonUnplaced(store, 5)).toEqual([{ text: '余白の書き込み', evaluations: 2 }])
})

test('an ID is found by its unique beginning, with or without the position', () => {
  const { store } = filledStore()
  const { sha256 } = sampleResult({ content: 'a' }).document
  expect(findById(store, `${sha256.slice(0, 12)}-2`)).toEqual({ kind: 'document', sha256, position: 2 })
  expect(findById(store, `${sha256.slice(0, 6)}-1`)).toEqual({ kind: 'document', sha256, position: 1 })
  expect(findById(store, sha256.slice(0, 6))).toEqual({ kind: 'document', sha256 })
  expect(findById(store, sha256)).toEqual({ kind: 'document', sha256 })
  expect(findById(store, `${sha256.slice(0, 12)}-3`)).toEqual({ kind: 'none' })
  expect(findById(store, 'a.pdf')).toEqual({ kind: 'none' })
})

test('a beginning that several documents share names them', () => {
  const store = temporaryStore()
  const run = begin(store)
  const hashes = [`abcd${'0'.repeat(60)}`, `abcd${'1'.repeat(60)}`]
  for (const sha256 of hashes) {
    const result = sampleResult()
    recordParse(store, {
      run,
      location: sha256,
      result: { ...result, document: { ...result.document, sha256 } },
    })
  }
  expect(findById(store, 'abcd')).toEqual({ kind: 'several', ids: ['abcd00000000', 'abcd11111111'] })
})
