import { z } from 'zod'
import { Evidence } from './evidence.ts'

/** `error`: the form does not allow it. `warning`: it is unusual, and may be right. */
export const FindingSeverity = z.enum(['error', 'warning'])
export type FindingSeverity = z.infer<typeof FindingSeverity>

/**
 * A contradiction that a rule of the forms found in an evaluation.
 * `origin` says whose it most likely is: the `document`'s, or of the `extraction` that may have misread it.
 */
export const Finding = z.strictObject({
  /** The rule's id; docs/checks.md says what each asks. */
  rule: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  severity: FindingSeverity,
  origin: z.enum(['document', 'extraction']),
  message: z.strictObject({ ja: z.string(), en: z.string() }),
  /** Addresses of the items (or change rows: `変更[3]`) that contradict each other. */
  paths: z.array(z.string()).min(1),
  evidence: z.array(Evidence),
  /** What the rule expects, and what stands there: words of the form, 空欄, 記載あり, 印あり, 印なし. */
  expected: z.string(),
  found: z.string(),
})
export type Finding = z.infer<typeof Finding>
