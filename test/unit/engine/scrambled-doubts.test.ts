import { describe, expect, test } from 'vitest'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import type { Item } from '../../../parsers/records/index.ts'
import { scrambledDocument } from '../../support/scrambled-document.ts'

const coverEnd = scrambledDocument.findIndex((line) => line.startsWith('\f'))

/** Each line of a page is a block of its own, as where cells stand apart; those of a list are one block. */
function read(...pages: readonly (readonly (string | readonly string[])[])[]) {
  const lines = pages.flatMap((page) =>
    page.flatMap((block, index) => {
      const own = typeof block === 'string' ? [block] : block
      return index === 0 ? [`\f${own[0]}`, ...own.slice(1), ''] : [...own, '']
    }),
  )
  const [evaluation] = evaluateScrambled([...scrambledDocument.slice(0, coverEnd), ...lines])
  return (path: string): Item | undefined => evaluation!.items.find((item) => item.path === path)
}

const basics = [
  'Ⅰ　基本情報',
  '１．特定個人情報ファイルを取り扱う事務',
  '①事務の名称',
  '図書貸出事務',
  '②事務の内容',
  ['・貸出券を確かめる。', '・返却の期限を伝える。'],
  '③対象人数',
  '[',
  '1万人以上10万人未満',
  ']',
  '３．特定個人情報ファイル名',
  ['（１）図書貸出ファイル', '（２）利用者ファイル'],
  '４．個人番号の利用　※',
  '法令上の根拠',
  '架空沢市図書貸出条例第3条第1項',
]

const element = (head: string, whose: string, verb: string) => [
  head,
  `架空沢市${head}課`,
  '①法令上の根拠',
  '架空沢市図書貸出条例第5条',
  `②${whose}における用途`,
  '貸出券の確認に関する事務',
  `③${verb}する情報`,
  '貸出券に関する情報',
  `④${verb}する情報の対象となる本人の数`,
  `⑤${verb}する情報の対象となる本人の範囲`,
  '貸出券を持つ者',
  `⑥${verb}方法`,
  `⑦時期・頻度`,
  '貸出しの都度',
]

const provision = (given: string, moved: string) => [
  '５．特定個人情報の提供・移転（委託に伴うものを除く。）',
  '提供・移転の有無',
  '[ ○ ] 提供を行っている',
  `（ ${given} ）件`,
  '[ ○ ] 移転を行っている',
  `（ ${moved} ）件`,
  '[　] 行っていない',
  ...element('提供先1', '提供先', '提供'),
  ...element('提供先2', '提供先', '提供'),
  ...element('移転先1', '移転先', '移転'),
]

describe('labels', () => {
  test('a label whose second line stands behind its value is one label', () => {
    const item = read(basics, [
      '４．特定個人情報ファイルの取扱いの委託',
      '委託事項1',
      '貸出システムの保守',
      '①委託内容',
      '貸出システムの点検と修理',
      '②委託先における取扱',
      ['[', '10人未満', ']'],
      '者数　※',
      '③委託先名',
      '架空計算株式会社',
    ])
    expect(item('II[1].4.委託事項[1].2')).toMatchObject({ status: 'found', option: 1 })
    expect(item('II[1].4.委託事項[1].3')).toMatchObject({ status: 'found', value: '架空計算株式会社' })
  })

  test('提供先2 ～5 with white space inside heads no 提供先2', () => {
    const item = read(basics, [...provision('2', '1'), '移転先2 ～5', '①法令上の根拠'])
    expect(item('II[1].5.移転先[2]')?.status).not.toBe('found')
  })
})

describe('counts', () => {
  test('are held against the elements of their repeats', () => {
    const item = read(basics, provision('2', '1'))
    expect(item('II[1].5.提供・移転の有無.提供件数')).toMatchObject({ status: 'found', value: 2 })
    expect(item('II[1].5.提供・移転の有無.移転件数')).toMatchObject({ status: 'found', value: 1 })
  })

  test('that stand in the other order are told by the elements', () => {
    const item = read(basics, provision('1', '2'))
    expect(item('II[1].5.提供・移転の有無.提供件数')).toMatchObject({ status: 'found', value: 2 })
    expect(item('II[1].5.提供・移転の有無.移転件数')).toMatchObject({ status: 'found', value: 1 })
  })

  test('that fit no elements are not told', () => {
    const item = read(basics, provision('7', '4'))
    expect(item('II[1].5.提供・移転の有無.提供件数')?.status).toBe('ambiguous')
    expect(item('II[1].5.提供・移転の有無.移転件数')?.status).toBe('ambiguous')
  })
})

describe('texts', () => {
  test('where cells stand apart a block is one value', () => {
    const item = read(basics)
    expect(item('I.1.1')).toMatchObject({ status: 'found', value: '図書貸出事務' })
    expect(item('I.1.2')).toMatchObject({
      status: 'found',
      value: '・貸出券を確かめる。\n・返却の期限を伝える。',
    })
    expect(item('I.3')).toMatchObject({
      status: 'found',
      value: '（１）図書貸出ファイル\n（２）利用者ファイル',
    })
  })

  test.each([
    ['ends in a heading', ['・貸出券を確かめる。', '＜窓口における措置＞']],
    ['ends in the midst of a sentence', ['貸出券を確かめる。返却の', '期限を伝え、期限を過ぎた']],
    ['has a dash of another place behind it', ['・貸出券を確かめる。', '－']],
  ])('a text that %s is not asserted', (_, lines) => {
    const page = basics.map((block) =>
      typeof block === 'string' || !block[0]!.startsWith('・') ? block : lines,
    )
    expect(read(page)('I.1.2')?.status).toBe('ambiguous')
  })

  test('a text behind one that a dash stands with is not asserted: its lines may be of it', () => {
    const page = basics.map((block) => (block === '図書貸出事務' ? ['図書貸出事務', '－'] : block))
    expect(read(page)('I.1.1')?.status).toBe('ambiguous')
    expect(read(page)('I.1.2')).toMatchObject({
      status: 'ambiguous',
      reason: 'the text before it may hold lines of it',
    })
  })

  test('a department that the title of its head stands below is not asserted', () => {
    const department = [
      '６．評価実施機関における担当部署',
      '①部署',
      ['教育部 図書館課', '課長'],
      '②所属長の役職名',
      '７．他の評価実施機関',
    ]
    expect(read([...basics, ...department])('I.6.1')).toMatchObject({
      status: 'ambiguous',
      reason: 'its last line is a title, which is of the place below',
    })
  })

  test('a name that sentences follow is not asserted', () => {
    const page = basics.map((block) =>
      block === '図書貸出事務' ? ['図書貸出事務', '貸出券を確かめる。', '返却の期限を伝える。'] : block,
    )
    expect(read(page)('I.1.1')?.status).not.toBe('found')
  })
})

describe('details of boxes', () => {
  const system = (detail: readonly string[]) => [
    '２．特定個人情報ファイルを取り扱う事務において使用するシステム',
    'システム1',
    '①システムの名称',
    '図書館システム',
    '③他のシステムとの接続',
    '[　] 情報提供ネットワークシステム',
    '[　] 庁内連携システム',
    '[　] 住民基本台帳ネットワークシステム',
    '[　] 既存住民基本台帳システム',
    '[　] 宛名システム等',
    '[　] 税務システム',
    '[ ○ ] その他',
    ...detail,
  ]

  test.each([
    ['closed', ['（ 予約台帳', '）'], '予約台帳'],
    ['with brackets of its own', ['（ 予約台帳（写し）', '）'], '予約台帳（写し）'],
    [
      'over two lines',
      ['（ 予約台帳、蔵書検索端末、返却期限の通知', '装置', '）'],
      '予約台帳、蔵書検索端末、返却期限の通知装置',
    ],
    ['that may be cut off', ['（ 予約台帳、蔵書検索端末、返却期限の通知'], undefined],
  ])('%s', (_, lines, detail) => {
    const boxes = read(basics, system(lines))('I.2.システム[1].3')
    expect(boxes).toMatchObject({ kind: 'checkboxes', checked: ['その他'] })
    expect(boxes?.kind === 'checkboxes' && boxes.details.その他).toBe(detail)
  })
})

test('an empty bracket behind a selected value is its own: 行っている[ ]', () => {
  const item = read(
    basics,
    ['Ⅳ　開示請求、問合せ'],
    [
      'Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策',
      '１．特定個人情報ファイル名',
      '図書貸出ファイル',
      '２．特定個人情報の入手',
      'リスク：目的外の入手が行われるリスク',
      'リスクに対する措置の内容',
      '・貸出券を確かめる。',
      'リスクへの対策は十分か',
      '十分である[ ]',
      ['＜選択肢＞', '1) 特に力を入れている', '2) 十分である', '3) 課題が残されている'],
    ],
  )
  expect(item('III[1].2.リスク.対策は十分か')).toMatchObject({ status: 'found', option: 2 })
})

describe('lines of one block that may be of two places', () => {
  const described = (lines: readonly string[]) =>
    read(basics.map((block) => (Array.isArray(block) && block[0]!.startsWith('・貸出券') ? lines : block)))(
      'I.1.2',
    )

  test.each([
    ['a name', 'first line', ['図書館システム', '・貸出券を確かめ、返却の期限を過ぎた者に葉書で知らせる。']],
    ['a dash', 'dash', ['－', '・貸出券を確かめ、返却の期限を過ぎた者に葉書で知らせる。']],
    ['a list', 'numbers', ['（１）貸出券を確かめる。', '（２）期限を伝える。', '（１）書庫を閉じる。']],
  ])('are not asserted behind %s', (_, reason, lines) => {
    const item = described(lines)
    expect(item?.status).toBe('ambiguous')
    expect(item && 'reason' in item ? item.reason : '').toContain(reason)
  })

  test('are asserted where a heading begins each list', () => {
    const lines = ['＜窓口＞', '（１）貸出券を確かめる。', '＜書庫＞', '（１）書庫を閉じる。']
    expect(described(lines)).toMatchObject({ status: 'found', value: lines.join('\n') })
  })
})

test('a change table whose last column stands on the next page is no text of the form', () => {
  const heads = ['変更日', '項目', '変更前の記載', '変更後の記載', '提出時期']
  const item = read(
    basics,
    [...heads, '令和3年4月1日', 'Ⅰ　１', '貸出券を確かめる。'],
    ['提出時期に係る説明'],
  )
  expect(item('I.4.法令上の根拠')).toMatchObject({ status: 'found', value: '架空沢市図書貸出条例第3条第1項' })
})
