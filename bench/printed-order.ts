import { printedOrder, printedOrderUnless } from '../parsers/engine/scrambled/change-layout.ts'
import { plainPrintedOrder } from '../test/support/plain-printed-order.ts'

/**
 * Prints how long it takes to tell the order in which a page of a change table would be printed, as shares of looking at every
 * pair of boxes for every group: in whole, and until a third neighbour is another than wanted. Reading a document without
 * positions does it some ten thousand times. Run: node bench/printed-order.ts
 */
const ROWS = [2, 4, 8, 14]
const PRINTS = 60
/** Left edge and width of 変更日, 項目, 変更前, 変更後, 提出時期, 説明. */
const COLUMNS = [
  [0, 8],
  [9, 14],
  [24, 24],
  [49, 24],
  [74, 5],
  [80, 14],
] as const

/** Cells of another height in each row and column, some empty. */
function pageOf(rows: number, print: number) {
  let top = 0
  return Array.from({ length: rows }, (_, row) => {
    const cells = COLUMNS.flatMap(([left, width], column) => {
      const lines = 1 + ((row * 7 + column * 5 + print * 3) % 9)
      return (row + column + print) % 7 === 0
        ? []
        : [{ x0: left, x1: left + width, y0: top, y1: top + lines }]
    })
    top = Math.max(...cells.map(({ y1 }) => y1)) + 0.5
    return cells
  }).flat()
}

/** The shortest of several times, in milliseconds. */
function least(times: number, work: () => void): number {
  let shortest = Infinity
  for (let time = 0; time < times; time++) {
    const start = performance.now()
    work()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}

for (const rows of ROWS) {
  const pages = Array.from({ length: PRINTS }, (_, print) => pageOf(rows, print))
  const plain = least(2, () => {
    for (const page of pages) plainPrintedOrder(page)
  })
  const whole = least(50, () => {
    for (const page of pages) printedOrder(page)
  })
  const untilWrong = least(50, () => {
    for (const page of pages) {
      let wrong = 0
      printedOrderUnless(
        page,
        (before, behind) => behind !== before + 1 && ++wrong > 2,
        () => false,
      )
    }
  })
  const share = (time: number) => `${((100 * time) / plain).toFixed(2)} %`
  console.log(
    `${pages[0]!.length} boxes: in whole ${share(whole)}, until a third is wrong ${share(untilWrong)}`,
  )
}
