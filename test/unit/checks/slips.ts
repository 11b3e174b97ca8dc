import type { Change } from '../../support/fillings.ts'
import { box, boxes, count, date, option, type Planted, text } from '../../support/sound-evaluation.ts'

/** What breaks a rule once, and what comes near and keeps it (the sound evaluation, if nothing is said). */
export type Slip = Planted & {
  readonly rule: string
  readonly fine?: Planted['values']
  readonly fineChanges?: readonly Change[]
  readonly fineSlots?: Planted['slots']
}

const NETWORK = '情報提供ネットワークシステム'
const BLANK = text('')
const TEXT = text('職員が記録を残す。')
const EXISTS = 'II[1].5.提供・移転の有無'

const outsourcing: Slip[] = [
  { rule: 'outsourcing-count-given', form: '様式3', values: { 'II[1].4.委託の有無.件数': count() } },
  {
    rule: 'outsourcing-count',
    form: '様式3',
    slots: { 委託事項: 2 },
    values: { 'II[1].4.委託の有無.件数': count(3) },
    fine: { 'II[1].4.委託の有無.件数': count(2) },
  },
  {
    rule: 'outsourcing-none-contracts',
    form: '様式3',
    values: { 'II[1].4.委託の有無': option(2), 'III[1].4.委託しない': box(true) },
  },
  { rule: 'outsourcing-box', form: '様式3', values: { 'III[1].4.委託しない': box(true) } },
  { rule: 'outsourcing-box', form: '様式4', values: { 'II[1].4.委託の有無': option(2) } },
  { rule: 'outsourcing-risks-blank', form: '様式3', values: { 'III[1].4.委託しない': box(true) } },
  { rule: 'outsourcing-risks-blank', form: '様式2', values: { 'IV.4.委託しない': box(true) } },
  { rule: 'outsourcing-risks-filled', form: '様式3', values: { 'III[1].4.リスク.対策は十分か': option() } },
  {
    rule: 'outsourcing-risks-filled',
    form: '様式2',
    edition: 'H31',
    values: { 'IV.4.委託先における不正な使用等のリスクへの対策は十分か': option() },
  },
  { rule: 'subcontracting-details', form: '様式3', values: { 'II[1].4.委託事項[1].6': BLANK } },
  { rule: 'subcontracting-details', form: '様式4', values: { 'II[1].4.委託事項[1].8': text('－') } },
  {
    rule: 'subcontracting-none-details',
    form: '様式3',
    values: { 'II[1].4.委託事項[1].4': option(2), 'II[1].4.委託事項[1].6': BLANK },
    fine: {
      'II[1].4.委託事項[1].4': option(2),
      'II[1].4.委託事項[1].5': text('再委託しないため該当なし'),
      'II[1].4.委託事項[1].6': text('－'),
    },
  },
  {
    rule: 'subcontracting-assurance',
    form: '様式3',
    values: { 'III[1].4.リスク.再委託先の担保': option(4) },
  },
  {
    rule: 'subcontracting-none-assurance',
    form: '様式3',
    values: {
      'II[1].4.委託事項[1].4': option(2),
      'II[1].4.委託事項[1].5': BLANK,
      'II[1].4.委託事項[1].6': BLANK,
    },
  },
]

const provision: Slip[] = [
  { rule: 'provision-count-given', form: '様式3', values: { [`${EXISTS}.提供件数`]: count() } },
  {
    rule: 'provision-count',
    form: '様式3',
    slots: { 提供先: 3 },
    values: { [`${EXISTS}.提供件数`]: count(2) },
    fine: { [`${EXISTS}.提供件数`]: count(59), 'II[1].5.提供先[1]': text('別紙１に掲げる者') },
  },
  { rule: 'transfer-count-given', form: '様式4', values: { [`${EXISTS}.移転件数`]: count() } },
  { rule: 'transfer-count', form: '様式4', values: { [`${EXISTS}.移転件数`]: count(3) } },
  {
    rule: 'provision-none-recipients',
    form: '様式3',
    slots: { 移転先: 0 },
    values: {
      [EXISTS]: boxes(['行っていない']),
      [`${EXISTS}.提供件数`]: count(),
      [`${EXISTS}.移転件数`]: count(),
    },
  },
  {
    rule: 'transfer-none-recipients',
    form: '様式3',
    slots: { 提供先: 0 },
    values: {
      [EXISTS]: boxes(['行っていない']),
      [`${EXISTS}.提供件数`]: count(),
      [`${EXISTS}.移転件数`]: count(),
    },
  },
  {
    rule: 'provision-none-alone',
    form: '様式3',
    values: { [EXISTS]: boxes(['提供を行っている', '移転を行っている', '行っていない']) },
  },
  { rule: 'provision-undetermined', form: '様式3', values: { [EXISTS]: boxes([]) } },
  { rule: 'provision-outside-network', form: '様式3', values: { 'III[1].5.提供・移転しない': box(true) } },
  {
    rule: 'provision-outside-network',
    form: '様式4',
    slots: { 移転先: 0 },
    values: { [EXISTS]: boxes(['提供を行っている']), [`${EXISTS}.移転件数`]: count() },
  },
  { rule: 'provision-risks-blank', form: '様式3', values: { 'III[1].5.提供・移転しない': box(true) } },
  { rule: 'provision-risks-filled', form: '様式3', values: { 'III[1].5.リスク.ルール': option() } },
  {
    rule: 'provision-risks-filled',
    form: '様式2',
    values: { 'IV.5.不正な提供・移転が行われるリスクへの対策は十分か': option() },
  },
]

const network: Slip[] = [
  { rule: 'network-unused', form: '様式3', values: { 'I.5.1': option(2) } },
  { rule: 'network-unused', form: '様式2', values: { 'I.4.1': option(2) } },
  {
    rule: 'network-used',
    form: '様式3',
    values: { 'III[1].6.接続しない（入手）': box(true), 'III[1].6.接続しない（提供）': box(true) },
    fine: { 'III[1].6.接続しない（提供）': box(true) },
  },
  { rule: 'network-legal-basis', form: '様式4', values: { 'I.6.2': BLANK } },
  { rule: 'network-acquisition-box', form: '様式3', values: { 'III[1].6.接続しない（入手）': box(true) } },
  {
    rule: 'network-acquisition-method',
    form: '様式3',
    values: { 'II[1].3.2': boxes(['紙']) },
    fine: { 'II[1].3.2': boxes(['紙']), 'III[1].6.リスク1.措置の内容': text('照会は行わない。') },
  },
  { rule: 'network-provision-box', form: '様式3', values: { 'III[1].6.接続しない（提供）': box(true) } },
  { rule: 'network-provision-linkage', form: '様式4', values: { 'I.6.1': option(3) } },
  {
    rule: 'network-acquisition-risks-blank',
    form: '様式3',
    values: { 'III[1].6.接続しない（入手）': box(true) },
  },
  {
    rule: 'network-acquisition-risks-filled',
    form: '様式4',
    values: { 'III[1].6.リスク3.対策は十分か': option() },
  },
  { rule: 'network-provision-risks-blank', form: '様式2', values: { 'IV.6.接続しない（提供）': box(true) } },
  { rule: 'network-provision-risks-filled', form: '様式3', values: { 'III[1].6.リスク2.措置の内容': BLANK } },
  { rule: 'network-system', form: '様式3', values: { 'I.5.1': option(2) } },
]

const threshold: Slip[] = [
  {
    rule: 'threshold-subjects',
    form: '様式3',
    values: { 'I.1.3': option(1) },
    fine: { 'I.1.3': option(1), 'V.1.2': option(3) },
  },
  { rule: 'threshold-subjects', form: '様式4', values: { 'VI.1.2': option(4) } },
  {
    rule: 'threshold-result',
    form: '様式2',
    values: { 'II.3.重大事故': option(1) },
    fine: {
      'II.3.重大事故': option(1),
      'III.しきい値判断結果': option(2),
      'IV.1.種類': option(2),
    },
  },
  {
    rule: 'threshold-result',
    form: '様式2',
    values: { 'II.1.対象人数': option(5), 'II.2.取扱者数': option() },
  },
  { rule: 'threshold-type-key-items', form: '様式2', values: { 'III.しきい値判断結果': option(2) } },
  {
    rule: 'threshold-type-all-items',
    form: '様式2',
    values: { 'III.しきい値判断結果': option(3), 'IV.1.種類': option(2) },
  },
]

const files: Slip[] = [
  {
    rule: 'file-names',
    form: '様式3',
    values: { 'II[1].1': text('見本給付台帳'), 'III[1].1': text('見本給付台帳') },
    fine: { 'I.3': text('（１）架空税台帳ファイル\n（２）宛名ファイル') },
  },
  { rule: 'file-names', form: '様式4', values: { 'III[1].1': text('見本給付台帳') } },
  {
    rule: 'file-subjects',
    form: '様式3',
    values: { 'II[1].2.2': option(4) },
    fine: { 'II[1].2.2': option(3) },
  },
  { rule: 'provision-subjects', form: '様式3', values: { 'II[1].5.提供先[1].4': option(3) } },
  { rule: 'transfer-subjects', form: '様式3', values: { 'II[1].5.移転先[1].4': option(5) } },
  {
    rule: 'contract-subjects',
    form: '様式4',
    values: { 'II[1].4.委託事項[1].2.対象となる本人の数': option(4) },
  },
  {
    rule: 'contract-whole-file',
    form: '様式4',
    values: { 'II[1].4.委託事項[1].2.対象となる本人の数': option(1) },
    fine: {
      'II[1].4.委託事項[1].2': option(2),
      'II[1].4.委託事項[1].2.対象となる本人の数': option(1),
    },
  },
  { rule: 'recorded-items-none', form: '様式3', values: { 'II[1].2.4.主な記録項目': boxes([]) } },
  {
    rule: 'recorded-items-number',
    form: '様式3',
    values: { 'II[1].2.4.主な記録項目': boxes(['地方税関係情報']) },
    fine: { 'II[1].2.4.主な記録項目': boxes(['個人番号対応符号']) },
  },
  {
    rule: 'annex-items',
    form: '様式3',
    values: { 'II[1].2.4': option(4) },
    fine: { 別添1: text('個人番号、氏名、住所、税額、納期、区分、備考、期別、方書、異動日、更新日、入力者') },
  },
  { rule: 'annex-blank', form: '様式4', values: { 別添2: BLANK } },
  {
    rule: 'holding-before-use',
    form: '様式3',
    values: { 'II[1].2.5': date('平成29年1月1日', '2017-01-01') },
    fine: { 'II[1].2.5': date('平成28年1月1日', '2016-01-01') },
  },
  { rule: 'departments', form: '様式3', values: { 'II[1].2.6': text('福祉部　見本福祉課') } },
  {
    rule: 'departments',
    form: '様式4',
    values: { 'II[1].3.7.使用部署': text('見本福祉課') },
    fine: { 'II[1].3.7.使用部署': text('各支所の架空税課、見本福祉課') },
  },
]

const numbers: Slip[] = [
  { rule: 'repeat-numbers', form: '様式3', slots: { システム: [1, 3] }, fineSlots: { システム: 3 } },
  {
    rule: 'repeat-numbers',
    form: '様式4',
    slots: { 委託事項: [1, 2, 4] },
    values: { 'II[1].4.委託の有無.件数': count(3) },
    fineSlots: { 委託事項: 3 },
  },
]

const risks: Slip[] = [
  { rule: 'incident-details', form: '様式3', values: { 'III[1].7.リスク.2': option(1) } },
  { rule: 'incident-none-details', form: '様式4', values: { 'III[1].7.リスク1.9.その内容': TEXT } },
  {
    rule: 'choice-detail',
    form: '様式4',
    values: { 'III[1].3.リスク2.アクセス権限の管理.具体的な管理方法': BLANK },
    fine: {
      'III[1].3.リスク2.アクセス権限の管理': option(2),
      'III[1].3.リスク2.アクセス権限の管理.具体的な管理方法': BLANK,
    },
  },
  { rule: 'choice-detail-form3', form: '様式3', values: { 'III[1].4.リスク.規定の内容': text('－') } },
  {
    rule: 'deceased-numbers-method',
    form: '様式4',
    values: { 'III[1].7.リスク1.10.具体的な保管方法': BLANK },
  },
  {
    rule: 'deletion-procedure-content',
    form: '様式4',
    values: { 'III[1].7.リスク3.消去手順.手順の内容': BLANK },
  },
  {
    rule: 'remaining-issues',
    form: '様式3',
    values: { 'III[1].2.リスク.対策は十分か': option(3) },
    fine: {
      'III[1].2.リスク.対策は十分か': option(3),
      'III[1].2.その他のリスク': text('来年度に見直しを予定する。'),
    },
  },
  { rule: 'audit-performed', form: '様式3', values: { 'III[1].8.実施の有無': boxes([]) } },
  { rule: 'audit-performed', form: '様式2', values: { 'IV.9.実施の有無': boxes([]) } },
  { rule: 'audit-answered', form: '様式4', values: { 'IV.1.2': option() } },
  { rule: 'training-answered', form: '様式3', values: { 'III[1].9.従業者に対する教育・啓発': option() } },
  { rule: 'manual-work-blank', form: '様式2', values: { 'IV.8.人手を介在させる作業はない': box(true) } },
  {
    rule: 'manual-work-filled',
    form: '様式2',
    values: { 'IV.8.人為的ミスが発生するリスクへの対策は十分か': option() },
  },
  {
    rule: 'priority-measure',
    form: '様式2',
    values: { 'IV.11.当該対策は十分か': option(1) },
    fine: {
      'IV.11.当該対策は十分か': option(1),
      'IV.3.目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か': option(1),
    },
  },
  { rule: 'priority-box', form: '様式2', values: { 'IV.1.種類': option(2) } },
  {
    rule: 'priority-blank',
    form: '様式2',
    values: { 'IV.1.種類': option(2), 'IV.11.全項目評価又は重点項目評価を実施する': box(true) },
  },
  { rule: 'emergency-reason', form: '様式2', values: { 'I.9.適用した': box(true) } },
  { rule: 'fee-details', form: '様式4', values: { 'V.1.3': option(1) } },
  { rule: 'register-details', form: '様式4', values: { 'V.1.4.公表場所': BLANK } },
]

const procedure: Slip[] = [
  {
    rule: 'basic-before-publication',
    form: '様式3',
    values: { 'V.1.1': date('令和6年12月2日', '2024-12-02') },
    fine: { 'V.1.1': date('令和6年12月1日', '2024-12-01') },
  },
  {
    rule: 'procedure-before-publication',
    form: '様式4',
    values: { 'VI.3.1': date('令和7年1月15日', '2025-01-15') },
  },
  {
    rule: 'comment-before-publication',
    form: '様式4',
    values: { 'VI.2.2': text('令和7年1月6日から令和7年2月5日まで') },
  },
  {
    rule: 'mark-before-publication',
    form: '様式2',
    values: { '表紙.公表日': date('令和2年4月1日', '2020-04-01') },
    fine: { '表紙.公表日': date('令和6年10月1日', '2024-10-01') },
  },
  { rule: 'before-the-law', form: '様式3', values: { 'V.1.1': date('平成25年4月1日', '2013-04-01') } },
  { rule: 'date-impossible', form: '様式3', values: { 'V.1.1': date('令和6年2月30日') } },
  {
    rule: 'comment-complete',
    form: '様式3',
    values: { 'V.2.1': text('市のウェブサイトで意見を求めた。') },
    fine: {
      'V.2.1': text('市のウェブサイトで意見を求めた。'),
      'V.2.2': text('令和6年9月1日から30日間'),
      'V.2.3': text('意見はなかった。'),
    },
  },
  { rule: 'review-complete', form: '様式3', values: { 'V.3.2': text('審査会で審議した。') } },
  {
    rule: 'comment-short',
    form: '様式4',
    values: { 'VI.2.2': text('令和6年9月1日から令和6年9月21日まで（21日間）') },
  },
  {
    rule: 'comment-reflection',
    form: '様式4',
    values: { 'VI.2.4': text('個人番号の消去の時期を明らかにすべきである。') },
    fine: { 'VI.2.4': text('意見の提出はなかった。') },
  },
  { rule: 'approval-local', form: '様式4', values: { 'VI.4.2': text('委員会の審査を受けた。') } },
  {
    rule: 'approval-or-review',
    form: '様式4',
    values: { '表紙.承認日': date('令和6年11月15日', '2024-11-15') },
  },
  { rule: 'local-procedure', form: '様式4', values: { 'VI.3.2': BLANK } },
  { rule: 'local-security-standards', form: '様式4', values: { 'III[1].7.リスク1.1': option(2) } },
]

const cover: Slip[] = [
  { rule: 'cover-filled', form: '様式3', values: { '表紙.公表日': date('') } },
  {
    rule: 'title-form',
    form: '様式3',
    values: { '表紙.評価書名': text('架空市　架空税に関する事務　全項目評価書') },
  },
  {
    rule: 'title-operation',
    form: '様式3',
    values: { '表紙.評価書名': text('架空市　予防接種　重点項目評価書') },
    fine: { '表紙.評価書名': text('架空県架空市　架空税の賦課に係る事務　重点項目評価書【終了】') },
  },
  {
    rule: 'declaration-agency',
    form: '様式3',
    values: { '表紙.宣言': text('見本町は、特定個人情報を守ることを宣言する。') },
    fine: { '表紙.宣言': text('当市は、特定個人情報を守ることを宣言する。') },
  },
]

const answers: Slip[] = [
  { rule: 'box-detail-blank', form: '様式3', values: { 'II[1].3.1': boxes(['民間事業者']) } },
  {
    rule: 'box-detail-unmarked',
    form: '様式3',
    values: { 'I.2.システム[1].3': boxes([NETWORK], { その他: '見本システム' }) },
  },
  {
    rule: 'choice-option',
    form: '様式3',
    values: { 'II[1].3.4.使用者数': { kind: 'choice', printed: '120人' } },
  },
  { rule: 'required-blank', form: '様式3', values: { 'II[1].3.3': BLANK } },
  { rule: 'required-blank', form: '様式4', values: { 'III[1].2.リスク2.対策は十分か': option() } },
  {
    rule: 'copies-differ',
    form: '様式3',
    slots: { file: 2 },
    values: { 'III[2].8.実施の有無': boxes(['外部監査']) },
  },
]

/** A row of a change table: the day of 令和6年 (4/1), the item, before and after. */
function row(day: string, item: string, before: string, after: string, more: Partial<Change> = {}): Change {
  const [month = 4, date = 1] = day.split('/').map(Number)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    変更日: `令和6年${month}月${date}日`,
    iso: `2024-${two(month)}-${two(date)}`,
    項目: item,
    変更前: before,
    変更後: after,
    提出時期: '事後',
    説明: '定例の見直しのため',
    ...more,
  }
}

const DESCRIPTION = 'Ⅰ　１．②事務の内容'
const OLD = '来庁した者の申請を帳簿に控える。'
const NEW = '電子申請の内容を画面で審査する。'
const NOW = '窓口で受け付け、台帳と照らして確かめる。'

const changes: Slip[] = [
  {
    rule: 'change-answer',
    form: '様式3',
    changes: [row('4/1', 'Ⅰ　１．③対象人数', '2) 1,000人以上1万人未満', '4) 10万人以上30万人未満')],
    fineChanges: [row('4/1', 'Ⅰ　１．③対象人数', '2) 1,000人以上1万人未満', '3) 1万人以上10万人未満')],
  },
  {
    rule: 'change-answer',
    form: '様式3',
    changes: [row('4/1', 'Ⅱ　３．②入手方法', '[○]紙　[　]専用線', '[○]紙　[○]専用線')],
    fineChanges: [row('4/1', 'Ⅱ　３．②入手方法', '[　]紙　[　]専用線', '[○]紙　[　]専用線')],
  },
  {
    rule: 'change-text',
    form: '様式4',
    changes: [row('4/1', DESCRIPTION, OLD, NEW)],
    fineChanges: [row('4/1', DESCRIPTION, OLD, NEW), row('5/1', DESCRIPTION, NEW, NOW)],
  },
  {
    rule: 'change-text',
    form: '様式3',
    changes: [row('4/1', DESCRIPTION, '記載省略', `（以下の内容を追記）\n${NEW}`)],
    fineChanges: [row('4/1', DESCRIPTION, '記載省略', '（以下の内容を追記）\n台帳と照らして確かめる。')],
  },
  {
    rule: 'change-removed',
    form: '様式3',
    changes: [row('4/1', DESCRIPTION, NOW, '（削除）')],
    fineChanges: [row('4/1', DESCRIPTION, OLD, '（削除）')],
  },
  {
    rule: 'change-chain',
    form: '様式3',
    changes: [row('4/1', DESCRIPTION, '', OLD), row('5/1', DESCRIPTION, NEW, NOW)],
    fineChanges: [row('4/1', DESCRIPTION, '', OLD), row('5/1', DESCRIPTION, OLD, NOW)],
  },
  {
    rule: 'change-same',
    form: '様式2',
    changes: [row('4/1', 'Ⅰ　１．②事務の概要', NOW, NOW)],
    fineChanges: [row('4/1', 'Ⅰ　１．②事務の概要', '第１号', '第1号')],
  },
  {
    rule: 'change-timing',
    form: '様式3',
    changes: [row('4/1', DESCRIPTION, OLD, NOW, { 提出時期: '随時' })],
    fineChanges: [row('4/1', DESCRIPTION, OLD, NOW, { 提出時期: '事前' })],
  },
  {
    rule: 'change-important',
    form: '様式3',
    changes: [row('4/1', 'Ⅱ　３．③使用目的', OLD, NOW, { 説明: '' })],
    fineChanges: [row('4/1', 'Ⅱ　３．③使用目的', OLD, NOW, { 説明: '重要な変更に当たらない' })],
  },
  {
    rule: 'change-order',
    form: '様式3',
    changes: [
      row('4/1', DESCRIPTION, OLD, NOW),
      row('6/1', 'Ⅰ　７．他の評価実施機関', '見本課', '架空税台帳'),
      row('5/1', 'Ⅱ　７．備考', OLD, NOW),
      row('7/1', 'Ⅱ　３．③使用目的', OLD, NOW),
    ],
    fineChanges: [row('6/1', DESCRIPTION, OLD, NOW), row('5/1', 'Ⅱ　７．備考', OLD, NOW)],
  },
  {
    rule: 'change-after-publication',
    form: '様式4',
    changes: [row('12/2', DESCRIPTION, OLD, NOW)],
    fineChanges: [row('12/1', DESCRIPTION, OLD, NOW)],
  },
]

/** Each rule of an evaluation broken once, or more often where forms differ. */
export const slips: readonly Slip[] = [
  ...cover,
  ...outsourcing,
  ...provision,
  ...network,
  ...threshold,
  ...files,
  ...numbers,
  ...risks,
  ...procedure,
  ...answers,
  ...changes,
]
