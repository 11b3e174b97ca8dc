import { describe, expect, test } from 'vitest'
import { printedOrder } from '../../../parsers/engine/scrambled/change-layout.ts'

const box = (x0: number, x1: number, y0: number, y1: number) => ({ x0, x1, y0, y1 })

describe('the order of a layout analysis', () => {
  test('cells of one height stand from left to right', () => {
    expect(printedOrder([box(20, 30, 0, 2), box(0, 10, 0, 2), box(40, 50, 0, 2)])).toEqual([1, 0, 2])
  })

  test('near cells of a narrow column are grouped before the cells beside them', () => {
    const days = [box(0, 5, 0, 1), box(0, 5, 3, 4)]
    const texts = [box(8, 28, 0, 2), box(8, 28, 3, 5)]
    expect(printedOrder([days[0]!, texts[0]!, days[1]!, texts[1]!])).toEqual([0, 2, 1, 3])
  })

  test('a short cell stands before the long one to its left, whose middle is lower', () => {
    expect(printedOrder([box(0, 16, 0, 20), box(17, 21, 0, 1)])).toEqual([1, 0])
  })

  test('nothing is in order, as is one box', () => {
    expect(printedOrder([])).toEqual([])
    expect(printedOrder([box(0, 1, 0, 1)])).toEqual([0])
  })
})
