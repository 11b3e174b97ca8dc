import type { Store } from '../open.ts'
import { gramPhrase, type Tag, tagWord } from './grams.ts'
import { parseQuery, type Query, wordsOf } from './parse-query.ts'
import { placeOfRow } from './place.ts'
import { type Hit, readHit } from './read-hit.ts'

export type SearchFilters = {
  readonly form?: string
  readonly prefecture?: string
  readonly year?: string
  /** The key of the item, or of change tables (`changes[]`). */
  readonly key?: string
  /** The code of an agency, or a part of its name. */
  readonly agency?: string
  /** Evaluations in which the item of this key has this option, or this box checked. */
  readonly value?: { readonly key: string; readonly label: string }
}

export type SearchResult = {
  /** Places that match; `countedTo` where there are more. */
  readonly total: number
  readonly hits: readonly Hit[]
}

/** Matches are counted up to here. */
export const countedTo = 1000

/** The best places for a query, by BM25. Throws a QueryError where the query cannot be followed. */
export function search(store: Store, text: string, filters: SearchFilters, limit: number): SearchResult {
  const query = parseQuery(text)
  const parameters = { match: matchOf(query, filters), limit, countedTo, ...evaluationParameters(filters) }
  const where = `search_index MATCH :match${evaluationCondition(filters)}`
  const total = store.database
    .prepare<[typeof parameters], number>(
      `SELECT count(*) FROM (SELECT 1 FROM search_index WHERE ${where} LIMIT :countedTo)`,
    )
    .pluck()
    .get(parameters)
  const rows = store.database
    .prepare<[typeof parameters], { rowid: number; score: number }>(
      `SELECT rowid, -bm25(search_index, 1, 0) AS score FROM search_index WHERE ${where} ORDER BY score DESC LIMIT :limit`,
    )
    .all(parameters)
  const words = wordsOf(query)
  return {
    total: total ?? 0,
    hits: rows.map(({ rowid, score }) => readHit(store, placeOfRow(rowid), words, score)),
  }
}

/** The query in the language of FTS5; nothing that was typed gets into it but as characters of words. */
function matchOf(query: Query, { form, prefecture, year, key }: SearchFilters): string {
  const tags: Tag[] = []
  if (form !== undefined) tags.push({ kind: 'form', value: form })
  if (prefecture !== undefined) tags.push({ kind: 'prefecture', value: prefecture })
  if (year !== undefined) tags.push({ kind: 'year', value: year })
  if (key !== undefined) tags.push({ kind: 'key', value: key })
  return [`grams : (${expression(query)})`, ...tags.map((tag) => `tags : "${tagWord(tag)}"`)].join(' AND ')
}

const expression = (query: Query): string =>
  query.kind === 'word'
    ? gramPhrase(query.folded)
    : `(${expression(query.left)} ${query.kind} ${expression(query.right)})`

function evaluationCondition({ agency, value }: SearchFilters): string {
  const conditions = [
    ...(agency === undefined
      ? []
      : [
          'evaluation_id IN (SELECT id FROM evaluations WHERE agency_code = :agency OR instr(agency_name, :agency))',
        ]),
    ...(value === undefined
      ? []
      : [
          `(evaluation_id IN (SELECT evaluation_id FROM items WHERE kind = 'choice' AND key = :key AND option_label = :label
              AND status IN ('found', 'inferred'))
            OR evaluation_id IN (SELECT i.evaluation_id FROM items AS i JOIN boxes AS b ON b.item_id = i.id
              WHERE i.key = :key AND b.label = :label AND b.state = 'checked'))`,
        ]),
  ]
  if (conditions.length === 0) return ''
  return ` AND rowid >> 20 IN (SELECT number FROM search_evaluations WHERE ${conditions.join(' AND ')})`
}

const evaluationParameters = ({ agency, value }: SearchFilters) => ({
  agency: agency ?? null,
  key: value?.key ?? null,
  label: value?.label ?? null,
})
