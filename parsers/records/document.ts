import { z } from 'zod'
import { Evaluation } from './evaluation.ts'
import { Problem } from './problem.ts'

/** How the text was obtained from the bytes. */
export const TextSource = z.enum(['pdf-text-layer', 'workbook', 'plain-text', 'text-with-html', 'none'])
export type TextSource = z.infer<typeof TextSource>

/** The bytes that were parsed. `pages` counts PDF pages, sheets or form-feed pages. */
export const DocumentRecord = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
  pages: z.int().nonnegative(),
  textSource: TextSource,
  problems: z.array(Problem),
})
export type DocumentRecord = z.infer<typeof DocumentRecord>

/** What `hyoka parse FILE --json` prints: a document and the evaluations found in it, in document order. */
export const ParseResult = z.strictObject({
  parser: z.string(),
  document: DocumentRecord,
  evaluations: z.array(Evaluation),
})
export type ParseResult = z.infer<typeof ParseResult>
