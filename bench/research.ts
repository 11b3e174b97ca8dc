// node bench/research.ts DATABASE [ROUNDS] [whole] — times of searches, of all questions and of exports on a (large) store; with
// `whole` of exports of everything, too, which take long. The first round of searches and questions fills the caches; the
// median of the others is printed. Other work on the machine shows in wall time more than in processor time, and
// least in the ratio: how many times as long as reading all items and boxes of one prefecture, once and in order.
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { parameterValue, questions, type SearchFilters, search } from '../db/index.ts'
import { type Cost, costOfExport } from './run-export.ts'

const SEARCHES: readonly (readonly [string, SearchFilters])[] = [
  ['委託', {}],
  ['の', {}],
  ['鍵', {}],
  ['税', { year: '2020' }],
  ['ｼｽﾃﾑ', {}],
  ['クラウド', {}],
  ['特定個人情報', {}],
  ['ウイルス対策ソフトの定義', {}],
  ['再委託 AND クラウド', { prefecture: '埼玉県' }],
  ['再委託 システム', {}],
  ['漏えい OR 紛失', {}],
  ['アクセス NOT 職員', {}],
  ['(委託 OR 再委託) AND 書面', { form: '様式3' }],
  ['"外部 媒体"', {}],
  ['住民', { key: 'systems[].name' }],
  ['システム', { key: 'changes[]' }],
  ['委託', { agency: '札' }],
  ['照合', { value: { key: 'network_linkage.performed', label: '実施する' } }],
  ['鰯', {}],
  ['存在しない語句', {}],
]

/** Of this prefecture, exports of one are. */
const PREFECTURE = '埼玉県'

const [path, rounds = '3', whole] = process.argv.slice(2)
if (path === undefined) throw new Error('say which database')
const database = new SqliteDatabase(path, { readonly: true })
const store = { database, now: () => '' }

type Times = {
  readonly name: string
  readonly wall: number
  readonly processor: number
  readonly rows: number
}

function timed(name: string, run: () => number): Times {
  run()
  const times = Array.from({ length: Number(rounds) }, () => {
    const begun = performance.now()
    const before = process.cpuUsage()
    const rows = run()
    const { user, system } = process.cpuUsage(before)
    return { wall: performance.now() - begun, processor: (user + system) / 1000, rows }
  }).sort((one, other) => one.wall - other.wall)
  return { name, ...times[Math.floor(times.length / 2)]! }
}

const chosen = database
  .prepare<[string], string>('SELECT id FROM evaluations WHERE prefecture = ? ORDER BY id')
  .pluck()
  .all(PREFECTURE)
const ofEvaluation = [
  'SELECT * FROM items WHERE evaluation_id = (SELECT ?) ORDER BY id',
  'SELECT b.* FROM items AS i JOIN boxes AS b ON b.item_id = i.id WHERE i.evaluation_id = (SELECT ?) ORDER BY i.id, b.position',
].map((sql) => database.prepare<[string], unknown>(sql).raw())
const reading = timed('reading', () =>
  chosen.reduce(
    (sum, id) => sum + ofEvaluation.reduce((rows, statement) => rows + statement.all(id).length, 0),
    0,
  ),
)

function print(title: string, all: readonly Times[]): void {
  console.log(title)
  console.table(
    all.map(({ name, wall, processor, rows }) => ({
      name,
      'wall ms': wall.toFixed(1),
      'processor ms': processor.toFixed(1),
      ratio: (processor / reading.processor).toFixed(3),
      rows,
    })),
  )
  for (const kind of ['wall', 'processor'] as const) {
    const sorted = all.map((times) => times[kind]).sort((a, b) => a - b)
    console.log(
      `${kind}: p50 ${sorted[Math.floor(sorted.length * 0.5)]!.toFixed(1)} ms, p95 ${sorted[Math.ceil(sorted.length * 0.95) - 1]!.toFixed(1)} ms`,
    )
  }
}

print(`all items and boxes of ${PREFECTURE} (${chosen.length} evaluations)`, [reading])
print(
  'searches (20 hits with snippets each)',
  SEARCHES.map(([query, filters]) =>
    timed(
      `${query} ${Object.keys(filters).length > 0 ? JSON.stringify(filters) : ''}`,
      () => search(store, query, filters, 20).total,
    ),
  ),
)
print(
  'questions',
  questions().map(({ name, sql, parameters }) => {
    const values = Object.fromEntries(parameters.map((each) => [each.name, parameterValue(each.default)]))
    const statement = database.prepare<[object], unknown>(sql)
    return timed(name, () => statement.all(values).length)
  }),
)
const mapping = join(import.meta.dirname, '../docs/examples/contract-register.yaml')
const EXPORTS: readonly (readonly [string, readonly string[]])[] = [
  ['parquet', ['--format', 'parquet']],
  ['csv', ['--format', 'csv']],
  ['jsonl', ['--format', 'jsonl']],
  ['mapped.csv', ['--map', mapping]],
]
const evaluations = database.prepare<[], number>('SELECT count(*) FROM evaluations').pluck().get()!
printExports(`exports of ${PREFECTURE}`, ['--pref', PREFECTURE], chosen.length)
if (whole !== undefined) printExports('exports of everything', [], evaluations)

function printExports(title: string, filters: readonly string[], size: number): void {
  console.log(title)
  const costs = EXPORTS.map(([out, options]): readonly [string, Cost] => [
    out,
    costOfExport(path!, out, ...options, ...filters),
  ])
  console.table(
    costs.map(([name, { wall, processor, megabytes }]) => ({
      name,
      'wall s': wall.toFixed(1),
      'processor s': processor.toFixed(1),
      ratio: ((processor * 1000 * chosen.length) / (reading.processor * size)).toFixed(1),
      'peak MB': megabytes.toFixed(0),
    })),
  )
}

console.table(
  database
    .prepare(
      `SELECT (SELECT count(*) FROM evaluations) AS evaluations, (SELECT sum(items) FROM status_counts) AS items,
         (SELECT count(*) FROM search_index_docsize) AS texts,
         (SELECT sum(length(block)) FROM search_index_data) / 1000000 AS index_mb,
         (SELECT sum(octet_length(value_text)) FROM items WHERE kind IN ('text', 'longtext') AND status = 'found') / 1000000
         + (SELECT sum(octet_length(concat(item_printed, before_text, after_text, explanation))) FROM changes) / 1000000 AS text_mb`,
    )
    .all(),
)
