import { type Form, formName } from '../site/papers.ts'

/** What things are called on pages of many hands. None of these lists was made from the rules of discovery. */
export const operations = [
  '住民基本台帳に関する事務',
  '個人住民税の賦課及び徴収に関する事務',
  '固定資産税に係る事務',
  '軽自動車税関係事務',
  '国民健康保険税賦課業務',
  '国民年金関連事務',
  '後期高齢者医療に関する事務',
  '介護保険に係る事務',
  '予防接種事務',
  '新型コロナウイルス感染症予防接種に係る事務',
  '健康増進法による健康増進事業の実施に関する事務',
  '母子保健法関係事務',
  '児童手当支給事務',
  '児童扶養手当事務',
  '特別児童扶養手当等の支給に関する事務',
  '子ども・子育て支援に関する事務',
  '障害者自立支援給付に関する事務',
  '精神障害者保健福祉手帳の交付に関する事務',
  '生活保護の決定及び実施に関する事務',
  '中国残留邦人等に対する支援給付に関する事務',
  '市営住宅管理事務',
  '就学援助に関する事務',
  '学校保健安全法による医療費援助事務',
  '災害対策基本法による被災者台帳の作成に関する事務',
  '避難行動要支援者名簿に関する事務',
  '地方税の調査（犯則事件の調査を含む）に関する事務',
  '申請管理に関する事務',
  '公的給付の支給等に関する事務',
  '難病患者への特定医療費の支給に関する事務',
  '水道事業に関する事務',
  '個人番号カードの交付に関する事務',
  '宛名管理事務',
  '健診結果の管理に関する事務',
  '年金生活者支援給付金に関する事務',
] as const
export const shortOperations = [
  '住民基本台帳',
  '国民健康保険',
  '介護保険',
  '予防接種',
  '個人市民税',
  '生活保護',
  '母子保健',
  '障害福祉',
  '後期高齢者医療',
  '児童手当',
] as const

export type LinkWording = (operation: string, form: Form, number: number) => string

const short = (form: Form): string => formName[form].slice(0, -3)
/** Link texts that say that the thing is an assessment. */
export const sayingForm: readonly LinkWording[] = [
  (operation, form) => `${operation} ${formName[form]}`,
  (operation, form) => `${formName[form]}（${operation}）`,
  (operation, form) => `特定個人情報保護評価書（${short(form)}評価）　${operation}`,
  (operation, form) => `特定個人情報保護評価書（${formName[form]}）${operation}`,
  (operation, form, number) => `${number}　${operation}（${short(form)}）`,
  (operation, form) => `${operation}【${short(form)}評価】`,
  (operation, form, number) => `No.${number}_${operation}_${formName[form]}`,
  (operation, form, number) => `（${number}）${operation}に係る${formName[form]}`,
  (operation, form) => `『${operation}』${formName[form]}（令和6年10月更新）`,
  (operation, form) => `${operation}_${short(form)}評価書（令和5年度見直し版）`,
  (operation) => `${operation}における特定個人情報保護評価書`,
  (operation, form) => `${formName[form]}：${operation}`,
  (operation) => `評価書（${operation}）`,
  (operation, form, number) => `評価書番号${number}：${operation}　${formName[form]}`,
]
/** Link texts that name only the operation. */
export const namingOperation: readonly LinkWording[] = [
  (operation) => operation,
  (operation, _, number) => `${number} ${operation}`,
  (operation, _, number) => `${number}．${operation}（福祉課）`,
  (operation, _, number) => `第${number}号　${operation}`,
  (operation) => `${operation}について`,
  (operation) => `【${operation}】`,
]
/** Link texts that say nothing. */
export const sayingNothing = [
  'PDF',
  'PDFファイル',
  'ダウンロード',
  '評価書',
  '表示する',
  'こちら',
  '全文',
  '評価書（PDF）',
  '開く',
  '本文',
] as const

export const sizes = [
  '（PDF：175KB）',
  '(PDFファイル:1.2MB)',
  ' [PDFファイル／734KB]',
  '（PDF 59.4 KB）',
  '[162KB pdfファイル]',
  '（ＰＤＦ形式：１２３キロバイト）',
  '',
  '(PDF/331KB)',
  '　PDF形式 ：1,024.5ＫＢ',
] as const

export const listHeadings = [
  '評価書の公表',
  '評価書一覧',
  '公表している評価書',
  '特定個人情報保護評価書',
  '本市の特定個人情報保護評価書について',
  '各事務の評価書',
  '特定個人情報保護評価書の公表',
  '公表中の評価書',
  '実施済みの特定個人情報保護評価',
  '評価書（一覧）',
  '現在の評価書',
  '特定個人情報保護評価の実施結果',
  '保護評価書',
] as const
export const neutralHeadings = [
  '添付ファイル',
  'ダウンロード',
  '関連ファイル',
  'ファイル',
  '一覧',
  '市長部局',
  '関連書類',
  'PDFファイル',
  '資料',
] as const
export const pageTitles = [
  '特定個人情報保護評価について',
  '特定個人情報保護評価書の公表',
  '特定個人情報保護評価（PIA）',
  'マイナンバー制度における特定個人情報保護評価書',
  '特定個人情報保護評価書を公表しています',
  '社会保障・税番号制度に係る特定個人情報保護評価',
] as const
export const largerPages = [
  'マイナンバー制度について',
  '個人情報保護制度のご案内',
  '社会保障・税番号制度',
  '情報公開・個人情報保護',
] as const

/** Files on a page about assessments that are none. */
export const decoysBeside = [
  '特定個人情報保護評価の概要',
  '評価対象事務一覧',
  '特定個人情報保護評価の実施手続の流れ',
  'しきい値判断について',
  '特定個人情報保護評価に関する規則',
  '特定個人情報保護評価指針の解説',
  '第三者点検結果報告書',
  '個人情報保護審査会答申書',
  '特定個人情報の適正な取扱いに関する基本方針',
  '特定個人情報取扱規程',
  '意見募集の結果について',
  'パブリックコメント実施要領',
  '特定個人情報保護評価書の種類（図）',
  '評価書の見方',
  '特定個人情報保護評価計画管理書',
  'マイナンバー制度概要リーフレット',
  '全項目評価書（案）に対する意見の概要',
  '重点項目評価書の様式',
  '評価の実施フロー',
  '番号法の条文',
  '特定個人情報保護評価実施要綱',
  '評価書の変更点の概要',
] as const
/** Lists of other things, with their headings. */
export const otherLists: readonly (readonly [heading: string, links: readonly string[]])[] = [
  [
    '個人情報ファイル簿',
    ['住民基本台帳ファイル', '国民健康保険被保険者ファイル', '介護保険に関する事務', '予防接種台帳'],
  ],
  [
    '独自利用事務',
    [
      '届出番号1　子ども医療費助成に関する事務',
      '届出番号2　ひとり親家庭等医療費助成事務',
      '重度心身障害者医療費助成に関する事務（根拠規範）',
    ],
  ],
  ['個人情報取扱事務登録簿', ['住民税事務登録簿', '選挙人名簿に関する事務']],
  ['マイナンバーカードの手続', ['交付申請書', '委任状', '暗証番号設定依頼書']],
  ['行政評価', ['事務事業評価書（市民課）', '政策評価書', '行政評価シート']],
  ['関連リンク', ['市の例規集', '総合計画', '広報7月号']],
  ['様式', ['保有個人情報開示請求書', '訂正請求書', '利用停止請求書']],
  ['パブリックコメント', ['意見提出用紙', '募集要項', '提出された意見と市の考え方']],
]
