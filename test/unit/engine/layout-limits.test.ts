import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doubtful, handling, long, outline, risks } from '../../support/fillings-samples.ts'
import { anyStyle } from '../../support/form-writer-any.ts'
import { readBack } from '../../support/form-writer-check.ts'

/** Values that may be missing per document, of about forty, on average over all layouts. */
const MAX_MISSING = 8

test('law: no layout makes a value wrong, nor an unknown known', { timeout: 90_000 }, async () => {
  let silent = 0
  let documents = 0
  await fc.assert(
    fc.asyncProperty(
      anyStyle,
      fc.constantFrom(outline, handling, doubtful, risks, long),
      fc.integer({ min: 1, max: 999 }),
      async (printed, wanted, seed) => {
        const { wrong, missing, spurious } = await readBack({ ...wanted, seed }, printed)
        expect({ wrong, spurious }).toEqual({ wrong: [], spurious: [] })
        documents += 1
        silent += missing.length
      },
    ),
    { numRuns: 40, seed: 20_240 },
  )
  // Saying nothing at all is never wrong.
  expect(silent / documents).toBeLessThan(MAX_MISSING)
})

/** Layouts of which a person reads more than hyoka does: what it does not know, it says. */
describe('known limits: these values are missing, and nothing is wrong', () => {
  const changeRows = [
    '変更[1].変更日',
    '変更[1].項目',
    '変更[1].変更後',
    '変更[1].提出時期',
    '変更[1].説明',
    '変更[2].変更日',
    '変更[2].項目',
    '変更[2].変更前',
    '変更[2].変更後',
    '変更[2].提出時期',
    '変更[2].説明',
    '変更[3].変更日',
    '変更[3].項目',
    '変更[3].変更後',
    '変更[3].提出時期',
    '変更[4].変更日',
    '変更[4].項目',
    '変更[4].変更前',
    '変更[4].変更後',
    '変更[4].提出時期',
    '変更[4].説明',
  ]
  const coverHeads = ['表紙.評価書番号', '表紙.評価書名']

  test.each([
    [
      'only horizontal rules within the table',
      { open: 'inner' },
      handling,
      [...coverHeads, 'II[1].3.4.使用者数', 'II[1].4.委託事項[1].4', 'II[1].4.委託事項[1].5'],
    ],
    ['only horizontal rules, Ⅰ', { open: 'inner' }, outline, coverHeads],
    [
      'only horizontal rules, change table',
      { open: 'inner' },
      risks,
      [...coverHeads, 'III[1].4.リスク.その他の措置の内容', ...changeRows],
    ],
    [
      'only horizontal rules, texts cut by page ends',
      { open: 'inner', bodyHeight: 310, split: 'anywhere' },
      long,
      [...coverHeads, 'II[1].4.委託事項[1].5', 'II[1].4.委託事項[1].6'],
    ],
    [
      'a box around the bracket, options above it',
      { borders: 'per-cell', bracketBox: true, optionsAt: 'above' },
      handling,
      ['II[1].3.4.使用者数'],
    ],
    [
      'numbers in cells of their own, labels on the second part after a page end',
      {
        landscape: true,
        bodyHeight: 310,
        numberCell: true,
        optionsAt: 'above',
        optionColumns: 1,
        split: 'anywhere',
        splitLabel: 'second',
      },
      { ...handling, seed: 20_005, quoting: true },
      ['II[1].5.提供先[1].2', 'II[1].5.移転先[1].2'],
    ],
    ['labels before their boxes, in headings', { labelFirst: true }, risks, ['III[1].4.委託しない']],
    [
      'labels before their boxes, details on the next line',
      { labelFirst: true, detail: 'next-line' },
      handling,
      ['II[1].3.1', 'II[1].3.2', 'II[1].5.提供先[1].6'],
    ],
  ] as const)('%s', async (_name, style, wanted, silent) => {
    const { wrong, missing, spurious } = await readBack(wanted, style)
    expect({ wrong, spurious }).toEqual({ wrong: [], spurious: [] })
    expect([...new Set(missing.map((line) => line.split(': ')[0]))]).toEqual(silent)
  })
})
