import type { ReadError, Source } from '../records/index.ts'
import { detectMediaType, HTML, PDF, PLAIN_TEXT, XLSX, ZIP } from './detect.ts'
import { readFailure } from './failure.ts'
import { isOle, oleFailure } from './ole.ts'
import { readPdf } from './pdf.ts'
import { readText } from './text.ts'
import { readWorkbook } from './workbook.ts'
import { zipNames } from './zip.ts'

export { detectMediaType } from './detect.ts'
export { plainText } from './html.ts'

/**
 * Reads a document by what it is, not by its name.
 * @throws ReadError where it gives no text; `detectMediaType` says even then what it is.
 */
export async function readSource(bytes: Uint8Array): Promise<{ mediaType: string; source: Source }> {
  if (bytes.length === 0) throw readFailure('empty-file', 'the file is empty; fetch it again')
  const mediaType = await detectMediaType(bytes)
  return { mediaType, source: await readAs(mediaType, bytes) }
}

async function readAs(mediaType: string, bytes: Uint8Array): Promise<Source> {
  switch (mediaType) {
    case PDF:
      return await readPdf(bytes)
    case XLSX:
      return await readWorkbook(bytes)
    case PLAIN_TEXT:
    case HTML:
      return readText(bytes)
    case ZIP:
      // One without a directory is damaged, whatever it was to be.
      await zipNames(bytes)
      throw unsupported(mediaType, bytes)
    default:
      throw unsupported(mediaType, bytes)
  }
}

/** What to do about a type that is not read, by how its name begins. */
const ADVICE = [
  { type: 'image/', advice: 'a picture; have its text recognised (OCR) and saved as PDF' },
  {
    type: ZIP,
    advice: 'an archive without a workbook; unpack it and give its files',
  },
  {
    type: 'application/vnd.ms-excel.sheet.binary',
    advice: 'a binary workbook (.xlsb); open it and save it as .xlsx',
  },
  {
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    advice: 'an OpenDocument workbook; open it and save it as .xlsx',
  },
  { type: 'application/vnd.', advice: 'an Office document that is no workbook; save it as PDF' },
  { type: 'application/octet-stream', advice: 'no format that is known; look at where it was fetched from' },
] as const

function unsupported(mediaType: string, bytes: Uint8Array): ReadError {
  if (isOle(bytes)) return oleFailure(bytes)
  const known = ADVICE.find(({ type }) => mediaType.startsWith(type))
  return readFailure(
    'unsupported-type',
    `${known?.advice ?? 'save it as PDF, .xlsx or text'} (the file is ${mediaType})`,
  )
}
