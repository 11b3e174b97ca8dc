import { fileTypeFromBuffer } from 'file-type'

/** What a page without a type is told by (WHATWG MIME Sniffing, 7.1). */
const htmlBeginning =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta)[\s>]/is

/** The type of bytes: by their content where it shows, otherwise as the server says. */
export async function mediaTypeOf(bytes: Uint8Array, contentType: string | undefined): Promise<string> {
  const seen = await fileTypeFromBuffer(bytes)
  if (seen && seen.mime !== 'application/xml') return seen.mime
  if (htmlBeginning.test(beginningOf(bytes))) return 'text/html'
  const stated = contentType?.split(';')[0]?.trim().toLowerCase()
  return stated === undefined || stated === '' ? 'application/octet-stream' : stated
}

/** Whether links can be looked for in it. */
export function isWebPage(mediaType: string): boolean {
  return mediaType === 'text/html' || mediaType === 'application/xhtml+xml'
}

/**
 * Whether a document ends before its format does: a PDF without its last mark, an archive (or workbook) without its
 * directory. A server that announces too short a length gives such ones, and no error.
 */
export function looksCutOff(bytes: Uint8Array, mediaType: string): boolean {
  const end = (length: number) => new TextDecoder('latin1').decode(bytes.subarray(-length))
  if (mediaType === 'application/pdf') return !end(2048).includes('%%EOF')
  if (mediaType === 'application/zip' || mediaType.includes('openxmlformats'))
    return !end(65_557).includes('PK\u0005\u0006') // the record and the longest comment that may follow it
  return false
}

/** ASCII of the first bytes is the same in UTF-8, Shift_JIS and EUC-JP. */
function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).replace(/^\u00ef\u00bb\u00bf/, '')
}
