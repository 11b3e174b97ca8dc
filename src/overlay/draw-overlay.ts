import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { PDF } from '../../parsers/readers/detect.ts'
import { detectMediaType, readSource } from '../../parsers/readers/index.ts'
import type { Evaluation } from '../../parsers/records/index.ts'
import { fontFamilies } from './fonts.ts'
import { freeSpaceOf } from './ink.ts'
import { drawLegend, layOutLegend, legendFont } from './legend.ts'
import { type Mark, marksOn, type PageMarks, type Place } from './marks.ts'
import type { PagePicture } from './page-picture.ts'
import { palette } from './palette.ts'
import { drawPathLabels } from './path-labels.ts'
import { pictureOfPdfPage } from './pdf-picture.ts'
import { pixels } from './picture-scale.ts'
import { pictureOfSheet } from './sheet-picture.ts'

/** Points. */
const OUTLINE = 1
const INSET = 1.5
/** How strongly a mark tints its box. */
const TINT = 0.1

export type OverlayOptions = {
  /** What was read from these bytes. */
  readonly evaluations: readonly Evaluation[]
  /** Pixels a point. */
  readonly scale: number
}

/** `scale` is smaller than asked where the picture would be too large. `message` says to a person why there is none. */
export type Overlay =
  | { readonly kind: 'drawn'; readonly png: Uint8Array; readonly scale: number }
  | { readonly kind: 'no-such-page'; readonly message: string }

/**
 * Draws a page of a PDF (by its number, from 1) or a sheet of a workbook (by its number or name) with the evidence of
 * each value: outlined by status, with its path where there is room, and a legend below. The page's top left is the
 * picture's; a point is `scale` pixels.
 * @throws ReadError, or what pdf.js throws, for bytes that cannot be read.
 */
export async function drawOverlay(
  bytes: Uint8Array,
  page: string,
  { evaluations, scale }: OverlayOptions,
): Promise<Overlay> {
  const picture = await pictureOf(bytes, page, scale)
  if (picture.kind === 'no-such-page') return { kind: 'no-such-page', message: choicesOf(page, picture) }
  const { canvas, place } = picture
  const pageMarks = marksOn(place, evaluations)
  drawMarks(canvas, pageMarks.marks, picture.scale)
  const png = await withLegend(canvas, place, pageMarks, picture.scale).encode('png')
  return { kind: 'drawn', png, scale: picture.scale }
}

async function pictureOf(bytes: Uint8Array, page: string, scale: number): Promise<PagePicture> {
  if ((await detectMediaType(bytes)) === PDF) return pictureOfPdfPage(bytes, Number(page), scale)
  const { source } = await readSource(bytes)
  return source.kind === 'positioned'
    ? pictureOfSheet(source.pages, page, scale)
    : { kind: 'no-such-page', pages: 0 }
}

function choicesOf(page: string, { pages, sheets }: PagePicture & { kind: 'no-such-page' }): string {
  if (pages === 0) return 'only a PDF or a workbook has pages that can be drawn'
  if (sheets) {
    const named = sheets.map((sheet, index) => `${index + 1} ${sheet}`).join(', ')
    return `there is no visible sheet ${page}; the sheets are ${named}`
  }
  return `there is no page ${page}; the pages are 1 to ${pages}`
}

function drawMarks(canvas: Canvas, marks: readonly Mark[], scale: number): void {
  const isFree = freeSpaceOf(canvas)
  const context = canvas.getContext('2d')
  context.setTransform(scale, 0, 0, scale, 0, 0)
  const drawn = new Map<string, number>()
  for (const mark of marks) drawOutlines(context, mark, drawn)
  drawPathLabels(context, marks, { isFree, scale, families: fontFamilies() })
}

/** Values that share a box are outlined one inside the other. */
function drawOutlines(context: SKRSContext2D, { status, boxes }: Mark, drawn: Map<string, number>): void {
  const { color, dash } = palette[status]
  context.lineWidth = OUTLINE
  context.setLineDash([...dash])
  for (const [x0, y0, x1, y1] of boxes) {
    const key = [x0, y0, x1, y1].join()
    const before = drawn.get(key) ?? 0
    drawn.set(key, before + 1)
    const inset = Math.min(before * INSET, (x1 - x0) / 3, (y1 - y0) / 3)
    const rectangle = [x0 + inset, y0 + inset, x1 - x0 - 2 * inset, y1 - y0 - 2 * inset] as const
    context.fillStyle = color
    context.globalAlpha = TINT
    context.fillRect(...rectangle)
    context.globalAlpha = 1
    context.strokeStyle = color
    context.strokeRect(...rectangle)
  }
  context.setLineDash([])
}

function withLegend(page: Canvas, place: Place, pageMarks: PageMarks, scale: number): Canvas {
  const legendScale = Math.max(1, scale)
  const font = legendFont(fontFamilies())
  const measuring = page.getContext('2d')
  measuring.font = font
  const legend = layOutLegend(place, pageMarks, {
    width: page.width / legendScale,
    measure: (text) => measuring.measureText(text).width,
  })
  const whole = createCanvas(page.width, page.height + pixels(legend.height, legendScale))
  const context = whole.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, whole.width, whole.height)
  context.drawImage(page, 0, 0)
  context.fillStyle = '#808080'
  context.fillRect(0, page.height, whole.width, 1)
  context.translate(0, page.height)
  context.scale(legendScale, legendScale)
  context.font = font
  drawLegend(context, legend)
  return whole
}
