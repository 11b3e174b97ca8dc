import { fileTypeFromBuffer } from 'file-type'
import { isOle, oleMediaType } from './ole.ts'
import { decodeText } from './text.ts'
import { zipNames } from './zip.ts'

export const PDF = 'application/pdf'
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const PLAIN_TEXT = 'text/plain'
export const HTML = 'text/html'
export const ZIP = 'application/zip'
export const UNKNOWN = 'application/octet-stream'

/** Bytes before a PDF's header that readers tolerate. */
const PDF_HEADER_WITHIN = 1024

/** Characters in which the head of an HTML page must begin. */
const HTML_HEAD_WITHIN = 2048

/** Archives by the part that tells them. */
const ARCHIVES = [
  { part: 'xl/workbook.xml', mediaType: XLSX },
  { part: 'xl/workbook.bin', mediaType: 'application/vnd.ms-excel.sheet.binary.macroEnabled.12' },
  {
    part: 'word/document.xml',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  {
    part: 'ppt/presentation.xml',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
] as const

/** What a file begins with; one that breaks off before the end of it shows what it was to be. */
const SIGNATURES = [
  { begins: 'PK\x03\x04', mediaType: ZIP },
  { begins: '%PDF-1', mediaType: PDF },
] as const
/** Fewer bytes tell nothing. */
const SIGNATURE_TOLD = 2

/** Formats that are texts to the byte, but not to be read as such. */
const MARKED_UP = new Set(['application/rtf', 'application/postscript', 'application/xml', 'image/svg+xml'])

/** What bytes are, by their content alone. Never fails: bytes that tell nothing are `application/octet-stream`. */
export async function detectMediaType(bytes: Uint8Array): Promise<string> {
  const head = Buffer.from(bytes.subarray(0, PDF_HEADER_WITHIN)).toString('latin1')
  if (/%PDF-\d/.test(head)) return PDF
  if (isOle(bytes)) return oleMediaType(bytes)
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return await archiveType(bytes)

  const stub = SIGNATURES.find(
    ({ begins }) => bytes.length >= SIGNATURE_TOLD && bytes.length < begins.length && begins.startsWith(head),
  )
  if (stub) return stub.mediaType

  // Before signatures are looked at: a text may begin with BM or MZ.
  const text = decodeText(bytes)
  const known = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (text !== undefined && !(known && MARKED_UP.has(known.mime))) return isHtmlPage(text) ? HTML : PLAIN_TEXT
  if (text !== undefined && isHtmlPage(text)) return HTML
  return known?.mime ?? UNKNOWN
}

async function archiveType(bytes: Uint8Array): Promise<string> {
  const known = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const names = new Set(await zipNames(bytes).catch(() => []))
  return ARCHIVES.find(({ part }) => names.has(part))?.mediaType ?? known?.mime ?? ZIP
}

/** Whether a text begins as a page, after an XML declaration and comments. */
function isHtmlPage(text: string): boolean {
  const head = text.slice(0, HTML_HEAD_WITHIN).replace(/<\?xml[^>]*>|<!--.*?-->/gs, '')
  return /^\s*<(?:!doctype html|html)\b/i.test(head)
}
