import { describe, expect, test } from 'vitest'
import { columnWidths } from '../../../parsers/engine/scrambled/change-columns.ts'
import { fixedWidth } from '../../../parsers/engine/scrambled/change-measure.ts'
import { turns } from '../../../parsers/engine/scrambled/change-moves.ts'
import { codeOf, costOf, problemOf } from '../../../parsers/engine/scrambled/change-paths.ts'
import {
  BELOW_BREAK,
  type Guess,
  HEADED,
  layoutOf,
  NONE_KEPT,
  sheetOf,
} from '../../../parsers/engine/scrambled/change-sheet.ts'
import { piece } from '../../support/change-piece.ts'

const [DATE, ITEM, BEFORE, AFTER, TIMING, EXPLANATION] = [0, 1, 2, 3, 4, 5] as const

describe('widths of columns', () => {
  const measured = { 項目: 5, 説明: 5, text: 12, measure: fixedWidth }

  test('lie between the widest line and what did not fit into one', () => {
    const cells = [
      piece('text', '返却の期限を過ぎた者へ知/らせるときは、その回数を/記録する。', 0),
      piece('text', '予約の順に知らせ、受け取/りの期限を過ぎたときは次/の者へ回す。', 1),
    ]
    const { 変更前, 変更後 } = columnWidths(cells, measured)
    expect(変更前).toBe(12.5)
    expect(変更後).toBe(変更前)
  })

  test('a day stands in one line, and in two where its column is narrower', () => {
    const texts = piece('text', '返却の期限を過ぎた者へ知/らせるときは、その回数を/記録する。', 0)
    expect(columnWidths([texts, piece('変更日', '令和5年4月1日', 1)], measured).変更日).toBe(8)
    const { 変更日 } = columnWidths([texts, piece('変更日', '令和5年/4月1日', 1)], measured)
    expect(変更日).toBeGreaterThanOrEqual(4)
    expect(変更日).toBeLessThan(8)
  })
})

describe('a sheet', () => {
  const widths = { 変更日: 6, 項目: 9, 変更前: 12, 変更後: 12, 提出時期: 4, 説明: 9 }
  const guess = (rows: number, more: Partial<Guess> = {}): Guess => ({
    slack: Array(rows + 1).fill(0),
    top: Array(rows + 1).fill(-1),
    kept: Array(rows + 1).fill(NONE_KEPT),
    print: 0,
    ...more,
  })

  test('keeps the blank line with which a cell goes on, if it is told to', () => {
    const cells = [
      piece('変更日', '令和5年/4月1日', 0),
      piece('項目', '同上', 1),
      piece('text', '（上段からの続き）', 2),
      piece('text', '＜分館での運用＞/①返却を記録する。', 3),
      piece('text', '＜本館での運用＞/①返却を記録する。', 4),
    ]
    const places = [DATE, ITEM, BEFORE, BEFORE, AFTER].map((column) => codeOf(1, column))
    const layout = layoutOf(cells, 1, sheetOf(widths, 'top', fixedWidth))
    const tops = (kept: number) => {
      const { boxes } = layout.boxes(places, guess(1, { kept: [NONE_KEPT, kept] }))
      return boxes.slice(2, 5).map(({ y0 }) => y0)
    }
    expect(tops(NONE_KEPT)).toEqual([0, 2, 0])
    expect(tops(HEADED)).toEqual([0, 3, 1])
    expect(tops(BELOW_BREAK)).toEqual([0, 3, 0])
  })

  test('has lines that overlap by a hair, or touch', () => {
    const cells = [piece('変更日', '令和5年/4月1日', 0)]
    const layout = layoutOf(cells, 1, sheetOf(widths, 'top', fixedWidth))
    const bottom = (print: number) => layout.boxes([codeOf(1, DATE)], guess(1, { print })).boxes[0]!.y1
    expect(bottom(0)).toBeGreaterThan(2)
    expect(bottom(1)).toBe(2)
    expect(layout.prints).toBe(6)
  })
})

test('a timing that is printed before those above it takes its explanation along', () => {
  const cells = [
    piece('変更日', '令和5年4月1日', 0),
    piece('変更日', '令和5年5月1日', 1),
    piece('変更日', '令和5年6月1日', 2),
    piece('提出時期', '事後', 3),
    piece('説明', '誤記の訂正', 4),
    piece('提出時期', '事前', 5),
    piece('提出時期', '事後', 6),
  ]
  const problem = problemOf(cells, 3, false, new Set(), new Set(), () => false)
  const places = Uint8Array.from([
    ...[1, 2, 3].map((row) => codeOf(row, DATE)),
    codeOf(1, TIMING),
    codeOf(1, EXPLANATION),
    ...[2, 3].map((row) => codeOf(row, TIMING)),
  ])
  const last = Uint8Array.from([
    ...[1, 2, 3].map((row) => codeOf(row, DATE)),
    codeOf(3, TIMING),
    codeOf(3, EXPLANATION),
    ...[1, 2].map((row) => codeOf(row, TIMING)),
  ])
  expect(turns(problem, places)).toContainEqual(last)
  expect(costOf(problem, last, 0)).toBeGreaterThan(costOf(problem, places, 0))
})
