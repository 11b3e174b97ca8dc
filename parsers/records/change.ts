import { z } from 'zod'

/**
 * What became of an item by a change.
 * - `added`: it was empty or not there before. `removed`: it is empty or not there after.
 * - `choice`: one option for another, or another count beside it. `boxes`: marks set or taken away.
 * - `reworded`: any other change of its text.
 * - `unchanged`: both texts are the same. `unknown`: a text is missing, or its place was not attributed.
 */
export const ChangeKind = z.enum(['added', 'removed', 'reworded', 'choice', 'boxes', 'unchanged', 'unknown'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** One change as the change table (変更箇所) tells it: its rows joined, its columns understood. */
export const Change = z.strictObject({
  /** The rows that it consists of: positions in the evaluation's `changes`, from 0, in the order of the text. */
  rows: z.array(z.int().nonnegative()).min(1),
  /** 変更日 as yyyy-mm-dd; absent if it is no single day. */
  iso: z.iso.date().optional(),
  /** 項目 as printed in the first row, without its mark of continuation. */
  item: z.string(),
  /** The items that 項目 names, in form order of their naming; empty if none, or if it cannot be told. */
  paths: z.array(z.string()),
  /** The semantic key of each path. */
  keys: z.array(z.string()),
  /** How certain the paths are (0..1); 0 if there are none. */
  score: z.number().min(0).max(1),
  /** 提出時期; absent if neither is printed. */
  timing: z.enum(['事前', '事後']).optional(),
  kind: ChangeKind,
  /** 変更前 and 変更後 of all rows, without the marks of continuation. */
  before: z.string(),
  after: z.string(),
  /** The texts are not the item's whole text: 記載省略, （以下の内容を追記）, …の新設, ※○を削除. */
  partial: z.boolean(),
  /** Columns of a row that could not be attributed; what they hold is not in the record. */
  missing: z.array(z.string()),
})
export type Change = z.infer<typeof Change>
