/** Pixels that a side, and the whole, of a picture may have: more fills the memory before it helps the eye. */
const MAX_SIDE = 16_384
const MAX_PIXELS = 40_000_000

/** The wanted scale (pixels a point), or the largest at which the picture of a page keeps within bounds. */
export function pictureScale(width: number, height: number, wanted: number): number {
  return Math.min(
    wanted,
    MAX_SIDE / Math.max(width, height, 1),
    Math.sqrt(MAX_PIXELS / Math.max(width * height, 1)),
  )
}

/** Whole pixels for a length in points. */
export const pixels = (points: number, scale: number): number => Math.max(1, Math.round(points * scale))
