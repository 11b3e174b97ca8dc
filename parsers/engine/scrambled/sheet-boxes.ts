import { oncePer, type SpecItem } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import {
  COLUMNS,
  inPixels,
  MARGIN,
  type Pen,
  type RowPiece,
  rowHeight,
  type Sheet,
  type SheetContent,
  SMALL,
} from './sheet-pen.ts'
import type { Slot } from './slots.ts'

type Box = {
  readonly label: string
  /** The column of its bracket, and of the bracket for a text behind its label. */
  readonly column: number
  readonly detail?: number
  /** Its label as it is printed, where the bracket is not part of it. */
  readonly print?: string
}
type BoxRow = {
  readonly height: number
  readonly font: number
  readonly caption?: string
  /** The bracket for a text begins its column, and does not end it. */
  readonly isClose?: boolean
  readonly boxes: readonly Box[]
}

/** Rows of small boxes, and the size of their type. */
const SMALL_ROW = 13.5
const METHODS_ROW = 14.25
const METHODS_FONT = 0.92
const LEAST_ROW = 14.5
const LEAST_WIDE_ROW = 15
/** The type of a text behind a box's label. */
const DETAIL_SIZE = 0.945
/** Characters are of one line if no more than so many widths of one are between them (pdfminer.six: `char_margin`). */
const CHARACTERS_APART = 2

/** Prints the boxes of a group in rows from `top` on, and gives their end. */
export function printBoxes(pen: Pen, slot: Slot, content: SheetContent, top: number): number {
  const { x, put, putJoined, middle } = pen
  const { size, measure, split } = pen.sheet
  const details = content.details.get(slot)
  let y = top
  for (const { height, font: share, boxes, caption, isClose = false } of boxRows(pen.sheet)(slot.item)) {
    const font = share * size
    const line = middle(y, height, font)
    if (caption) put(matchKey(caption), x(split) + MARGIN, measure(caption) * font, line, font)
    for (const { label, column, detail, print = label } of boxes) {
      printBox(pen, print, content.boxes.get(slot)?.get(label) ?? false, column, line, font)
      if (detail === undefined) continue
      const bracket = measure('（') * font
      const said = details?.get(label)
      const left = isClose ? x(detail) + MARGIN : x(detail + 1) - MARGIN - bracket
      const end = x(COLUMNS - 1) + MARGIN
      if (said === undefined) {
        put('(', left, bracket, line, font)
        put(')', end, bracket, line, font)
        continue
      }
      const right = x(detail + 1) + MARGIN + measure(said) * (font === size ? DETAIL_SIZE * size : font)
      // Characters that stand so near to each other are of one line.
      if (end - right < CHARACTERS_APART * font) {
        put(`(${matchKey(said)})`, left, end + bracket - left, line, font)
        continue
      }
      put(`(${matchKey(said)}`, left, right - left, line, font)
      put(')', end, bracket, line, font)
    }
    if (/provision_transfer\.exists$/u.test(slot.item.key) && boxes.length > 1)
      for (const { label, column } of boxes) {
        const count = details?.get(countKey(label))
        const number: RowPiece[] =
          count === undefined
            ? []
            : [[count, x(column + 11) - (measure(count) * size) / 2, measure(count) * size]]
        putJoined([...number, [')件', x(column + 12) + MARGIN, measure('）　件') * size]], line)
      }
    y += height
  }
  return y
}

/** The key among a group's details of the count behind a box. */
export const countKey = (label: string): string => `#${label}`

/** `[ ○` and `] label`, which are lines of their own; the mark is in the column behind the bracket's. */
export function printBox(
  { x, put, sheet }: Pen,
  label: string,
  marked: boolean,
  column: number,
  top: number,
  font: number,
): void {
  const open = sheet.measure('[') * font
  const toMark = (x(column + 2) - x(column + 1)) / 2 + font / 2
  put(marked ? '[○' : '[', x(column + 1) - MARGIN - open, marked ? open + toMark : open, top, font)
  put(matchKey(`]${label}`), x(column + 2) + MARGIN, sheet.measure(`] ${label}`) * font, top, font)
}

/** How the form sets the boxes of a group. */
const boxRows = oncePer((sheet: Sheet) => oncePer((item: SpecItem) => boxRowsOf(sheet, item)))

function boxRowsOf(sheet: Sheet, item: SpecItem): BoxRow[] {
  const { split, size, close } = sheet
  const labels = item.options!.map(({ label }) => label)
  const last = labels.at(-1)!
  const height = inPixels(
    Math.max(/systems|provision_transfer/u.test(item.key) ? LEAST_WIDE_ROW : LEAST_ROW, rowHeight(size)),
  )
  const third = Math.floor((COLUMNS - split) / 3)
  const half = Math.floor((COLUMNS - split) / 2)
  const right = split + half
  const isRecorded = item.key.endsWith('recorded_items')
  const isClose = close && !isRecorded
  const bracket = split + 2 + (isClose ? 3 : isRecorded || item.key.includes('systems') ? 4 : 5)
  const withoutBracket = (label: string) => label.replace(/[（(].*$/u, '')
  const row = (from: number, columns: readonly number[], shape: Pick<BoxRow, 'height' | 'font'>): BoxRow => ({
    ...shape,
    boxes: columns.map((column, index) => ({ label: labels[from + index]!, column })),
  })
  const usual = { height, font: 1 }
  const other = (shape = usual): BoxRow => ({
    ...shape,
    isClose,
    boxes: [{ label: last, column: split, detail: bracket, print: withoutBracket(last) }],
  })
  if (/recorded_items$/u.test(item.key)) {
    const small = { height: SMALL_ROW, font: SMALL }
    const captioned = (caption: string): BoxRow => ({ ...small, caption, boxes: [] })
    return [
      captioned('・識別情報'),
      row(0, [split, split + third, split + 2 * third], small),
      captioned('・連絡先等情報'),
      row(3, [split, right + 1], small),
      row(5, [split], small),
      captioned('・業務関係情報'),
      ...[6, 9, 12, 15].map((from) => row(from, [split, split + third, split + 2 * third], small)),
      other(small),
    ]
  }
  if (/sources$/u.test(item.key))
    return labels.map((label, index) => ({
      ...usual,
      isClose,
      boxes: [
        {
          label,
          column: split,
          print: withoutBracket(label),
          ...(index === 0 ? {} : { detail: label === last ? bracket : split + 15 }),
        },
      ],
    }))
  const methods = { height: METHODS_ROW, font: METHODS_FONT }
  if (/acquisition_methods$/u.test(item.key))
    return [
      row(0, [split, split + 6, split + 21], methods),
      row(3, [split, split + 8, split + 16], methods),
      row(6, [split], methods),
      other(),
    ]
  if (/delivery_methods$/u.test(item.key))
    return [row(0, [split, split + 7, split + 15], methods), row(3, [split, split + 10], methods), other()]
  if (/provision_transfer\.exists$/u.test(item.key))
    return [
      {
        ...usual,
        boxes: [
          { label: labels[0]!, column: split, print: `${labels[0]}　（` },
          { label: labels[1]!, column: split + 15, print: `${labels[1]}　（` },
        ],
      },
      row(2, [split], usual),
    ]
  if (/audit\.performed$/u.test(item.key))
    return [row(0, [split, split + 9, split + 18], { ...usual, height: 18 })]
  const pairs = Array.from({ length: Math.ceil((labels.length - 1) / 2) }, (_, index) =>
    row(2 * index, 2 * index + 1 < labels.length - 1 ? [split, right] : [split], usual),
  )
  return [...pairs, other()]
}
