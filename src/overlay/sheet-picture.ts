import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Glyph, Page } from '../../parsers/records/index.ts'
import { fontFamilies } from './fonts.ts'
import type { PagePicture } from './page-picture.ts'
import { pictureScale, pixels } from './picture-scale.ts'

/** Part of the em above the base line. */
const ASCENT = 0.86
const RULE_WIDTH = 0.5
/** Paper beyond the last rule or character, in points. */
const MARGIN = 6

/** Draws a sheet of a workbook, by its number or name, as the reader laid it out: rules and characters. */
export function pictureOfSheet(pages: readonly Page[], wanted: string, wantedScale: number): PagePicture {
  const page =
    pages.find(({ number }) => String(number) === wanted) ?? pages.find(({ sheet }) => sheet === wanted)
  if (page?.sheet === undefined || page.grid === undefined) {
    return { kind: 'no-such-page', pages: pages.length, sheets: pages.flatMap(({ sheet }) => sheet ?? []) }
  }
  const [width, height] = inkedExtent(page)
  const scale = pictureScale(width, height, wantedScale)
  const canvas = createCanvas(pixels(width, scale), pixels(height, scale))
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  drawRules(context, page)
  const families = fontFamilies()
  context.fillStyle = '#000000'
  for (const glyph of page.glyphs) drawGlyph(context, glyph, families)
  return { kind: 'picture', canvas, scale, place: { kind: 'sheet', name: page.sheet, grid: page.grid } }
}

/** A sheet may have a million rows with nothing in them. */
function inkedExtent({ glyphs, rules, width, height }: Page): [number, number] {
  let [right, bottom] = [0, 0]
  for (const { box } of glyphs) {
    right = Math.max(right, box[2])
    bottom = Math.max(bottom, box[3])
  }
  for (const { direction, at, to } of rules) {
    right = Math.max(right, direction === 'horizontal' ? to : at)
    bottom = Math.max(bottom, direction === 'horizontal' ? at : to)
  }
  return [Math.min(width, right) + MARGIN, Math.min(height, bottom) + MARGIN]
}

function drawRules(context: SKRSContext2D, { rules }: Page): void {
  context.strokeStyle = '#404040'
  context.lineWidth = RULE_WIDTH
  context.beginPath()
  for (const { direction, at, from, to } of rules) {
    context.moveTo(...(direction === 'horizontal' ? ([from, at] as const) : ([at, from] as const)))
    context.lineTo(...(direction === 'horizontal' ? ([to, at] as const) : ([at, to] as const)))
  }
  context.stroke()
}

function drawGlyph(context: SKRSContext2D, { text, box, size }: Glyph, families: string): void {
  if (text.trim() === '') return
  context.font = `${size}px ${families}`
  context.fillText(text, box[0], box[1] + ASCENT * size, box[2] - box[0])
}
