import { expect, test } from 'vitest'
import { changesOf, withResolvedChanges, wordDiff } from '../../../parsers/changes/index.ts'
import { Change, type ChangeRow, NOT_RESOLVED } from '../../../parsers/records/index.ts'
import { sampleEvaluation } from '../../support/parse-result.ts'

const row = (columns: Partial<ChangeRow>): ChangeRow => ({
  変更日: '令和6年4月1日',
  iso: '2024-04-01',
  項目: '同上',
  変更前: '',
  変更後: '',
  提出時期: '事後',
  ...NOT_RESOLVED,
  confidence: 0.9,
  evidence: [],
  ...columns,
})

const evaluationOf = (rows: readonly Partial<ChangeRow>[]) =>
  withResolvedChanges(sampleEvaluation({ form: '様式3', changes: rows.map(row) }))

/** Rows, paths and texts of each change in short: `0+1 I.1.2 前｜後`. */
const brief = (rows: readonly Partial<ChangeRow>[]): string[] =>
  changesOf(evaluationOf(rows)).map(
    ({ rows: parts, paths, before, after }) =>
      `${parts.join('+')} ${paths.join(',')} ${before.replaceAll('\n', '/')}｜${after.replaceAll('\n', '/')}`,
  )

test('a column goes on alone, while the other is empty: nothing was deleted', () => {
  const rows = [
    { 項目: 'Ⅰ１②', 変更前: '甲（下段に続く）', 変更後: '乙' },
    { 変更前: '（上段からの続き）\n丙' },
  ]
  expect(brief(rows)).toEqual(['0+1 I.1.2 甲/丙｜乙'])
  expect(changesOf(evaluationOf(rows))[0]).toMatchObject({ kind: 'reworded', partial: false })
})

test('rows of one page out of order: each part goes with the nearest that goes on in the same columns', () => {
  expect(
    brief([
      { 変更前: '（上段からの続き）三' },
      { 項目: 'Ⅰ１①', 変更前: '別', 変更後: '件' },
      { 項目: 'Ⅲ３リスク２その他の措置の内容', 変更前: '一（下段に続く）', 変更後: '甲（下段に続く）' },
      { 変更前: '（上段からの続き）二（下段に続く）', 変更後: '（上段からの続き）乙' },
      { 項目: 'Ⅲ８', 変更前: '子（下段に続く）', 変更後: '丑（下段に続く）' },
      { 項目: 'Ⅲ９具体的な方法', 変更前: '他', 変更後: '（削除）' },
      { 変更前: '（上段からの続き）辰' },
      { 変更前: '（上段からの続き）寅（下段に続く）', 変更後: '（上段からの続き）卯' },
    ]),
  ).toEqual([
    '1 I.1.1 別｜件',
    '2+3+0 III[1].3.リスク2.その他の措置の内容 一/二/三｜甲/乙',
    '4+7+6 III[1].8 子/寅/辰｜丑/卯',
    '5 III[1].9.具体的な方法 他｜（削除）',
  ])
})

test.each([
  ['（次頁に続く）', '（前頁からの続き）'],
  ['（続く）', '（続き）'],
  ['（下段\nに続 く）', '（上段から\nの続き）'],
  ['(次ページへ続く)', '(前ページより続き)'],
  ['※下段へつづく', '※上段のつづき'],
])('%s … %s', (goesOn, from) => {
  const rows = [{ 項目: 'Ⅱ３⑤', 変更前: `甲。${goesOn}`, 変更後: '乙。' }, { 変更前: `${from}丙。` }]
  expect(brief(rows)).toEqual(['0+1 II[1].3.5 甲。/丙。｜乙。'])
})

test('（続き） before the item is the same change on the next page', () => {
  expect(
    brief([
      { 項目: 'Ⅱ６ 保管場所', 変更前: '甲', 変更後: '乙' },
      { 項目: '（続き）Ⅱ６ 保管場所', 変更前: '丙', 変更後: '丁' },
    ]),
  ).toEqual(['0+1 II[1].6.保管場所 甲/丙｜乙/丁'])
})

test('同上 with both texts is one more change of the item of the row before; of another day, too', () => {
  expect(
    brief([
      { 項目: 'Ⅱ６ 保管場所', 変更前: '甲', 変更後: '乙' },
      { 変更前: '丙', 変更後: '丁' },
      { iso: '2024-05-01', 変更前: '', 変更後: '戊' },
    ]),
  ).toEqual(['0 II[1].6.保管場所 甲｜乙', '1 II[1].6.保管場所 丙｜丁', '2 II[1].6.保管場所 ｜戊'])
})

test.each([
  ['an empty cell of a row without date', { 変更日: '', iso: undefined }, 'II[1].6.保管場所'],
  ['an empty cell of a row with a date', {}, ''],
  ['a cell that was not attributed', { 変更日: '', unattributed: ['項目'] }, ''],
])('%s', (_, columns, path) => {
  const [, second] = evaluationOf([
    { 項目: 'Ⅱ６ 保管場所', 変更前: '甲', 変更後: '乙' },
    { 項目: '', 変更前: '丙', 変更後: '丁', ...(columns as Partial<ChangeRow>) },
  ]).changes
  expect(second!.paths.join()).toBe(path)
})

test('a sentence that ends in 続く does not go on', () => {
  const [change] = changesOf(evaluationOf([{ 項目: 'Ⅰ１②', 変更前: '甲', 変更後: '支給は翌年度も続く' }]))
  expect(change).toMatchObject({ after: '支給は翌年度も続く', partial: false })
})

test('a mark of continuation without its other half leaves the text a part', () => {
  const [change] = changesOf(evaluationOf([{ 項目: 'Ⅰ１②', 変更前: '甲（下段に続く）', 変更後: '乙' }]))
  expect(change).toMatchObject({ before: '甲', partial: true })
})

const BOX = '[○]紙　[　]フラッシュメモリ'
test.each<[string, string, Change['kind'], boolean]>([
  ['甲', '乙', 'reworded', false],
  ['－', '乙', 'added', false],
  ['（新規）', '乙', 'added', false],
  ['', '提供先２の新設', 'added', true],
  ['甲', '（削除）', 'removed', false],
  ['甲', '※記載内容を削除', 'removed', false],
  ['甲', '', 'removed', false],
  ['[再委託しない]', '[再委託する]', 'choice', false],
  ['2) 十分である', '１）特に力を入れている', 'choice', false],
  ['[委託する]　（２）件', '[委託する]　（１）件', 'choice', false],
  [BOX, '[○]紙　[○]フラッシュメモリ', 'boxes', false],
  ['[○]紙', '[　]紙\n※○を削除', 'boxes', true],
  ['記載省略', '記載省略（以下の内容を追記）\n甲', 'reworded', true],
  ['甲（以下省略）', '乙（以下省略）', 'reworded', true],
  ['甲 乙', '甲乙', 'unchanged', false],
  ['－', '', 'unknown', false],
])('%j → %j is %s', (before, after, kind, partial) => {
  const [change] = changesOf(evaluationOf([{ 項目: 'Ⅰ１②', 変更前: before, 変更後: after }]))
  expect(change).toMatchObject({ kind, partial })
})

test('what was not attributed is said, and nothing concluded from it', () => {
  const { 変更前: _, ...without } = row({ 項目: 'Ⅰ１②', 変更後: '乙', unattributed: ['変更前'] })
  const evaluation = withResolvedChanges(sampleEvaluation({ form: '様式3', changes: [without] }))
  expect(changesOf(evaluation)).toEqual([
    {
      rows: [0],
      iso: '2024-04-01',
      item: 'Ⅰ１②',
      paths: ['I.1.2'],
      keys: ['operation.description'],
      score: 1,
      timing: '事後',
      kind: 'unknown',
      before: '',
      after: '乙',
      partial: false,
      missing: ['変更前'],
    },
  ])
})

test.each([
  ['事 前', '事前'],
  ['（事後）', '事後'],
  ['事前／事後', undefined],
  ['－', undefined],
])('提出時期 %s', (printed, timing) => {
  const [change] = changesOf(evaluationOf([{ 提出時期: printed, 項目: 'Ⅰ１②' }]))
  expect(change!.timing).toBe(timing)
})

test.each([
  ['令和元年５月１日', '2019-05-01'],
  ['2024/4/1', '2024-04-01'],
  ['平成31年4月', undefined],
])('変更日 %s', (printed, iso) => {
  const { iso: _, ...undated } = row({ 変更日: printed, 項目: 'Ⅰ１②' })
  const [change] = changesOf({ form: '様式3', changes: [undated] })
  expect(change!.iso).toBe(iso)
  expect(Change.parse(change)).toEqual(change)
})

test('the parts of a word difference make both texts', () => {
  const [before, after] = ['市民課において確認する。', '税務課において確認する。毎月行う。']
  const parts = wordDiff(before, after)
  const text = (...kinds: string[]) =>
    parts
      .filter(({ kind }) => kinds.includes(kind))
      .map((part) => part.text)
      .join('')
  expect(parts[0]).toEqual({ kind: 'removed', text: '市民' })
  expect(parts.at(-1)).toEqual({ kind: 'added', text: '毎月行う。' })
  expect([text('same', 'removed'), text('same', 'added')]).toEqual([before, after])
})

test('texts without anything in common are shown one after the other, however long', () => {
  const words = (first: number) => Array.from({ length: 3_000 }, (_, index) => `${first + index}。`).join('')
  expect(wordDiff(words(0), words(10_000)).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})
