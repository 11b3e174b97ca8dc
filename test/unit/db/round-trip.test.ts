import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument, recordParse, startRun } from '../../../db/index.ts'
import {
  Evaluation,
  type Item,
  ParseResult,
  ProblemCode,
  TextSource,
} from '../../../parsers/records/index.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

const text = fc.string({ unit: 'binary', maxLength: 12 })
const label = fc.string({ unit: fc.constantFrom('本', '人', '○', '\n', '"', '\0', 'a'), maxLength: 4 })
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0) // no negative zero
const positive = fc.integer({ min: 1, max: 1e9 })
const iso = fc
  .date({ min: new Date('1926-12-25'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const lines = fc.tuple(positive, positive)
const box = fc.tuple(share, share, share, share)
const evidence = fc.oneof(
  fc.record({ page: positive, boxes: fc.array(box, { minLength: 1, maxLength: 2 }) }),
  fc.record({ sheet: text, range: text }),
  fc.record({ lines }),
)
const places = fc.array(evidence, { maxLength: 2 })

/** A record with `required` properties and any choice of the `optional` ones. */
function record<Required extends object, Optional extends object>(
  required: { [Key in keyof Required]: fc.Arbitrary<Required[Key]> },
  optional: { [Key in keyof Optional]: fc.Arbitrary<Optional[Key]> },
): fc.Arbitrary<Required & Partial<Optional>> {
  return fc.record({ ...required, ...optional }, {
    requiredKeys: Object.keys(required),
    noNullPrototype: true,
  } as object) as unknown as fc.Arbitrary<Required & Partial<Optional>>
}

const problem = record(
  {
    code: fc.constantFrom(...ProblemCode.options),
    severity: fc.constantFrom('error', 'warning', 'info'),
    message: text,
  },
  { path: text, evidence: places },
)
const common = {
  path: text,
  key: text,
  status: fc.constantFrom('found', 'blank', 'missing', 'ambiguous', 'inferred'),
  confidence: share,
  evidence: places,
  raw: text,
}
const inference = record(
  {
    rule: fc.constantFrom('outsourcing-from-contracts', 'contracts-counted'),
    value: text,
    confidence: share.map((value) => 0.8 * value),
    from: fc.array(fc.record({ path: text, evidence: places }), { minLength: 1, maxLength: 2 }),
  },
  { box: label.filter((printed) => printed !== '') },
)
const explained = {
  inferred: fc.array(inference, { minLength: 1, maxLength: 2 }),
  blankKind: fc.constantFrom('empty', 'dash', 'なし', '該当なし', '非公表'),
  reason: text,
}
const named = fc.array(fc.record({ path: text, key: text }), { maxLength: 3 })
const labels = fc.array(label, { maxLength: 3 })
const item = fc.oneof(
  record({ ...common, kind: fc.constantFrom('text', 'longtext') }, { ...explained, value: text }),
  record({ ...common, kind: fc.constant('choice') }, { ...explained, option: positive, label: text }),
  record(
    {
      ...common,
      kind: fc.constant('checkboxes'),
      checked: labels,
      unchecked: labels,
      unknown: labels,
      details: fc.dictionary(label, text, { maxKeys: 2, noNullPrototype: true }),
    },
    explained,
  ),
  record({ ...common, kind: fc.constant('checkbox') }, { ...explained, checked: fc.boolean() }),
  record({ ...common, kind: fc.constant('date') }, { ...explained, value: text, iso }),
  record({ ...common, kind: fc.constant('number') }, { ...explained, value: fc.oneof(fc.integer(), share) }),
) as fc.Arbitrary<Item>

const finding = fc.record({
  rule: fc.constantFrom('outsourcing-count', 'file-names'),
  severity: fc.constantFrom('error', 'warning'),
  origin: fc.constantFrom('document', 'extraction'),
  message: fc.record({ ja: text, en: text }),
  paths: fc.array(text, { minLength: 1, maxLength: 3 }),
  evidence: places,
  expected: text,
  found: text,
})

const evaluation = record(
  {
    form: fc.constantFrom('様式2', '様式3', '様式4'),
    span: fc.oneof(
      fc.record({ pages: lines }),
      fc.record({ sheets: fc.array(text, { minLength: 1, maxLength: 2 }) }),
      fc.record({ lines }),
    ),
    items: fc.array(item, { maxLength: 4 }),
    changes: fc.array(
      record(
        { confidence: share, evidence: places, named, resolution: share },
        {
          変更日: text,
          iso,
          項目: text,
          変更前: text,
          変更後: text,
          提出時期: text,
          説明: text,
          unattributed: labels,
        },
      ).map(({ named, ...row }) => ({
        ...row,
        paths: named.map(({ path }) => path),
        keys: named.map(({ key }) => key),
      })),
      { maxLength: 2 },
    ),
    unplaced: fc.array(fc.record({ text, evidence }), { maxLength: 2 }),
    coverage: fc.record({ characters: fc.nat(), unplaced: fc.nat() }),
    problems: fc.array(problem, { maxLength: 2 }),
  },
  {
    version: text,
    number: text,
    title: text,
    agency: record({ name: text }, { code: text, prefecture: text, municipality: text }),
    publicationDate: record({ value: text }, { iso }),
    findings: fc.array(finding, { maxLength: 2 }),
  },
)

const result = fc.record({
  parser: text,
  document: fc.record({
    sha256: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
    mediaType: text,
    bytes: fc.nat(),
    pages: fc.nat(),
    textSource: fc.constantFrom(...TextSource.options),
    problems: fc.array(problem, { maxLength: 2 }),
  }),
  evaluations: fc.array(evaluation, { maxLength: 2 }),
})

test('every result that the record model allows comes back as it was written', () => {
  const store = temporaryStore()
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  fc.assert(
    fc.property(result, (generated) => {
      const parsed = ParseResult.parse(generated)
      recordParse(store, { run, location: '/generated', result: parsed })
      const stored = readDocument(store, parsed.document.sha256)
      expect(stored?.parser).toBe(parsed.parser)
      expect(stored?.document).toEqual(parsed.document)
      expect(stored?.evaluations.map((one) => Evaluation.parse(one.evaluation))).toEqual(parsed.evaluations)
    }),
    { numRuns: 150 },
  )
})
