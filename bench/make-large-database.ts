// node bench/make-large-database.ts FILE [EVALUATIONS] — a store of many evaluations, made from the sample's records with
// varied texts, names, choices and boxes. The same arguments give the same records.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { closeStore, finishRun, openStore, startRun, writeCodebook } from '../db/index.ts'
import { writeEvaluation } from '../db/write/evaluation.ts'
import { writeSighting } from '../db/write/sighting.ts'
import { parseDocument } from '../parsers/index.ts'
import type { Evaluation, Item } from '../parsers/records/index.ts'
import { codebook } from '../src/codebook/index.ts'
import { name, pick, type Random, randomFrom, textMaker } from './vary.ts'

/** Prefectures of local governments; the municipalities are made up. */
const PREFECTURES =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'.split(
    ' ',
  )
/** Texts that are kept as they are: agencies copy what others publish. */
const COPIED = 0.3
/** Items that another option or another state of boxes is drawn for. */
const REDRAWN = 0.3
const BATCH = 500

const [path, count = '40000'] = process.argv.slice(2)
if (path === undefined) throw new Error('say where the database is to be written')
const sample = new URL('../corpus/sample/', import.meta.url)

const templates: Evaluation[] = []
for (const file of readdirSync(sample)
  .filter((each) => /\.(pdf|xlsx|txt)$/.test(each))
  .sort())
  templates.push(...(await parseDocument(readFileSync(new URL(file, sample)))).evaluations)

const options = new Map<string, { option?: number; label?: string }[]>()
const texts: string[] = []
for (const item of templates.flatMap(({ items }) => items)) {
  if (item.kind === 'choice' && item.label !== undefined)
    options.set(item.key, [
      ...(options.get(item.key) ?? []),
      { label: item.label, ...(item.option !== undefined && { option: item.option }) },
    ])
  if (item.kind === 'longtext' && item.value) texts.push(item.value)
}
const makeText = textMaker(texts)

function varyItem(random: Random, item: Item): Item {
  if (item.status !== 'found') return item
  switch (item.kind) {
    case 'text':
      if (random() < COPIED) return item
      return withText(item, vary(random, item.value ?? ''))
    case 'longtext': {
      if (random() < COPIED) return item
      const length = Math.ceil((item.value ?? '').length * (0.5 + random()))
      return withText(item, `${makeText(random, length)}（${name(random)}）`)
    }
    case 'choice': {
      if (random() > REDRAWN) return item
      return { ...item, ...pick(random, options.get(item.key) ?? [{}]) }
    }
    case 'checkboxes': {
      if (random() > REDRAWN) return item
      const labels = [...item.checked, ...item.unchecked]
      const checked = labels.filter(() => random() < 0.4)
      return { ...item, checked, unchecked: labels.filter((label) => !checked.includes(label)) }
    }
    default:
      return item
  }
}

/** A name with another name in it: 株式会社架空システムズ → 株式会社架空鰯峰システムズ. */
const vary = (random: Random, text: string): string =>
  text.length < 4 ? text : `${text.slice(0, 4)}${pick(random, names)}${text.slice(4)}`
const names = Array.from({ length: 3000 }, (_, index) => name(randomFrom(index)))

const withText = (item: Item, value: string): Item => ({ ...item, value, raw: value }) as Item

function varyEvaluation(random: Random, index: number): Evaluation {
  const template = templates[index % templates.length]!
  const prefecture = pick(random, PREFECTURES)
  const municipality = `${pick(random, names.slice(0, 40))}市`
  const date = `${2016 + Math.floor(random() * 10)}-0${1 + Math.floor(random() * 9)}-01`
  return {
    ...template,
    number: String(1 + Math.floor(random() * 99)),
    agency: { name: `${prefecture}${municipality}長`, prefecture, municipality },
    publicationDate: { value: date, iso: date },
    items: template.items.map((item) => varyItem(random, item)),
    changes: template.changes.map((row) => ({
      ...row,
      ...(row.変更後 === undefined ? {} : { 変更後: makeText(random, Math.max(4, row.変更後.length)) }),
    })),
  }
}

for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
const store = openStore(path, { now: () => '2025-01-01T00:00:00.000Z', create: true })
const { database } = store
// Nothing is worth saving if this breaks off: no journal, no waiting for the disk.
database.pragma('journal_mode = OFF')
database.pragma('synchronous = OFF')
database.pragma('cache_size = -400000')
// Indexes that are built at the end are built by sorting, not by looking for the place of each row.
const indexes = database
  .prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('items', 'boxes') AND sql IS NOT NULL",
  )
  .all()
for (const { name } of indexes) database.exec(`DROP INDEX ${name}`)
// What the search index gathers before it writes a part of itself: few large parts need less merging than many small ones.
const gather = (bytes: number) =>
  database.exec(`INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ${bytes})`)
gather(256 * 1024 * 1024)
writeCodebook(store, codebook())
const run = startRun(store, { parser: 'made up', arguments: [], skipped: 0 })
// One transaction for many documents: recordParse would give each its own, and the index a piece of its own with it.
const insertDocument = database.prepare(
  `INSERT INTO documents VALUES (:sha256, 'application/pdf', 1, 20, 'pdf-text-layer', 'ok', 'made up',
     '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', :run, :run)`,
)
const started = performance.now()
const said = (what: string) =>
  process.stderr.write(`${what}: ${Math.round((performance.now() - started) / 1000)} s\n`)
for (let first = 0; first < Number(count); first += BATCH) {
  database
    .transaction(() => {
      const batch = Array.from(
        { length: Math.min(BATCH, Number(count) - first) },
        (_, index) => first + index,
      )
      const hashes = batch.map((index) => createHash('sha256').update(`evaluation ${index}`).digest('hex'))
      for (const [place, sha256] of hashes.entries()) {
        insertDocument.run({ sha256, run })
        writeSighting(store, { run, location: `https://example.invalid/${batch[place]}.pdf`, sha256 })
      }
      for (const [place, sha256] of hashes.entries())
        writeEvaluation(store, sha256, 1, varyEvaluation(randomFrom(batch[place]!), batch[place]!))
    })
    .immediate()
  if (first % 2000 === 0) said(`${first} evaluations`)
}
finishRun(store, run)
said('indexes')
for (const { sql } of indexes) database.exec(sql)
gather(1024 * 1024)
database.pragma('journal_mode = WAL')
closeStore(store)
said(`${count} evaluations`)
