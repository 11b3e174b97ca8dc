import { fold } from './fold.ts'

/** What was typed: folded words and phrases, joined by operators. */
export type Query =
  | { readonly kind: 'word'; readonly folded: string }
  | { readonly kind: 'AND' | 'OR' | 'NOT'; readonly left: Query; readonly right: Query }

/** The query cannot be followed; the message says what to type instead. */
export class QueryError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'QueryError'
  }
}

type Token = { readonly kind: 'word' | 'AND' | 'OR' | 'NOT' | '(' | ')'; readonly text: string }

const LONGEST = 500
const MOST_WORDS = 40

/**
 * Reads `再委託 AND (クラウド OR "外部 保管") NOT 廃止`. Words side by side are joined by AND; NOT takes away what follows from
 * what stands before; AND and NOT bind closer than OR. Operators are written in capitals. Brackets and quotation marks
 * may have full width. Throws a QueryError.
 */
export function parseQuery(text: string): Query {
  if (text.length > LONGEST) throw new QueryError(`a query has at most ${LONGEST} characters`)
  const tokens = tokenize(text)
  if (tokens.filter(({ kind }) => kind === 'word').length > MOST_WORDS)
    throw new QueryError(`a query has at most ${MOST_WORDS} words`)
  const [query, rest] = either(tokens)
  if (rest[0]) throw new QueryError('a closing bracket has no opening one')
  return query
}

/** The folded words of a query that a result may show. */
export function wordsOf(query: Query): string[] {
  if (query.kind === 'word') return [query.folded]
  return [...wordsOf(query.left), ...(query.kind === 'NOT' ? [] : wordsOf(query.right))]
}

const TOKEN = /["“”＂]([^"“”＂]*)(["“”＂]|$)|([(（])|([)）])|([^\s"“”＂()（）]+)/gu

function tokenize(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([whole, phrase, closing, open, close, word]): Token => {
    if (open) return { kind: '(', text: whole }
    if (close) return { kind: ')', text: whole }
    if (word === 'AND' || word === 'OR' || word === 'NOT') return { kind: word, text: word }
    if (phrase !== undefined && closing === '') throw new QueryError('a quotation mark is not closed')
    return { kind: 'word', text: phrase ?? word! }
  })
}

type Read = readonly [Query, readonly Token[]]

function either(tokens: readonly Token[]): Read {
  let [query, rest] = both(tokens)
  while (rest[0]?.kind === 'OR') {
    const [right, behind] = both(rest.slice(1))
    query = { kind: 'OR', left: query, right }
    rest = behind
  }
  return [query, rest]
}

function both(tokens: readonly Token[]): Read {
  let [query, rest] = single(tokens)
  while (rest[0] && rest[0].kind !== 'OR' && rest[0].kind !== ')') {
    const and = rest[0].kind === 'AND'
    const not = rest[and ? 1 : 0]?.kind === 'NOT'
    const [right, behind] = single(rest.slice(Number(and) + Number(not)))
    query = { kind: not ? 'NOT' : 'AND', left: query, right }
    rest = behind
  }
  return [query, rest]
}

function single([token, ...rest]: readonly Token[]): Read {
  switch (token?.kind) {
    case undefined:
      throw new QueryError('a word is missing at the end of the query')
    case 'AND':
    case 'OR':
    case 'NOT':
      throw new QueryError(`${token.text} needs a word on both sides; in quotation marks it is a word itself`)
    case ')':
      throw new QueryError('there is nothing in front of a closing bracket')
    case '(': {
      const [query, [close, ...behind]] = either(rest)
      if (close?.kind !== ')') throw new QueryError('a bracket is not closed')
      return [query, behind]
    }
    case 'word': {
      const folded = fold(token.text)
      if (folded === '') throw new QueryError('there is nothing to search for')
      return [{ kind: 'word', folded }, rest]
    }
  }
}
