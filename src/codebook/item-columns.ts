import { carriesValue, formFrames, formItems, type SpecItem } from '../../parsers/forms/index.ts'
import type { FormName } from '../../parsers/records/index.ts'
import { quoted, type ViewColumn } from './view-spec.ts'

/** An item over the forms that print it: its row on the fullest of them, and its paths by form. */
export type FormKey = {
  readonly key: string
  readonly item: SpecItem
  readonly paths: ReadonlyMap<FormName, readonly string[]>
}

/** Every key that carries a value, in the order of the fullest form; keys that it lacks come behind. */
export function formKeys(): readonly FormKey[] {
  const forms = formFrames.map(({ form }) => form).toReversed()
  const keys = new Map<string, { item: SpecItem; paths: Map<FormName, readonly string[]> }>()
  for (const form of forms) {
    for (const item of formItems(form).filter(carriesValue)) {
      const known = keys.get(item.key) ?? { item, paths: new Map() }
      const moved = item.variants?.flatMap(({ path }) => path ?? []) ?? []
      known.paths.set(form, [...new Set([item.path, ...moved])])
      keys.set(item.key, known)
    }
  }
  return [...keys].map(([key, { item, paths }]) => ({ key, item, paths }))
}

/** The status whose value is asserted. */
const ASSERTED = "i.status = 'found'"

/** ORDER BY stands in a subquery: within json_group_array() an older SQLite could not even read the schema. */
const CHECKED = `(SELECT json_group_array(label) FROM (
      SELECT b.label FROM boxes AS b WHERE b.item_id = i.id AND b.state = 'checked' ORDER BY b.position
    ))`
const STATE = '(SELECT b.state FROM boxes AS b WHERE b.item_id = i.id)'

/** What a column holds, by the item's kind: the suffix of its name, its SQL on `items AS i`, and its meaning. */
function valueParts(kind: SpecItem['kind']): readonly (readonly [string, string, string])[] {
  switch (kind) {
    case 'choice':
      return [
        ['', 'i.option_label', 'the option chosen'],
        ['_option', 'i.option_number', 'its printed number'],
      ]
    case 'checkboxes':
      return [['', CHECKED, 'the boxes that are checked, as a JSON list']]
    case 'checkbox':
      return [['', STATE, 'checked or unchecked']]
    case 'date':
      return [
        ['', 'i.value_iso', 'yyyy-mm-dd, the first day of a range'],
        ['_printed', 'i.value_text', 'the date as printed'],
      ]
    case 'number':
      return [['', 'i.value_number', 'a number']]
    default:
      return [['', 'i.value_text', 'the text as read']]
  }
}

/**
 * The columns of one item: its value (NULL unless it is asserted) and `…_status` (NULL: this form has no such item).
 * `where` finds the item among `items AS i`; `name` is the column's.
 */
export function itemColumns({ key, item }: FormKey, name: string, where: string): ViewColumn[] {
  const from = `FROM items AS i WHERE ${where} AND i.key = ${quoted(key)}`
  return [
    ...valueParts(item.kind).map(([suffix, sql, meaning]) => ({
      name: `${name}${suffix}`,
      sql: `(SELECT CASE WHEN ${ASSERTED} THEN ${sql} END ${from})`,
      key,
      description: `${item.label}: ${meaning}`,
    })),
    {
      name: `${name}_status`,
      sql: `(SELECT i.status ${from})`,
      key,
      description: `${item.label}: status; NULL where the form has no such item`,
    },
  ]
}

/** `files[].outsourcing.contracts[].subcontracting.exists` within `files[].outsourcing.contracts[].`: subcontracting_exists. */
export const columnName = (key: string, within: string): string =>
  key.slice(within.length).replaceAll('.', '_')
