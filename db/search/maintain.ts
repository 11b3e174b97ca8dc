import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { fold } from './fold.ts'
import { grams, type Tag, tagWord } from './grams.ts'
import { type Place, rowidOf } from './place.ts'
import {
  CHANGE_TEXTS,
  CHANGES_KEY,
  type ChangeTexts,
  ITEM_TEXTS,
  type ItemText,
  partsOf,
  textsOf,
} from './texts.ts'

type EvaluationRow = { form: string; prefecture: string | null; publication_date: string | null }
/** Brings an evaluation that is not in the index into it; called within the transaction that writes the evaluation. */
export function indexEvaluation({ database }: Store, id: string): void {
  const number = Number(
    prepared(database, 'INSERT INTO search_evaluations (evaluation_id) VALUES (?)').run(id).lastInsertRowid,
  )
  const write = rowWriter(database, id, number)
  for (const item of prepared<[string], ItemText>(database, ITEM_TEXTS).all(id))
    write('item', item.position, item.key, textsOf(item))
  for (const { position, ...columns } of prepared<[string], ChangeTexts>(database, CHANGE_TEXTS).all(id))
    write('change', position, CHANGES_KEY, partsOf(columns))
}

/** Brings one item's texts into the index anew, as after a correction; an evaluation that is not in it stays out. */
export function indexItem({ database }: Store, id: string, path: string): void {
  const number = database
    .prepare<[string], number>('SELECT number FROM search_evaluations WHERE evaluation_id = ?')
    .pluck()
    .get(id)
  if (number === undefined) return
  const write = rowWriter(database, id, number)
  const forget = database.prepare('DELETE FROM search_index WHERE rowid = ?')
  for (const item of database
    .prepare<[string, string], ItemText>(`${ITEM_TEXTS} AND i.path = ?`)
    .all(id, path)) {
    forget.run(rowidOf({ number, kind: 'item', position: item.position }))
    write('item', item.position, item.key, textsOf(item))
  }
}

type WriteRow = (kind: Place['kind'], position: number, key: string, parts: readonly string[]) => void

function rowWriter(database: Store['database'], id: string, number: number): WriteRow {
  const { form, prefecture, publication_date } = prepared<[string], EvaluationRow>(
    database,
    'SELECT form, prefecture, publication_date FROM evaluations WHERE id = ?',
  ).get(id)!
  const tags: Tag[] = [{ kind: 'form', value: form }]
  if (prefecture !== null) tags.push({ kind: 'prefecture', value: prefecture })
  if (publication_date !== null) tags.push({ kind: 'year', value: publication_date.slice(0, 4) })

  const insert = prepared(database, 'INSERT INTO search_index (rowid, grams, tags) VALUES (?, ?, ?)')
  // Pairs of two parts never stand next to each other: the last character of a part stands alone between them.
  return (kind, position, key, parts) => {
    const words = parts.map((part) => grams(fold(part))).filter((each) => each !== '')
    const marks = [...tags, { kind: 'key' as const, value: key }].map(tagWord)
    if (words.length > 0) insert.run(rowidOf({ number, kind, position }), words.join(' '), marks.join(' '))
  }
}

/** Indexes evaluations that are not in the index (of an older database); returns how many. */
export function indexMissing(store: Store): number {
  const missing = prepared<[], string>(
    store.database,
    'SELECT id FROM evaluations WHERE id NOT IN (SELECT evaluation_id FROM search_evaluations)',
  )
    .pluck()
    .all()
  for (let first = 0; first < missing.length; first += BATCH)
    store.database
      .transaction(() => {
        for (const id of missing.slice(first, first + BATCH)) indexEvaluation(store, id)
      })
      .immediate()
  return missing.length
}
const BATCH = 500

/** Builds the index from nothing; returns the number of evaluations in it. */
export function rebuildSearch(store: Store): number {
  store.database.exec(
    "INSERT INTO search_index (search_index) VALUES ('delete-all'); DELETE FROM search_evaluations",
  )
  const indexed = indexMissing(store)
  store.database.exec("INSERT INTO search_index (search_index) VALUES ('optimize')")
  return indexed
}
