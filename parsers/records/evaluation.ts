import { z } from 'zod'
import { Evidence } from './evidence.ts'
import { Finding } from './finding.ts'
import { Item } from './item.ts'
import { Problem } from './problem.ts'

export const FormName = z.enum(['様式2', '様式3', '様式4'])
export type FormName = z.infer<typeof FormName>

/** 評価実施機関. `code` is the six-digit 全国地方公共団体コード; no code for bodies that are not local governments. */
export const Agency = z.strictObject({
  /** As printed: 架空県架空浜町長. */
  name: z.string(),
  code: z.string().optional(),
  prefecture: z.string().optional(),
  municipality: z.string().optional(),
})
export type Agency = z.infer<typeof Agency>

/**
 * A row of the change table (変更箇所); keys are the printed column heads.
 * `iso` is 変更日 as yyyy-mm-dd; a column that cannot be attributed is absent and named in `unattributed`.
 * `paths` are the items that 項目 names (none: it names none, or it cannot be told), `keys` theirs, one by one, and
 * `resolution` says how certain they are; 同上 has those of the row before.
 */
export const ChangeRow = z.strictObject({
  変更日: z.string().optional(),
  iso: z.iso.date().optional(),
  項目: z.string().optional(),
  変更前: z.string().optional(),
  変更後: z.string().optional(),
  提出時期: z.string().optional(),
  説明: z.string().optional(),
  unattributed: z.array(z.string()).optional(),
  paths: z.array(z.string()),
  keys: z.array(z.string()),
  resolution: z.number().min(0).max(1),
  confidence: z.number().min(0).max(1),
  evidence: z.array(Evidence),
})
export type ChangeRow = z.infer<typeof ChangeRow>

/** What a reader says of the items that a row names: it only reads the cell. */
export const NOT_RESOLVED = { paths: [], keys: [], resolution: 0 } satisfies Partial<ChangeRow>

/** Text that no item, label, option or furniture accounts for. */
export const Unplaced = z.strictObject({ text: z.string(), evidence: Evidence })
export type Unplaced = z.infer<typeof Unplaced>

/** First and last page (1-based), sheet names in order, or first and last line (1-based); inclusive. */
export const Span = z.union([
  z.strictObject({ pages: z.tuple([z.int().positive(), z.int().positive()]) }),
  z.strictObject({ sheets: z.array(z.string()).min(1) }),
  z.strictObject({ lines: z.tuple([z.int().positive(), z.int().positive()]) }),
])
export type Span = z.infer<typeof Span>

/** One 特定個人情報保護評価書 as read from a document. */
export const Evaluation = z.strictObject({
  form: FormName,
  /** The edition mark as printed, without brackets (令和6年10月 様式3); absent when the document shows none. */
  version: z.string().optional(),
  /**
   * The edition of the form as the form data names it (H30 is 平成30年5月): by the printed mark, or the editions that
   * print the items that were found.
   */
  edition: z.strictObject({ first: z.string(), last: z.string(), by: z.enum(['mark', 'items']) }).optional(),
  number: z.string().optional(),
  title: z.string().optional(),
  agency: Agency.optional(),
  publicationDate: z.strictObject({ value: z.string(), iso: z.iso.date().optional() }).optional(),
  span: Span,
  items: z.array(Item),
  changes: z.array(ChangeRow),
  unplaced: z.array(Unplaced),
  /** Characters (without white space) of the span, and how many of them are unplaced. */
  coverage: z.strictObject({ characters: z.int(), unplaced: z.int() }),
  problems: z.array(Problem),
  /** What the consistency rules found; absent where they were not run. */
  findings: z.array(Finding).optional(),
})
export type Evaluation = z.infer<typeof Evaluation>
