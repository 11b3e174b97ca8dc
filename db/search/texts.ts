import type { Store } from '../open.ts'
import type { Place } from './place.ts'

/** The key under which the rows of change tables are found. */
export const CHANGES_KEY = 'changes[]'

export type ItemText = { readonly position: number; readonly key: string; readonly text: string }
export type ChangeTexts = {
  readonly position: number
  readonly item_printed: string | null
  readonly before_text: string | null
  readonly after_text: string | null
  readonly explanation: string | null
}

/** The texts of an evaluation's items: as read, or as printed where the reading is in doubt. */
export const ITEM_TEXTS = `SELECT position, key, coalesce(value_text, raw) AS text FROM items
  WHERE evaluation_id = ? AND kind IN ('text', 'longtext') AND status IN ('found', 'inferred', 'ambiguous')`
/** The texts of its change table. */
export const CHANGE_TEXTS =
  'SELECT position, item_printed, before_text, after_text, explanation FROM changes WHERE evaluation_id = ?'

/** The columns of a change that hold something. */
export const partsOf = (columns: Omit<ChangeTexts, 'position'>): string[] =>
  Object.values(columns).filter((part) => part !== null)

/** Fetches the texts at places of the index, one place at a time. */
export function textReader({ database }: Store): (place: Place) => string[] {
  const evaluation = database
    .prepare<[number], string>('SELECT evaluation_id FROM search_evaluations WHERE number = ?')
    .pluck()
  const item = database.prepare<[string, number], ItemText>(`${ITEM_TEXTS} AND position = ?`)
  const change = database.prepare<[string, number], ChangeTexts>(`${CHANGE_TEXTS} AND position = ?`)
  return ({ number, kind, position }) => {
    const id = evaluation.get(number)!
    if (kind === 'item') return [item.get(id, position)!.text]
    const { position: _, ...columns } = change.get(id, position)!
    return partsOf(columns)
  }
}
