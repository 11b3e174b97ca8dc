import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Box } from '../../parsers/records/index.ts'
import type { IsFree } from './ink.ts'
import type { Mark } from './marks.ts'
import { palette } from './palette.ts'

/** Points: the em of the small print, and what is left free around it. */
const SIZE = 5.5
const GAP = 1.5
const ASCENT = 0.86

/** Writes the path of each mark where the page is empty: in a corner of its box, else beside it, else not at all. */
export function drawPathLabels(
  context: SKRSContext2D,
  marks: readonly Mark[],
  { isFree, scale, families }: { isFree: IsFree; scale: number; families: string },
): void {
  const written: Box[] = []
  context.font = `${SIZE}px ${families}`
  for (const { label, boxes, status } of marks) {
    if (label === '') continue
    const size: Size = [context.measureText(label).width, SIZE]
    const place = positions(boxes[0]!, size).find(
      (box) =>
        isFree(box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale) &&
        !written.some((other) => overlap(box, other)),
    )
    if (!place) continue
    written.push(place)
    context.fillStyle = palette[status].color
    context.fillText(label, place[0], place[1] + ASCENT * SIZE)
  }
}

type Size = readonly [width: number, height: number]

function positions([x0, y0, x1, y1]: Box, [width, height]: Size): Box[] {
  const at = (x: number, y: number): Box => [x, y, x + width, y + height]
  const [left, right, top, bottom] = [x0 + GAP, x1 - GAP - width, y0 + GAP, y1 - GAP - height]
  const isWide = x1 - x0 > width + 2 * GAP
  const steps = Math.max(0, Math.floor((bottom - top) / height))
  const downTheRight = Array.from({ length: steps + 1 }, (_, step) => at(right, top + step * height))
  return [
    ...(isWide ? [...downTheRight, at(right, bottom), at(left, top), at(left, bottom)] : []),
    at(x1 + GAP, top),
    at(x1 + GAP, bottom),
    at(x0 - GAP - width, top),
    at(right, y0 - GAP - height),
    at(right, y1 + GAP),
  ]
}

const overlap = (one: Box, other: Box): boolean =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
