import { expect, test } from 'vitest'
import { cellsOf } from '../../../parsers/engine/cells.ts'
import type { Rule } from '../../../parsers/records/index.ts'

const h = (at: number, from: number, to: number): Rule => ({ direction: 'horizontal', at, from, to })
const v = (at: number, from: number, to: number): Rule => ({ direction: 'vertical', at, from, to })
const boxes = (rules: readonly Rule[]) => cellsOf(rules).cells.map(({ box }) => box.map(Math.round))

const outline = [h(0, 0, 100), h(60, 0, 100), v(0, 0, 60), v(100, 0, 60)]

test('a label beside its value', () => {
  expect(boxes([...outline, v(30, 0, 60)])).toEqual([
    [0, 0, 30, 60],
    [30, 0, 100, 60],
  ])
})

test('a merged cell reaches over the rows beside it', () => {
  const rules = [...outline, v(30, 0, 60), h(20, 30, 100), h(40, 30, 100)]
  expect(boxes(rules)).toEqual([
    [0, 0, 30, 60],
    [30, 0, 100, 20],
    [30, 20, 100, 40],
    [30, 40, 100, 60],
  ])
})

test('borders drawn twice, 2 points apart, are one', () => {
  const doubled = [...outline, v(30, 0, 60)].flatMap((rule) => [rule, { ...rule, at: rule.at + 2 }])
  expect(cellsOf(doubled).cells).toHaveLength(2)
})

test('dashes and borders drawn cell by cell are one line', () => {
  const dashes = Array.from({ length: 10 }, (_, index) => v(30, index * 6, index * 6 + 3))
  expect(boxes([...outline, ...dashes])).toEqual([
    [0, 0, 30, 60],
    [30, 0, 100, 60],
  ])
})

test('the outline counts as drawn where its sides are missing', () => {
  expect(boxes([h(0, 0, 100), h(60, 0, 100), h(30, 0, 100), v(40, 0, 60)])).toEqual([
    [0, 0, 40, 30],
    [40, 0, 100, 30],
    [0, 30, 40, 60],
    [40, 30, 100, 60],
  ])
})

test('a short rule inside a cell does not cut it', () => {
  expect(boxes([...outline, h(30, 0, 40)])).toEqual([[0, 0, 100, 60]])
})

test('a box drawn inside a cell leaves the cell whole', () => {
  const inner = [h(20, 20, 60), h(40, 20, 60), v(20, 20, 40), v(60, 20, 40)]
  expect(boxes([...outline, ...inner])).toEqual([[0, 0, 100, 60]])
})

test('a frame around tables is no cell', () => {
  const frame = [h(-20, -20, 120), h(80, -20, 120), v(-20, -20, 80), v(120, -20, 80)]
  expect(boxes([...frame, ...outline, v(30, 0, 60)])).toEqual([
    [0, 0, 30, 60],
    [30, 0, 100, 60],
  ])
})

test('a point finds its cell, or none outside the tables', () => {
  const map = cellsOf([...outline, v(30, 0, 60)])
  expect(map.at(10, 10)?.box.map(Math.round)).toEqual([0, 0, 30, 60])
  expect(map.at(200, 10)).toBeUndefined()
})
