import { z } from 'zod'
import { Evidence } from './evidence.ts'
import { ReasonCode } from './reason.ts'

/**
 * - `found`: the document shows the value.
 * - `blank`: the place was looked at and holds nothing, or only a word for nothing; `blankKind` says which.
 * - `missing`: the item belongs to the form, but its place was not found.
 * - `ambiguous`: something stands there that cannot be decided; `reason` says why, and no value is asserted.
 * - `inferred`: it is `missing` or `ambiguous` (`reason` says why), and other items tell what it most likely is; no value
 *   is asserted, `inferred` has it.
 */
export const ItemStatus = z.enum(['found', 'blank', 'missing', 'ambiguous', 'inferred'])
export type ItemStatus = z.infer<typeof ItemStatus>

/** What a blank looks like: nothing, a dash, なし, 該当なし or 非公表. */
export const BlankKind = z.enum(['empty', 'dash', 'なし', '該当なし', '非公表'])
export type BlankKind = z.infer<typeof BlankKind>

/** What is inferred may be right, and is nothing that the document shows in its place. */
export const MAX_INFERRED = 0.8

/**
 * What other items of the evaluation tell of a value whose own place does not. It is never asserted: it stands in no
 * `value`, `option`, `checked` or `unchecked`.
 */
export const Inference = z.strictObject({
  /** The rule's id; docs/inferred.md says what each goes by. */
  rule: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** The label of the box that it is of; absent where it is of the item as a whole. */
  box: z.string().optional(),
  /** `checked` or `unchecked` of a box, an option's wording on the form, or a number. */
  value: z.string(),
  confidence: z.number().min(0).max(MAX_INFERRED),
  /** The items that it follows from, and where they stand. */
  from: z.array(z.strictObject({ path: z.string(), evidence: z.array(Evidence) })).min(1),
})
export type Inference = z.infer<typeof Inference>

const common = {
  /** Address in the form, with the numbers of its repeats: `II[1].4.委託事項[2].3`. */
  path: z.string(),
  /** Semantic key, equal over the three forms: `files[].outsourcing.contracts[].contractor`. */
  key: z.string(),
  status: ItemStatus,
  blankKind: BlankKind.optional(),
  /** Why the status is `missing`, `ambiguous` or `inferred`, or why boxes are `unknown`. */
  reason: z.string().optional(),
  /** The same as a code that stays when the words change; absent in records of older parsers. */
  reasonCode: ReasonCode.optional(),
  confidence: z.number().min(0).max(1),
  evidence: z.array(Evidence),
  /** The text of the value's place as printed, with its line breaks. */
  raw: z.string(),
  /** One for an item as a whole; of boxes, one for each that the document does not tell but other items do. */
  inferred: z.array(Inference).min(1).optional(),
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

/** `details` maps a box's label to the text in its brackets. What is inferred of a box leaves it `unknown`. */
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

/** Whether neither a value nor its absence is asserted. */
export const isUntold = ({ status }: Pick<Item, 'status'>): boolean =>
  status === 'missing' || status === 'ambiguous' || status === 'inferred'

type Without<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never
/** What an item says, without where it was read and how surely. */
export type ItemValue = Without<Item, 'confidence' | 'evidence' | 'raw' | 'inferred'>
