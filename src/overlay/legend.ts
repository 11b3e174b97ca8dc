import type { SKRSContext2D } from '@napi-rs/canvas'
import type { PageMarks, Place } from './marks.ts'
import { type MarkStatus, palette } from './palette.ts'

/** Points. */
const SIZE = 8
const LINE = 15
const SWATCH = 14
const GAP = 10
const MARGIN = 6

/** An entry of the legend at its place in points from the band's top left; the heading has no status. */
type Entry = {
  readonly text: string
  readonly status?: MarkStatus
  readonly x: number
  readonly y: number
}

export type Legend = { readonly height: number; readonly entries: readonly Entry[] }

/** Sets the legend in as many lines as the width (points) asks for. */
export function layOutLegend(
  place: Place,
  { marks, nowhere }: PageMarks,
  { width, measure }: { width: number; measure: (text: string) => number },
): Legend {
  const texts = (Object.keys(palette) as MarkStatus[]).map((status) => {
    const count = marks.filter((mark) => mark.status === status).length
    const elsewhere = status === 'missing' && nowhere > 0 ? ` + ${nowhere} without a place` : ''
    return { status, text: `${palette[status].name} ${count}${elsewhere}` }
  })
  const heading = place.kind === 'page' ? `p. ${place.number}` : place.name
  const entries: Entry[] = []
  let [x, y] = [MARGIN, 0]
  for (const entry of [{ text: heading }, ...texts]) {
    const length = ('status' in entry ? SWATCH + 3 : 0) + measure(entry.text)
    if (x > MARGIN && x + length > width - MARGIN) [x, y] = [MARGIN, y + LINE]
    entries.push({ ...entry, x, y })
    x += length + GAP
  }
  return { height: y + LINE + MARGIN, entries }
}

export const legendFont = (families: string): string => `${SIZE}px ${families}`

/** Draws the legend at the context's origin. */
export function drawLegend(context: SKRSContext2D, { entries }: Legend): void {
  for (const { text, status, x, y } of entries) {
    const top = MARGIN / 2 + y
    if (status) {
      const { color, dash } = palette[status]
      context.strokeStyle = color
      context.setLineDash([...dash])
      context.lineWidth = 1
      context.strokeRect(x + 0.5, top + 2.5, SWATCH - 1, SIZE - 1)
      context.setLineDash([])
    }
    context.fillStyle = '#000000'
    context.fillText(text, x + (status ? SWATCH + 3 : 0), top + SIZE + 1)
  }
}
