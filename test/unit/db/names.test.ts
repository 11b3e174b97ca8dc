import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseName, recordParse, startRun } from '../../../db/index.ts'
import { recordAllNames } from '../../../db/names.ts'
import type { Item } from '../../../parsers/records/index.ts'
import { sampleEvaluation, sampleResult } from '../../support/parse-result.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

test.each([
  ['㈱架空データ', '株式会社架空データ'],
  ['（株）架空データ', '株式会社架空データ'],
  ['架空データ株式会社', '架空データ株式会社'],
  ['ＮＴＴ架空　ﾃﾞｰﾀ', 'NTT架空データ'],
  ['(有)Kaku', '有限会社KAKU'],
  ['（一財）架空協会', '一般財団法人架空協会'],
])('%s is counted under %s', (printed, normalised) => {
  expect(normaliseName(printed)).toBe(normalised)
})

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('(', '株', ')', '㈱', '（', '）', 'ａ', 'ß', '　', '財', '一', '﹣'),
      }),
      (text) => normaliseName(normaliseName(text)) === normaliseName(text),
    ),
  )
})

test('names are kept as printed, merges are visible, an older database gets them', () => {
  const store = temporaryStore()
  const contractor = (index: number, value: string): Item => ({
    path: `II[1].4.委託事項[${index}].3`,
    key: 'files[].outsourcing.contracts[].contractor',
    kind: 'text',
    status: 'found',
    confidence: 1,
    evidence: [],
    raw: value,
    value,
  })
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  const items = [contractor(1, '㈱架空'), contractor(2, '株式会社　架空'), contractor(3, '架空組合')]
  recordParse(store, {
    run,
    location: '/a',
    result: sampleResult({ evaluations: [sampleEvaluation({ items })] }),
  })
  const merges = () => store.database.prepare('SELECT * FROM name_merges').all()
  const expected = [
    { kind: 'contractor', normalised: '株式会社架空', spellings: 2, printed: '["㈱架空","株式会社　架空"]' },
  ]
  expect(merges()).toEqual(expected)
  store.database.exec('DELETE FROM names')
  recordAllNames(store)
  expect(merges()).toEqual(expected)
  expect(store.database.prepare('SELECT count(*) FROM names').pluck().get()).toBe(3)
})
