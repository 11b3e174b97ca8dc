import { expect, test } from 'vitest'
import { renderDocument } from '../../../src/render/document.ts'
import { oneLine, placeOf } from '../../../src/render/words.ts'
import { failedResult, sampleEvaluation, sampleResult } from '../../support/parse-result.ts'

test('an evaluation is a tree with a mark, a value and a place for each item', () => {
  expect(renderDocument(sampleResult())).toBe(`\
Document 0d1da5138c03: application/pdf, 3 pages, pdf-text-layer
  parser test 1

様式3 [令和6年10月 様式3], pages 1–3
  title      架空税に関する事務 重点項目評価書
  number     7
  agency     架空県架空市長 (架空県 架空市 999999)
  published  令和6年9月1日 (2024-09-01)
  warning box-undecided: その他: a stamp covers the box (II[1].3.1, p. 1)
  Items (5 found, 1 blank, 1 missing, 1 ambiguous, 0 inferred)
    I
      1
        ✓ 1 operation.name: 架空税に関する事務  p. 1
        ✓ 3 operation.subject_count: 2) 1万人以上10万人未満  p. 1
      2
        システム[1]
          － 1 systems[].name: (blank: dash)  p. 1
    II[1]
      3
        ? 1 files[].sources: [○] 本人又は本人の代理人 [✗] 民間事業者 [?] その他（架空組合） (a box is covered by a stamp)  p. 1
      4
        委託の有無
          ✓ 件数 files[].outsourcing.count: 2  p. 1
    III[1]
      4
        ✓ 委託しない risks[].outsourcing.none: [✗]  p. 1
    表紙
      ✓ 公表日 cover.publication_date: 令和6年9月1日 = 2024-09-01  p. 1
    V
      1
        ! 1 procedure.date: (its heading was not found)
  Changes (1)
    2024-08-01  Ⅰ ２ システム1 (I.2.システム[1]): － → 架空システム ? not attributed: 説明  p. 1
  Unplaced text (7 of 1,000 characters, 0.7 %)
    余白の書き込み  p. 2

Marks: ✓ found, － blank, ! missing, ? ambiguous, ~ inferred from other items and not asserted; boxes [○] checked, [✗] unchecked, [?] cannot be told
`)
})

test('a document without an evaluation says why', () => {
  expect(renderDocument(failedResult('no-text-layer'))).toBe(`\
Document 0d1da5138c03: application/pdf, 3 pages, pdf-text-layer
  parser test 1
  error no-text-layer: test: no-text-layer
  no evaluation in it
`)
})

test('places are named as people name them', () => {
  const boxes: [number, number, number, number][] = [[0, 0, 1, 1]]
  expect(placeOf([])).toBe('')
  expect(
    placeOf([
      { page: 4, boxes },
      { page: 3, boxes },
    ]),
  ).toBe('pp. 3–4')
  expect(placeOf([{ sheet: '入力', range: 'B3:C4' }])).toBe('入力!B3:C4')
  expect(placeOf([{ lines: [10, 12] }])).toBe('lines 10–12')
})

test('long text is cut on one line, with its length', () => {
  expect(oneLine('一行目\n 二行目')).toBe('一行目 ⏎ 二行目')
  expect(oneLine('𠮷'.repeat(5), 3)).toBe('𠮷𠮷𠮷… (5 characters)')
})

test('control characters of a document do not reach the terminal', () => {
  const evaluations = [sampleEvaluation({ title: '架空\u001b[2J税' })]
  expect(renderDocument(sampleResult({ evaluations }))).toContain('  title      架空\ufffd[2J税\n')
})
