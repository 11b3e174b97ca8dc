import { crc32, inflateRawSync } from 'node:zlib'
import { BufferReader, RemoteZipReader } from '@cj-tech-master/excelts/archive'
import { messageOf, readFailure } from './failure.ts'

/** Unpacked, no document may be larger than this; the largest known workbook of an assessment unpacks to 4 MB. */
export const UNPACKED_LIMIT = 300 * 1024 * 1024

const STORED = 0
const DEFLATED = 8

/**
 * Names of the parts of a ZIP archive, from its directory; nothing is unpacked.
 * @throws ReadError `damaged-file` where the archive has no directory, as a truncated one has not.
 */
export async function zipNames(bytes: Uint8Array): Promise<readonly string[]> {
  return (await openZip(bytes)).getEntries().map((entry) => entry.path)
}

/**
 * Unpacks the parts of a ZIP archive for which `wanted` holds.
 * The limit is checked on what the directory states first, then on what really comes out.
 * @throws ReadError `damaged-file`, `password-protected` or `too-large`.
 */
export async function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limit: number = UNPACKED_LIMIT,
): Promise<Map<string, Uint8Array>> {
  const archive = await openZip(bytes)
  const entries = archive.getEntries().filter((entry) => entry.type === 'file' && wanted(entry.path))
  if (entries.some((entry) => entry.isEncrypted)) {
    throw readFailure(
      'password-protected',
      'the archive is encrypted; ask the agency for a copy without a password',
    )
  }
  if (entries.reduce((total, entry) => total + entry.uncompressedSize, 0) > limit) throw tooLarge(limit)

  const parts = new Map<string, Uint8Array>()
  let total = 0
  for (const entry of entries) {
    const packed = await archive.getRawCompressedData(entry).catch((error: unknown) => {
      throw damaged(`part ${entry.path} is cut off: ${messageOf(error)}`, error)
    })
    if (packed === null) throw damaged(`part ${entry.path} is missing`)
    const part = unpack(entry.path, entry.compressionMethod, packed, limit - total, limit)
    total += part.length
    if (total > limit) throw tooLarge(limit)
    if (crc32(part) !== entry.crc32) throw damaged(`part ${entry.path} has a wrong checksum`)
    parts.set(entry.path, part)
  }
  return parts
}

function unpack(name: string, method: number, packed: Uint8Array, room: number, limit: number): Uint8Array {
  if (method === STORED) return packed
  if (method !== DEFLATED) throw damaged(`part ${name} is packed by an unknown method (${method})`)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, room) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit)
    throw damaged(`part ${name} cannot be unpacked: ${messageOf(error)}`, error)
  }
}

async function openZip(bytes: Uint8Array): Promise<RemoteZipReader> {
  try {
    return await RemoteZipReader.fromReader(new BufferReader(bytes))
  } catch (error) {
    throw damaged(messageOf(error), error)
  }
}

const damaged = (what: string, cause?: unknown) =>
  readFailure('damaged-file', `the archive is damaged or truncated (${what}); fetch the file again`, cause)

const tooLarge = (limit: number) =>
  readFailure(
    'too-large',
    `unpacked, the file is larger than ${Math.round(limit / 1024 / 1024)} MB; have a look at it by hand before it is read`,
  )
