import { matchKey } from '../../text/characters.ts'
import {
  COLUMNS,
  inPixels,
  MARGIN,
  type Pen,
  type RowPiece,
  rowHeight,
  type SheetContent,
  SMALL,
} from './sheet-pen.ts'
import type { Slot } from './slots.ts'

const CAPTION = '<選択肢>'
const CAPTION_SIZE = 0.82
const CAPTION_WIDTH = 4.96
const LEAST_ROW = 12.5
/** Longer options (in 漢字) stand below the value, and so long ones below each other. */
const WIDE_OPTION = 22
const LONG_OPTION = 16
/** So many options stand in three columns. */
const MANY_OPTIONS = 8
/** Rows of the choice that a count stands below, and the count's own. */
const COUNTED_HEIGHT = 27
const LEAST_COUNT_ROW = 14
const countRow = (size: number): number => inPixels(Math.max(LEAST_COUNT_ROW, rowHeight(size)))
/** Values of more characters than these are set smaller. */
const LONG_VALUE = 12
const LONGER_VALUE = 14
const LONG_SIZE = 0.92
const LONGER_SIZE = 0.85
/** 様式2 Ⅳ.1: the brackets stand below the label, and a note below them. */
const BELOW_CLOSE = 18
const NOTE_ROW = 25.5
const NOTE_SIZE = 0.9
/** 様式2 Ⅲ: the result stands alone, over the whole width. */
const RESULT_HEIGHT = 30

/**
 * Prints a choice: its value in brackets, and its options beside or below them; the bracket that opens may stand on the label's
 * line (`isOpened`). Gives its height.
 */
export function printChoice(
  pen: Pen,
  slot: Slot,
  labelLines: number,
  content: SheetContent,
  counted: Slot | undefined,
  top: number,
  isOpened: boolean,
): number {
  const { x, put, high, middle } = pen
  const { size, split, spread, measure } = pen.sheet
  const options = slot.item.options!.filter(({ number }) => number !== undefined)
  const chosen = content.chosen.get(slot)
  if (options.length === 0 || (/threshold_result$/u.test(slot.item.key) && slot.item.below)) {
    const width = chosen === undefined ? 0 : measure(chosen) * size
    if (chosen !== undefined)
      put(matchKey(chosen), (x(COLUMNS) - width) / 2, width, middle(top + high(1), RESULT_HEIGHT, size))
    return high(1) + RESULT_HEIGHT
  }
  const small = SMALL * size
  const row = inPixels(Math.max(LEAST_ROW, rowHeight(small)))
  const captionRow = inPixels(Math.max(LEAST_ROW, rowHeight(CAPTION_SIZE * size)))
  const first = high(1)
  const close = split + (counted ? 10 : Math.floor((COLUMNS - split) / 3))
  const printCaption = (column: number, y: number, height: number) => {
    const font = CAPTION_SIZE * size
    put(CAPTION, x(column) + MARGIN, CAPTION_WIDTH * font, middle(y, height, font), font)
  }
  const printOption = (option: (typeof options)[number], column: number, y: number, height: number) => {
    const printed = `${option.number}) ${option.label}`
    put(matchKey(printed), x(column) + MARGIN, measure(printed) * small, middle(y, height, small), small)
  }
  if (slot.item.below) {
    printCaption(BELOW_CLOSE + 2, top, captionRow)
    printBrackets(pen, chosen, top + captionRow, first, BELOW_CLOSE, isOpened, 1)
    options.forEach((option, index) => {
      const y = top + captionRow + (index === 0 ? 0 : first + (index - 1) * row)
      printOption(option, BELOW_CLOSE + 2, y, index === 0 ? first : row)
    })
    const end = top + captionRow + first + (options.length - 1) * row
    printNote(pen, end)
    return end + NOTE_ROW - top
  }
  if (options.some(({ label }) => measure(label) > WIDE_OPTION)) {
    printBrackets(pen, chosen, top, first, COLUMNS - 1, isOpened)
    printCaption(split + 1, top + first, captionRow)
    options.forEach((option, index) => {
      printOption(option, split + 1, top + first + captionRow + index * row, row)
    })
    return first + captionRow + options.length * row
  }
  const starts = columnsOf(
    slot,
    options.map(({ label }) => label),
    close,
    counted !== undefined,
  )
  const rows = Math.ceil(options.length / starts.length)
  const isBeside = !spread && rows > 1
  const font = chosen === undefined ? size : chosenFont(chosen, size)
  const isBroken = chosen !== undefined && measure(chosen) * font > roomFor(pen, close)
  const beside = isBroken ? Math.max(first, high(2, font)) : first
  const heights = Array.from({ length: rows }, (_, index) => (index === 0 && isBeside ? beside : row))
  const own = captionRow + heights.reduce((sum, height) => sum + height, 0)
  const total = counted ? COUNTED_HEIGHT : Math.max(own, high(labelLines))
  const scale = total / own
  printCaption(close + 1, top, captionRow * scale)
  let y = top + captionRow * scale
  heights.forEach((height, index) => {
    starts.forEach((column, place) => {
      const option = options[index * starts.length + place]
      if (option) printOption(option, column, y, height * scale)
    })
    y += height * scale
  })
  if (isBeside) printBrackets(pen, chosen, top + captionRow * scale, beside * scale, close, isOpened)
  else printBrackets(pen, chosen, top, total, close, isOpened)
  if (!counted) return total
  printCount(pen, content.details.get(counted)?.get(''), top + total)
  return total + countRow(size)
}

/** The columns in which options stand. */
function columnsOf({ item }: Slot, labels: readonly string[], close: number, isCounted: boolean): number[] {
  if (labels.length >= MANY_OPTIONS) return [close + 1, close + 7, close + 13]
  const isSingle =
    labels.some((label) => label.length >= LONG_OPTION || label.endsWith('（任意実施）')) ||
    /network_linkage\.performed|file_scope$/u.test(item.key)
  return isSingle ? [close + 1] : [close + 1, isCounted ? close + 10 : 30]
}

/** `[`, the value in the middle, `]` */
function printBrackets(
  pen: Pen,
  chosen: string | undefined,
  top: number,
  height: number,
  close: number,
  isOpened: boolean,
  open = pen.sheet.split,
): void {
  const { x, put, putJoined, middle, page } = pen
  const { size, measure } = pen.sheet
  const bracket = measure('[') * size
  const y = middle(top, height, size)
  const inside = (column: number) => x(column) + (x(column + 1) - x(column) - bracket) / 2
  const opened: RowPiece[] = isOpened ? [] : [['[', inside(open), bracket]]
  const closed: RowPiece = [']', inside(close), bracket]
  if (chosen === undefined) {
    putJoined([...opened, closed], y)
    return
  }
  const key = matchKey(chosen)
  const center = (x(open + 1) + x(close)) / 2
  const font = close < COLUMNS - 1 ? chosenFont(chosen, size) : size
  const width = measure(chosen) * font
  if (width <= roomFor(pen, close)) {
    putJoined([...opened, [key, center - width / 2, width, font], closed], y)
    return
  }
  const at = page.lines.findIndex((line, index) => line.key + page.lines[index + 1]?.key === key)
  const parts = at < 0 ? [key] : [page.lines[at]!.key, page.lines[at + 1]!.key]
  parts.forEach((part, index) => {
    const own = measure(part) * font
    put(part, center - own / 2, own, top + height / 2 + (index - parts.length / 2) * font, font)
  })
  putJoined([...opened, closed], y)
}

const chosenFont = ({ length }: string, size: number): number =>
  size * (length > LONGER_VALUE ? LONGER_SIZE : length > LONG_VALUE ? LONG_SIZE : 1)

/** The width of a value's place in front of the column of the bracket behind it. */
const roomFor = ({ x, sheet }: Pen, close: number): number => x(close) - x(sheet.split + 1) - 2 * MARGIN

/** ２）又は３）を選択した評価実施機関については…, below the kinds of assessments that are submitted. */
function printNote({ page, put, middle, sheet }: Pen, top: number): void {
  const from = page.lines.findIndex(({ key }) => key.startsWith('2)又は3)を選択した'))
  if (from < 0) return
  const font = NOTE_SIZE * sheet.size
  const own = page.lines
    .slice(from)
    .filter(({ block }, index) => index < 2 && block === page.lines[from]!.block)
  own.forEach(({ key, text }, index) => {
    const y = middle(top, NOTE_ROW, font, own.length) + index * font
    put(key, MARGIN, sheet.measure(text) * font, y, font)
  })
}

/** （ 3 ） 件 below the brackets of 委託の有無 */
function printCount({ x, putJoined, middle, sheet }: Pen, count: string | undefined, top: number): void {
  const { size, split, measure } = sheet
  const bracket = measure('（') * size
  const number: RowPiece[] =
    count === undefined
      ? []
      : [[count, (x(split + 4) + x(split + 6) - measure(count) * size) / 2, measure(count) * size]]
  putJoined(
    [
      ['(', x(split + 4) - MARGIN - bracket, bracket],
      ...number,
      [')件', x(split + 6) + MARGIN, measure('）　件') * size],
    ],
    middle(top, countRow(size), size),
  )
}
