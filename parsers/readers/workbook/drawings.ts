import { encodeCell } from '@cj-tech-master/excelts'
import type { Cheerio, CheerioAPI } from 'cheerio'
import type { Box, Glyph } from '../../records/index.ts'
import { type Axis, type Grid, POINTS_PER_PIXEL } from './grid.ts'
import { layOut } from './lay-out.ts'
import { localName, type Parts, relationsOf, xmlPart } from './package.ts'

/** A text that stands over the cells; `cell` is the one under its top left corner. */
type Floating = { readonly text: string; readonly box: Box; readonly cell: string; readonly size: number }
type Element = ReturnType<ReturnType<CheerioAPI['root']>['find']> extends Cheerio<infer Found> ? Found : never
type Corner = { readonly x: number; readonly y: number; readonly cell: string }

const POINTS_PER_EMU = 1 / 12700
const DEFAULT_SIZE = 11
const CONTROL_SIZE = 9
/** By x:Checked; a box that is neither (grey in Excel) gets a mark of its own, as its state cannot be told. */
const MARKS: Readonly<Record<string, readonly [off: string, on: string, mixed: string]>> = {
  Checkbox: ['☐', '☑', '▣'],
  Radio: ['○', '●', '◉'],
}

const ANCHORS = new Set(['twoCellAnchor', 'oneCellAnchor'])

/** Text boxes, shapes and form controls of a sheet as glyphs; a checkbox is ☑ or ☐ before its label. */
export function drawingsOf(parts: Parts, sheetPart: string, grid: Grid): Glyph[] {
  return [...relationsOf(parts, sheetPart).values()]
    .flatMap(({ type, target }) => {
      const $ = type === 'drawing' || type === 'vmlDrawing' ? xmlPart(parts, target) : undefined
      if (!$) return []
      return type === 'drawing' ? shapesOf($, grid) : controlsOf($, grid)
    })
    .filter(({ text, box }) => text.trim() !== '' && box[2] > box[0] && box[3] > box[1])
    .flatMap(({ text, box, cell, size }) =>
      layOut(text, box, { horizontal: 'left', vertical: 'middle', stacked: false, size, font: '', cell }),
    )
}

/** DrawingML: an anchor holds a shape, or a group of shapes with coordinates of its own. */
function shapesOf($: CheerioAPI, grid: Grid): Floating[] {
  const anchors = $.root()
    .find('*')
    .toArray()
    .filter(({ name }) => ANCHORS.has(localName(name)))
  return anchors.flatMap((anchor) => {
    const from = emuCorner($, child($, anchor, 'from'), grid)
    if (!from) return []
    const to = emuCorner($, child($, anchor, 'to'), grid)
    const extent = child($, anchor, 'ext').get(0)?.attribs
    const box: Box = [
      from.x,
      from.y,
      to?.x ?? from.x + Number(extent?.cx ?? 0) * POINTS_PER_EMU,
      to?.y ?? from.y + Number(extent?.cy ?? 0) * POINTS_PER_EMU,
    ]
    return textsIn($, anchor, box, from.cell, (inner) => inner)
  })
}

function textsIn(
  $: CheerioAPI,
  parent: Element,
  own: Box,
  cell: string,
  place: (inner: Box) => Box,
): Floating[] {
  return $(parent)
    .children()
    .toArray()
    .flatMap((element) => {
      const frame = frameOf($, element)
      const box = localName(parent.name) === 'grpSp' && frame ? place(frame.outer) : own
      switch (localName(element.name)) {
        case 'sp':
          // Excel repeats each form control here as a hidden shape; the VML has its state.
          if (descendants($, element, 'cNvPr').attr('hidden') === '1') return []
          return [{ text: paragraphs($, element), box, cell, size: sizeOf($, element) }]
        case 'grpSp':
          return textsIn($, element, box, cell, frame ? mapping(frame.inner, box) : () => box)
        case 'AlternateContent':
        case 'Choice':
          return textsIn($, element, box, cell, place)
        default:
          return []
      }
    })
}

/** Where a shape says that it lies (`outer`), and the coordinates of a group's content (`inner`), in EMU. */
function frameOf($: CheerioAPI, element: Element): { outer: Box; inner: Box } | undefined {
  const transform = descendants($, element, 'xfrm').get(0)
  if (!transform) return undefined
  const frame = (offset: string, extent: string): Box => {
    const { x, y } = child($, transform, offset).get(0)?.attribs ?? {}
    const { cx, cy } = child($, transform, extent).get(0)?.attribs ?? {}
    const [left, top] = [Number(x ?? 0), Number(y ?? 0)]
    return [left, top, left + Number(cx ?? 0), top + Number(cy ?? 0)]
  }
  return { outer: frame('off', 'ext'), inner: frame('chOff', 'chExt') }
}

const mapping =
  (from: Box, to: Box) =>
  (box: Box): Box => {
    const scale = (value: number, axis: 0 | 1): number => {
      const extent = from[axis + 2]! - from[axis] || 1
      return to[axis] + ((value - from[axis]) / extent) * (to[axis + 2]! - to[axis])
    }
    return [scale(box[0], 0), scale(box[1], 1), scale(box[2], 0), scale(box[3], 1)]
  }

function paragraphs($: CheerioAPI, shape: Element): string {
  return descendants($, shape, 'p')
    .toArray()
    .map((paragraph) =>
      $(paragraph)
        .find('*')
        .toArray()
        .map((run) =>
          localName(run.name) === 't' ? $(run).text() : localName(run.name) === 'br' ? '\n' : '',
        )
        .join(''),
    )
    .join('\n')
}

/** Sizes of runs are in hundredths of a point. */
function sizeOf($: CheerioAPI, shape: Element): number {
  const sizes = descendants($, shape, 'rPr')
    .toArray()
    .map((run) => Number(run.attribs.sz) / 100)
  return sizes.find((size) => size > 0) ?? DEFAULT_SIZE
}

/** VML: checkboxes, option buttons and labels. Notes of cells lie there, too, and are not part of the page. */
function controlsOf($: CheerioAPI, grid: Grid): Floating[] {
  return $.root()
    .find('*')
    .toArray()
    .filter(({ name }) => localName(name) === 'shape')
    .flatMap((shape) => {
      const data = child($, shape, 'ClientData').get(0)
      const type = data?.attribs.ObjectType ?? ''
      if (!data || !(type in MARKS || type === 'Label' || type === 'GBox')) return []
      const anchor = child($, data, 'Anchor').text().split(',').map(Number)
      if (anchor.length !== 8 || !anchor.every(Number.isFinite)) return []
      const [left, leftPixels, top, topPixels, right, rightPixels, bottom, bottomPixels] = anchor as Eight
      const from = corner(grid, left, leftPixels * POINTS_PER_PIXEL, top, topPixels * POINTS_PER_PIXEL)
      const to = corner(grid, right, rightPixels * POINTS_PER_PIXEL, bottom, bottomPixels * POINTS_PER_PIXEL)
      const mark = MARKS[type]?.[Number(child($, data, 'Checked').text())] ?? ''
      const label = child($, shape, 'textbox').text().replace(/\s+/g, ' ').trim()
      return [
        {
          text: mark + label,
          box: [from.x, from.y, to.x, to.y] as const,
          cell: from.cell,
          size: CONTROL_SIZE,
        },
      ]
    })
}
type Eight = [number, number, number, number, number, number, number, number]

function emuCorner($: CheerioAPI, position: Cheerio<Element>, grid: Grid): Corner | undefined {
  const at = position.get(0)
  if (!at) return undefined
  const value = (name: string) => Number(child($, at, name).text()) || 0
  return corner(
    grid,
    value('col'),
    value('colOff') * POINTS_PER_EMU,
    value('row'),
    value('rowOff') * POINTS_PER_EMU,
  )
}

/** Columns and rows of anchors count from 0; an offset never leaves its column or row. */
function corner(grid: Grid, column: number, dx: number, row: number, dy: number): Corner {
  const along = (axis: Axis, index: number, offset: number) =>
    Math.min(axis.line(index + 1) + Math.max(0, offset), axis.line(index + 2))
  return {
    x: along(grid.columns, column, dx),
    y: along(grid.rows, row, dy),
    cell: encodeCell({ c: column, r: row }),
  }
}

const child = ($: CheerioAPI, parent: Element, name: string): Cheerio<Element> =>
  $(parent)
    .children()
    .filter((_, element) => localName(element.name) === name)

const descendants = ($: CheerioAPI, parent: Element, name: string): Cheerio<Element> =>
  $(parent)
    .find('*')
    .filter((_, element) => localName(element.name) === name)
