import { z } from 'zod'
import { Evidence } from './evidence.ts'

/** Stable codes of everything that a parse can report. A test holds docs/problems.md against this list. */
export const ProblemCode = z.enum([
  'unsupported-type',
  'empty-file',
  'damaged-file',
  'password-protected',
  'too-large',
  'no-text-layer',
  'unreadable-text-layer',
  'page-failed',
  'not-an-assessment',
  'form-not-recognised',
  'items-not-read',
  'item-missing',
  'value-not-an-option',
  'box-undecided',
  'repeat-number',
  'date-not-understood',
  'agency-not-identified',
  'hidden-left-out',
  'text-unplaced',
  'parser-failed',
])
export type ProblemCode = z.infer<typeof ProblemCode>

/**
 * What went wrong, where, and what a person can do about it.
 * `error`: the document, or a part of it, gave no records. `warning`: records are there, but look at them. `info`: worth knowing.
 */
export const Problem = z.strictObject({
  code: ProblemCode,
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  path: z.string().optional(),
  evidence: z.array(Evidence).optional(),
})
export type Problem = z.infer<typeof Problem>
