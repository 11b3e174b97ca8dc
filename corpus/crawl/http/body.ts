import { type Duplex, type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { failed } from './fetch-error.ts'

/** What Accept-Encoding promises. */
export const acceptedEncodings = 'gzip, br, deflate'
const maxEncodings = 2

/**
 * Reads a body and undoes its Content-Encoding; never holds more than `maxBytes` of what comes out.
 * `cut`: a longer body ends there instead of failing.
 * @throws FetchError `too-large` or `broken-encoding`; what the stream throws (reset, timeout).
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  { maxBytes, cut }: { readonly maxBytes: number; readonly cut: boolean },
): Promise<Uint8Array> {
  const encodings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (encodings.length > maxEncodings)
    throw failed('broken-encoding', `the body is packed ${encodings.length} times: ${encoding}`)
  const chunks: Uint8Array[] = []
  let total = 0
  const collector = new Writable({
    write(chunk: Uint8Array, _, done) {
      chunks.push(chunk.subarray(0, maxBytes - total))
      total += chunk.length
      done(total > maxBytes ? new BodyTooLong() : null)
    },
  })
  try {
    await pipeline([body, ...decodersOf(encodings), collector])
  } catch (error) {
    if (!(error instanceof BodyTooLong)) throw error
    if (!cut)
      throw failed('too-large', `the body is larger than ${Math.round(maxBytes / 1024 / 1024)} MB, unpacked`)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

class BodyTooLong extends Error {}

/** Undoes the encodings, the outermost (the last one of the header) first. */
function decodersOf(encodings: readonly string[]): readonly Duplex[] {
  return encodings.toReversed().map((name) => {
    switch (name) {
      case 'gzip':
      case 'x-gzip':
        return createGunzip()
      case 'deflate':
        return createInflate()
      case 'br':
        return createBrotliDecompress()
      default:
        throw failed('broken-encoding', `the body is packed as ${name}, which was not asked for`)
    }
  })
}
