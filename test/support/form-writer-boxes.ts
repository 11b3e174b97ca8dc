import type { SpecItem } from '../../parsers/forms/index.ts'
import type { Value } from './fillings.ts'
import { BODY, type Content, PAD, PITCH, type Piece, SMALL, wrap } from './form-writer-content.ts'
import type { Style } from './form-writer-style.ts'
import { emWidth } from './pdf-writer.ts'

const NARROW: Readonly<Record<string, string>> = { '［': '[', '］': ']', '〔': '[', '〕': ']' }

/** Captions that the form prints between the boxes of 主な記録項目. */
const CAPTIONS: Readonly<Record<string, string>> = {
  個人番号: '・識別情報',
  '4情報（氏名、性別、生年月日、住所）': '・連絡先等情報',
  国税関係情報: '・業務関係情報',
}

/** `[ ○ ] label （ detail ）`, in columns; `counts` are numbers in the brackets of some options. */
export function boxesContent(
  item: SpecItem,
  value: Extract<Value, { kind: 'checkboxes' }>,
  width: number,
  style: Style,
  counts: Readonly<Record<string, string>> = {},
): Content {
  const captions = item.options!.some(({ label }) => label === '個人番号')
  const pieces: Piece[] = []
  const columnWidth = (width - 10) / style.boxColumns
  let y = 2
  let column = 0
  const nextRow = () => {
    if (column > 0) y += BODY * PITCH + 2
    column = 0
  }
  for (const { label, detail } of item.options!) {
    if (captions && CAPTIONS[label]) {
      nextRow()
      pieces.push({ x: PAD, y, size: SMALL, text: CAPTIONS[label] })
      y += SMALL * PITCH + 1
    }
    const count = counts[label]
    const needed = BOX_WIDTH + emWidth(label) * BODY + (count === undefined ? 0 : 70)
    const columns = Math.ceil(needed / columnWidth)
    const alone = (detail === true && count === undefined) || columns > style.boxColumns
    if (alone || column + columns > style.boxColumns) nextRow()
    const x = 8 + column * columnWidth
    pieces.push(...box(x, y, label, value, style))
    const end = x + BOX_WIDTH + emWidth(label) * BODY
    if (count !== undefined) {
      const text = style.choicePieces === 'one' ? [`（ ${count} ）件`] : ['（', count, '）', '件']
      text.forEach((part, k) => {
        if (part !== '') pieces.push({ x: end + 6 + k * 18, y, size: BODY, text: part })
      })
    } else if (detail) {
      y += detailPieces(pieces, end, y, width, value.details[label] ?? '', style)
    }
    column = alone ? style.boxColumns : column + columns
    if (column >= style.boxColumns) nextRow()
  }
  nextRow()
  return { pieces, height: y + 2 }
}

/** The bracket of a detail; gives the height that it takes beyond the label's line. */
function detailPieces(
  pieces: Piece[],
  after: number,
  y: number,
  width: number,
  text: string,
  style: Style,
): number {
  if (style.detail === 'tight') {
    pieces.push({ x: after, y, size: BODY, text: `（${text}）` })
    return 0
  }
  const below = style.detail === 'next-line'
  const x = below ? 40 : Math.max(after + 4, Math.min(width * 0.4, width - 90))
  const size = style.detail === 'small' ? 5.5 : BODY
  const top = below ? y + BODY * PITCH : y
  const lines = wrap(text, width - x - 34, size)
  pieces.push({ x, y: top, size: BODY, text: '（' })
  lines.forEach((line, index) => {
    if (line !== '') pieces.push({ x: x + 12, y: top + index * size * PITCH, size, text: line })
  })
  const height = Math.max(BODY, lines.length * size) * PITCH
  pieces.push({ x: width - 14, y: top + height - BODY * PITCH, size: BODY, text: '）' })
  return (below ? BODY * PITCH : 0) + height - BODY * PITCH
}

/** A label begins so far right of its bracket's left side. */
const LABEL_AT = 38
/** Room for the bracket, its mark and a gap. */
const BOX_WIDTH = 52

function box(
  x: number,
  y: number,
  label: string,
  value: Extract<Value, { kind: 'checkboxes' }>,
  style: Style,
): Piece[] {
  const checked = value.checked.includes(label)
  const inside = value.odd?.[label] ?? (checked ? style.mark : '')
  const width = emWidth(label) * BODY
  const at = style.labelFirst ? x + width + 12 : x
  const name: Piece = { x: style.labelFirst ? x : x + LABEL_AT, y, size: BODY, text: label }
  if (style.boxes !== 'brackets') {
    // A sign that is neither stands in the place of the box.
    const drawn = { size: BODY, text: value.odd?.[label] ?? (checked ? style.boxes[1]! : style.boxes[0]!) }
    return [{ x: at, y, ...drawn }, style.labelFirst ? name : { ...name, x: x + 14 }]
  }
  const [open, close] = [style.brackets[0]!, style.brackets[1]!]
  if (style.markPieces === 'one') {
    const whole = {
      x: at,
      y,
      size: BODY,
      text: `${NARROW[open] ?? open} ${inside === '' ? '  ' : inside} ${NARROW[close] ?? close}`,
    }
    return [whole, name]
  }
  const edge = emWidth(open) * BODY
  const frame = { open: at, close: at + edge + 2 + Math.max(1, emWidth(inside)) * BODY + 1 }
  const mark = {
    three: { x: at + edge + 2, y },
    'outside-right': { x: frame.close + emWidth(close) * BODY - 2, y },
    'outside-left': { x: at - emWidth(inside) * BODY + 2, y },
    lower: { x: at + edge + 2, y: y + 3 },
  }[style.markPieces]
  const shiftedName =
    style.markPieces === 'outside-right' && !style.labelFirst ? { ...name, x: name.x + 8 } : name
  return [
    { x: frame.open, y, size: BODY, text: open },
    ...(inside === '' ? [] : [{ ...mark, size: BODY, text: inside }]),
    { x: frame.close, y, size: BODY, text: close },
    shiftedName,
  ]
}

/** Boxes in a heading's row: `４．…　　[ ○ ] 委託しない`. */
export function headingBoxes(
  items: readonly { label: string; checked: boolean }[],
  from: number,
  width: number,
  style: Style,
): Piece[] {
  const each = (width - from) / items.length
  return items.flatMap(({ label, checked }, index) =>
    box(
      from + index * each,
      2,
      label,
      { kind: 'checkboxes', checked: checked ? [label] : [], details: {} },
      style,
    ),
  )
}
