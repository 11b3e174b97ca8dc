// node bench/search-tokens.ts DATABASE [TEXTS] — compares ways of cutting Japanese text for FTS5 on texts of a store: how much
// of what a full scan finds is found (recall), how much of what is found a full scan finds, too (precision), size, speed.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import kuromoji from 'kuromoji'
import { fold } from '../db/search/fold.ts'
import { gramPhrase, grams } from '../db/search/grams.ts'
import { pick, randomFrom } from './vary.ts'

type Candidate = {
  readonly name: string
  /** Options of the FTS5 table. */
  readonly table: string
  readonly cut: (folded: string) => string
  readonly query: (folded: string) => string
}

const [path, count = '20000'] = process.argv.slice(2)
if (path === undefined) throw new Error('say which database the texts come from')
const source = new SqliteDatabase(path, { readonly: true })
const texts = source
  .prepare<[number], string>(
    `SELECT value_text FROM items WHERE kind IN ('text', 'longtext') AND status = 'found' AND value_text != ''
     ORDER BY id LIMIT ?`,
  )
  .pluck()
  .all(Number(count))
  .map(fold)

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })
const dictionary = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict')
const tokenizer = await new Promise<kuromoji.Tokenizer<kuromoji.IpadicFeatures>>((done, fail) =>
  kuromoji.builder({ dicPath: dictionary }).build((error, built) => (error ? fail(error) : done(built))),
)
const words = {
  kuromoji: (text: string) => tokenizer.tokenize(text).map(({ surface_form }) => surface_form),
  'Intl.Segmenter': (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment),
}
/** One token a character: the same trick as in `grams`, to get punctuation past the tokenizer. */
const characters = (text: string): string => [...text].map((point) => grams(`${point}`)).join(' ')
const phrase = (terms: string): string => `"${terms}"`
const safe = (terms: readonly string[]): string =>
  terms.map((term) => grams(term).replaceAll(' ', '')).join(' ')

const ascii = "tokenize='ascii'"
const candidates: readonly Candidate[] = [
  ...Object.entries(words).map(([name, cut]) => ({
    name,
    table: ascii,
    cut: (text: string) => safe(cut(text)),
    query: (text: string) => phrase(safe(cut(text))),
  })),
  {
    name: 'trigram (built in)',
    table: "tokenize='trigram'",
    cut: (text) => text,
    query: (text) => phrase(text.replaceAll('"', '""')),
  },
  { name: 'characters', table: ascii, cut: characters, query: (text) => phrase(characters(text)) },
  { name: 'pairs', table: ascii, cut: grams, query: gramPhrase },
  { name: 'pairs, prefix index', table: `${ascii}, prefix='1'`, cut: grams, query: gramPhrase },
]

const random = randomFrom(7)
/** Parts of texts, 1 to 8 characters long; as many of each length. */
const queries = Array.from({ length: 400 }, (_, index) => {
  const length = 1 + (index % 8)
  for (;;) {
    const points = [...pick(random, texts)]
    const start = Math.floor(random() * (points.length - length + 1))
    if (start >= 0 && points.length >= length) return points.slice(start, start + length).join('')
  }
})
const truths = queries.map(
  (query) => new Set(texts.flatMap((text, index) => (text.includes(query) ? [index + 1] : []))),
)
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
console.log(
  `${texts.length} texts, ${(bytes / 1e6).toFixed(1)} MB, ${queries.length} queries of 1 to 8 characters`,
)

const folder = mkdtempSync(join(tmpdir(), 'hyoka-bench-'))
const rows = candidates.map(({ name, table, cut, query }) => {
  const file = join(folder, 'index.db')
  rmSync(file, { force: true })
  const database = new SqliteDatabase(file)
  database.exec(`CREATE VIRTUAL TABLE t USING fts5(x, content='', contentless_delete=1, ${table})`)
  const built = performance.now()
  database.transaction(() => {
    const insert = database.prepare('INSERT INTO t (rowid, x) VALUES (?, ?)')
    for (const [index, text] of texts.entries()) insert.run(index + 1, cut(text))
  })()
  const buildSeconds = (performance.now() - built) / 1000
  database.exec("INSERT INTO t (t) VALUES ('optimize')")
  const search = database.prepare<[string], number>('SELECT rowid FROM t WHERE t MATCH ?').pluck()
  let right = 0
  let found = 0
  let true_ = 0
  const times = queries.map((text, index) => {
    const begun = performance.now()
    const hits = search.all(query(text))
    const time = performance.now() - begun
    const truth = truths[index]!
    right += hits.filter((hit) => truth.has(hit)).length
    found += hits.length
    true_ += truth.size
    return [time, [...text].length] as const
  })
  database.close()
  const p95 = (chosen: readonly (readonly [number, number])[]): string => {
    const sorted = chosen.map(([time]) => time).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length * 0.95)]!.toFixed(1)
  }
  return {
    name,
    recall: `${((100 * right) / true_).toFixed(1)} %`,
    precision: `${((100 * right) / found).toFixed(1)} %`,
    'size / text': (statSync(file).size / bytes).toFixed(2),
    'build s': buildSeconds.toFixed(1),
    'p95 ms, 1 character': p95(times.filter(([, length]) => length === 1)),
    'p95 ms, 2': p95(times.filter(([, length]) => length === 2)),
    'p95 ms, 3 to 8': p95(times.filter(([, length]) => length > 2)),
  }
})
rmSync(folder, { recursive: true })
console.table(rows)
