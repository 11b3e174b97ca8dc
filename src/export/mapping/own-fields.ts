import { type Mapped, mapValue, type Reason } from './map-item.ts'
import type { Mapping, MappingColumn } from './mapping-file.ts'

/** A row of a view, as the fields of a row of the target; `address` is where it stands. */
export type OwnRow = Readonly<Record<string, string | number | null>> & { readonly address: string }

/** The column of the change table that a field shows. */
const HEADS: Readonly<Record<string, string>> = {
  change_date: '変更日',
  change_date_printed: '変更日',
  item_printed: '項目',
  before_text: '変更前',
  after_text: '変更後',
  timing: '提出時期',
  explanation: '説明',
}
const BOOLEANS: ReadonlySet<string> = new Set(['is_sufficiency'])

/** The value of a field that a row has of its own; without a value, why. */
export function mapOwnField(mapping: Mapping, column: MappingColumn, field: string, row: OwnRow): Mapped {
  const unfit = (reason: Reason): Mapped => ({ kind: 'unfit', reason, items: [] })
  const value = row[field]
  if (value === null || value === undefined || value === '') {
    const reason = reasonOf(field, row)
    return reason === 'blank' && column.blank !== undefined
      ? { kind: 'value', value: column.blank }
      : unfit(reason)
  }
  if (field === 'paths' && value === '[]') return unfit('not-found')
  const sureness = field === 'paths' ? row.resolution : field in HEADS ? row.confidence : undefined
  const bound = column.minConfidence ?? mapping.minConfidence ?? 0
  if (typeof sureness === 'number' && sureness < bound) return unfit('below-confidence')
  const shown = BOOLEANS.has(field) ? value === 1 : value
  return mapValue(column.values, [String(shown)], shown, unfit)
}

/** Why a column of the change table shows nothing: its texts may stand unattributed, or be no day. */
function reasonOf(field: string, { unattributed, change_date_printed: printed }: OwnRow): Reason {
  const head = HEADS[field]
  if (head === undefined) return 'not-found'
  if (unattributed !== null && (JSON.parse(String(unattributed)) as string[]).includes(head))
    return 'ambiguous'
  return field === 'change_date' && printed !== null && printed !== '' ? 'no-mapping-for-value' : 'blank'
}
