import { describe, expect, test } from 'vitest'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import { toPages } from '../../../parsers/engine/scrambled/pages.ts'
import { toPieces, vocabularyOf } from '../../../parsers/engine/scrambled/pieces.ts'
import { labelWordings } from '../../../parsers/engine/scrambled/slots.ts'
import { findSpots } from '../../../parsers/engine/scrambled/spots.ts'
import { formSpec } from '../../../parsers/forms/index.ts'
import type { Item } from '../../../parsers/records/index.ts'
import { scrambledDocument } from '../../support/scrambled-document.ts'

const spec = formSpec('様式4', 'H30')
const wordings = labelWordings(spec)

const piecesOf = (...lines: string[]) => {
  const [page] = toPages(lines)
  return toPieces(page!, findSpots(page!, wordings), vocabularyOf(spec)).map((piece) =>
    piece.kind === 'label'
      ? `label ${piece.label.sign}`
      : 'label' in piece
        ? `${piece.kind} ${piece.label}`
        : piece.kind,
  )
}

describe('lines that hold several cells of a row', () => {
  test('a selected value beside its options, drawn before its bracket', () => {
    expect(piecesOf('記録を残している[ 2) 記録を残していない1） 記録を残している')).toEqual([
      'value 記録を残している',
      'open',
      'option 記録を残していない',
      'option 記録を残している',
    ])
  })

  test('a selected value before the caption of its options', () => {
    expect(piecesOf('[ 行っている ＜選択肢＞')).toEqual(['open', 'value 行っている', 'caption'])
  })

  test('the words of an option within a sentence are text', () => {
    expect(piecesOf('行っている 研修は、次のとおりとする。')).toEqual(['text'])
  })

  test('a box whose label is broken over two lines', () => {
    expect(piecesOf('[ ] フラッシュメモ', 'リ')).toEqual(['open', 'close', 'box フラッシュメモリ'])
  })

  test('a mark before its bracket tells that the row was drawn leftwards', () => {
    expect(
      piecesOf('] 接続しない（提供）[] 接続しない（入手）○[ ６．情報提供ネットワークシステムとの接続'),
    ).toEqual([
      expect.stringContaining('情報提供ネットワ'),
      'open',
      'mark',
      'close',
      'box 接続しない（入手）',
      'open',
      'close',
      'box 接続しない（提供）',
    ])
  })

  test('the last line of a label and an option beside it', () => {
    expect(piecesOf(' ⑧事故発生時手順の策定・', '周知 3） 十分に行っていない')).toEqual([
      'label 8|事故発生時手順の策定・周知',
      'option 十分に行っていない',
    ])
  })

  test('a label behind the mark of a list is an entry of the list', () => {
    expect(piecesOf('・ 特定個人情報ファイルの取扱いの記録')).toEqual(['text'])
  })
})

const cover = scrambledDocument
  .slice(
    0,
    scrambledDocument.findIndex((line) => line.startsWith('\f')),
  )
  .map((line) => line.replaceAll('重点項目', '全項目').replace('様式３', '様式４'))

function read(...lines: readonly string[]): (path: string) => Item | undefined {
  const [evaluation] = evaluateScrambled([...cover, '', '', '', '', ...lines])
  return (path) => evaluation!.items.find((item) => item.path === path)
}

/** 入手 of a page whose cells were drawn in parts: the other column's brackets first, values with their labels. */
const acquisition = [
  ' ３．特定個人情報の入手・使用',
  '',
  ' ①入手元　※',
  '',
  '[ ○ ] 評価実施機関内の他部署',
  '',
  '[ ] その他 （ ）',
  '',
  '[ ] 民間事業者 （ ）',
  '',
  '（',
  '市民課（住民票の発行）、税務課（課税台帳の写し',
  'の交付）',
  '',
  ' ⑥使用目的　※',
  '・貸出券を交付するため。',
  '・返却の期限を過ぎた者へ知らせるため。',
  '',
  ' ④入手に係る妥当性',
  '',
  '【窓口での入手】',
  '・貸出券の申込みを受けたときに限り入手するため、必要のない情報を入手することがなく、申込みをした者のほかの情報を',
  '入手することもない。',
  '',
  '図書館の窓口に置く端末（貸出しの記録を',
  'つける機能を含む。）',
  '',
  ' ②入手方法',
  '',
  '[ ○ ] 紙',
  '',
  '[ ○ ] その他 （',
  '',
  ' 使用部署',
  '※',
  '',
  '教育部　図書館課',
  '',
  ' 使用者数 [ 10人以上50人未満',
  '',
  '）',
]

describe('texts of a page that was drawn in parts', () => {
  const item = read(...acquisition)

  test('boxes that several groups print belong to the group whose boxes stand beside them', () => {
    expect(item('II[1].3.1')).toMatchObject({
      checked: ['評価実施機関内の他部署'],
      unchecked: expect.arrayContaining(['民間事業者', 'その他']),
    })
    expect(item('II[1].3.2')).toMatchObject({ checked: ['紙', 'その他'] })
  })

  test('lines behind a lone bracket are the detail of the box that lacks one', () => {
    expect(item('II[1].3.1')).toMatchObject({
      details: { 評価実施機関内の他部署: '市民課（住民票の発行）、税務課（課税台帳の写しの交付）' },
    })
  })

  test('a block that a narrower cell broke is another cell: the detail that is open', () => {
    expect(item('II[1].3.4')).toMatchObject({
      status: 'found',
      value:
        '【窓口での入手】\n・貸出券の申込みを受けたときに限り入手するため、必要のない情報を入手することがなく、申込みをした者のほかの情報を入手することもない。',
    })
    expect(item('II[1].3.2')).toMatchObject({
      details: { その他: '図書館の窓口に置く端末（貸出しの記録をつける機能を含む。）' },
    })
  })

  test('a selected value on the line of its label', () => {
    expect(item('II[1].3.7.使用者数')).toMatchObject({ status: 'found', option: 2 })
  })
})

describe('values behind all labels of a page', () => {
  const item = read(
    ' ①実施日',
    '',
    ' ②しきい値判断結果',
    '',
    ' １．基礎項目評価',
    '',
    'Ⅵ　評価実施手続',
    '',
    ' ２．国民・住民等からの意見の聴取',
    '',
    ' ①方法',
    '',
    ' ②実施日・期間',
    '',
    ' ③期間を短縮する特段の理',
    '由',
    '',
    ' ④主な意見の内容',
    '',
    ' ⑤評価書への反映',
    '',
    ' ４．個人情報保護委員会の承認　【行政機関等のみ】',
    '',
    ' ①提出日',
    '',
    ' ②個人情報保護委員会によ',
    'る審査',
    '',
    '市の広報紙で知らせ、図書館で閲覧できるようにして意見を聴取した。',
    '',
    '令和5年7月1日から令和5年7月30日まで（30日間）',
  )

  test('a place that speaks of opinions takes the text that does; a period is no day', () => {
    expect(item('VI.2.1')).toMatchObject({
      status: 'found',
      value: '市の広報紙で知らせ、図書館で閲覧できるようにして意見を聴取した。',
    })
    expect(item('VI.2.2')).toMatchObject({
      status: 'found',
      value: '令和5年7月1日から令和5年7月30日まで（30日間）',
    })
  })

  test('a local body has no approval of the commission', () => {
    expect(item('VI.4.2')?.status).not.toBe('found')
  })
})
