import { z } from 'zod'
import { Evidence } from './evidence.ts'

/**
 * - `found`: the document shows the value.
 * - `blank`: the place was looked at and holds nothing, or only a word for nothing; `blankKind` says which.
 * - `missing`: the item belongs to the form, but its place was not found.
 * - `ambiguous`: something stands there that cannot be decided; `reason` says why, and no value is asserted.
 */
export const ItemStatus = z.enum(['found', 'blank', 'missing', 'ambiguous'])
export type ItemStatus = z.infer<typeof ItemStatus>

/** What a blank looks like: nothing, a dash, なし, 該当なし or 非公表. */
export const BlankKind = z.enum(['empty', 'dash', 'なし', '該当なし', '非公表'])
export type BlankKind = z.infer<typeof BlankKind>

const common = {
  /** Address in the form, with the numbers of its repeats: `II[1].4.委託事項[2].3`. */
  path: z.string(),
  /** Semantic key, equal over the three forms: `files[].outsourcing.contracts[].contractor`. */
  key: z.string(),
  status: ItemStatus,
  blankKind: BlankKind.optional(),
  /** Why the status is `missing` or `ambiguous`, or why boxes are `unknown`. */
  reason: z.string().optional(),
  confidence: z.number().min(0).max(1),
  evidence: z.array(Evidence),
  /** The text of the value's place as printed, with its line breaks. */
  raw: z.string(),
}

/** `value` is the text as read: broken lines joined, radicals folded to ordinary characters; `raw` is as printed. */
const TextItem = z.strictObject({
  ...common,
  kind: z.enum(['text', 'longtext']),
  value: z.string().optional(),
})

/** `option` is the printed number of the chosen option (1-based), `label` its wording on the form. */
const ChoiceItem = z.strictObject({
  ...common,
  kind: z.literal('choice'),
  option: z.int().positive().optional(),
  label: z.string().optional(),
})

/** `details` maps a box's label to the text in its brackets. */
const CheckboxesItem = z.strictObject({
  ...common,
  kind: z.literal('checkboxes'),
  checked: z.array(z.string()),
  unchecked: z.array(z.string()),
  unknown: z.array(z.string()),
  details: z.record(z.string(), z.string()),
})

/** One box alone; no `checked` where it cannot be told. */
const CheckboxItem = z.strictObject({
  ...common,
  kind: z.literal('checkbox'),
  checked: z.boolean().optional(),
})

/** `value` is the date as printed, `iso` its first day as yyyy-mm-dd. */
const DateItem = z.strictObject({
  ...common,
  kind: z.literal('date'),
  value: z.string().optional(),
  iso: z.iso.date().optional(),
})

const NumberItem = z.strictObject({ ...common, kind: z.literal('number'), value: z.number().optional() })

export const Item = z.discriminatedUnion('kind', [
  TextItem,
  ChoiceItem,
  CheckboxesItem,
  CheckboxItem,
  DateItem,
  NumberItem,
])
export type Item = z.infer<typeof Item>

type Without<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never
/** What an item says, without where it was read and how surely. */
export type ItemValue = Without<Item, 'confidence' | 'evidence' | 'raw'>
