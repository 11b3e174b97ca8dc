import { formFrames, formItems } from '../../parsers/forms/index.ts'
import type { ReasonCode } from '../../parsers/records/index.ts'

/** Why a place has no value, and what that is in SQL on `items AS i`. Each is a code of its own in every format. */
export type MissingCode = { readonly code: string; readonly label: string; readonly condition: string }

/** Reasons that say: something is printed there, and it cannot be made out. */
const UNREADABLE = ['odd-mark', 'garbled-characters'] as const satisfies readonly ReasonCode[]

/** In the order in which they are asked; the first that holds is the code. */
export const missingCodes: readonly MissingCode[] = [
  {
    code: 'withheld',
    label: 'the agency does not publish it (非公表)',
    condition: "i.status = 'blank' AND i.blank_kind = '非公表'",
  },
  {
    code: 'blank',
    label: 'the place is empty, or holds a dash, なし or 該当なし',
    condition: "i.status = 'blank'",
  },
  {
    code: 'unreadable',
    label: 'something stands there that cannot be made out: an odd mark, garbled characters',
    condition: `i.status = 'ambiguous' AND i.reason_code IN (${UNREADABLE.map((code) => `'${code}'`).join(', ')})`,
  },
  {
    code: 'ambiguous',
    label: 'something stands there that cannot be decided',
    condition: "i.status = 'ambiguous'",
  },
  {
    code: 'missing',
    label: 'the form has the item, but its place was not found in the document',
    condition: "i.status = 'missing'",
  },
  {
    code: 'inferred',
    label: 'its place does not tell, but other items do: what follows from them is in inferred_values',
    condition: "i.status = 'inferred'",
  },
]

/** The codes where no row of `items` stands for an item. */
export const NOT_ON_FORM = {
  code: 'not_on_form',
  label: 'the form of the evaluation has no such item',
} as const
export const NOT_RECORDED = {
  code: 'not_recorded',
  label:
    'the form has the item, but the records of this evaluation do not: its edition or this block has none',
} as const

const formsOfKeys = new Map<string, Set<string>>()
for (const { form } of formFrames)
  for (const { key } of formItems(form)) formsOfKeys.set(key, (formsOfKeys.get(key) ?? new Set()).add(form))

/** Which of both it is; without a key it cannot be told. */
export const absentCode = (key: string | undefined, form: unknown): string =>
  key !== undefined && !formsOfKeys.get(key)?.has(String(form)) ? NOT_ON_FORM.code : NOT_RECORDED.code

/** All codes with their meaning; only the first asserts a value. */
export const statusLabels: readonly { readonly code: string; readonly label: string }[] = [
  { code: 'found', label: 'the document shows the value' },
  ...missingCodes.map(({ code, label }) => ({ code, label })),
  NOT_ON_FORM,
  NOT_RECORDED,
]

/** The code of an item as an SQL expression on `items AS i`: `found`, or why there is no value. */
export const STATUS_SQL = `CASE ${missingCodes.map(({ code, condition }) => `WHEN ${condition} THEN '${code}'`).join(' ')} ELSE i.status END`
