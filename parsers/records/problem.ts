import { z } from 'zod'
import { Evidence } from './evidence.ts'

/** Stable codes of everything that a parse can report, and what each says to a person. docs/problems.md is made from it. */
export const PROBLEM_CODES = {
  'unsupported-type': 'The file is no PDF, .xlsx workbook or text. Get the document in one of these formats.',
  'empty-file': 'The file has no bytes. Fetch it again.',
  'damaged-file':
    'The file breaks off or is not what it claims to be. What could be read was read; fetch it again.',
  'password-protected': 'The file opens only with a password. Ask the agency for a copy without one.',
  'too-large': 'The file, or what it unpacks to, exceeds a limit. Raise the limit if you trust the file.',
  'no-text-layer': 'The pages are pictures, or blank. The document needs OCR.',
  'unreadable-text-layer':
    'The text layer is garbage (a font without a usable character map), so that nothing is asserted from it. The document needs OCR.',
  'page-failed': 'A page could not be read; the others were. Items of that page are missing.',
  'not-an-assessment': 'Neither the cover nor the items of 様式2, 様式3 or 様式4 were found.',
  'annex-without-cover':
    'The page that lists it calls it an annex (別添1 …) of an assessment, and it has neither a cover nor items. It is kept; nothing is wrong with it.',
  'form-not-recognised': 'It is an assessment, but which form it is written on cannot be told.',
  'items-not-read': 'Only the cover was read.',
  'change-table-alone':
    'The document is the change table of an assessment without the assessment. Its rows were read, and it has no items; look for the assessment itself.',
  'changes-not-resolved':
    'The change table is far longer than that of any assessment; which items its last rows mean was not looked for.',
  'item-missing': 'The form has this item, but its label or its place was not found.',
  'value-not-an-option': 'The bracket of a choice holds something that is not among the options of the form.',
  'box-undecided': 'Whether a box is checked cannot be told.',
  'repeat-number':
    'The numbers of repeated blocks do not run 1, 2, 3 …; they were numbered as printed where they rise.',
  'date-not-understood': 'A date cannot be read as one day, or does not exist.',
  'agency-not-identified': 'The agency is not the name of one local government, so that it has no code.',
  'hidden-left-out': 'Hidden sheets, rows or columns of a workbook were left out.',
  'text-unplaced': 'More text than expected is accounted for by no item; look at `unplaced`.',
  'parser-failed':
    'The parser broke off (an error, the time limit or the memory limit). Report it with the document.',
} as const

export const ProblemCode = z.enum(Object.keys(PROBLEM_CODES) as (keyof typeof PROBLEM_CODES)[])
export type ProblemCode = z.infer<typeof ProblemCode>

/**
 * What went wrong, where, and what a person can do about it.
 * `error`: the document, or a part of it, gave no records. `warning`: records are there, but look at them.
 * `info`: worth knowing.
 */
export const Problem = z.strictObject({
  code: ProblemCode,
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  path: z.string().optional(),
  evidence: z.array(Evidence).optional(),
})
export type Problem = z.infer<typeof Problem>
