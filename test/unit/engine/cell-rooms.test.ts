import { expect, test } from 'vitest'
import { roomsOf } from '../../../parsers/engine/scrambled/cell-rooms.ts'
import type { ReadPage } from '../../../parsers/engine/scrambled/read-page.ts'
import { labelWordings, type Slot, unroll } from '../../../parsers/engine/scrambled/slots.ts'
import { fixedWidth } from '../../../parsers/engine/scrambled/widths.ts'
import { distinctEditions, formSpec } from '../../../parsers/forms/index.ts'

const spec = formSpec('様式3', distinctEditions('様式3').at(-1)!)
const slots = unroll(spec, 1, new Map(), labelWordings(spec))
const slotAt = (path: string): Slot => slots.find((slot) => slot.path === path)!

/** A page with labels of two lines, the first of so many characters, beside a value of lines of these lengths. */
function pageWith(label: number, value: readonly number[]): ReadPage {
  const labels = ['II[1].5.提供先[1].4', 'II[1].5.提供先[1].5', 'II[1].5.移転先[1].4'].map(slotAt)
  const texts = [
    ...labels.flatMap(() => ['字'.repeat(label), '字字']),
    ...value.map((length) => '字'.repeat(length)),
  ]
  const lines = texts.map((text, index) => ({ text, key: text, number: index + 1, page: 1, block: 0 }))
  const from = 2 * labels.length
  const units = value.map((_, index) => ({
    text: texts[from + index]!,
    index: from + index,
    at: from + index,
    block: 0,
    spot: undefined,
    under: undefined,
    formBetween: false,
  }))
  const spotOf = new Map(
    labels.map((slot, index) => [
      slot,
      { sign: slot.sign!, from: 2 * index, to: 2 * index + 1, before: '', behind: '' },
    ]),
  )
  return {
    placed: {
      page: { number: 1, lines },
      pieces: [],
      slots: labels,
      spotOf,
      slotOf: new Map(),
      loose: new Set(),
      ordered: true,
      tight: false,
      lacksLines: false,
      apart: undefined,
      inRows: false,
      marksApart: false,
    },
    slots: [slotAt('I.1.2')],
    units,
    reads: [{ slot: slotAt('I.1.2'), units, margin: 1 }],
    known: { chosen: new Map(), boxes: new Map(), details: new Map() },
  }
}

test('lines that the width of their cell broke tell the widths of columns', () => {
  const [ten, nine] = roomsOf([pageWith(13, [41, 41, 30, 41, 12])], [10, 9], fixedWidth, 0)
  expect(ten).toMatchObject({ split: 10, isEven: true })
  expect(ten!.value).toBeGreaterThan(41)
  expect(ten!.value).toBeLessThan(42)
  expect(ten!.label).toBeCloseTo((ten!.value + 0.19) / 3 - 0.19)
  expect(nine).toMatchObject({ split: 9, isEven: false })
  expect(nine!.label).toBeGreaterThan(13)
  expect(nine!.label).toBeLessThan(14)
})

test('a space before labels makes their cell wider', () => {
  const page = pageWith(13, [41, 41, 41])
  const [narrow] = roomsOf([page], [9], fixedWidth, 0)
  const [wide] = roomsOf([page], [9], fixedWidth, 0.5)
  expect(wide!.label - narrow!.label).toBeCloseTo(0.5, 1)
})
