import { createHash } from 'node:crypto'
import type { Evaluation, Item, ParseResult, Problem } from '../../parsers/records/index.ts'

const evidence = [{ page: 1, boxes: [[10, 20, 110, 40] as const] }]
const common = { confidence: 1, evidence, raw: '' }

/** One item of each kind, of a fictional assessment. */
export const sampleItems: readonly Item[] = [
  {
    ...common,
    path: 'I.1.1',
    key: 'operation.name',
    kind: 'text',
    status: 'found',
    value: '架空税に関する事務',
    raw: '架空税に\n関する事務',
  },
  {
    ...common,
    path: 'I.1.3',
    key: 'operation.subject_count',
    kind: 'choice',
    status: 'found',
    option: 2,
    label: '1万人以上10万人未満',
  },
  {
    ...common,
    path: 'II[1].3.1',
    key: 'files[].sources',
    kind: 'checkboxes',
    status: 'ambiguous',
    reason: 'a box is covered by a stamp',
    checked: ['本人又は本人の代理人'],
    unchecked: ['民間事業者'],
    unknown: ['その他'],
    details: { その他: '架空組合' },
  },
  {
    ...common,
    path: 'III[1].4.委託しない',
    key: 'risks[].outsourcing.none',
    kind: 'checkbox',
    status: 'found',
    checked: false,
  },
  {
    ...common,
    path: '表紙.公表日',
    key: 'cover.publication_date',
    kind: 'date',
    status: 'found',
    value: '令和6年9月1日',
    iso: '2024-09-01',
  },
  {
    ...common,
    path: 'II[1].4.委託の有無.件数',
    key: 'files[].outsourcing.count',
    kind: 'number',
    status: 'found',
    value: 2,
  },
  {
    ...common,
    path: 'I.2.システム[1].1',
    key: 'systems[].name',
    kind: 'text',
    status: 'blank',
    blankKind: 'dash',
    raw: '－',
  },
  {
    ...common,
    path: 'V.1.1',
    key: 'procedure.date',
    kind: 'date',
    status: 'missing',
    reason: 'its heading was not found',
    confidence: 0,
    evidence: [],
  },
]

/** A small evaluation of 架空県架空市; say what differs. */
export function sampleEvaluation(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    form: '様式3',
    version: '令和6年10月 様式3',
    number: '7',
    title: '架空税に関する事務 重点項目評価書',
    agency: { name: '架空県架空市長', code: '999999', prefecture: '架空県', municipality: '架空市' },
    publicationDate: { value: '令和6年9月1日', iso: '2024-09-01' },
    span: { pages: [1, 3] },
    items: [...sampleItems],
    changes: [
      {
        変更日: '令和6年8月1日',
        iso: '2024-08-01',
        項目: 'Ⅰ ２ システム1',
        変更前: '',
        変更後: '架空システム',
        unattributed: ['説明'],
        paths: ['I.2.システム[1]'],
        keys: ['systems[]'],
        resolution: 0.97,
        confidence: 0.9,
        evidence,
      },
    ],
    unplaced: [{ text: '余白の書き込み', evidence: { page: 2, boxes: [[0, 0, 5, 5]] } }],
    coverage: { characters: 1000, unplaced: 7 },
    problems: [
      {
        code: 'box-undecided',
        severity: 'warning',
        message: 'その他: a stamp covers the box',
        path: 'II[1].3.1',
        evidence,
      },
    ],
    ...changes,
  }
}

export type SampleOptions = {
  /** Stands for the bytes; equal content has an equal hash. */
  readonly content?: string
  readonly parser?: string
  readonly evaluations?: readonly Evaluation[]
  readonly problems?: readonly Problem[]
}

/** What the parser would give for a document. */
export function sampleResult(options: SampleOptions = {}): ParseResult {
  const {
    content = 'a document',
    parser = 'test 1',
    evaluations = [sampleEvaluation()],
    problems = [],
  } = options
  return {
    parser,
    document: {
      sha256: createHash('sha256').update(content).digest('hex'),
      mediaType: 'application/pdf',
      bytes: Buffer.byteLength(content),
      pages: 3,
      textSource: 'pdf-text-layer',
      problems: [...problems],
    },
    evaluations: [...evaluations],
  }
}

/** A document without records, and why. */
export function failedResult(code: Problem['code'], options: SampleOptions = {}): ParseResult {
  return sampleResult({
    evaluations: [],
    problems: [{ code, severity: 'error', message: `test: ${code}` }],
    ...options,
  })
}
