import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printedOrder, printedOrderUnless } from '../../../parsers/engine/scrambled/change-layout.ts'
import { plainPrintedOrder } from '../../support/plain-printed-order.ts'

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

  const boxes = fc.array(
    fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 40 }), fc.nat(90), fc.integer({ min: 1, max: 12 }))
      .map(([left, width, top, height]) => box(left, left + width, top, top + height)),
    { maxLength: 24 },
  )

  test('is that of every pair looked at for every group', () => {
    fc.assert(
      fc.property(boxes, (given) => {
        expect(printedOrder(given)).toEqual(plainPrintedOrder(given))
      }),
      { seed: 20231109, numRuns: 200 },
    )
  })

  test('is told neighbour by neighbour as it becomes known, silent boxes left out', () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 1, max: 5 }), (given, step) => {
        const told: string[] = []
        const isSilent = (at: number) => at % step === 1
        const order = printedOrderUnless(
          given,
          (before, behind) => {
            told.push(`${before} ${behind}`)
            return false
          },
          isSilent,
        )!
        const seen = order.filter((at) => !isSilent(at))
        expect(told.toSorted()).toEqual(
          seen
            .slice(1)
            .map((at, index) => `${seen[index]} ${at}`)
            .toSorted(),
        )
      }),
      { seed: 20231109, numRuns: 100 },
    )
  })

  test('is not told to the end where it is not wanted any more', () => {
    const column = Array.from({ length: 6 }, (_, at) => box(0, 10, 3 * at, 3 * at + 2))
    let told = 0
    expect(
      printedOrderUnless(
        column,
        () => ++told === 2,
        () => false,
      ),
    ).toBeUndefined()
    expect(told).toBe(2)
  })
})
