import type { ParseResult } from '../../parsers/records/index.ts'
import type { Limits } from './limits.ts'
import { openParserPool } from './parser-pool.ts'
import { type FileContent, readDocumentFile } from './read-file.ts'

/** Parses bytes under the limits of a batch. */
export async function parseContent(content: FileContent, limits: Limits): Promise<ParseResult> {
  const { PARSER_VERSION: parserVersion } = await import('../../parsers/index.ts')
  const pool = openParserPool({ parserVersion, limits })
  try {
    return await pool.parse(content)
  } finally {
    await pool.close()
  }
}

/** Parses a file that is in no database; the message of a file that cannot be read. */
export async function parseFile(
  path: string,
  limits: Limits,
): Promise<
  | { readonly kind: 'parsed'; readonly result: ParseResult }
  | { readonly kind: 'unread'; readonly message: string }
> {
  const file = await readDocumentFile(path, limits.maxMegabytes)
  if (file.kind === 'unread') return file
  return { kind: 'parsed', result: await parseContent(file, limits) }
}
