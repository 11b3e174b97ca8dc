import type { Style } from './form-writer-style.ts'
import { emWidth } from './pdf-writer.ts'

/** A run of text in a cell, from the cell's top left; `bold` may be printed twice. */
export type Piece = {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly text: string
  readonly bold?: boolean
  readonly turned?: boolean
}

/** What stands in a cell. `lines` may be cut between two of them when the page ends. */
export type Content = {
  readonly pieces: readonly Piece[]
  readonly height: number
  readonly cuttable?: boolean
  readonly align?: 'top' | 'middle'
  /** Boxes drawn inside the cell: x0, y0, x1, y1. */
  readonly boxes?: readonly (readonly [number, number, number, number])[]
  /** Lines from the cell's top to its bottom. */
  readonly dividers?: readonly number[]
}

export const BODY = 9
export const SMALL = 6.5
export const PAD = 3
export const PITCH = 1.3

export const nothing: Content = { pieces: [], height: BODY * PITCH }

/** Breaks a text where the width is full, and where it was broken by hand. */
export function wrap(text: string, width: number, size: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const character of paragraph) {
      if (emWidth(lines.at(-1)! + character) * size > width) lines.push('')
      lines[lines.length - 1] += character
    }
    return lines
  })
}

export function textContent(text: string, width: number, size = BODY, bold = false): Content {
  if (text === '') return nothing
  const lines = wrap(text, width - 2 * PAD, size)
  return {
    pieces: lines.map((line, index) => ({ x: PAD, y: 2 + index * size * PITCH, size, text: line, bold })),
    height: 4 + lines.length * size * PITCH,
    cuttable: true,
  }
}

/** A value's text as the style sets it: indented, centred, with raised notes. */
export function valueText(text: string, width: number, size: number, style: Style): Content {
  const indent = style.valueAlign === 'indented' ? 2 * size : 0
  const content = textContent(text, width - indent, size)
  const pieces = content.pieces.flatMap((piece) => {
    const room = width - 2 * PAD - indent - emWidth(piece.text) * size
    const x = piece.x + indent + (style.valueAlign === 'centre' ? Math.max(0, room / 2) : 0)
    return style.superscripts ? raised({ ...piece, x }) : [{ ...piece, x }]
  })
  return { ...content, pieces }
}

const NOTE = /(（注[１-９]）)/u

/** Takes a line apart where a note is set small and high. */
function raised(piece: Piece): Piece[] {
  let { x } = piece
  return piece.text.split(NOTE).flatMap((text) => {
    if (text === '') return []
    const size = NOTE.test(text) ? piece.size * 0.6 : piece.size
    const part = { ...piece, x, size, text }
    x += emWidth(text) * size
    return [part]
  })
}

/** One character a line, or turned on its side. */
export function verticalContent(text: string, width: number, style: Style): Content {
  const x = (width - BODY) / 2
  const height = text.length * (BODY + 3) + 4
  if (style.subcontract === 'turned') {
    return {
      pieces: [{ x, y: height - 2, size: BODY, text, turned: true, bold: true }],
      height,
      align: 'middle',
    }
  }
  return {
    pieces: [...text].map((character, index) => ({
      x,
      y: 2 + index * (BODY + 3),
      size: BODY,
      text: character,
      bold: true,
    })),
    height,
    align: 'middle',
  }
}
