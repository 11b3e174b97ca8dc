import { Console } from 'node:console'
import type { ParseResult } from '../../parsers/records/index.ts'

// Standard output belongs to the data; a library that prints in here must not get into it.
globalThis.console = new Console(process.stderr, process.stderr)

/** Runs in a thread of its own: bytes in, records out. */
export default async function parse(bytes: Uint8Array): Promise<ParseResult> {
  const { parseDocument } = await import('../../parsers/index.ts')
  return parseDocument(bytes)
}
