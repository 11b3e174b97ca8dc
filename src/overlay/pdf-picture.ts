import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { pdfPackageData } from '../../parsers/readers/pdf-package.ts'
import type { PagePicture } from './page-picture.ts'
import { pictureScale, pixels } from './picture-scale.ts'

/** Draws a page (1-based) of a PDF as it is displayed. Fonts that are not embedded are taken from the system. */
export async function pictureOfPdfPage(
  bytes: Uint8Array,
  number: number,
  wantedScale: number,
): Promise<PagePicture> {
  const task = getDocument({
    data: new Uint8Array(bytes), // a copy: pdf.js takes the buffer away
    ...pdfPackageData,
    disableFontFace: true,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    if (!Number.isInteger(number) || number < 1 || number > document.numPages) {
      return { kind: 'no-such-page', pages: document.numPages }
    }
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const scale = pictureScale(width, height, wantedScale)
    const canvas = createCanvas(pixels(width, scale), pixels(height, scale))
    await page.render({
      canvas: canvas as unknown as NonNullable<Parameters<typeof page.render>[0]['canvas']>,
      viewport: page.getViewport({ scale }),
    }).promise
    return { kind: 'picture', canvas, scale, place: { kind: 'page', number } }
  } finally {
    await task.destroy()
  }
}
