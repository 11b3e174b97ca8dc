import { expect, test } from 'vitest'
import {
  evaluationId,
  findCorrectable,
  readCorrections,
  recordCorrection,
  recordParse,
  type Store,
  startRun,
} from '../../../db/index.ts'
import { sampleEvaluation, sampleItems, sampleResult } from '../../support/parse-result.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

const id = evaluationId(sampleResult().document.sha256, 1)

function parsed(store: Store, items = sampleItems): void {
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  const result = sampleResult({ evaluations: [sampleEvaluation({ items: [...items] })] })
  recordParse(store, { run, location: '/a', result })
}
const correct = (store: Store, path: string, value: string, by = '佐藤') =>
  recordCorrection(store, { evaluation: id, path, value, by, reason: '原本で確認' })

test('as read is written for each kind', () => {
  const store = temporaryStore()
  parsed(store)
  const read = Object.fromEntries(
    sampleItems.map(({ path }) => [path, findCorrectable(store, id, path)?.asRead]),
  )
  expect(read).toEqual({
    'I.1.1': '架空税に関する事務',
    'I.1.3': '1万人以上10万人未満',
    'II[1].3.1': null,
    'III[1].4.委託しない': 'unchecked',
    '表紙.公表日': '2024-09-01',
    'II[1].4.委託の有無.件数': '2.0',
    'I.2.システム[1].1': null,
    'V.1.1': null,
  })
})

test('a correction stands beside what was printed and read, and stays when the document is parsed again', () => {
  const store = temporaryStore()
  parsed(store)
  correct(store, 'I.1.1', '架空税の賦課に関する事務')
  const expected = {
    path: 'I.1.1',
    asPrinted: '架空税に\n関する事務',
    asRead: '架空税に関する事務',
    asCorrected: '架空税の賦課に関する事務',
    by: '佐藤',
    at: expect.stringMatching(/^2025-01-01T/),
    reason: '原本で確認',
    readOtherwiseSince: false,
  }
  expect(readCorrections(store, id)).toEqual([expected])
  parsed(store)
  expect(readCorrections(store, id)).toEqual([expected])
  expect(
    store.database
      .prepare("SELECT as_read, as_corrected, value FROM item_values WHERE path IN ('I.1.1', 'I.1.3')")
      .all(),
  ).toEqual([
    {
      as_read: '架空税に関する事務',
      as_corrected: '架空税の賦課に関する事務',
      value: '架空税の賦課に関する事務',
    },
    { as_read: '1万人以上10万人未満', as_corrected: null, value: '1万人以上10万人未満' },
  ])
})

test('the latest correction holds; none is changed or deleted', () => {
  const store = temporaryStore()
  parsed(store)
  correct(store, 'I.1.1', 'ア')
  correct(store, 'I.1.1', 'イ', '鈴木')
  expect(readCorrections(store, id).map(({ asCorrected, by }) => [asCorrected, by])).toEqual([['イ', '鈴木']])
  expect(store.database.prepare('SELECT count(*) FROM corrections').pluck().get()).toBe(2)
  expect(() => store.database.exec("UPDATE corrections SET value = 'x'")).toThrow('never changed')
  expect(() => store.database.exec('DELETE FROM corrections')).toThrow('never deleted')
})

test('when something else is read later, or nothing, the correction says so', () => {
  const store = temporaryStore()
  parsed(store)
  correct(store, 'I.1.1', 'ア')
  correct(store, 'I.1.3', '1,000人未満')
  const [first, second] = sampleItems
  parsed(store, [{ ...first!, value: 'ア' } as typeof first & object])
  expect(
    readCorrections(store, id).map(({ path, asRead, readOtherwiseSince }) => [
      path,
      asRead,
      readOtherwiseSince,
    ]),
  ).toEqual([
    ['I.1.1', 'ア', true],
    [second!.path, null, true],
  ])
})
