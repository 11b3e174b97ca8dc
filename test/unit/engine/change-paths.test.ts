import { expect, test } from 'vitest'
import { codeOf, costOf, likelyPaths, problemOf } from '../../../parsers/engine/scrambled/change-paths.ts'
import { piece } from '../../support/change-piece.ts'

const pieces = [
  piece('変更日', '令和5年4月1日', 0),
  piece('項目', 'Ⅰ　基本情報/４．個人番号の利用', 1),
  piece('text', '貸出券の番号を記録し、返却の期限を/過ぎた者へ知らせる。', 2),
  piece('text', '貸出券の番号を記録し、返却の期限を/過ぎた者へ知らせる。/予約の有無も記録する。', 3),
  piece('提出時期', '事後', 4),
  piece('変更日', '令和5年4月1日', 5),
  piece('項目', 'Ⅰ　基本情報/６．担当部署', 6),
  piece('text', '図書館', 7),
  piece('text', '（削除）', 8),
  piece('提出時期', '事前', 9),
]
const problem = problemOf(pieces, 2, false, new Set(), new Set(), (line) => line.startsWith('Ⅰ'))
const [DATE, ITEM, BEFORE, AFTER, TIMING] = [0, 1, 2, 3, 4]

test('cells of a row follow one another; what is alike stands side by side, what is removed is 変更後', () => {
  const places = [1, 2].flatMap((row) =>
    [DATE, ITEM, BEFORE, AFTER, TIMING].map((column) => codeOf(row, column!)),
  )
  const [best, second] = likelyPaths(problem, 160)
  expect([...best!.places]).toEqual(places)
  expect(second!.cost).toBeGreaterThan(best!.cost)
})

test('the cost of places is the one that was counted on the way', () => {
  for (const { places, cost } of likelyPaths(problem, 160).slice(0, 20))
    expect(costOf(problem, places, 1)).toBeCloseTo(cost, 9)
})

test('a removal in 変更前 speaks against places', () => {
  const [best] = likelyPaths(problem, 160)
  const turned = best!.places.slice()
  turned[7] = codeOf(2, AFTER!)
  turned[8] = codeOf(2, BEFORE!)
  expect(costOf(problem, turned, 0)).toBeGreaterThan(costOf(problem, best!.places, 0) + 3)
})
