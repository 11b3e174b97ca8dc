import { expect, test } from 'vitest'
import { namedInCells } from '../../../parsers/changes/named-in-cells.ts'
import { resolveItems } from '../../../parsers/changes/resolve.ts'
import { resolveText } from '../../../parsers/changes/resolve-rows.ts'
import type { ChangeRow } from '../../../parsers/records/index.ts'

const address = 'Ⅱ 特定個人情報ファイルの概要 ４．特定個人情報ファイルの取扱いの委託 委託事項２ 再委託'

const named = (変更前: string, 変更後: string, 項目 = address) =>
  namedInCells({ 項目, 変更前, 変更後 } as ChangeRow, resolveItems(項目, '様式4'), '様式4')?.paths

test('cells that name the same fields name the items of a row whose 項目 is a heading', () => {
  expect(
    named(
      '⑦再委託の有無 再委託しない\n⑧再委託の許諾方法 －',
      '⑦再委託の有無 再委託する\n⑧再委託の許諾方法 書面で許す。',
    ),
  ).toEqual(['II[1].4.委託事項[2].7', 'II[1].4.委託事項[2].8'])
})

test.each([
  [
    'cells that name different fields',
    '⑦再委託の有無 再委託しない',
    '⑧再委託の許諾方法 書面で許す。',
    address,
  ],
  ['cells without labels', '再委託しない', '再委託する', address],
  [
    'an item that has a value',
    '⑦再委託の有無 再委託しない',
    '⑦再委託の有無 再委託する',
    `${address} ⑦再委託の有無`,
  ],
])('%s tell nothing more', (_, before, after, item) => {
  expect(named(before, after, item)).toBeUndefined()
})

test.each([
  [
    'Ⅰ　１　②\nⅠ　２　システム1　②\nⅠ　４　①\nⅡ　２　③　その必要性',
    ['I.1.2', 'I.2.システム[1].2', 'I.4.1', 'II[1].2.3.その必要性'],
  ],
  ['Ⅰ　１　②\nⅠ　２　システム1　②\nⅠ　４　①\nⅡ　２　㊿', []],
])('%j: lines that are whole addresses name an item each, or nothing is named', (text, paths) => {
  expect(resolveText(text, '様式4').paths).toEqual(paths)
})
