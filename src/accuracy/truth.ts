import { z } from 'zod'
import { isBlankText } from './compare-text.ts'

const expectedText = {
  value: z.string().optional(),
  first: z.string().optional(),
  last: z.string().optional(),
  chars: z.number().optional(),
}
const labels = z.array(z.string()).default([])
const path = z.string()

/**
 * What a careful reader says of an item. `unknown` boxes cannot be told by anyone; `countable` ones are empty for who
 * counts marks, but silence about them is fine, too.
 */
export const TruthItem = z.discriminatedUnion('kind', [
  z.object({ path, kind: z.enum(['text', 'long', 'longtext']), ...expectedText }),
  z.object({ path, kind: z.literal('choice'), option: z.number(), label: z.string().optional() }),
  z.object({
    path,
    kind: z.literal('checkboxes'),
    checked: labels,
    unchecked: labels,
    unknown: labels,
    countable: labels,
    details: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ path, kind: z.literal('checkbox'), checked: z.boolean() }),
  z.object({ path, kind: z.literal('date'), value: z.string(), iso: z.string().optional() }),
  z.object({ path, kind: z.literal('number'), value: z.number() }),
  z.object({ path, kind: z.literal('blank') }),
  z.object({ path, kind: z.literal('undeterminable') }),
])
export type TruthItem = z.infer<typeof TruthItem>

/** A cell of the change table; a plain string is the whole text. */
const TruthCell = z
  .union([
    z.string(),
    z.object({ ...expectedText, blank: z.boolean().optional(), undeterminable: z.boolean().optional() }),
  ])
  .transform((cell) => {
    if (typeof cell !== 'string') return cell
    return isBlankText(cell) ? { blank: true } : { value: cell }
  })
export type TruthCell = z.infer<typeof TruthCell>

const cell = TruthCell.optional()

/** A row of the change table. 項目_reassembled is 項目 with what was printed elsewhere put back. */
export const TruthRow = z.object({
  変更日: cell,
  iso: z.string().optional(),
  項目: cell,
  変更前: cell,
  変更後: cell,
  提出時期: cell,
  説明: cell,
  項目_reassembled: z.string().optional(),
  /** Columns that cannot be told in this row. */
  undeterminable: z.array(z.string()).default([]),
})
export type TruthRow = z.infer<typeof TruthRow>

export const TruthEvaluation = z.object({
  form: z.string().optional(),
  items: z.array(TruthItem).default([]),
  changes: z.array(TruthRow).default([]),
})
export type TruthEvaluation = z.infer<typeof TruthEvaluation>

/** A truth or gold file: one evaluation, or several of one document. `source` names the document. */
const TruthFile = z.union([
  z.object({ source: z.string().optional(), evaluations: z.array(TruthEvaluation) }),
  z.object({ source: z.string().optional(), documents: z.array(TruthEvaluation) }),
  TruthEvaluation.extend({ source: z.string().optional(), items: z.array(TruthItem) }),
])

export type Truth = { readonly source?: string; readonly evaluations: readonly TruthEvaluation[] }

/**
 * Reads a truth or gold file.
 * @throws SyntaxError or ZodError for a file that is neither.
 */
export function readTruth(json: string): Truth {
  const file = TruthFile.parse(JSON.parse(json))
  const evaluations = 'evaluations' in file ? file.evaluations : 'documents' in file ? file.documents : [file]
  return { ...(file.source !== undefined && { source: file.source }), evaluations }
}
