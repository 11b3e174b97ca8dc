import type { ParseResult } from '../../parsers/records/index.ts'

export type BrokenParse = {
  readonly parserVersion: string
  readonly sha256: string
  readonly bytes: number
  readonly message: string
}

/** The result of a parse that did not come to an end: a document that says so, without records. */
export function brokenParse({ parserVersion, sha256, bytes, message }: BrokenParse): ParseResult {
  return {
    parser: parserVersion,
    document: {
      sha256,
      mediaType: 'application/octet-stream',
      bytes,
      pages: 0,
      textSource: 'none',
      problems: [{ code: 'parser-failed', severity: 'error', message }],
    },
    evaluations: [],
  }
}
