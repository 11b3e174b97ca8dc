import { expect, test } from 'vitest'
import { editDistance, labelIndex, splitLabel } from '../../../parsers/engine/labels.ts'
import { formSpec } from '../../../parsers/forms/index.ts'

test.each([
  ['③対象人数 ※', '3', '対象人数'],
  ['１．特定個人情報ファイル名', '1', '特定個人情報ファイル名'],
  ['4. 個人番号の利用', '4', '個人番号の利用'],
  ['リスク１：　目的外の入手が行われるリスク', 'リスク1', '目的外の入手が行われるリスク'],
  ['（別添１）　特定個人情報ファイル記録項目', '別添1', '特定個人情報ファイル記録項目'],
  ['Ⅲ　リスク対策　※（７．②を除く。）', 'III', 'リスク対策'],
  ['II 特定個人情報ファイルの概要', 'II', '特定個人情報ファイルの概要'],
  ['４．特定個人情報ファイルの取扱いの委託　　[ ○ ] 委託しない', '4', '特定個人情報ファイルの取扱いの委託'],
  ['２．国民・住民等からの意見の聴取　【任意】', '2', '国民・住民等からの意見の聴取'],
])('%s', (printed, number, wording) => {
  expect(splitLabel(printed)).toEqual({ number, wording })
})

const spec = formSpec('様式3', 'R6')
const pathsOf = (...lines: string[]) =>
  labelIndex(spec)(lines)
    .sort((a, b) => a.cost - b.cost)
    .map(({ item }) => spec.items[item]!.path)

test('the number tells which of two labels with one wording is meant', () => {
  expect(pathsOf('②法令上の根拠')[0]).toBe('I.5.2')
})

test('a slip in a long label is forgiven, in a short one it is not', () => {
  expect(pathsOf('委託先における不正な仕様等のリスク')).toContain('III[f].4.リスク')
  expect(pathsOf('委託契約書中の特定個人情報ファイルの取扱に関する規定')).toEqual([
    'III[f].4.リスク.取扱いに関する規定',
  ])
  expect(pathsOf('部所')).toEqual([])
})

test('the head of a repeat gives its number', () => {
  expect(labelIndex(spec)(['委託事項12'])).toMatchObject([{ n: 12, cost: 0 }])
  expect(pathsOf('提供先2～5')).toEqual([])
})

test('long text that begins like a label is none', () => {
  expect(pathsOf('対象人数は、年度当初の住民基本台帳による。')).toEqual([])
})

test('edit distance stops at its limit', () => {
  expect(editDistance('確保', '担保', 2)).toBe(1)
  expect(editDistance('あいうえお', 'かきくけこ', 2)).toBe(3)
})
