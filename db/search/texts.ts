import type { Store } from '../open.ts'
import type { Place } from './place.ts'

/** The key under which the rows of change tables are found. */
export const CHANGES_KEY = 'changes[]'

export type ItemText = {
  readonly position: number
  readonly key: string
  readonly text: string | null
  /** What stands in the brackets behind boxes, as a JSON list. */
  readonly details: string | null
  readonly corrected: string | null
}
export type ChangeTexts = {
  readonly position: number
  readonly item_printed: string | null
  readonly before_text: string | null
  readonly after_text: string | null
  readonly explanation: string | null
}

/**
 * The texts of an evaluation's items: as read, or as printed where the reading is in doubt; in brackets behind boxes; as a
 * person corrected them.
 */
export const ITEM_TEXTS = `SELECT i.position, i.key,
    CASE WHEN i.kind IN ('text', 'longtext') AND i.status IN ('found', 'inferred', 'ambiguous')
      THEN coalesce(i.value_text, i.raw) END AS text,
    CASE WHEN i.kind = 'checkboxes' THEN (SELECT json_group_array(detail) FROM (
      SELECT b.detail FROM boxes AS b WHERE b.item_id = i.id AND b.detail IS NOT NULL ORDER BY b.position
    )) END AS details,
    CASE WHEN i.kind IN ('text', 'longtext') THEN (
      SELECT c.value FROM corrections AS c JOIN evaluations AS e ON e.sha256 = c.sha256 AND e.position = c.evaluation_position
      WHERE e.id = i.evaluation_id AND c.path = i.path ORDER BY c.id DESC LIMIT 1
    ) END AS corrected
  FROM items AS i WHERE i.evaluation_id = ? AND i.kind IN ('text', 'longtext', 'checkboxes')`
/** The texts of its change table. */
export const CHANGE_TEXTS =
  'SELECT position, item_printed, before_text, after_text, explanation FROM changes WHERE evaluation_id = ?'

/** The texts of an item, one by one: no query finds what begins in one and ends in the next. */
export const textsOf = ({
  text,
  details,
  corrected,
}: Pick<ItemText, 'text' | 'details' | 'corrected'>): string[] => [
  ...(text === null ? [] : [text]),
  ...(details === null ? [] : (JSON.parse(details) as string[])),
  ...(corrected === null || corrected === text ? [] : [corrected]),
]
/** The columns of a change that hold something. */
export const partsOf = (columns: Omit<ChangeTexts, 'position'>): string[] =>
  Object.values(columns).filter((part) => part !== null)

/** The texts of the item at a position of an evaluation; there is one wherever the index has a row. */
export const readItemText = (database: Store['database'], evaluation: string, position: number): ItemText =>
  database.prepare<[string, number], ItemText>(`${ITEM_TEXTS} AND i.position = ?`).get(evaluation, position)!

/** Fetches the texts at places of the index, one place at a time. */
export function textReader({ database }: Store): (place: Place) => string[] {
  const evaluation = database
    .prepare<[number], string>('SELECT evaluation_id FROM search_evaluations WHERE number = ?')
    .pluck()
  const item = database.prepare<[string, number], ItemText>(`${ITEM_TEXTS} AND i.position = ?`)
  const change = database.prepare<[string, number], ChangeTexts>(`${CHANGE_TEXTS} AND position = ?`)
  return ({ number, kind, position }) => {
    const id = evaluation.get(number)!
    if (kind === 'item') return textsOf(item.get(id, position)!)
    const { position: _, ...columns } = change.get(id, position)!
    return partsOf(columns)
  }
}
