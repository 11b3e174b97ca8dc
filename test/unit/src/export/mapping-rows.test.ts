import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { readMapping } from '../../../../src/export/index.ts'
import { rowKindNames } from '../../../../src/export/mapping/row-kinds.ts'
import { databaseFile } from '../../../support/database-file.ts'
import { sampleEvaluation } from '../../../support/parse-result.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'
import { runHere } from '../../../support/test-shell.ts'

const found = (path: string, key: string, rest: object = {}) => ({
  ...{
    path,
    key,
    kind: 'text',
    status: 'found',
    confidence: 1,
    evidence: [{ page: 4, boxes: [[1, 2, 3, 4]] }],
  },
  ...{ raw: path, value: path, ...rest },
})
const choice = (path: string, key: string, option: number, label: string, rest: object = {}) =>
  found(path, key, { kind: 'choice', option, label, value: undefined, raw: label, ...rest })
const untold = {
  status: 'ambiguous',
  option: undefined,
  label: undefined,
  reason: 'several values stand in brackets',
}

/** Two files with a block of each kind, judgements of each status, rows of a change table. */
const evaluation = sampleEvaluation({
  items: [
    found('I.1.1', 'operation.name', { value: '架空税' }),
    found('I.2.システム[1].1', 'systems[].name', { value: '架空システム' }),
    ...[1, 2].flatMap((file) => [
      found(`II[${file}].1`, 'files[].name', { value: `ファイル${file}` }),
      found(`II[${file}].4.委託事項[1]`, 'files[].outsourcing.contracts[].name', { value: `委託${file}` }),
      found(`II[${file}].5.提供先[1]`, 'files[].provision.recipients[].name', { value: `提供${file}` }),
      found(`II[${file}].5.移転先[1]`, 'files[].transfer.recipients[].name', { value: `移転${file}` }),
      found(`III[${file}].1`, 'risks[].file_name', { value: `ファイル${file}` }),
    ]),
    choice(
      'III[1].2.リスク1.対策は十分か',
      'risks[].acquisition.out_of_purpose.sufficiency',
      3,
      '課題が残されている',
    ),
    choice(
      'III[2].2.リスク1.対策は十分か',
      'risks[].acquisition.out_of_purpose.sufficiency',
      2,
      '十分である',
      {
        confidence: 0.5,
      },
    ),
    choice('III[2].3.リスク1.対策は十分か', 'risks[].use.excessive_linkage.sufficiency', 1, '', untold),
    choice('III[2].5.リスク.対策は十分か', 'risks[].provision_transfer.improper.sufficiency', 1, '', {
      ...{ status: 'blank', blankKind: 'empty', option: undefined, label: undefined },
    }),
  ] as never,
  changes: [
    {
      ...{
        変更日: '令和6年8月1日',
        iso: '2024-08-01',
        項目: 'Ⅰ ２',
        変更前: '',
        変更後: '架空システム',
        提出時期: '事後',
      },
      ...{ paths: ['I.2.システム[1]'], keys: ['systems[]'], resolution: 0.6, confidence: 0.9, evidence: [] },
    },
    {
      ...{ 変更日: '令和6年夏', 項目: '？', 変更後: '文', unattributed: ['変更前'] },
      ...{ paths: [], keys: [], resolution: 0, confidence: 0.4, evidence: [] },
    },
  ],
})

/** Rows of the target, and `row column reason` of what did not fit. */
async function mapped(yaml: string) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'map.yaml'), yaml)
  const words = ['export', '--db', databaseFile(evaluation), '--map', 'map.yaml', '--out', 'out.csv']
  expect(await runHere(folder, words)).toMatchObject({ code: 0 })
  const read = (name: string): string[][] => parse(readFileSync(join(folder, name))).slice(1)
  return {
    rows: read('out.csv'),
    report: read('out.report.csv').map((line) => [line[1], line[2], line[4]].join(' ')),
  }
}

const byKind = {
  evaluation: ['A: { key: operation.name }\n  B: { field: form }', [['架空税', '様式3']], []],
  file: [
    'A: { field: path }\n  B: { key: "files[].name" }',
    [
      ['II[1]', 'ファイル1'],
      ['II[2]', 'ファイル2'],
    ],
    [],
  ],
  file_risk: [
    'A: { field: path }\n  B: { key: "risks[].acquisition.out_of_purpose.sufficiency", values: { 課題が残されている: open } }',
    [
      ['III[1]', 'open'],
      ['III[2]', ''],
    ],
    ['III[2] B no-mapping-for-value'],
  ],
  contract: [
    'A: { key: "files[].outsourcing.contracts[].name" }\n  B: { key: "files[].name" }',
    [
      ['委託1', 'ファイル1'],
      ['委託2', 'ファイル2'],
    ],
    [],
  ],
  recipient: [
    'A: { field: path }\n  B: { key: ["files[].provision.recipients[].name", "files[].transfer.recipients[].name"] }',
    [
      ['II[1].5.提供先[1]', '提供1'],
      ['II[1].5.移転先[1]', '移転1'],
      ['II[2].5.提供先[1]', '提供2'],
      ['II[2].5.移転先[1]', '移転2'],
    ],
    [],
  ],
  transfer: [
    'A: { key: "files[].transfer.recipients[].name" }\n  B: { key: "files[].name" }',
    [
      ['移転1', 'ファイル1'],
      ['移転2', 'ファイル2'],
    ],
    [],
  ],
  system: ['A: { key: "systems[].name" }\n  B: { field: agency }', [['架空システム', '架空県架空市長']], []],
  risk: [
    `A: { field: risk }
  B: { field: judgement, minConfidence: 0.8, values: { 課題が残されている: 3, 十分である: 2 } }
  C: { field: is_sufficiency, values: { "true": "yes" } }
  D: { key: "risks[].file_name" }
  E: { field: page }
  F: { key: operation.name }`,
    [
      ['acquisition.out_of_purpose', '3', 'yes', 'ファイル1', '4', '架空税'],
      ['acquisition.out_of_purpose', '', 'yes', 'ファイル2', '4', '架空税'],
      ['use.excessive_linkage', '', 'yes', 'ファイル2', '4', '架空税'],
    ],
    [
      'III[2].2.リスク1.対策は十分か B below-confidence',
      'III[2].3.リスク1.対策は十分か B ambiguous',
      'III[2].5.リスク.対策は十分か  blank',
    ],
  ],
  change: [
    `A: { field: row_number }
  B: { field: change_date }
  C: { field: before_text, blank: new }
  D: { field: after_text, minConfidence: 0.5 }
  E: { field: timing, values: { 事後: later } }
  F: { field: paths }
  G: { field: number }`,
    [
      ['1', '2024-08-01', 'new', '架空システム', 'later', '["I.2.システム[1]"]', '7'],
      ['2', '', '', '', '', '', '7'],
    ],
    [
      '変更[2] B no-mapping-for-value',
      '変更[2] C ambiguous',
      '変更[2] D below-confidence',
      '変更[2] E blank',
      '変更[2] F not-found',
    ],
  ],
} as const satisfies Record<(typeof rowKindNames)[number], unknown>

test.each(rowKindNames)('a row: %s', async (kind) => {
  const [columns, rows, report] = byKind[kind]
  expect(await mapped(`row: ${kind}\ncolumns:\n  ${columns}\n`)).toEqual({ rows, report })
})

test.each([
  [
    'field of another row',
    'row: contract\ncolumns:\n  A: { field: judgement }',
    'judgement is no field of a row: contract',
  ],
  [
    'number of several judgements',
    'row: risk\ncolumns:\n  A: { field: judgement, values: { 1: a } }',
    'name the label',
  ],
  [
    'judgement that is none',
    'row: risk\ncolumns:\n  A: { field: judgement, values: { 良い: a } }',
    'it is one of 特に',
  ],
  [
    'key of a file',
    'row: risk\ncolumns:\n  A: { key: "files[].name" }',
    'files[].name is no item of a row: risk',
  ],
  ['key of a block', 'row: change\ncolumns:\n  A: { key: "systems[].name" }', 'is no item of a row: change'],
])('%s is refused', (_, yaml, message) => {
  expect(() => readMapping(yaml)).toThrow(message)
})

test('the second worked example follows the rules, and gives scores', async () => {
  const yaml = readFileSync(new URL('../../../../docs/examples/risk-register.yaml', import.meta.url), 'utf8')
  const { rows, report } = await mapped(yaml)
  expect(rows.map((row) => row.slice(1, 8).join('|'))).toEqual([
    'III[1].2.リスク1.対策は十分か|架空県架空市長|架空税|acquisition.out_of_purpose|リスクへの対策は十分か|true|3',
    'III[2].2.リスク1.対策は十分か|架空県架空市長|架空税|acquisition.out_of_purpose|リスクへの対策は十分か|true|',
    'III[2].3.リスク1.対策は十分か|架空県架空市長|架空税|use.excessive_linkage|リスクへの対策は十分か|true|',
  ])
  expect(report.filter((line) => line.includes('Score'))).toEqual([
    'III[2].2.リスク1.対策は十分か Score below-confidence',
    'III[2].3.リスク1.対策は十分か Score ambiguous',
  ])
})
