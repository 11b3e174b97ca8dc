import { describe, expect, test } from 'vitest'
import { boxesInPasses } from '../../../parsers/engine/scrambled/boxes-in-passes.ts'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import { areMarksApart } from '../../../parsers/engine/scrambled/lone-marks.ts'
import { toPages } from '../../../parsers/engine/scrambled/pages.ts'
import { toPieces, vocabularyOf } from '../../../parsers/engine/scrambled/pieces.ts'
import { labelWordings } from '../../../parsers/engine/scrambled/slots.ts'
import { findSpots } from '../../../parsers/engine/scrambled/spots.ts'
import { formSpec } from '../../../parsers/forms/index.ts'

const spec = formSpec('様式3', 'H30')
const piecesOf = (...lines: readonly string[]) => {
  const page = toPages(lines)[0]!
  return toPieces(page, findSpots(page, labelWordings(spec)), vocabularyOf(spec))
}

const cover = [
  '特定個人情報保護評価書（重点項目評価書）',
  '評価書番号 評価書名',
  '7 架空沢市図書貸出事務 重点項目評価書',
  '評価実施機関名',
  '架空県架空沢市長',
  '公表日',
  '令和5年9月30日',
]

/** Rows as `pdftotext -layout` and pdfplumber give them. */
const rows = (...functions: readonly string[]) => [
  ...cover,
  '\fⅠ 基本情報',
  '１．特定個人情報ファイルを取り扱う事務',
  '①事務の名称 図書貸出事務',
  '貸出券の提示を受け、本人であることを窓口で確かめる。',
  '②事務の内容 返却の期限を伝える。',
  '期限を過ぎた資料については、督促の通知を送る。',
  '＜選択肢＞',
  '③対象人数 [ 1万人以上10万人未満 ] 1) 1,000人未満 2) 1,000人以上1万人未満',
  '3) 1万人以上10万人未満 4) 10万人以上30万人未満',
  '２．特定個人情報ファイルを取り扱う事務において使用するシステム',
  'システム１',
  '①システムの名称 図書館システム',
  ...functions,
  '[ ○ ] 情報提供ネットワークシステム [ ] 庁内連携システム',
  '[ ] 住民基本台帳ネットワークシステム [ ] 既存住民基本台帳システム',
  '③他のシステムとの接続',
  '[ ] 宛名システム等 [ ○ ] 税務システム',
  '[ ] その他 （ ）',
  '３．特定個人情報ファイル名',
  '図書貸出ファイル',
  '４．個人番号の利用 ※',
  '書庫条例による。',
  '法令上の根拠 窓口の定めによる。',
  '閲覧の定めによる。',
  '６．評価実施機関における担当部署',
  '①部署 図書課',
  '②所属長の役職名 課長',
]
const itemsOf = (lines: readonly string[]) => {
  const items = new Map(evaluateScrambled(lines)[0]!.items.map((item) => [item.path, item]))
  return (path: string) => items.get(path)
}

describe('lines that are rows of the print', () => {
  const item = itemsOf(
    rows('資料を登録する。', '②システムの機能 貸出しと返却を記録する。', '督促の対象を抜き出す。'),
  )

  test('a text stands above and below its label as far as it goes on both sides', () => {
    expect(item('I.1.1')).toMatchObject({ status: 'found', value: '図書貸出事務' })
    expect(item('I.1.2')).toMatchObject({
      status: 'found',
      value:
        '貸出券の提示を受け、本人であることを窓口で確かめる。返却の期限を伝える。\n期限を過ぎた資料については、督促の通知を送る。',
    })
    expect(item('I.4.法令上の根拠')).toMatchObject({
      status: 'found',
      value: '書庫条例による。\n窓口の定めによる。閲覧の定めによる。',
    })
    expect(item('I.6.2')).toMatchObject({ status: 'found', value: '課長' })
  })

  test('boxes and choices are told by their rows', () => {
    expect(item('I.1.3')).toMatchObject({ status: 'found', option: 3 })
    expect(item('I.2.システム[1].3')).toMatchObject({
      checked: ['情報提供ネットワークシステム', '税務システム'],
      unknown: [],
    })
  })

  test('rows that do not stand around their label are not told', () => {
    const other = itemsOf(
      rows('②システムの機能 資料を登録する。', ...Array.from({ length: 9 }, () => '督促の対象を抜き出す。')),
    )
    expect(other('I.2.システム[1].2')?.status).toBe('ambiguous')
    expect(other('I.1.2')?.status).toBe('found')
  })

  test('the rest of a label beside a text leaves it untold', () => {
    const other = itemsOf(rows('②システムの機能 資料を登録する。', '※ 督促の対象を抜き出す。'))
    expect(other('I.2.システム[1].2')?.status).toBe('ambiguous')
  })
})

describe('boxes that are drawn in two passes', () => {
  const labels = ['] 紙 ] 専用線', '] その他']

  test('the first bracket is the first label’s', () => {
    expect(
      boxesInPasses(piecesOf('[ [ ○', '[', ...labels))?.map(({ label, state }) => [label, state]),
    ).toEqual([
      ['紙', 'unchecked'],
      ['専用線', 'checked'],
      ['その他', 'unchecked'],
    ])
  })

  test('the brackets of choices do not count', () => {
    expect(boxesInPasses(piecesOf('[ 実施する ]', '[ ]', '[ ○ [', '[', ...labels))).toHaveLength(3)
  })

  test('nothing is told where their numbers differ, or a mark stands alone', () => {
    expect(boxesInPasses(piecesOf('[ [ ○', ...labels))).toBeUndefined()
    expect(boxesInPasses(piecesOf('○', '[ [', '[', ...labels))).toBeUndefined()
  })
})

describe('marks that are set by themselves', () => {
  test('over brackets that were printed empty', () => {
    expect(areMarksApart([piecesOf('[ ] 紙', '[ ] 専用線', '○')])).toBe(true)
    expect(areMarksApart([piecesOf('[ ] 紙', '[ ] 専用線', 'レ レ')])).toBe(true)
    expect(areMarksApart([piecesOf('[ ○ ] 紙', '[ ] 専用線')])).toBe(false)
  })
})
