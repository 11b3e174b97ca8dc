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
  /** Places that match, `MOST_COUNTED` at most. */
  readonly total: number
  /** There are more places than `total`. */
  readonly more: boolean
  /** `all`: the hits are the best of all places. `newest`: of the `MOST_READ` that were ingested last. */
  readonly ranked: 'all' | 'newest'
  readonly hits: readonly Hit[]
}

/** All texts are read and scored of so many places; of more so many: a word that is everywhere is as fast as a rare one. */
const ALL_READ = 1000
export const MOST_READ = 500
/** The index's own rank chooses them among so many places; it takes 2 to 4 microseconds a place. */
export const MOST_COUNTED = 5_000

/** The best places for a query, by BM25. Throws a QueryError where the query cannot be followed. */
export function search(store: Store, text: string, filters: SearchFilters, limit: number): SearchResult {
  const query = parseQuery(text)
  const { rowids, ...found } = candidatesOf(store, query, filters)
  const words = wordsOf(query)
  const places = rowids.map(placeOfRow)
  const readTexts = textReader(store)
  const ranks = scores(
    places.map((place) => readTexts(place).map(fold).join('\n')),
    words,
  )
  const ranked = places
    .map((place, index) => ({ place, score: ranks[index]! }))
    .sort((one, other) => other.score - one.score)
  return {
    ...found,
    hits: ranked.slice(0, limit).map(({ place, score }) => readHit(store, place, words, score)),
  }
}

type Candidates = Omit<SearchResult, 'hits'> & { readonly rowids: readonly number[] }

/** The rows of the index whose texts are worth reading: the best by its own rank, or the newest where that takes too long. */
function candidatesOf({ database }: Store, query: Query, filters: SearchFilters): Candidates {
  const rowsOf = (match: string, rest: string): number[] =>
    database
      .prepare<[object], number>(`SELECT rowid FROM search_index WHERE search_index MATCH :match${rest}`)
      .pluck()
      .all({ match, most: MOST_COUNTED + 1, ...evaluationParameters(filters) })
  const match = matchOf(query, filters)
  const all = rowsOf(match, `${evaluationCondition(filters)} ORDER BY rowid DESC LIMIT :most`)
  const found = { total: Math.min(all.length, MOST_COUNTED), more: all.length > MOST_COUNTED }
  if (all.length <= ALL_READ) return { ...found, ranked: 'all', rowids: all }
  const newest = { ...found, ranked: 'newest' as const, rowids: all.slice(0, MOST_READ) }
  if (found.more) return newest
  // A tag is in so many rows that the rank, which counts the rows of each word, is asked for the words alone.
  const words = matchOf(query, {})
  if (rowsOf(words, ' LIMIT :most').length > MOST_COUNTED) return newest
  const chosen = new Set(all)
  const best = rowsOf(words, ' ORDER BY rank').filter((rowid) => chosen.has(rowid))
  return { ...found, ranked: 'all', rowids: best.slice(0, MOST_READ) }
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
