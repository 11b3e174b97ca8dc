import { describe, expect, test } from 'vitest'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import { Evaluation, type Item } from '../../../parsers/records/index.ts'

const cover = [
  '特定個人情報保護評価書（重点項目評価書）',
  '',
  '評価書番号',
  '',
  '評価書名',
  '',
  '7',
  '',
  '架空沢市図書貸出事務　重点項目評価書',
  '',
  '個人のプライバシー等の権利利益の保護の宣言',
  '',
  '架空沢市は、図書貸出事務において、漏えいその他の事態を防ぐ措置を講ずることを宣言する。',
  '',
  '特記事項',
  '',
  '評価実施機関名',
  '',
  '架空県架空沢市長',
  '',
  '公表日',
  '',
  '令和5年9月30日',
  '',
  '[平成30年5月　様式３]',
]

const pages = (...texts: readonly string[][]): string[] =>
  texts.flatMap((lines, index) => (index === 0 ? lines : [`\f${lines[0]}`, ...lines.slice(1)]))

function read(...texts: readonly string[][]): (path: string) => Item | undefined {
  const [evaluation] = evaluateScrambled(pages(cover, ...texts))
  expect(Evaluation.safeParse(evaluation).error).toBeUndefined()
  return (path) => evaluation!.items.find((item) => item.path === path)
}

const basics = [
  'Ⅰ　基本情報',
  '',
  ' １．特定個人情報ファイルを取り扱う事務',
  '',
  ' ①事務の名称',
  '',
  ' ②事務の内容',
  '',
  '図書貸出事務',
  '＜窓口での運用＞',
  '(1)貸出券を確かめる。',
  '(2)返却の期限を伝える。',
  '',
  ' ③対象人数',
  '',
  '[',
  '',
  '1万人以上10万人未満',
  '',
  ']',
  '',
  '＜選択肢＞',
  '1) 1,000人未満',
  '3) 1万人以上10万人未満',
  '',
  '2) 1,000人以上1万人未満',
  '4) 10万人以上30万人未満',
  '',
  ' ２．特定個人情報ファイルを取り扱う事務において使用するシステム',
  ' システム１',
  '',
  ' ①システムの名称',
  '',
  '図書館システム',
  '',
  '・貸出しを記録する。',
  '',
  '[ ○',
  '[',
  '[',
  '[ ○',
  '',
  '] 情報提供ネットワークシステム',
  '] 住民基本台帳ネットワークシステム',
  '] 宛名システム等',
  '] その他',
  '',
  '（ 予約台帳',
  '',
  '[',
  '[ ○',
  '[',
  '',
  '] 庁内連携システム',
  '] 既存住民基本台帳システム',
  '] 税務システム',
  '',
  '）',
  '',
  ' ②システムの機能',
  '',
  ' ③他のシステムとの接続',
  '',
  ' ６．評価実施機関における担当部署',
  ' ①部署',
  '',
  ' ②所属長の役職名',
  '',
  ' ７．他の評価実施機関',
  '',
  '架空県教育委員会',
  '',
  '教育部 図書館課',
  '',
  '館長',
]

describe('a page in the order of the form', () => {
  const item = read(basics)

  test('values behind stacked labels go to their labels in order', () => {
    expect(item('I.1.1')).toMatchObject({ status: 'found', value: '図書貸出事務' })
    expect(item('I.1.2')).toMatchObject({
      status: 'found',
      value: '＜窓口での運用＞\n(1)貸出券を確かめる。\n(2)返却の期限を伝える。',
    })
    expect(item('I.2.システム[1].1')).toMatchObject({ value: '図書館システム' })
    expect(item('I.2.システム[1].2')).toMatchObject({ value: '・貸出しを記録する。' })
  })

  test('a selected value is told from the options, read across or down', () => {
    expect(item('I.1.3')).toMatchObject({ status: 'found', option: 3, label: '1万人以上10万人未満' })
  })

  test('columns of brackets are paired with columns of boxes', () => {
    expect(item('I.2.システム[1].3')).toMatchObject({
      checked: ['情報提供ネットワークシステム', '既存住民基本台帳システム', 'その他'],
      unchecked: ['庁内連携システム', '住民基本台帳ネットワークシステム', '宛名システム等', '税務システム'],
      unknown: [],
      details: { その他: '予約台帳' },
    })
  })

  test('a value right below its label comes before those beside the labels above', () => {
    expect(item('I.7')).toMatchObject({ value: '架空県教育委員会' })
    expect(item('I.6.1')).toMatchObject({ value: '教育部 図書館課' })
    expect(item('I.6.2')).toMatchObject({ value: '館長' })
  })

  test('evidence names the lines of the document', () => {
    const lines = pages(cover, basics)
    const [evidence] = item('I.6.2')!.evidence
    expect(evidence).toEqual({ lines: [lines.indexOf('館長') + 1, lines.indexOf('館長') + 1] })
  })
})

const torn = [
  ' ７．他の評価実施機関',
  '',
  '-',
  '',
  '] 税務システム',
  '',
  '[ ○',
  '',
  '[ ○ ] その他 （ 予約台帳 )',
  '',
  '[ ] 宛名システム等 [',
  '',
  ' ②所属長の役職名 館長',
  '',
  '・貸出しを記録する機能',
  '',
  ' ③他のシステムとの接続',
  '',
  ' ②システムの機能',
  '',
  ' ①システムの名称 図書館システム',
  '',
  '] 庁内連携システム [',
  '',
  ' システム１',
  '',
  '図書貸出事務',
  '',
  ' ６．評価実施機関における担当部署',
  '',
  ' ③対象人数 [ 1万人以上10万人未満',
  '',
  ' ①部署 教育部 図書館課',
  '',
  ' ①事務の名称',
  '',
  'Ⅰ　基本情報',
]

describe('a page in no order', () => {
  const item = read(torn)

  test('what stands on the line of a label is its value', () => {
    expect(item('I.6.1')).toMatchObject({ status: 'found', value: '教育部 図書館課' })
    expect(item('I.6.2')).toMatchObject({ status: 'found', value: '館長' })
    expect(item('I.1.3')).toMatchObject({ status: 'found', option: 3 })
  })

  test('only whole boxes are asserted where brackets are torn', () => {
    expect(item('I.2.システム[1].3')).toMatchObject({
      checked: ['その他'],
      unchecked: ['宛名システム等'],
      unknown: expect.arrayContaining(['庁内連携システム', '税務システム']),
    })
  })
})

describe('a label that came before its bracket', () => {
  const audited = (...lines: readonly string[]) =>
    read(basics, [
      'Ⅲ　リスク対策',
      '',
      ' ８．監査',
      ' 実施の有無',
      '',
      ...lines.flatMap((line) => [line, '']),
      ' ９．従業者に対する教育・啓発',
      '',
      ' 従業者に対する教育・啓発',
      '',
      ' 具体的な方法',
    ])('III[1].8.実施の有無')

  test('is not asserted where two brackets that differ follow, nor is the label behind them', () => {
    expect(audited('] 自己点検', '[ ○', '[', '] 内部監査', '[', '] 外部監査')).toMatchObject({
      checked: [],
      unknown: ['自己点検', '内部監査'],
      reason: '自己点検、内部監査: the text does not tell which bracket belongs to the box',
    })
  })

  test('is asserted where each stands behind its own', () => {
    expect(audited('[ ○', '] 自己点検', '[', '] 内部監査', '[', '] 外部監査')).toMatchObject({
      checked: ['自己点検'],
      unchecked: ['内部監査', '外部監査'],
    })
  })
})

describe('a change table', () => {
  const table = [
    '（別添２）　変更箇所',
    '',
    '変更日',
    '',
    '項目',
    '',
    '変更前の記載',
    '',
    '変更後の記載',
    '',
    '提出時期',
    '',
    '提出時期に係る説明',
    '',
    '令和4年4月1日',
    '',
    'Ⅰ　基本情報',
    '６．評価実施機関における担当部署',
    '②所属長の役職名',
    '',
    '館長',
    '',
    '図書館長',
    '',
    '事後 組織改正に伴う名称の変更',
    '',
    '令和4年4月1日',
    '',
    '同上',
    '',
    '図書館長',
    '',
    '（削除）',
    '',
    '事前 法令の改正に伴う修正',
  ]
  const [evaluation] = evaluateScrambled(pages(cover, basics, table))

  test('is kept as text, and nothing of it is asserted', () => {
    expect(evaluation!.changes).toEqual([])
    expect(evaluation!.problems.map(({ code }) => code)).toContain('items-not-read')
    expect(evaluation!.unplaced.map(({ text }) => text).join('\n')).toContain('事後 組織改正に伴う名称の変更')
  })
})

test('a text without a cover is no evaluation', () => {
  expect(evaluateScrambled(basics)).toEqual([])
})

test('what stands before the cover belongs to no evaluation', () => {
  const agenda = ['会議次第', '', '1 開会', '', '2 議題　図書貸出事務の評価について']
  const [evaluation, ...others] = evaluateScrambled(pages(agenda, cover, basics))
  expect(others).toEqual([])
  expect(evaluation!.span).toEqual({
    lines: [agenda.length + 1, agenda.length + cover.length + basics.length],
  })
})
