import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  closeStore,
  indexMissing,
  openStore,
  recordParse,
  type Store,
  search,
  startRun,
} from '../../../db/index.ts'
import type { Evaluation, Item } from '../../../parsers/records/index.ts'
import { migrate, readMigrations as readMigrationsOf } from '../../../sqlite/index.ts'
import { explainStore, viewSpecs } from '../../../src/codebook/index.ts'
import { sampleEvaluation, sampleResult } from '../../support/parse-result.ts'
import { temporaryFolder, temporaryStore } from '../../support/temporary-store.ts'

const now = () => '2025-01-01T00:00:00.000Z'
const readMigrations = () => readMigrationsOf(new URL('../../../db/schema/', import.meta.url))
const common = { confidence: 0.9, evidence: [{ page: 4, boxes: [[1, 2, 3, 4] as const] }], raw: '' }
const text = (path: string, key: string, value: string): Item => ({
  ...common,
  path,
  key,
  kind: 'text',
  status: 'found',
  value,
})
const contracts = 'files[].outsourcing.contracts[]'

/** Two contracts on 様式4; the contractor of the second is blank, its choice ambiguous. */
const form4: Evaluation = sampleEvaluation({
  form: '様式4',
  items: [
    text('I.1.1', 'operation.name', '架空税に関する事務'),
    text('II[2].4.委託事項[1]', `${contracts}.name`, '印刷'),
    text('II[2].4.委託事項[1].6', `${contracts}.contractor`, '株式会社架空印刷'),
    {
      ...common,
      path: 'II[2].4.委託事項[1].7',
      key: `${contracts}.subcontracting.exists`,
      kind: 'choice',
      status: 'found',
      option: 1,
      label: '再委託する',
    },
    {
      ...common,
      path: 'II[2].4.委託事項[1].4',
      key: `${contracts}.delivery_methods`,
      kind: 'checkboxes',
      status: 'found',
      checked: ['紙', 'その他'],
      unchecked: ['専用線'],
      unknown: [],
      details: { その他: '手渡し' },
    },
    text('II[2].4.委託事項[12]', `${contracts}.name`, '保守'),
    {
      ...common,
      path: 'II[2].4.委託事項[12].6',
      key: `${contracts}.contractor`,
      kind: 'text',
      status: 'blank',
      blankKind: 'dash',
      value: '－',
    },
    {
      ...common,
      path: 'II[2].4.委託事項[12].7',
      key: `${contracts}.subcontracting.exists`,
      kind: 'choice',
      status: 'ambiguous',
      reason: 'two options',
      option: 1,
      label: '再委託する',
    },
    text('I.2.システム[3].1', 'systems[].name', '架空システム'),
    {
      ...common,
      path: 'III[2].2.リスク1.対策は十分か',
      key: 'risks[].acquisition.out_of_purpose.sufficiency',
      kind: 'choice',
      status: 'found',
      option: 3,
      label: '課題が残されている',
    },
    text('II[1].5.提供先[1]', 'files[].provision.recipients[].name', '架空組合'),
    text('II[1].5.移転先[2]', 'files[].transfer.recipients[].name', '税務課'),
    text('II[1].5.移転先[2].7', 'files[].transfer.recipients[].timing', '随時'),
  ],
})

function store4(): Store {
  const store = temporaryStore()
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  recordParse(store, { run, location: '/a.pdf', result: sampleResult({ evaluations: [form4] }) })
  explainStore(store)
  return store
}
const all = ({ database }: Store, sql: string) => database.prepare(sql).all()

test('the views in the schema are those that the forms give (a new migration: tools/make-views.ts)', () => {
  const { database } = temporaryStore()
  for (const { name, sql } of viewSpecs())
    expect(database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name)).toBe(sql)
})

test('every column of every table and view is explained, and nothing else', () => {
  const store = store4()
  const columns = all(
    store,
    `SELECT t.name || '.' || c.name AS name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type IN ('table', 'view') AND t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1`,
  )
  expect(
    all(store, "SELECT relation || '.' || name AS name FROM column_guide WHERE name != '' ORDER BY 1"),
  ).toEqual(columns)
  expect(all(store, "SELECT name FROM column_guide WHERE description = ''")).toEqual([])
})

test('contracts are rows; a value stands only where it is asserted, its status always', () => {
  expect(
    all(
      store4(),
      `SELECT file_number, block_number, name, contractor, contractor_status, subcontracting_exists,
         subcontracting_exists_option, subcontracting_exists_status, delivery_methods, handler_count_status, page, prefecture
       FROM outsourcing_contracts ORDER BY block_number`,
    ),
  ).toEqual([
    {
      file_number: 2,
      block_number: 1,
      name: '印刷',
      contractor: '株式会社架空印刷',
      contractor_status: 'found',
      subcontracting_exists: '再委託する',
      subcontracting_exists_option: 1,
      subcontracting_exists_status: 'found',
      delivery_methods: '["紙","その他"]',
      handler_count_status: null,
      page: 4,
      prefecture: '架空県',
    },
    {
      file_number: 2,
      block_number: 12,
      name: '保守',
      contractor: null,
      contractor_status: 'blank',
      subcontracting_exists: null,
      subcontracting_exists_option: null,
      subcontracting_exists_status: 'ambiguous',
      delivery_methods: null,
      handler_count_status: null,
      page: 4,
      prefecture: '架空県',
    },
  ])
})

test('systems, recipients, risks, boxes, changes and evaluations are rows, too', () => {
  const store = store4()
  expect(all(store, 'SELECT block_number, name FROM systems')).toEqual([
    { block_number: 3, name: '架空システム' },
  ])
  expect(all(store, 'SELECT recipient_kind, block_number, name, timing FROM recipients ORDER BY 1')).toEqual([
    { recipient_kind: '提供先', block_number: 1, name: '架空組合', timing: null },
    { recipient_kind: '移転先', block_number: 2, name: '税務課', timing: '随時' },
  ])
  expect(
    all(
      store,
      'SELECT file_number, risk, is_sufficiency, label, judgement, judgement_option FROM risk_judgements',
    ),
  ).toEqual([
    {
      file_number: 2,
      risk: 'acquisition.out_of_purpose',
      is_sufficiency: 1,
      label: 'リスクへの対策は十分か',
      judgement: '課題が残されている',
      judgement_option: 3,
    },
  ])
  expect(
    all(store, "SELECT label, state, detail FROM box_states WHERE state = 'checked' ORDER BY label"),
  ).toEqual([
    { label: 'その他', state: 'checked', detail: '手渡し' },
    { label: '紙', state: 'checked', detail: null },
  ])
  expect(all(store, 'SELECT row_number, change_date, after_text, unattributed FROM change_rows')).toEqual([
    { row_number: 1, change_date: '2024-08-01', after_text: '架空システム', unattributed: '["説明"]' },
  ])
  expect(
    all(
      store,
      'SELECT operation_name, publication_year, is_current, audit_audit_status FROM evaluations_wide',
    ),
  ).toEqual([
    { operation_name: '架空税に関する事務', publication_year: 2024, is_current: 1, audit_audit_status: null },
  ])
  expect(all(store, 'SELECT agency, names, evaluations FROM agencies')).toEqual([
    { agency: '999999', names: '["架空県架空市長"]', evaluations: 1 },
  ])
  expect(
    all(
      store,
      `SELECT items, found, blank, share_found FROM key_coverage WHERE key = '${contracts}.contractor'`,
    ),
  ).toEqual([{ items: 2, found: 1, blank: 1, share_found: 0.5 }])
})

test('every view can be read as a whole', () => {
  const store = store4()
  for (const { name, columns } of viewSpecs()) {
    const rows = all(store, `SELECT * FROM ${name}`)
    for (const row of rows) expect(Object.keys(row as object)).toEqual(columns.map((column) => column.name))
  }
})

test('the codebook says what a key is on each form', () => {
  const store = store4()
  expect(
    all(
      store,
      `SELECT form, path, label, kind, required FROM codebook WHERE key = '${contracts}.contractor' ORDER BY form`,
    ),
  ).toEqual([
    { form: '様式3', path: 'II[f].4.委託事項[n].3', label: '委託先名', kind: 'text', required: 0 },
    { form: '様式4', path: 'II[f].4.委託事項[n].6', label: '委託先名', kind: 'text', required: 0 },
  ])
  expect(
    all(
      store,
      "SELECT options, section FROM codebook WHERE form = '様式3' AND key = 'network_linkage.performed'",
    ),
  ).toEqual([
    {
      options:
        '[{"number":1,"label":"実施する","detail":false},{"number":2,"label":"実施しない","detail":false},{"number":3,"label":"未定","detail":false}]',
      section: 'Ⅰ 基本情報 > ５． 情報提供ネットワークシステムによる情報連携',
    },
  ])
})

test('a database of the first version keeps its rows and gets the views', () => {
  const path = join(temporaryFolder(), 'old.db')
  const database = new SqliteDatabase(path)
  database.pragma(`application_id = ${0x68796f6b}`)
  migrate(database, readMigrations().slice(0, 1), now)
  const sha256 = 'ab'.repeat(32)
  database.exec(`
    INSERT INTO runs (id, started_at, parser, arguments) VALUES (1, '2024-01-01', '0', '[]');
    INSERT INTO documents VALUES ('${sha256}', 'application/pdf', 10, 1, 'pdf-text-layer', 'ok', '0', '2024', '2024', 1, 1);
    INSERT INTO sources VALUES (1, '/old.pdf', '${sha256}', '2024', '2024', 1, 1);
    INSERT INTO evaluations (id, sha256, position, form, span, characters, unplaced_characters)
      VALUES ('abababababab-1', '${sha256}', 1, '様式3', '{"pages":[1,1]}', 5, 0);
    INSERT INTO items (evaluation_id, position, path, key, kind, status, value_text, raw, confidence, evidence)
      VALUES ('abababababab-1', 1, 'I.2.システム[1].1', 'systems[].name', 'text', 'found', '旧ｼｽﾃﾑ', '旧ｼｽﾃﾑ', 1, '[]');
    INSERT INTO changes (evaluation_id, position, after_text, confidence, evidence)
      VALUES ('abababababab-1', 1, '新しい記載', 1, '[]')`)
  database.close()
  const store = openStore(path, { now, create: false })
  explainStore(store)
  expect(
    all(
      store,
      'SELECT name, form, location FROM systems JOIN evaluation_identity USING (evaluation_id, form)',
    ),
  ).toEqual([{ name: '旧ｼｽﾃﾑ', form: '様式3', location: '/old.pdf' }])
  expect(all(store, 'SELECT normalised FROM names')).toEqual([{ normalised: '旧システム' }])
  expect(all(store, 'SELECT status, items FROM status_counts')).toEqual([{ status: 'found', items: 1 }])
  expect(indexMissing(store)).toBe(1)
  expect(search(store, 'システム', {}, 5).hits.map(({ path: place }) => place)).toEqual(['I.2.システム[1].1'])
  expect(all(store, 'SELECT after_text FROM change_rows')).toEqual([{ after_text: '新しい記載' }])
  expect(all(store, "SELECT count(*) AS rows FROM codebook WHERE form = '様式3'")).toEqual([{ rows: 127 }])
  closeStore(store)
})
