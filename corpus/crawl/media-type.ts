import { fileTypeFromBuffer } from 'file-type'

/** The type of bytes: by their content where it shows, otherwise as the server says. */
export async function mediaTypeOf(bytes: Uint8Array, contentType: string | undefined): Promise<string> {
  const seen = await fileTypeFromBuffer(bytes)
  if (seen && seen.mime !== 'application/xml') return seen.mime
  if (/^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b/is.test(beginningOf(bytes))) return 'text/html'
  const stated = contentType?.split(';')[0]?.trim().toLowerCase()
  return stated === undefined || stated === '' ? 'application/octet-stream' : stated
}

/** Whether links can be looked for in it. */
export function isWebPage(mediaType: string): boolean {
  return mediaType === 'text/html' || mediaType === 'application/xhtml+xml'
}

/** ASCII of the first bytes is the same in UTF-8, Shift_JIS and EUC-JP. */
function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).replace(/^\u00ef\u00bb\u00bf/, '')
}
