import { describe, expect, test } from 'vitest'
import { doubtOfPages } from '../../../parsers/engine/scrambled/page-doubts.ts'
import { toPages } from '../../../parsers/engine/scrambled/pages.ts'
import { toPieces, vocabularyOf } from '../../../parsers/engine/scrambled/pieces.ts'
import { printedTest } from '../../../parsers/engine/scrambled/printed-parts.ts'
import { formSpec } from '../../../parsers/forms/index.ts'

const spec = formSpec('様式3', 'R6')

test.each([
  ['リスク２：', true],
  ['Ⅳ', true],
  ['【行政機関等のみ】', true],
  ['[ 十分に行っている ]', true],
  ['2) 1,000人以上1万人未満', true],
  ['転入の情報 ⑤提供する情報の対象となる本人の範囲', true],
  ['「２．⑤提供する情報の対象となる本人の範囲」と同じ', false],
  ['リスク２：窓口で本人の確認をする。', false],
  ['2) 紙の届出書は受付印を押す。', false],
  ['しおみ市の窓口で受け付ける。', false],
])('%s: printed by the form is %s', (line, printed) => {
  expect(printedTest(spec)(line)).toBe(printed)
})

describe('what sets the texts of pages apart', () => {
  const cells = Array.from({ length: 12 }, (_, at) => [`①部署${at}`, '', 'しおみ課', '']).flat()

  test('cells with empty lines between them', () => {
    expect(doubtOfPages(toPages(cells))).toBeUndefined()
  })

  test('rows without empty lines', () => {
    expect(doubtOfPages(toPages(cells.filter((line) => line !== '')))).toContain('too few empty lines')
  })

  test('numbers that were torn from their labels', () => {
    expect(doubtOfPages(toPages([...cells, '⑤', '', 'リスク３：', '']))).toContain('torn')
  })
})

test.each([...'○レ✓■'])('%s in a bracket is a mark', (mark) => {
  const [page] = toPages([`[ ${mark} ] 税務システム`])
  const pieces = toPieces(page!, [], vocabularyOf(spec))
  expect(pieces.map(({ kind }) => kind)).toEqual(['open', 'mark', 'close', 'box'])
})
