import type { ReadError } from '../records/index.ts'
import { readFailure } from './failure.ts'

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Whether the bytes are a container of the binary Office formats (.xls, .doc, and encrypted .xlsx). */
export const isOle = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, index) => bytes[index] === byte)

/** Names in the container's directory tell what it holds; they are in UTF-16. */
const CONTENTS = [
  { entry: 'EncryptedPackage', mediaType: 'application/vnd.ms-office.encrypted' },
  { entry: 'Workbook', mediaType: 'application/vnd.ms-excel' },
  { entry: 'Book', mediaType: 'application/vnd.ms-excel' },
  { entry: 'WordDocument', mediaType: 'application/msword' },
  { entry: 'PowerPoint Document', mediaType: 'application/vnd.ms-powerpoint' },
] as const

/** What an OLE container holds, `application/x-cfb` where that cannot be told. */
export function oleMediaType(bytes: Uint8Array): string {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const held = CONTENTS.find(({ entry }) => container.includes(Buffer.from(`${entry}\0`, 'utf16le')))
  return held?.mediaType ?? 'application/x-cfb'
}

/** Why an OLE container is not read, and what to do. */
export function oleFailure(bytes: Uint8Array): ReadError {
  switch (oleMediaType(bytes)) {
    case 'application/vnd.ms-office.encrypted':
      return readFailure(
        'password-protected',
        'the file opens only with a password; ask the agency for a copy without one',
      )
    case 'application/vnd.ms-excel':
      return readFailure(
        'unsupported-type',
        'a workbook of Excel 97–2003 (.xls); open it and save it as .xlsx',
      )
    default:
      return readFailure(
        'unsupported-type',
        'a document of an old Office format (OLE container); save it as PDF or .xlsx',
      )
  }
}
