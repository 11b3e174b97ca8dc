import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { readMapping, WrongMapping } from '../../../../src/export/index.ts'
import { databaseFile } from '../../../support/database-file.ts'
import { sampleEvaluation, sampleItems } from '../../../support/parse-result.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'
import { runHere } from '../../../support/test-shell.ts'

const root = join(import.meta.dirname, '../../../..')
const text = (path: string, key: string, value: string, confidence = 1) => ({
  path,
  key,
  kind: 'text' as const,
  status: 'found' as const,
  confidence,
  evidence: [],
  raw: value,
  value,
})

function faultsOf(yaml: string): WrongMapping['faults'] {
  try {
    readMapping(yaml)
  } catch (error) {
    if (error instanceof WrongMapping) return error.faults
    throw error
  }
  throw new Error('the mapping is right')
}

/** Exports with a mapping; the CSV, its report and what was said. */
async function mapped(database: string, yaml: string, ...more: readonly string[]) {
  const folder = temporaryFolder()
  const map = join(folder, 'map.yaml')
  writeFileSync(map, yaml)
  const said = await runHere(folder, ['export', '--db', database, '--map', map, '--out', 'out.csv', ...more])
  const read = (name: string): string[][] =>
    existsSync(join(folder, name)) ? parse(readFileSync(join(folder, name), 'utf8')) : []
  return { said, folder, rows: read('out.csv').slice(1), report: read('out.report.csv').slice(1) }
}

test('the worked example runs on the sample documents, and reports what the other tool cannot take', async () => {
  const folder = temporaryFolder()
  const samples = ['tsukikage-shi-39-form3.xlsx', 'tsurumidai-shi-78-form4.pdf', 'shiomi-7-form3.txt'].map(
    (name) => join(root, 'corpus/sample', name),
  )
  expect((await runHere(folder, ['ingest', ...samples, '--db', 'a.db'])).code).toBe(0)
  const map = join(root, 'docs/examples/contract-register.yaml')
  const said = await runHere(folder, ['export', '--db', 'a.db', '--map', map, '--out', 'register.csv'])
  expect(said).toMatchObject({ code: 0, err: '9 rows\n7 not-found\n1 no-mapping-for-value\n' })
  const [head, ...rows]: string[][] = parse(readFileSync(join(folder, 'register.csv'), 'utf8'))
  expect(head?.slice(0, 5)).toEqual(['Reference', 'Place', 'Owner', 'Form', 'Register entry'])
  expect(rows.map((row) => [row[1], ...row.slice(3, 5), ...row.slice(6, 12)].join('|'))).toEqual([
    'II[1].4.委託事項[1]|full|住民基本台帳ファイル|株式会社雛形計算センター|10-49|true|保存期間を過ぎた文書の搬出及び溶解の一部|no|2020-01-01',
    'II[1].4.委託事項[2]|full|住民基本台帳ファイル|一般財団法人架空ネットワークス協会|10-49|false||no|2020-01-01',
    'II[1].4.委託事項[3]|full|住民基本台帳ファイル|一般財団法人雛形印刷協会|10-49|false||yes|2020-01-01',
    'II[1].4.委託事項[1]|priority|後期高齢者医療保険料ファイル|一般財団法人仮想ネットワークス協会|10-49|true|サーバーの保守、バックアップ媒体の搬送及び保管の一部||2017-08-01',
    'II[1].4.委託事項[2]|priority|後期高齢者医療保険料ファイル|株式会社雛形システムズ||false|||2017-08-01',
    'II[1].4.委託事項[3]|priority|後期高齢者医療保険料ファイル|株式会社雛形事務代行|500-999|false|||2017-08-01',
    'II[2].4.委託事項[1]|priority|統合宛名ファイル|株式会社仮想システムズ　第二事業部|under 10|true|届出書のデータ入力及び画像化の一部||2025-12-01',
    'II[2].4.委託事項[2]|priority|統合宛名ファイル|一般財団法人試行印刷協会|under 10|false|||2025-12-01',
    'II[2].4.委託事項[3]|priority|統合宛名ファイル|一般財団法人例示システムズ協会|under 10|false|||2025-12-01',
  ])
  const report: string[][] = parse(readFileSync(join(folder, 'register.report.csv'), 'utf8'))
  expect(report.map((line) => line.slice(1).join('|'))).toEqual([
    'row|column|path|reason|as_read',
    'II[1].4.委託事項[1]|By e-mail||not-found|',
    'II[1].4.委託事項[2]|Staff band|II[1].4.委託事項[2].2|no-mapping-for-value|1,000人以上',
    'II[1].4.委託事項[2]|By e-mail||not-found|',
    'II[1].4.委託事項[3]|By e-mail||not-found|',
    'II[2].4.委託事項[1]|By e-mail||not-found|',
    'II[2].4.委託事項[2]|By e-mail||not-found|',
    'II[2].4.委託事項[3]|By e-mail||not-found|',
    '|||not-found|',
  ])
})

const everyReason = `row: evaluation
minConfidence: 0.8
columns:
  Name: { key: operation.name }
  Number: { field: number, values: { 7: seven } }
  Size: { key: operation.subject_count, values: { 1万人以上10万人未満: M } }
  Band: { key: operation.subject_count, values: { '1,000人未満': S } }
  Sources: { key: 'files[].sources' }
  Self: { key: 'files[].sources', box: 本人又は本人の代理人 }
  None: { key: 'risks[].outsourcing.not_applicable', values: { unchecked: outsourced } }
  Bare: { key: 'risks[].outsourcing.not_applicable' }
  Published: { key: cover.publication_date, date: printed }
  Contracts: { key: 'files[].outsourcing.count' }
  System: { key: 'systems[].name' }
  Assessed: { key: 'files[].holding_start_date', blank: never }
  File: { key: 'files[].name' }
  Sure: { key: 'files[].department' }
  Unsure: { key: 'files[].department', minConfidence: 0.5 }
  Recipient: { key: 'files[].provision.recipients[].name' }
`
const evaluation = sampleEvaluation({
  items: [
    ...sampleItems,
    {
      path: 'III[1].4.委託しない',
      key: 'risks[].outsourcing.not_applicable',
      kind: 'checkbox',
      status: 'found',
      checked: false,
      confidence: 1,
      evidence: [],
      raw: '',
    },
    {
      path: 'II[1].2.5',
      key: 'files[].holding_start_date',
      kind: 'date',
      status: 'missing',
      reason: 'its heading was not found',
      confidence: 0,
      evidence: [],
      raw: '',
    },
    text('II[1].2.6', 'files[].department', '=課税課', 0.7),
    text('II[1].5.提供先[1]', 'files[].provision.recipients[].name', '架空県'),
    text('II[1].5.提供先[2]', 'files[].provision.recipients[].name', '架空組合'),
  ],
})

test('a cell has a value only where one is asserted, sure enough and mapped; the report says why not', async () => {
  const { rows, report, said } = await mapped(databaseFile(evaluation), everyReason)
  expect(rows).toEqual([
    [
      ...['架空税に関する事務', 'seven', 'M', '', '', '', 'outsourced', 'false', '令和6年9月1日', '2'],
      ...['', '', '', '', "'=課税課", ''],
    ],
  ])
  expect(report.map((line) => line.slice(2))).toEqual([
    ['Band', 'I.1.3', 'no-mapping-for-value', '1万人以上10万人未満'],
    ['Sources', 'II[1].3.1', 'ambiguous', ''],
    ['Self', 'II[1].3.1', 'ambiguous', ''],
    ['System', 'I.2.システム[1].1', 'blank', "'－"],
    ['Assessed', 'II[1].2.5', 'missing', ''],
    ['File', '', 'not-found', ''],
    ['Sure', 'II[1].2.6', 'below-confidence', "'=課税課"],
    ['Recipient', 'II[1].5.提供先[1]', 'several-values', '架空県'],
    ['Recipient', 'II[1].5.提供先[2]', 'several-values', '架空組合'],
  ])
  expect(said.err).toBe(
    '1 rows\n1 not-found\n2 several-values\n1 missing\n2 ambiguous\n1 blank\n1 below-confidence\n1 no-mapping-for-value\n',
  )
})

test('a corrected value wins over the one that was read, and needs no confidence', async () => {
  const database = databaseFile(evaluation)
  const write = new SqliteDatabase(database)
  const correct = write.prepare(
    `INSERT INTO corrections (sha256, evaluation_position, path, kind, value, corrected_by, corrected_at, reason)
    SELECT sha256, 1, ?, ?, ?, 'a person', '2025-01-01T00:00:00.000Z', 'seen in print' FROM documents`,
  )
  correct.run('II[1].2.6', 'text', '納税課')
  correct.run('II[1].3.1', 'checkboxes', '["民間事業者"]')
  correct.run('I.1.1', 'text', '')
  correct.run('表紙.公表日', 'date', '2024-09-02')
  write.close()
  const { rows, report } = await mapped(
    database,
    `row: evaluation
minConfidence: 0.8
columns:
  Department: { key: 'files[].department' }
  Sources: { key: 'files[].sources' }
  Self: { key: 'files[].sources', box: 本人又は本人の代理人 }
  Name: { key: operation.name }
  Published: { key: cover.publication_date, date: iso }
  Printed: { key: cover.publication_date, date: printed }
`,
  )
  expect(rows).toEqual([['納税課', '民間事業者', 'false', '', '2024-09-02', '']])
  expect(report.map((line) => line.slice(2, 5))).toEqual([
    ['Name', 'I.1.1', 'blank'],
    ['Printed', '表紙.公表日', 'no-mapping-for-value'],
  ])
})

test('a block in which nothing is written makes no row; a recipient is of either kind', async () => {
  const database = databaseFile(
    sampleEvaluation({
      items: [
        text('II[1].1', 'files[].name', '架空税ファイル'),
        text('II[2].1', 'files[].name', '架空宛名ファイル'),
        text('II[1].5.提供先[1]', 'files[].provision.recipients[].name', '架空県'),
        text('II[2].5.移転先[1]', 'files[].transfer.recipients[].name', '福祉課'),
        {
          ...text('II[2].5.移転先[2]', 'files[].transfer.recipients[].name', ''),
          status: 'blank',
          value: undefined,
        },
      ],
    }),
  )
  const { rows, report } = await mapped(
    database,
    `row: recipient
columns:
  File: { key: 'files[].name' }
  To: { key: ['files[].provision.recipients[].name', 'files[].transfer.recipients[].name'] }
`,
  )
  expect(rows).toEqual([
    ['架空税ファイル', '架空県'],
    ['架空宛名ファイル', '福祉課'],
  ])
  expect(report.map((line) => line.slice(1))).toEqual([
    ['II[2].5.移転先[2]', '', 'II[2].5.移転先[2]', 'blank', ''],
  ])
})

test('JSON Lines keep texts as they are', async () => {
  const { folder, said } = await mapped(databaseFile(evaluation), everyReason, '--out', 'out.jsonl')
  expect(said).toMatchObject({ code: 0 })
  const line = JSON.parse(readFileSync(join(folder, 'out.jsonl'), 'utf8'))
  expect(line).toMatchObject({ Unsure: '=課税課', Bare: false, Contracts: 2, Sure: null })
})

test('a file that is there is replaced only with --force', async () => {
  const database = databaseFile(evaluation)
  const { folder } = await mapped(database, everyReason)
  const words = ['export', '--db', database, '--map', 'map.yaml', '--out', 'out.csv']
  expect(await runHere(folder, words)).toMatchObject({ code: 2 })
  const again = await runHere(folder, [...words, '--force', '--json'])
  expect(JSON.parse(again.out)).toMatchObject({ rows: 1, unfit: { 'several-values': 2, blank: 1 } })
})

test.each([
  {
    name: 'unknown key',
    yaml: 'row: system\ncolumns:\n  A: { key: "systems[].nam" }',
    faults: [[3, 'columns.A.key', 'systems[].nam: no form has such an item; the table codebook lists all']],
  },
  {
    name: 'unknown setting',
    yaml: 'row: system\ncolumns:\n  A:\n    key: systems[].name\n    vlaues: {}',
    faults: [[5, 'columns.A.vlaues', 'there is no such setting']],
  },
  {
    name: 'label that is no option',
    yaml: 'row: contract\ncolumns:\n  A:\n    key: files[].outsourcing.contracts[].subcontracting.exists\n    values:\n      再委託する: 1\n      再委託せず: 0',
    faults: [[7, 'columns.A.values["再委託せず"]', 'it is one of 再委託する, 再委託しない, 1, 2']],
  },
  {
    name: 'box, date and key that do not belong',
    yaml: 'row: system\ncolumns:\n  A: { key: "systems[].connections", box: 電話 }\n  B: { key: "systems[].name", date: iso }\n  C: { key: "files[].name" }',
    faults: [
      [3, 'columns.A.box', 'systems[].connections has no box 電話'],
      [4, 'columns.B.date', 'systems[].name is no date, but text'],
      [5, 'columns.C.key', 'files[].name is no item of a row: system'],
    ],
  },
  {
    name: 'neither key nor field, and settings of a key with a field',
    yaml: 'row: evaluation\ncolumns:\n  A: {}\n  B: { field: path }\n  C: { field: title, box: x }',
    faults: [
      [3, 'columns.A', 'give either key or field'],
      [4, 'columns.B.field', 'an evaluation has no path'],
      [5, 'columns.C.box', 'it goes with key, not with field'],
    ],
  },
  {
    name: 'number that stands for different options in different editions',
    yaml: 'row: evaluation\ncolumns:\n  A:\n    key: operation.subject_count\n    values: { 1: small }',
    faults: [
      [
        5,
        'columns.A.values.1',
        'the number stands for 1,000人未満（任意実施） and for 1,000人未満: name the label',
      ],
    ],
  },
  { name: 'no column', yaml: 'row: file\ncolumns: {}', faults: [[2, 'columns', 'there is no column']] },
])('$name: the fault names its line', ({ yaml, faults }) => {
  expect(faultsOf(yaml).map(({ line, place, message }) => [line, place, message])).toEqual(faults)
})

test('YAML that cannot be read, and a column named twice, are told with their line', () => {
  expect(faultsOf('row: file\ncolumns:\n  A: { field: title')[0]).toMatchObject({ line: 3 })
  expect(faultsOf('row: file\ncolumns:\n  A: { field: title }\n  A: { field: form }')[0]).toMatchObject({
    line: 4,
    message: 'Map keys must be unique',
  })
})

test('a wrong mapping file ends with exit code 2, its name and the line; nothing is written', async () => {
  const { said } = await mapped(databaseFile(evaluation), 'row: contracts\ncolumns:\n  A: { field: title }')
  expect(said.code).toBe(2)
  expect(said.err).toMatch(/map\.yaml: line 1: row: /u)
  const { said: more } = await mapped(databaseFile(evaluation), everyReason, '--format', 'csv')
  expect(more).toMatchObject({ code: 2 })
})
