import type { Store } from '../open.ts'
import { fold } from './fold.ts'
import { gramPhrase, type Tag, tagWord } from './grams.ts'
import { parseQuery, type Query, wordsOf } from './parse-query.ts'
import { placeOfRow } from './place.ts'
import { scores } from './rank.ts'
import { type Hit, readHit } from './read-hit.ts'
import { textReader } from './texts.ts'

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
  /** Places that match; `rankedAmong` where there are as many or more. */
  readonly total: number
  readonly hits: readonly Hit[]
}

/** So many places are looked at, those ingested last first: a word that is everywhere is answered as fast as a rare one. */
export const rankedAmong = 500

/** The best places for a query, by BM25. Throws a QueryError where the query cannot be followed. */
export function search(store: Store, text: string, filters: SearchFilters, limit: number): SearchResult {
  const query = parseQuery(text)
  const rows = store.database
    .prepare<[object], number>(
      `SELECT rowid FROM search_index WHERE search_index MATCH :match${evaluationCondition(filters)}
       ORDER BY rowid DESC LIMIT :rankedAmong`,
    )
    .pluck()
    .all({ match: matchOf(query, filters), rankedAmong, ...evaluationParameters(filters) })
  const words = wordsOf(query)
  const places = rows.map(placeOfRow)
  const readTexts = textReader(store)
  const ranks = scores(
    places.map((place) => readTexts(place).map(fold).join('\n')),
    words,
  )
  const ranked = places
    .map((place, index) => ({ place, score: ranks[index]! }))
    .sort((one, other) => other.score - one.score)
  return {
    total: rows.length,
    hits: ranked.slice(0, limit).map(({ place, score }) => readHit(store, place, words, score)),
  }
}

/** The query in the language of FTS5; nothing that was typed gets into it but as characters of words. */
function matchOf(query: Query, { form, prefecture, year, key }: SearchFilters): string {
  const tags: Tag[] = []
  if (form !== undefined) tags.push({ kind: 'form', value: form })
  if (prefecture !== undefined) tags.push({ kind: 'prefecture', value: prefecture })
  if (year !== undefined) tags.push({ kind: 'year', value: year })
  if (key !== undefined) tags.push({ kind: 'key', value: key })
  // The tags stand in front: what they leave out is not compared word by word.
  return [...tags.map((tag) => `tags : "${tagWord(tag)}"`), `grams : (${expression(query)})`].join(' AND ')
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
              AND status = 'found')
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
