import type { Cell } from '../select.ts'
import { keysOf, type Mapping, type MappingColumn } from './mapping-file.ts'

/** Why a cell is empty, in the order in which it is asked. */
export const reasons = [
  'not-found',
  'several-values',
  'missing',
  'ambiguous',
  'inferred',
  'unreadable',
  'withheld',
  'blank',
  'below-confidence',
  'no-mapping-for-value',
] as const
export type Reason = (typeof reasons)[number]

/** An item as the database shows it: `status` is the code of exports, `value` that of item_values. */
export type MappedItem = {
  readonly key: string
  readonly path: string
  readonly kind: string
  readonly status: string
  readonly value: string | null
  readonly as_read: string | null
  readonly as_corrected: string | null
  readonly confidence: number
  readonly date_printed: string | null
  readonly raw: string
  readonly option_number: number | null
  /** State by label, as JSON. */
  readonly boxes: string
}

export type Mapped =
  | { readonly kind: 'value'; readonly value: Cell }
  | { readonly kind: 'unfit'; readonly reason: Reason; readonly items: readonly MappedItem[] }

const asserted = (value: Cell): Mapped => ({ kind: 'value', value })

/** Whether the document, or a person who corrected it, shows a value here. */
export const holds = ({ status, as_corrected }: MappedItem): boolean =>
  as_corrected === null ? status === 'found' : as_corrected !== ''

/** The value of a column in a row, of the items that belong to the row; without a value, why. */
export function mapItems(mapping: Mapping, column: MappingColumn, items: readonly MappedItem[]): Mapped {
  const own = items.filter(({ key }) => keysOf(column).includes(key))
  const [item] = own
  const unfit = (reason: Reason): Mapped => ({ kind: 'unfit', reason, items: own })
  if (item === undefined) return unfit('not-found')
  if (own.length > 1) return unfit('several-values')
  if (!holds(item)) {
    const status = item.as_corrected === '' ? 'blank' : item.status
    return status === 'blank' && column.blank !== undefined
      ? asserted(column.blank)
      : unfit(reasons.find((reason) => reason === status) ?? 'ambiguous')
  }
  const bound = column.minConfidence ?? mapping.minConfidence ?? 0
  // A person who corrected a value is sure of it.
  if (item.as_corrected === null && item.confidence < bound) return unfit('below-confidence')
  const shown = shownValue(column, item)
  if (typeof shown !== 'object') return mapValue(column.values, [shown], shown, unfit)
  if ('reason' in shown) {
    return shown.reason === 'blank' && column.blank !== undefined
      ? asserted(column.blank)
      : unfit(shown.reason)
  }
  return mapValue(column.values, shown.names, shown.value, unfit)
}

/** Looks a value up by the names it goes by; without a table it stays as it is. */
export function mapValue<Otherwise>(
  values: MappingColumn['values'],
  names: readonly (string | number)[],
  value: Cell,
  unfit: (reason: Reason) => Otherwise,
): Otherwise | { readonly kind: 'value'; readonly value: Cell } {
  if (values === undefined) return { kind: 'value', value }
  const name = names.find((each) => Object.hasOwn(values, each))
  return name === undefined ? unfit('no-mapping-for-value') : { kind: 'value', value: values[name]! }
}

type Shown =
  | string
  | number
  | { readonly reason: Reason }
  | { readonly names: readonly (string | number)[]; readonly value: Cell }

function shownValue({ box, date }: MappingColumn, item: MappedItem): Shown {
  const { kind, value, as_corrected: corrected, option_number: option } = item
  if (value === null) return { reason: 'ambiguous' }
  switch (kind) {
    case 'choice':
      return { names: corrected === null && option !== null ? [value, option] : [value], value }
    case 'number':
      return Number(value)
    case 'date':
      if (date === 'printed')
        return corrected === null && item.date_printed !== null
          ? item.date_printed
          : { reason: 'no-mapping-for-value' }
      return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : { reason: 'no-mapping-for-value' }
    case 'checkbox':
      return shownState(value)
    case 'checkboxes':
      return box === undefined ? shownBoxes(item) : shownState(stateOf(box, item))
    default:
      return value
  }
}

function stateOf(label: string, { boxes, as_corrected: corrected }: MappedItem): string | undefined {
  const states: Record<string, string> = JSON.parse(boxes)
  if (corrected === null || states[label] === undefined) return states[label]
  return (JSON.parse(corrected) as string[]).includes(label) ? 'checked' : 'unchecked'
}

function shownState(state: string | undefined): Shown {
  if (state === 'checked' || state === 'unchecked') return { names: [state], value: state === 'checked' }
  return { reason: state === undefined || state === 'unlisted' ? 'not-found' : 'ambiguous' }
}

/** The one box that is checked, where all others are known not to be. */
function shownBoxes({ value, boxes, as_corrected: corrected }: MappedItem): Shown {
  if (corrected === null && Object.values<string>(JSON.parse(boxes)).includes('unknown'))
    return { reason: 'ambiguous' }
  const checked: string[] = JSON.parse(value!)
  return checked.length > 1 ? { reason: 'several-values' } : (checked[0] ?? { reason: 'blank' })
}
