import type { Option, SpecItem } from '../../parsers/forms/index.ts'
import type { Value } from './fillings.ts'
import { BODY, type Content, PAD, PITCH, type Piece, SMALL, wrap } from './form-writer-content.ts'
import type { Style } from './form-writer-style.ts'
import { emWidth } from './pdf-writer.ts'

/** `[ 十分である ]  ＜選択肢＞ 1) … 2) …`, the options where the style wants them; `more` are lines below the value. */
export function choiceContent(
  item: SpecItem,
  value: Extract<Value, { kind: 'choice' }>,
  width: number,
  style: Style,
  more: readonly string[] = [],
): Content {
  const options = style.optionsAt === 'none' ? [] : item.options!.filter(({ number }) => number !== undefined)
  const beside = style.optionsAt === 'right' && options.length > 0
  const bracket = beside ? Math.min(150, width * 0.42) : Math.min(220, width * 0.7)
  const [open, close] = [style.brackets[0]!, style.brackets[1]!]
  const chosen = item.options!.find(({ number }) => number === value.option)
  const label = value.printed ?? (chosen ? choiceText(chosen, style) : '')
  const pieces: Piece[] = []
  const lines = wrap(label, bracket - 26, BODY)
  if (style.choicePieces === 'one' && lines.length === 1) {
    pieces.push({ x: PAD, y: 0, size: BODY, text: `${open} ${label}${label === '' ? '　　' : ''} ${close}` })
  } else {
    const middle = ((lines.length - 1) * BODY * PITCH) / 2
    pieces.push({ x: PAD, y: middle, size: BODY, text: open })
    pieces.push({ x: bracket - 10, y: middle, size: BODY, text: close })
    lines.forEach((line, index) => {
      const room = bracket - 26 - emWidth(line) * BODY
      pieces.push({ x: PAD + 11 + room / 2, y: index * BODY * PITCH, size: BODY, text: line })
    })
  }
  let valueHeight = Math.max(lines.length, 1) * BODY * PITCH
  const list = optionList(options, beside ? width - bracket - 12 : width - 16, style)
  const below: Piece[] = []
  for (const line of more) {
    // What is too long for the bracket's column stands under the options.
    const fits = !beside || 30 + emWidth(line) * BODY < bracket
    const piece = { x: 30, size: BODY, text: line }
    if (fits) {
      pieces.push({ ...piece, y: valueHeight + 2 })
      valueHeight += BODY * PITCH + 2
    } else {
      below.push({ ...piece, y: Math.max(valueHeight, list.height) + 6 + below.length * BODY * PITCH })
    }
  }
  const at =
    style.optionsAt === 'above'
      ? { value: [0, list.height + 3], list: [8, 2] }
      : style.optionsAt === 'below'
        ? { value: [0, 2], list: [8, valueHeight + 4] }
        : { value: [0, Math.max(2, (list.height - valueHeight) / 2)], list: [bracket + 10, 2] }
  const boxes = style.bracketBox
    ? [[1, at.value[1]! - 1, bracket + 2, at.value[1]! + Math.max(lines.length, 1) * BODY * PITCH] as const]
    : []
  return {
    pieces: [
      ...moved(pieces, at.value[0]!, at.value[1]!),
      ...moved(list.pieces, at.list[0]!, at.list[1]!),
      ...below,
    ],
    height:
      (beside ? Math.max(valueHeight, list.height) : valueHeight + list.height) +
      7 +
      below.length * BODY * PITCH,
    boxes,
    dividers: style.choiceDivider && beside && below.length === 0 ? [bracket + 5] : [],
  }
}

const moved = (pieces: readonly Piece[], dx: number, dy: number): Piece[] =>
  pieces.map((piece) => ({ ...piece, x: piece.x + dx, y: piece.y + dy }))

function choiceText({ number, label }: Option, style: Style): string {
  switch (style.choiceText) {
    case 'number-label':
      return `${number}) ${label}`
    case 'number':
      return `${number})`
    case 'spaced':
      return [...label].join(label.length > 8 ? '' : ' ').replace('未満', ' 未満')
    case 'label':
      return label
  }
}

function optionList(
  options: readonly Option[],
  width: number,
  style: Style,
): { pieces: Piece[]; height: number } {
  if (options.length === 0) return { pieces: [], height: 0 }
  const pieces: Piece[] = [{ x: 0, y: 0, size: SMALL, text: '＜選択肢＞' }]
  const column = (width / style.optionColumns) * (style.optionsWrapped ? 0.55 : 1)
  let y = SMALL * PITCH
  for (let index = 0; index < options.length; index += style.optionColumns) {
    let rows = 0
    options.slice(index, index + style.optionColumns).forEach(({ number, label }, k) => {
      const lines = wrap(`${number}) ${label}`, column - 6, SMALL)
      rows = Math.max(rows, lines.length)
      lines.forEach((line, at) => {
        const x = (width / style.optionColumns) * k
        pieces.push({ x, y: y + at * SMALL * PITCH, size: SMALL, text: line })
      })
    })
    y += rows * SMALL * PITCH
  }
  return { pieces, height: y }
}
