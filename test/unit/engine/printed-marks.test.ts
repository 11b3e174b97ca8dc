import { expect, test } from 'vitest'
import { agreement } from '../../../parsers/engine/scrambled/agreement.ts'
import type { PlacedPage } from '../../../parsers/engine/scrambled/placed-page.ts'
import { printedMarks } from '../../../parsers/engine/scrambled/printed-marks.ts'
import { printedKeys } from '../../../parsers/engine/scrambled/printed-page.ts'
import type { ReadPage } from '../../../parsers/engine/scrambled/read-page.ts'
import { sheetLines } from '../../../parsers/engine/scrambled/sheet.ts'
import type { Sheet, SheetContent } from '../../../parsers/engine/scrambled/sheet-pen.ts'
import { shownPage } from '../../../parsers/engine/scrambled/shown-page.ts'
import { labelWordings, type Slot, unroll } from '../../../parsers/engine/scrambled/slots.ts'
import { fixedWidth } from '../../../parsers/engine/scrambled/widths.ts'
import { distinctEditions, formSpec } from '../../../parsers/forms/index.ts'

const sheet: Sheet = {
  size: 11,
  split: 10,
  label: 150,
  value: 450,
  spread: false,
  lead: 0,
  close: false,
  low: false,
  measure: fixedWidth,
  spare: Infinity,
  top: { lines: 8, characters: Infinity },
}
const spec = formSpec('様式3', distinctEditions('様式3').at(-1)!)
const slots = unroll(spec, 1, new Map(), labelWordings(spec))
const methods = slots.find(({ path }) => path === 'II[1].3.2')!

const placedOf = (keys: readonly string[], groups: readonly Slot[] = [methods]): PlacedPage => {
  let block = 0
  const lines = keys.flatMap((key, index) => {
    if (key === '|') {
      block++
      return []
    }
    return [{ text: key, key, number: index + 1, page: 1, block }]
  })
  return {
    page: { number: 1, lines },
    pieces: [],
    slots: groups,
    spotOf: new Map(),
    slotOf: new Map(),
    loose: new Set<Slot>(),
    ordered: true,
    apart: undefined,
    marksApart: false,
    inRows: false,
    tight: false,
    lacksLines: false,
  }
}

const marked = (...labels: readonly string[]): SheetContent => ({
  texts: new Map(),
  chosen: new Map(),
  details: new Map(),
  boxes: new Map([
    [methods, new Map(methods.item.options!.map(({ label }) => [label, labels.includes(label)] as const))],
  ]),
})

/** The page whose marks stand so, when it was read with other marks. */
function read(own: SheetContent, known: SheetContent): ReadPage {
  const empty = placedOf([])
  const keys = printedKeys(
    sheetLines(empty, own, sheet),
    shownPage(empty, () => false),
  )
  return { placed: placedOf(keys), slots: [], units: [], reads: [], known }
}

test('a mark that was read of another box than the page prints it in is moved to its own', () => {
  const page = read(marked('紙', '専用線'), marked('紙', '電子メール'))
  expect(printedMarks(page, sheet, { prints: 1000 }, true)?.boxes).toEqual(marked('紙', '専用線').boxes)
})

test('marks that stand as they would be printed stay', () => {
  const page = read(marked('紙', '専用線'), marked('紙', '専用線'))
  const marks = printedMarks(page, sheet, { prints: 1000 }, true)
  expect(marks?.boxes).toEqual(page.known.boxes)
  expect(marks?.least).toBe(0)
  expect(['紙', '専用線', '電子メール'].map((label) => marks?.sure(methods, label))).toEqual([4, 6, 2])
})

test('lines in another order agree less, though each has the neighbours that it had', () => {
  const lines = ['[', 'A', '[', 'B', '[', 'C']
  const shown = shownPage(placedOf(lines.flatMap((key) => [key, '|'])), () => false)
  const printed = (keys: readonly string[]) =>
    keys.map((key, row) => ({ key, x0: 0, x1: 10, y0: 40 * row, y1: 40 * row + 10 }))
  expect(agreement(printed(lines), shown)).toBe(13)
  expect(agreement(printed(['[', 'B', '[', 'A', '[', 'C']), shown)).toBeLessThan(13)
})

test('a page with too many readings to try tells nothing', () => {
  const page = read(marked('紙', '専用線'), marked('紙', '電子メール'))
  expect(printedMarks(page, sheet, { prints: 3 }, true)).toBeUndefined()
})

test('a column of boxes that was read of another recipient is moved to its own as a whole', () => {
  const [first, second] = unroll(spec, 1, new Map([['提供先', 2]]), labelWordings(spec)).filter(({ path }) =>
    /^II\[1\]\.5\.提供先\[[12]\]\.6$/u.test(path),
  )
  const labels = first!.item.options!.map(({ label }) => label)
  const medium = labels.find((label) => label.startsWith('電子記録媒体'))!
  const ofBoth = (one: readonly string[], other: readonly string[]): SheetContent => ({
    ...marked(),
    boxes: new Map([
      [first!, new Map(labels.map((label) => [label, one.includes(label)]))],
      [second!, new Map(labels.map((label) => [label, other.includes(label)]))],
    ]),
  })
  const shown = ofBoth(['専用線', '電子メール', 'フラッシュメモリ'], [medium, '紙'])
  const known = ofBoth(['専用線'], ['電子メール', medium, 'フラッシュメモリ', '紙'])
  const groups = [first!, second!]
  const keys = printedKeys(
    sheetLines(placedOf([], groups), shown, sheet),
    shownPage(placedOf([], groups), () => false),
  )
  const page: ReadPage = { placed: placedOf(keys, groups), slots: [], units: [], reads: [], known }
  expect(printedMarks(page, sheet, { prints: 4000 }, true)?.boxes).toEqual(shown.boxes)
})
