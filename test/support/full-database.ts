import { join } from 'node:path'
import {
  closeStore,
  evaluationId,
  openStore,
  recordCorrection,
  recordFindingsAmong,
  recordParse,
  recordUnread,
  refreshSeries,
  startRun,
  writeListings,
} from '../../db/index.ts'
import { linkSeries } from '../../parsers/history/index.ts'
import type { Evaluation, Item } from '../../parsers/records/index.ts'
import { explainStore } from '../../src/codebook/index.ts'
import { failedResult, sampleEvaluation, sampleItems, sampleResult } from './parse-result.ts'
import { temporaryFolder } from './temporary-store.ts'

/** Longer than a cell of Excel, with characters of two units at every place where it may be cut. */
export const longText = `${'長い文。\n'.repeat(100)}${'𠮟る'.repeat(13_000)}`

/** What formats trip over. */
export const wildTexts = [
  '=1+1',
  "'=x",
  '－',
  '印刷,"封入"\nと発送',
  '+81',
  '@a',
  '\tx',
  '\rx\r\ny',
  '#blank',
  '鍵𠮟',
  ' 前後 ',
  '\n\t前後\r_x0020_\n',
  '　',
  '_x000D_',
  '1',
  '2020-01-01',
  'true',
  'NULL',
  '<&">',
  '\u0001\u000b',
  longText,
]

const system = (value: string, index: number): Item => ({
  path: `I.2.システム[${index + 2}].1`,
  key: 'systems[].name',
  kind: 'text',
  status: 'found',
  confidence: 0.9,
  evidence: [{ page: 2, boxes: [[1, 2, 3, 4]] }],
  raw: value,
  value,
})
const block = (path: string, key: string, rest: object = {}): Item =>
  ({
    path,
    key,
    kind: 'text',
    status: 'found',
    confidence: 1,
    evidence: [],
    raw: path,
    value: path,
    ...rest,
  }) as Item

/** An evaluation with a row in each view, each status of an item, and texts that formats trip over. */
export const fullEvaluation: Evaluation = sampleEvaluation({
  items: [
    ...sampleItems,
    ...wildTexts.map(system),
    block('II[1].1', 'files[].name'),
    block('II[1].4.委託事項[1]', 'files[].outsourcing.contracts[].name'),
    block('II[1].4.委託事項[1].3', 'files[].outsourcing.contracts[].contractor', {
      raw: '㈱架空',
      value: '㈱架空',
    }),
    block('II[1].5.提供先[1]', 'files[].provision.recipients[].name'),
    block('II[1].5.提供先[1].4', 'files[].provision.recipients[].subject_count', {
      kind: 'choice',
      option: 2,
      label: '1万人以上10万人未満',
    }),
    block('II[1].5.移転先[1]', 'files[].transfer.recipients[].name'),
    block('III[1].1', 'risks[].file_name'),
    block('III[1].2.リスク1.対策は十分か', 'risks[].acquisition.risk1.sufficiency', {
      kind: 'choice',
      option: 3,
      label: '課題が残されている',
    }),
    block('I.2.システム[40].1', 'systems[].name', { status: 'blank', blankKind: '非公表', value: undefined }),
    block('II[1].4.委託の有無', 'files[].outsourcing.exists', {
      kind: 'choice',
      status: 'inferred',
      reason: 'its label was not found',
      reasonCode: 'no-place',
      confidence: 0,
      value: undefined,
      inferred: [
        {
          rule: 'a-rule',
          value: '委託する',
          confidence: 0.7,
          from: [{ path: 'II[1].4.委託事項[1]', evidence: [] }],
        },
      ],
    }),
    block('III[1].5.提供・移転しない', 'risks[].provision_transfer.not_applicable', {
      kind: 'checkbox',
      status: 'ambiguous',
      reason: 'the box holds 「×」',
      reasonCode: 'odd-mark',
      value: undefined,
    }),
  ],
  findings: [
    {
      rule: 'a-rule',
      severity: 'warning',
      origin: 'document',
      message: { ja: '=矛盾', en: 'contradiction' },
      paths: ['I.1.1'],
      evidence: [],
      expected: '空欄',
      found: '記載あり',
    },
  ],
})

/** A database in which every table has rows: two versions of an evaluation, another form, a document without records. */
export function fullDatabase(folder = temporaryFolder()): string {
  const path = join(folder, 'hyoka.db')
  const store = openStore(path, { now: () => '2025-01-01T00:00:00.000Z', create: true })
  const run = startRun(store, { parser: 'test 1', arguments: ['ingest', '=a'], skipped: 2 })
  const older = sampleEvaluation({ publicationDate: { value: '令和5年9月1日', iso: '2023-09-01' } })
  const other = sampleEvaluation({
    form: '様式4',
    number: '9',
    agency: { name: '虚構県虚構町長', code: '888888', prefecture: '虚構県', municipality: '虚構町' },
    items: sampleItems.slice(0, 2),
  })
  const result = sampleResult({ evaluations: [fullEvaluation] })
  recordParse(store, { run, location: '/a.pdf', result })
  recordParse(store, {
    run,
    location: '/b.pdf',
    result: sampleResult({ content: 'b', evaluations: [older] }),
  })
  recordParse(store, {
    run,
    location: '/c.pdf',
    result: sampleResult({ content: 'c', evaluations: [other] }),
  })
  recordParse(store, { run, location: '/d.pdf', result: failedResult('no-text-layer', { content: 'd' }) })
  recordUnread(store, run, { location: '/e.pdf', code: 'unreadable', message: '=no' })
  refreshSeries(store, linkSeries)
  const evaluation = evaluationId(result.document.sha256, 1)
  const correct = (place: string, value: string) =>
    recordCorrection(store, { evaluation, path: place, value, by: '佐藤', reason: '@原本で確認' })
  correct('I.1.1', "'架空税の賦課に関する事務")
  correct('V.1.1', '')
  const listing = {
    code: null,
    message: null,
    status: 200,
    fetchedAt: '2025-01-01T00:00:00.000Z',
    number: '7',
  }
  writeListings(store, [
    {
      ...listing,
      location: 'https://example.jp/a.pdf',
      sha256: result.document.sha256,
      state: 'had',
      listedAt: '2025-01-01T00:00:00.000Z',
      stillListed: true,
      source: 'kaku',
      agencyName: '架空市',
      agencyCode: '999999',
      prefecture: '架空県',
      referrer: 'https://example.jp/',
      linkText: '=評価書',
      title: '架空税',
      date: '令和6年9月1日',
      form: '様式3',
      department: null,
      ended: false,
      draft: true,
    },
  ])
  const [finding] = fullEvaluation.findings!
  const again = evaluationId(sampleResult({ content: 'b' }).document.sha256, 1)
  recordFindingsAmong(store, 3, [
    { id: evaluation, other: again, finding: finding! },
    { id: evaluation, finding: finding! },
  ])
  explainStore(store)
  closeStore(store)
  return path
}
