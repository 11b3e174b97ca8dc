import { expect, test } from 'vitest'
import {
  countSuperseded,
  documentStatus,
  findByLocation,
  findKnown,
  type ParseOutcome,
  RecordsRejected,
  readDocument,
  readFailures,
  readRun,
  recordParse,
  recordUnchanged,
  recordUnread,
  type Store,
  startRun,
} from '../../../db/index.ts'
import type { ParseResult } from '../../../parsers/records/index.ts'
import { failedResult, sampleEvaluation, sampleResult } from '../../support/parse-result.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

const begin = (store: Store, parser = 'test 1') =>
  startRun(store, { parser, arguments: ['a folder'], skipped: 0 })

function put(store: Store, run: number, result: ParseResult, location = '/a.pdf'): ParseOutcome {
  return recordParse(store, { run, location, result })
}

const tables = [
  'documents',
  'evaluations',
  'items',
  'boxes',
  'changes',
  'change_paths',
  'problems',
  'unplaced',
]

function dump(store: Store): Record<string, unknown[]> {
  return Object.fromEntries(
    tables.map((table) => [table, store.database.prepare(`SELECT * FROM ${table}`).all()]),
  )
}

test('a document is written with all its records under a stable ID', () => {
  const store = temporaryStore()
  const result = sampleResult()
  expect(put(store, begin(store), result)).toBe('new')
  const stored = readDocument(store, result.document.sha256)
  expect(stored?.status).toBe('ok')
  expect(stored?.document).toEqual(result.document)
  expect(stored?.evaluations).toEqual([
    { id: `${result.document.sha256.slice(0, 12)}-1`, evaluation: result.evaluations[0] },
  ])
  expect(stored?.sources.map(({ location }) => location)).toEqual(['/a.pdf'])
  expect(store.database.prepare('SELECT label, state, detail FROM boxes').all()).toEqual([
    { label: '本人又は本人の代理人', state: 'checked', detail: null },
    { label: '民間事業者', state: 'unchecked', detail: null },
    { label: 'その他', state: 'unknown', detail: '架空組合' },
    { label: '', state: 'unchecked', detail: null },
  ])
})

test('the same content and parser again writes nothing but the sighting and the run', () => {
  const store = temporaryStore()
  const result = sampleResult()
  const { sha256 } = result.document
  put(store, begin(store), result)
  const before = dump(store)
  expect(findKnown(store, sha256)).toEqual({ parser: 'test 1', failed: [] })
  const run = begin(store)
  recordUnchanged(store, { run, location: '/a.pdf', sha256 })
  expect(dump(store)).toEqual(before)
  expect(readRun(store, run)).toMatchObject({ new: 0, unchanged: 1, reparsed: 0, failed: 0 })
  const [source] = readDocument(store, sha256)?.sources ?? []
  expect(Date.parse(source?.lastSeen ?? '')).toBeGreaterThan(Date.parse(source?.firstSeen ?? ''))
})

test('a newer parser replaces the records and keeps the document', () => {
  const store = temporaryStore()
  const first = begin(store)
  put(store, first, sampleResult())
  const later = begin(store, 'test 2')
  const result = sampleResult({
    parser: 'test 2',
    evaluations: [sampleEvaluation({ form: '様式4', items: [] })],
  })
  expect(put(store, later, result)).toBe('reparsed')
  const stored = readDocument(store, result.document.sha256)
  expect(stored?.parser).toBe('test 2')
  expect(stored?.evaluations.map(({ evaluation }) => evaluation)).toEqual(result.evaluations)
  expect(store.database.prepare('SELECT count(*) FROM boxes').pluck().get()).toBe(0)
  expect(store.database.prepare('SELECT first_run_id, last_run_id FROM documents').get()).toEqual({
    first_run_id: first,
    last_run_id: later,
  })
})

test('a changed file makes a new document, and the old one stays with its sighting', () => {
  const store = temporaryStore()
  const [before, after] = [sampleResult({ content: 'before' }), sampleResult({ content: 'after' })]
  put(store, begin(store), before)
  put(store, begin(store), after)
  expect(findByLocation(store, '/a.pdf')).toBe(after.document.sha256)
  expect(readDocument(store, before.document.sha256)?.sources.map(({ location }) => location)).toEqual([
    '/a.pdf',
  ])
  expect(countSuperseded(store)).toBe(1)
})

test('a file that changes back is current again', () => {
  const store = temporaryStore()
  const [before, after] = [sampleResult({ content: 'before' }), sampleResult({ content: 'after' })]
  put(store, begin(store), before)
  put(store, begin(store), after)
  recordUnchanged(store, { run: begin(store), location: '/a.pdf', sha256: before.document.sha256 })
  expect(findByLocation(store, '/a.pdf')).toBe(before.document.sha256)
  expect(countSuperseded(store)).toBe(1)
})

test('records that break a rule of the schema leave nothing half written', () => {
  const store = temporaryStore()
  const run = begin(store)
  put(store, run, sampleResult())
  const before = dump(store)
  const spoilt = sampleEvaluation()
  const evaluations = [
    sampleEvaluation(),
    { ...spoilt, items: spoilt.items.map((item) => ({ ...item, confidence: 2 })) },
  ]
  expect(() => put(store, run, sampleResult({ parser: 'test 2', evaluations }))).toThrow(RecordsRejected)
  expect(() => put(store, run, sampleResult({ content: 'another', evaluations }))).toThrow(RecordsRejected)
  expect(dump(store)).toEqual(before)
  expect(readRun(store, run)).toMatchObject({ new: 1, reparsed: 0, failed: 0 })
})

test('a document without records is kept with its reason and fails the run each time', () => {
  const store = temporaryStore()
  const result = failedResult('password-protected')
  const runs = [begin(store), begin(store)] as const
  put(store, runs[0], result, '/locked.pdf')
  const failures = [
    { location: '/locked.pdf', code: 'password-protected', message: 'test: password-protected' },
  ]
  expect(readFailures(store, runs[0])).toEqual(failures)
  recordUnchanged(store, { run: runs[1], location: '/locked.pdf', sha256: result.document.sha256 })
  expect(readFailures(store, runs[1])).toEqual(failures)
  expect(readRun(store, runs[1])).toMatchObject({ unchanged: 1, failed: 1 })
})

test('a file without bytes is kept with the run', () => {
  const store = temporaryStore()
  const run = begin(store)
  const failure = { location: '/gone.pdf', message: 'no such file' }
  recordUnread(store, run, { ...failure, code: 'unreadable' })
  expect(readFailures(store, run)).toEqual([{ ...failure, code: 'unreadable' }])
  expect(readRun(store, run)).toMatchObject({ new: 0, failed: 1 })
})

test('a parse that broke off is tried again', () => {
  const store = temporaryStore()
  const broken = failedResult('parser-failed')
  expect(put(store, begin(store), broken)).toBe('new')
  expect(findKnown(store, broken.document.sha256)).toEqual({ parser: 'test 1', failed: ['parser-failed'] })
  expect(put(store, begin(store), sampleResult())).toBe('reparsed')
  expect(findKnown(store, broken.document.sha256)).toEqual({ parser: 'test 1', failed: [] })
})

test('a newer parser that breaks off does not cost the earlier records', () => {
  const store = temporaryStore()
  const good = sampleResult()
  const { sha256 } = good.document
  put(store, begin(store), good)
  const broken = failedResult('parser-failed', { parser: 'test 2' })
  const run = begin(store, 'test 2')
  expect(put(store, run, broken)).toBe('kept')
  expect(put(store, run, broken)).toBe('kept')
  const stored = readDocument(store, sha256)
  expect(stored?.evaluations.map(({ evaluation }) => evaluation)).toEqual(good.evaluations)
  expect(stored).toMatchObject({ parser: 'test 1', status: 'partial' })
  expect(stored?.document.problems.map(({ message }) => message)).toEqual([
    'test: parser-failed (parser test 2; earlier records are kept)',
  ])
  expect(readFailures(store, run).map(({ code }) => code)).toEqual(['parser-failed'])
  expect(readRun(store, run)).toMatchObject({ unchanged: 2, failed: 2 })
  expect(put(store, begin(store, 'test 3'), sampleResult({ parser: 'test 3' }))).toBe('reparsed')
  expect(readDocument(store, sha256)).toMatchObject({ status: 'ok', document: { problems: [] } })
})

test('the status of a document says whether records are there and whether all is well', () => {
  const warning = { code: 'page-failed', severity: 'warning', message: '' } as const
  const error = { ...warning, severity: 'error' } as const
  expect(documentStatus(sampleResult({ problems: [warning] }))).toBe('ok')
  expect(documentStatus(sampleResult({ problems: [error] }))).toBe('partial')
  expect(documentStatus(sampleResult({ evaluations: [sampleEvaluation({ problems: [error] })] }))).toBe(
    'partial',
  )
  expect(documentStatus(failedResult('not-an-assessment'))).toBe('failed')
  expect(documentStatus(sampleResult({ evaluations: [], problems: [warning] }))).toBe('partial')
  const annex = { code: 'annex-without-cover', severity: 'info', message: '' } as const
  expect(documentStatus(sampleResult({ evaluations: [], problems: [annex] }))).toBe('ok')
})
