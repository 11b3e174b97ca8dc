import { z } from 'zod'

/** Stable codes of why no value is asserted, and what each says to a person. The words beside a code are free to change. */
export const REASON_CODES = {
  'no-place': 'the label of the item, its bracket or its box was not found',
  'odd-mark': 'something stands in or beside a box or a bracket that is neither a mark nor empty',
  'garbled-characters': 'the characters of the place are unreadable: the font has no usable character map',
  'cut-off': 'a part of what stands there was not seen: it goes on where it could not be followed',
  drawing: 'the place holds a drawing; its words have no order',
  'not-an-option': 'what stands there is none of the options of the form',
  'several-values': 'more than one value stands there, or more than one option is meant alike',
  'wrong-kind': 'what stands there is no date, no number or no name, where the form asks for one',
  'impossible-date': 'the date that stands there does not exist',
  'place-unclear':
    'a text is there, but whether it belongs to this item, or where it begins and ends, cannot be told',
} as const

export const ReasonCode = z.enum(Object.keys(REASON_CODES) as (keyof typeof REASON_CODES)[])
export type ReasonCode = z.infer<typeof ReasonCode>

/** Why a value is not asserted: by code, and in words with what stands there. */
export type Reason = { readonly code: ReasonCode; readonly words: string }

/** A reason as the fields of an item; none where there is no reason. */
export const told = (reason: Reason | undefined): { reason?: string; reasonCode?: ReasonCode } =>
  reason === undefined ? {} : { reason: reason.words, reasonCode: reason.code }
