import { oncePer, type SpecItem } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import type { PlacedPage } from './placed-page.ts'
import type { PrintedLine } from './printed-page.ts'
import { printBox, printBoxes } from './sheet-boxes.ts'
import { printChoice } from './sheet-choices.ts'
import { COLUMNS, MARGIN, type Pen, penOn, ROW, type Sheet, type SheetContent, UPRIGHT } from './sheet-pen.ts'
import { FOOT, lineKey } from './shown-page.ts'
import { isPrintedBelow, type Slot } from './slots.ts'

const SECTION_ROW = 25.5
const SECTION_SIZE = 1.45
/** What stands between two sections of a sheet. */
const SECTION_GAP = 19.5
/** The least heights of places that are more than one row of text high. */
const LEAST_HEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/recipients\[\]\.subject_scope$|remarks$|other_risk_measures$/u, 24],
  [/files\[\]\.subject_scope$|other_implementing_bodies$|other_risks$|^annex/u, 21.75],
  [/_as_of$/u, 18.75],
  [/user_department$/u, 18],
]
/** A page is so much higher than wide. */
const PAGE_HEIGHT = 1.5
/** （手数料額、納付方法： the value ）, in a row of its own. */
const INSIDE_ROW = 14
const INSIDE_COLUMN = 18
/** Columns narrower than this, and boxes beside headings with as many characters, have the brackets further to the left. */
const NARROW_COLUMN = 16
const LONG_BOX = 11
const LONGER_BOX = 18
const AS_OF = '時点'
const AS_OF_COLUMNS = 12
const isLabelInside = (label: string, key: string): boolean => key.replace(/^\(/u, '') === matchKey(label)
/** Labels of places within another one begin further to the right. */
const WITHIN =
  /その必要性|その妥当性|全ての記録項目|主な記録項目|具体的な|規定の内容|ルールの内容|その内容|再発防止策|手順の内容|判断の根拠|特記事項|個人情報ファイル名$|公表場所|変更の妥当性|^情報の突合|^情報の統計分析|^権利利益|^対象となる本人の/u
const FAR_WITHIN = /\.(?:user_department|user_count|retention_period(?:_validity)?)$/u
/** Headings that stand beside the places under them. */
const BESIDE = /\.(?:users|retention)$/u

/** The lines of a page where the form prints them on a sheet, with these texts in its places. */
export function sheetLines(placed: PlacedPage, content: SheetContent, sheet: Sheet): PrintedLine[] {
  const pen = penOn(placed, sheet)
  const { high, middle, stack, put, x, countRows, page } = pen
  const { size, split, label, value, measure, lead, low } = sheet
  const heads = extensionHeads(placed)
  const labels = labelLines(placed)
  const printedKey = (line: number) => page.lines[line]!.key
  let y = 0
  let upright: number | undefined
  let beside: { slot: Slot; top: number } | undefined
  const endBeside = (slot?: Slot) => {
    if (!beside || slot?.path.startsWith(`${beside.slot.path}.`)) return
    stack(labels.get(beside.slot) ?? [], 0, beside.top, y - beside.top, { lead })
    beside = undefined
  }
  let seen = 0
  for (const [slot, text] of content.texts) {
    // What goes on from the page before stands above all.
    if (text.length === 0 || placed.slots.includes(slot)) continue
    const height = high(countRows(text))
    stack(text, isPrintedBelow(slot.item) ? 0 : split, y, height)
    y += height
  }
  for (let index = 0; index < placed.slots.length; index++) {
    const slot = placed.slots[index]!
    const { item } = slot
    endBeside(slot)
    const isWithinContract = item.key.includes('subcontracting')
    if (!isWithinContract && upright !== undefined) {
      seen = printUpright(pen, upright, y, seen)
      upright = undefined
    }
    if (isWithinContract) upright ??= y
    for (const line of heads.get(slot) ?? []) {
      stack([line], 0, y, ROW, { keyOf: printedKey, lead })
      y += ROW
    }
    const own = labels.get(slot) ?? []
    const column = isWithinContract ? 2 : labelColumn(item)
    const next = (kind: Slot['item']['kind']) => {
      let end = index + 1
      while (placed.slots[end]?.item.kind === kind) end++
      return placed.slots.slice(index + 1, end)
    }
    if (item.kind === 'number' || item.kind === 'checkbox') continue
    if (item.kind === 'choice') {
      const isOpened = own.some((line) => printedKey(line).endsWith('['))
      const height = printChoice(pen, slot, own.length, content, next('number')[0], y, isOpened)
      stack(own, column, y, item.below ? high(1) : height, { lead })
      y += height
      continue
    }
    if (item.kind === 'checkboxes') {
      const end = printBoxes(pen, slot, content, y)
      stack(own, column, y, end - y, { lead })
      y = end
      continue
    }
    if (
      item.kind === 'heading' ||
      item.kind === 'table' ||
      (item.kind === 'repeat' && !item.key.endsWith('.name'))
    ) {
      if (own.length === 0) continue
      if (BESIDE.test(item.key)) {
        beside = { slot, top: y }
        continue
      }
      const isSection = item.parent === undefined
      if (isSection && y > 0) y += SECTION_GAP
      const font = isSection ? SECTION_SIZE * size : size
      const height = isSection ? SECTION_ROW : Math.max(ROW, high(own.length, font))
      stack(own, 0, y, height, { font, lead: isSection ? 0 : lead })
      // ６．… [ ] 接続しない（入手） [ ] 接続しない（提供）
      const boxes = next('checkbox')
      boxes.forEach((box, at) => {
        const isMarked = content.boxes.get(box)?.get(box.item.label) ?? false
        printBox(pen, box.item.label, isMarked, headingBox(sheet, boxes, at), middle(y, height, size), size)
      })
      y += height
      continue
    }
    const text = content.texts.get(slot) ?? []
    if (isPrintedBelow(item)) {
      const head = own.length === 0 ? 0 : Math.max(ROW, high(own.length))
      const height = Math.max(low ? ROW : leastHeight(item), high(countRows(text)))
      stack(own, 0, y, head, { lead })
      stack(text, 0, y + head, height)
      y += head + height
      continue
    }
    const inside = item.inside ? text.filter((line) => isLabelInside(item.label, printedKey(line))) : []
    if (inside.length > 0) {
      stack(inside, split, y, INSIDE_ROW)
      stack(
        text.filter((line) => !inside.includes(line)),
        INSIDE_COLUMN,
        y,
        INSIDE_ROW,
      )
      put(')', x(COLUMNS - 1) + MARGIN, size / 2, middle(y, INSIDE_ROW, size))
      y += INSIDE_ROW
      continue
    }
    if (own.length === 0 && text.length === 0) continue
    const height = low
      ? Math.max(ROW, high(countRows(text)))
      : Math.max(leastHeight(item), high(own.length), high(countRows(text)))
    const spot = placed.spotOf.get(slot)
    if (spot && text.includes(spot.to)) {
      // The label and its value are one line.
      const width = label + measure(page.lines[spot.to]!.text) * size - measure(item.label) * size
      put(lineKey(spot.to), x(column) + MARGIN, width, middle(y, height, size))
      stack(own.slice(0, -1), column, y, height, { lead })
      stack(
        text.filter((line) => line !== spot.to),
        split,
        y,
        height,
      )
    } else {
      stack(own, column, y, height, { lead })
      if (item.key.endsWith('_as_of')) printAsOf(pen, text, y, height)
      else stack(text, split, y, height)
    }
    y += height
  }
  endBeside()
  if (upright !== undefined) printUpright(pen, upright, y, seen)
  const foot = Math.max(PAGE_HEIGHT * (label + value), y + 2 * size)
  put(FOOT, (label + value) / 2 - size, 2 * size, foot)
  return pen.lines
}

/** 令和8年6月1日 in the middle of its columns, 時点 behind them. */
function printAsOf(
  { page, x, put, middle, sheet }: Pen,
  text: readonly number[],
  top: number,
  height: number,
) {
  const { size, split, measure } = sheet
  const end = x(split + AS_OF_COLUMNS)
  for (const line of text) {
    const width = measure(page.lines[line]!.text) * size
    put(lineKey(line), (x(split) + end - width) / 2, width, middle(top, height))
  }
  put(AS_OF, end + MARGIN, measure(AS_OF) * size, middle(top, height))
}

/** The column of the bracket of a box beside a heading. */
function headingBox({ label, value }: Sheet, boxes: readonly Slot[], at: number): number {
  const { length } = boxes[at]!.item.label
  if (boxes.length === 2) return ((label + value) / COLUMNS < NARROW_COLUMN ? [18, 29] : [20, 30])[at]!
  return length < LONG_BOX ? 29 : length < LONGER_BOX ? 28 : 24
}

const leastHeight = oncePer(({ key }: SpecItem) => LEAST_HEIGHTS.find(([keys]) => keys.test(key))?.[1] ?? ROW)

/** The column of the sheet in which an item's label begins. */
const labelColumn = oncePer(({ key, label, number }: SpecItem) =>
  FAR_WITHIN.test(key) ? 5 : number === undefined && WITHIN.test(label) ? 2 : 0,
)

/** The lines of each label on the page. */
const labelLines = oncePer(
  ({ page, spotOf }: PlacedPage): ReadonlyMap<Slot, readonly number[]> =>
    new Map(
      [...spotOf].map(([slot, spot]) => {
        const own = Array.from({ length: spot.to - spot.from + 1 }, (_, at) => spot.from + at)
        return [slot, [...own, ...(spot.rest ?? [])].filter((at) => !UPRIGHT.test(page.lines[at]!.key))]
      }),
    ),
)

/** 再委託 down the side of a contract's last rows; gives how many of the page's such lines are printed then. */
function printUpright({ page, x, put, sheet }: Pen, top: number, bottom: number, seen: number): number {
  const { size } = sheet
  const left = page.lines.filter(({ key }) => UPRIGHT.test(key)).slice(seen)
  const own: string[] = []
  for (const { key } of left) {
    if (own.join('').length >= 3) break
    own.push(key)
  }
  const start = (top + bottom - own.length * size) / 2
  own.forEach((key, index) => {
    const width = key.length * size
    put(key, x(1) - width / 2, width, start + index * size)
  })
  return seen + own.length
}

/** 委託事項2～5 and their like, by the slot that they stand above. */
const extensionHeads = oncePer(({ page, slots }: PlacedPage) => {
  const heads = new Map<Slot | undefined, readonly number[]>()
  page.lines.forEach(({ key }, line) => {
    const [, repeat, from] = /^(システム|委託事項|提供先|移転先)(\d+)~\d+$/u.exec(key) ?? []
    if (repeat === undefined) return
    const isOwn = (slot: Slot) => slot.path.includes(`${repeat}[`)
    const next = slots.find((slot) => isOwn(slot) && slot.n >= Number(from))
    const slot = next ?? slots[slots.findLastIndex(isOwn) + 1]
    heads.set(slot, [...(heads.get(slot) ?? []), line])
  })
  return heads
})
