import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  indexMissing,
  QueryError,
  rebuildSearch,
  recordCorrection,
  recordParse,
  type Store,
  search,
  startRun,
} from '../../../../db/index.ts'
import { fold } from '../../../../db/search/fold.ts'
import type { Evaluation, Item } from '../../../../parsers/records/index.ts'
import { sampleEvaluation, sampleItems, sampleResult } from '../../../support/parse-result.ts'
import { temporaryStore } from '../../../support/temporary-store.ts'

const longtext = (value: string, key = 'operation.description', path = 'I.1.2'): Item => ({
  path,
  key,
  kind: 'longtext',
  status: 'found',
  confidence: 1,
  evidence: [{ page: 2, boxes: [[0, 0, 1, 1]] }],
  raw: value,
  value,
})
const evaluationWith = (items: readonly Item[], more: Partial<Evaluation> = {}): Evaluation =>
  sampleEvaluation({ items: [...items], changes: [], ...more })

function record(store: Store, content: string, ...evaluations: Evaluation[]): void {
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  recordParse(store, { run, location: `/${content}`, result: sampleResult({ content, evaluations }) })
}

/** A store with an evaluation for each text; its title is the text's number. */
function storeOf(...texts: string[]): Store {
  const store = temporaryStore()
  record(
    store,
    'texts',
    ...texts.map((text, index) => evaluationWith([longtext(text)], { title: String(index) })),
  )
  return store
}
const found = (store: Store, query: string, filters = {}): string[] =>
  search(store, query, filters, 1000)
    .hits.map(({ title }) => title!)
    .sort()

/** The store's texts come from few characters, so that queries meet them, with odd ones among them. */
const letters = fc.constantFrom(...'委託先再のーｶﾞガa-Ａ１"*^𠮷( \n'.split(/(?:)/u), '\u3099', '()', '\ufe0f')
const texts = fc.string({ unit: letters, minLength: 1, maxLength: 30 })

test('a query of one to eight characters finds what a full scan finds, no less and no more', () => {
  const property = fc.property(
    fc.array(texts, { minLength: 5, maxLength: 20 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 8 })), { minLength: 20, maxLength: 20 }),
    (contents, cuts) => {
      const store = storeOf(...contents)
      for (const [which, start, length] of cuts) {
        const points = [...contents[which % contents.length]!]
        const from = start % points.length
        const query = points
          .slice(from, from + length)
          .join('')
          .replaceAll('"', '')
        if (fold(query) === '') continue
        const scanned = contents.flatMap((text, index) =>
          fold(text).includes(fold(query)) ? [String(index)] : [],
        )
        expect(found(store, `"${query}"`)).toEqual(scanned.sort())
      }
    },
  )
  fc.assert(property, { numRuns: 25 })
})

test('words, widths, phrases and operators', () => {
  const store = storeOf('再委託先はクラウドを使う', '委託はしない', 'ｸﾗｳﾄﾞの鍵を Vault に置く', '外部\n保管')
  expect(found(store, '委託')).toEqual(['0', '1'])
  expect(found(store, '鍵')).toEqual(['2'])
  expect(found(store, 'クラウド')).toEqual(['0', '2'])
  expect(found(store, 'ｖａｕｌｔ')).toEqual(['2'])
  expect(found(store, '再委託 AND クラウド')).toEqual(['0'])
  expect(found(store, '委託 NOT クラウド')).toEqual(['1'])
  expect(found(store, '(鍵 OR 保管)')).toEqual(['2', '3'])
  expect(found(store, '"部 保"')).toEqual(['3'])
  expect(found(store, '託クラ')).toEqual([])
})

test('a hit says where it stands', () => {
  const store = temporaryStore()
  record(store, 'a', evaluationWith([longtext('委託先の\n一覧')]))
  expect(search(store, '先の一', {}, 5)).toEqual({
    total: 1,
    more: false,
    ranked: 'all',
    hits: [
      {
        evaluation: expect.stringMatching(/^[0-9a-f]{12}-1$/),
        form: '様式3',
        title: '架空税に関する事務 重点項目評価書',
        agency: '架空県架空市長',
        prefecture: '架空県',
        published: '2024-09-01',
        kind: 'item',
        path: 'I.1.2',
        key: 'operation.description',
        label: null,
        status: 'found',
        corrected: false,
        evidence: [{ page: 2, boxes: [[0, 0, 1, 1]] }],
        score: expect.any(Number),
        snippet: { text: '委託先の\n一覧', matches: [[2, 6]] },
      },
    ],
  })
})

test('change tables are searched column by column', () => {
  const store = temporaryStore()
  const [row] = sampleEvaluation().changes
  record(
    store,
    'a',
    evaluationWith([], { changes: [{ ...row!, 項目: '項目の名', 変更前: '前の記載', 変更後: '後の記載' }] }),
  )
  const { hits } = search(store, '後の', {}, 5)
  expect(hits.map(({ kind, path, key, snippet }) => [kind, path, key, snippet.text])).toEqual([
    ['change', '変更[1]', 'changes[]', '後の記載'],
  ])
  expect(search(store, '名前', {}, 5).total).toBe(0)
})

test('filters: form, prefecture, year, key, agency, choice, box', () => {
  const store = temporaryStore()
  const choice = sampleItems.find(({ kind }) => kind === 'choice')!
  const boxes = sampleItems.find(({ kind }) => kind === 'checkboxes')!
  record(
    store,
    'a',
    evaluationWith([longtext('委託'), choice], { title: 'choice', form: '様式2' }),
    evaluationWith([longtext('委託', 'files[].remarks'), boxes], {
      title: 'boxes',
      agency: { name: '埼玉県架空町長', prefecture: '埼玉県', code: '119999' },
      publicationDate: { value: '2020', iso: '2020-01-01' },
    }),
  )
  const only = (filters: object) => found(store, '委託', filters)
  expect(only({})).toEqual(['boxes', 'choice'])
  expect(only({ form: '様式2' })).toEqual(['choice'])
  expect(only({ prefecture: '埼玉県' })).toEqual(['boxes'])
  expect(only({ year: '2020' })).toEqual(['boxes'])
  expect(only({ key: 'files[].remarks' })).toEqual(['boxes'])
  expect(only({ agency: '架空町' })).toEqual(['boxes'])
  expect(only({ agency: '119999' })).toEqual(['boxes'])
  expect(only({ value: { key: 'operation.subject_count', label: '1万人以上10万人未満' } })).toEqual([
    'choice',
  ])
  expect(only({ value: { key: 'files[].sources', label: '本人又は本人の代理人' } })).toEqual(['boxes'])
  expect(only({ value: { key: 'files[].sources', label: '民間事業者' } })).toEqual([])
  expect(only({ prefecture: '埼玉県', form: '様式2' })).toEqual([])
})

test('the shorter text with more of the words comes first', () => {
  const store = storeOf(`委託${'あ'.repeat(200)}`, '委託の委託の委託', '他の文')
  expect(search(store, '委託', {}, 10).hits.map(({ title }) => title)).toEqual(['1', '0'])
})

const numbered = (texts: readonly string[]): Item[] =>
  texts.map((text, index) => longtext(text, 'systems[].functions', `I.2.システム[${index + 1}].2`))
const paths = ({ hits }: { hits: readonly { path: string }[] }): string[] => hits.map(({ path }) => path)

test('of several thousand places the best comes first, whenever it was ingested', () => {
  const store = temporaryStore()
  record(
    store,
    'a',
    evaluationWith(numbered(['委託の委託の委託', ...Array(1500).fill('長い文に委託が一度だけ')])),
  )
  const result = search(store, '委託', {}, 1)
  expect(result).toMatchObject({ total: 1501, more: false, ranked: 'all' })
  expect(paths(result)).toEqual(['I.2.システム[1].2'])
})

test('of more places those ingested last are ranked, and the result says so; a filter brings the others up', () => {
  const store = temporaryStore()
  const rare = evaluationWith(numbered(['委託の委託の委託', '委託']), { form: '様式4' })
  record(store, 'a', rare, evaluationWith(numbered(Array(5000).fill('長い文に委託が一度だけ'))))
  const result = search(store, '委託', {}, 1)
  expect(result).toMatchObject({ total: 5000, more: true, ranked: 'newest' })
  expect(paths(result)).not.toEqual(['I.2.システム[1].2'])
  const filtered = search(store, '委託', { form: '様式4' }, 1)
  expect(filtered).toMatchObject({ total: 2, more: false, ranked: 'all' })
  expect(paths(filtered)).toEqual(['I.2.システム[1].2'])
})

test('what stands in brackets behind boxes is found, each bracket for itself', () => {
  const store = temporaryStore()
  const boxes = {
    ...sampleItems.find(({ kind }) => kind === 'checkboxes')!,
    details: { その他: '架空組合', 民間事業者: '会社' },
  } as Item
  record(store, 'a', evaluationWith([boxes], { title: 'boxes' }))
  const { hits } = search(store, '空組', {}, 5)
  expect(hits).toMatchObject([{ path: 'II[1].3.1', status: 'ambiguous', snippet: { text: '架空組合' } }])
  expect(found(store, '合会')).toEqual([])
  expect(found(store, '社架')).toEqual([])
})

test('a correction is found beside what was read, also when the document is parsed again or the index built anew', () => {
  const store = temporaryStore()
  const parse = () => record(store, 'a', evaluationWith([longtext('古い鍵')], { title: 'a' }))
  parse()
  const evaluation = String(store.database.prepare('SELECT id FROM evaluations').pluck().get())
  recordCorrection(store, { evaluation, path: 'I.1.2', value: '新しい錠', by: '佐藤', reason: '原本で確認' })
  const expectBoth = () => {
    expect(search(store, '錠', {}, 5).hits).toMatchObject([
      { corrected: true, snippet: { text: '新しい錠' } },
    ])
    expect(search(store, '鍵', {}, 5).hits).toMatchObject([{ corrected: false, snippet: { text: '古い鍵' } }])
    expect(found(store, '鍵新')).toEqual([])
  }
  expectBoth()
  rebuildSearch(store)
  expectBoth()
  record(store, 'a', evaluationWith([longtext('古い鍵')], { title: 'again' }))
  expectBoth()
})

test('records that are replaced leave the index; it can be built anew', () => {
  const store = temporaryStore()
  record(store, 'a', evaluationWith([longtext('古い記載')]))
  record(store, 'b', evaluationWith([longtext('別の記載')], { title: 'b' }))
  record(store, 'a', evaluationWith([longtext('新しい記載')], { title: 'a' }))
  const expectNew = () => {
    expect(found(store, '古い')).toEqual([])
    expect(found(store, '新しい')).toEqual(['a'])
    expect(found(store, '記載')).toEqual(['a', 'b'])
  }
  expectNew()
  expect(rebuildSearch(store)).toBe(2)
  expectNew()
  expect(indexMissing(store)).toBe(0)
})

test('evaluations of an older database are brought in', () => {
  const store = storeOf('委託')
  store.database.exec(
    "INSERT INTO search_index (search_index) VALUES ('delete-all'); DELETE FROM search_evaluations",
  )
  expect(found(store, '委託')).toEqual([])
  expect(indexMissing(store)).toBe(1)
  expect(found(store, '委託')).toEqual(['0'])
})

test('hostile queries give results or a QueryError', () => {
  const store = storeOf('委託')
  const parts = fc.constantFrom(
    '"',
    "'",
    '*',
    '^',
    ':',
    '-',
    '+',
    '(',
    ')',
    '{',
    'NEAR',
    'AND',
    'OR',
    'NOT',
    'grams',
    '委',
    '\0',
    '\ud800',
    ' ',
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: parts }), fc.string({ unit: 'binary' })), (query) => {
      try {
        expect(search(store, query, {}, 5).total).toBeLessThan(2)
      } catch (error) {
        expect(error).toBeInstanceOf(QueryError)
      }
    }),
    { numRuns: 500 },
  )
})
