import { bordersOf, frameOf, type Placed, stroke } from './form-writer-borders.ts'
import type { Content, Piece } from './form-writer-content.ts'
import { randomOf, type Style } from './form-writer-style.ts'
import type { Row, Section } from './form-writer-tables.ts'
import { emWidth, type FontEncoding, type Ink, type PdfPage } from './pdf-writer.ts'

type Sheet = { readonly width: number; readonly height: number; cells: Placed[]; loose: Piece[] }

const TOP = 60
const APART = 22
const LINE_HEIGHT = 1.3

/** Lays sections out on pages: each begins a new one; rows that do not fit go on over the page end. */
export function pagesOf(sections: readonly Section[], style: Style): PdfPage[] {
  const sheets = chains(sections, style).flatMap((chain) => sheetsOf(chain, style))
  return sheets.map((sheet) => draw(sheet, style))
}

/** Sections that share pages: each by itself, unless the style lets them flow. */
function chains(sections: readonly Section[], style: Style): Section[][] {
  const found: Section[][] = []
  for (const section of sections) {
    const before = found.at(-1)?.at(-1)
    const joins = style.flow && before && !before.whole && !section.whole && before.wide === section.wide
    if (joins) found.at(-1)!.push(section)
    else found.push([section])
  }
  return found
}

function sheetsOf(chain: readonly Section[], style: Style): Sheet[] {
  const first = chain[0]!
  const wide = first.wide || style.landscape
  const [width, height] = wide ? [842, 595] : [595, 842]
  const bottom = first.whole ? height - 50 : Math.min(TOP + style.bodyHeight, height - 50)
  const sheets: Sheet[] = []
  let sheet: Sheet
  let y = 0
  let merged = new Map<string, { top: number; index: number }>()
  const begun = new Set<string>()
  const repeated = style.changeHeads === 'every-page' ? first.rows.filter(({ head }) => head) : []
  const newSheet = () => {
    sheet = { width, height, cells: [], loose: [] }
    sheets.push(sheet)
    y = TOP
    merged = new Map()
    if (sheets.length > 1) for (const row of repeated) place(row, heightOf(row), false, false)
  }
  const place = (row: Row, rowHeight: number, cutAbove: boolean, cutBelow: boolean) => {
    for (const { x0, x1, role, content, merge } of row.cells) {
      const known = merge === undefined ? undefined : merged.get(merge)
      const old = known && sheet.cells[known.index]
      // The same name again after other rows is another cell.
      if (known && old && Math.abs(old.box[3] - y) < 0.01) {
        sheet.cells[known.index] = { ...old, box: [x0, known.top, x1, y + rowHeight], cutBelow }
        continue
      }
      const again = merge !== undefined && begun.has(merge)
      if (merge !== undefined) {
        merged.set(merge, { top: y, index: sheet.cells.length })
        begun.add(merge)
      }
      const shown = again && style.splitLabel !== 'again' ? empty(content) : content
      sheet.cells.push({
        box: [x0, y, x1, y + rowHeight],
        role,
        content: shown,
        cutAbove: cutAbove || again,
        cutBelow,
      })
    }
    y += rowHeight
  }
  newSheet()
  const begin = ({ title }: Section) => {
    if (y > TOP) y += APART + 10
    if (y + 60 > bottom) newSheet()
    sheet.loose.push(...title.map((piece) => ({ ...piece, y: piece.y + y - 25 })))
    if (title.length > 0) y += 8
  }
  for (const section of chain) {
    begin(section)
    for (const row of section.rows) placeRow(row)
    for (const piece of section.after ?? []) sheet!.loose.push({ ...piece, y: piece.y + y })
  }
  return sheets

  function placeRow(row: Row): void {
    if (row.apart && y > TOP) y += APART
    let rest: Row | undefined = row
    let cutAbove = false
    while (rest) {
      const full = heightOf(rest)
      const room = bottom - y
      if (full <= room) {
        place(rest, full, cutAbove, false)
        break
      }
      const parts: readonly [Row, Row] | undefined =
        style.split === 'anywhere' || full > bottom - TOP ? cut(rest, room, style) : undefined
      if (parts) {
        place(parts[0], room, cutAbove, true)
        rest = parts[1]
        cutAbove = true
      } else if (y === TOP) {
        place(rest, full, cutAbove, false)
        break
      }
      newSheet()
    }
  }
}

/** A row is as high as its highest cell; merged cells take what their rows give. */
const heightOf = (row: Row): number =>
  Math.max(...row.cells.map(({ content, merge }) => (merge === undefined ? content.height : 0)), 14)

/** Cuts a row's text between two lines; nothing if no whole line fits or the row cannot be cut. */
function cut(row: Row, room: number, style: Style): readonly [Row, Row] | undefined {
  const values = row.cells.filter(({ role, content }) => role === 'value' && content !== undefined)
  if (values.some(({ content }) => content.cuttable !== true && content.pieces.length > 0) || row.head)
    return undefined
  const labels = row.cells.filter(({ role, merge }) => role === 'label' && merge === undefined)
  if (labels.some(({ content }) => content.height > room)) return undefined
  const inTop = ({ y, size }: Piece) => y + size * LINE_HEIGHT <= room
  if (!values.some(({ content }) => content.pieces.some(inTop) && !content.pieces.every(inTop)))
    return undefined
  const half = (top: boolean): Row => ({
    cells: row.cells.map((cell) => {
      if (cell.merge !== undefined) return cell
      if (cell.role !== 'value') {
        const shown = style.splitLabel === 'again' || (style.splitLabel === 'first') === top
        return shown ? cell : { ...cell, content: empty(cell.content) }
      }
      // A short cell of a long row stands at its top or, centred, in its second part.
      const short = cell.content.pieces.every(inTop)
      const own =
        short && style.splitLabel === 'second'
          ? top
            ? []
            : cell.content.pieces
          : cell.content.pieces.filter((piece) => inTop(piece) === top)
      const shift = top || own.length === 0 ? 0 : Math.min(...own.map(({ y }) => y)) - 2
      const pieces = own.map((piece) => ({ ...piece, y: piece.y - shift }))
      const height = Math.max(12, ...pieces.map(({ y, size }) => y + size * LINE_HEIGHT + 2))
      return { ...cell, content: { ...cell.content, pieces, height } }
    }),
  })
  return [half(true), half(false)]
}

const empty = (content: Content): Content => ({ ...content, pieces: [], height: 12 })

function draw(sheet: Sheet, style: Style): PdfPage {
  const random = randomOf(style.seed + sheet.cells.length)
  const ink: Ink[] = []
  if (style.whiteCells) {
    for (const { box, role } of sheet.cells) ink.push({ kind: 'area', box, gray: role === 'value' ? 1 : 0.9 })
  }
  const lines = bordersOf(sheet.cells, style, random)
  if (style.pageFrame) lines.push(...frameOf([18, 22, sheet.width - 18, sheet.height - 22]))
  ink.push(...lines.flatMap((line) => stroke(line, style)))
  for (const { box, content } of sheet.cells) {
    const room = Math.max(0, box[3] - box[1] - content.height)
    const dy = box[1] + (content.align === 'middle' ? room / 2 : 0)
    // What a merged cell has no room for on its page is not printed.
    const fits = ({ y, size }: Piece) => dy + y + size <= box[3] + 1
    for (const piece of content.pieces.filter(fits))
      ink.push(...textInk({ ...piece, x: piece.x + box[0], y: piece.y + dy }, style, random))
    for (const x of content.dividers ?? []) {
      ink.push(...stroke({ from: [box[0] + x, box[1]], to: [box[0] + x, box[3]] }, style))
    }
    for (const [x0, y0, x1, y1] of content.boxes ?? []) {
      ink.push(
        ...frameOf([box[0] + x0, dy + y0, box[0] + x1, dy + y1]).flatMap((line) =>
          stroke(line, { ...style, borders: 'stroked' }),
        ),
      )
    }
  }
  for (const piece of sheet.loose) ink.push(...textInk(piece, style, random))
  return {
    width: sheet.width,
    height: sheet.height,
    ink: style.shuffled ? shuffle(ink, random) : ink,
    turned: style.turned,
  }
}

/** Areas first: what is drawn later would be painted over. */
function shuffle(ink: readonly Ink[], random: () => number): Ink[] {
  const areas = ink.filter(({ kind }) => kind === 'area')
  const others = ink.filter(({ kind }) => kind !== 'area').map((each) => ({ each, key: random() }))
  return [...areas, ...others.sort((a, b) => a.key - b.key).map(({ each }) => each)]
}

function textInk(piece: Piece, style: Style, random: () => number): Ink[] {
  const { x, y, size, text, bold, turned } = piece
  const encoding: FontEncoding = style.encoding
  if (turned) return [{ kind: 'text', x, y, size, text, turned, encoding }]
  const runs = pieces(text, style, random)
  let advance = 0
  return runs.flatMap((run): Ink[] => {
    const at = x + advance
    advance += emWidth(run) * size
    if (run.trim() === '' && run.length === 1 && style.pieces === 'character') return []
    const ink = { kind: 'text' as const, x: at, y, size, text: run, encoding }
    return bold && style.shadow ? [ink, { ...ink, x: at + 0.3 }] : [ink]
  })
}

function pieces(text: string, style: Style, random: () => number): string[] {
  if (style.pieces === 'run') return [text]
  const characters = [...text]
  if (style.pieces === 'character') return characters
  const runs: string[] = []
  for (let at = 0; at < characters.length; ) {
    const length = 1 + Math.floor(random() * 7)
    runs.push(characters.slice(at, at + length).join(''))
    at += length
  }
  return runs
}
