import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Where pdf.js finds its own data, offline. Without cMapUrl the text of fonts that are not embedded vanishes without an error. */
export const pdfPackageData = {
  cMapUrl: join(folder, 'cmaps/'),
  cMapPacked: true,
  standardFontDataUrl: join(folder, 'standard_fonts/'),
  wasmUrl: join(folder, 'wasm/'),
}
