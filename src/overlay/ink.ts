import type { Canvas } from '@napi-rs/canvas'

/** Light tints of cells are paper, characters and rules are ink. */
const INK_LUMINANCE = 170

/** Tells whether a rectangle of pixels has nothing printed in it, and lies on the page. */
export type IsFree = (x0: number, y0: number, x1: number, y1: number) => boolean

/** Looks at a page before anything is drawn over it. */
export function freeSpaceOf(canvas: Canvas): IsFree {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  // Summed areas: sums[(y)(width + 1) + x] counts the ink above and to the left of a pixel's corner.
  const stride = width + 1
  const sums = new Uint32Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      const luminance = 0.3 * data[at]! + 0.59 * data[at + 1]! + 0.11 * data[at + 2]!
      if (luminance < INK_LUMINANCE) row++
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row
    }
  }
  return (x0, y0, x1, y1) => {
    const [left, top] = [Math.floor(x0), Math.floor(y0)]
    const [right, bottom] = [Math.ceil(x1), Math.ceil(y1)]
    if (left < 0 || top < 0 || right > width || bottom > height) return false
    const ink =
      sums[bottom * stride + right]! -
      sums[top * stride + right]! -
      sums[bottom * stride + left]! +
      sums[top * stride + left]!
    return ink === 0
  }
}
