/** What words say of a link, a heading or a file name. All patterns are matched against `keyOf` of the text. */

/** NFKC without white space: what patterns are matched against. */
export const keyOf = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '')

/** As `keyOf`, also without brackets: labels of tables. */
export const shortKey = (text: string): string => keyOf(text).replace(/\([^()]*\)/g, '')

/** The names of the three forms, and of the paper. */
export const FORM_WORDS = /基礎項目|重点項目|全項目/
const PAPER =
  /(?:基礎|重点)項目評価書?|全項目評価書?|(?:基礎|重点|全)項目(?=[.\])】」]|$|\d|pdf)|特定個人情報(?:等)?(?:の)?(?:保護)?評価書?|(?:保護|番号)評価書?|評価書|\bPIA\b/gi
/** Other things that are called 評価書. */
const OTHER_PAPER =
  /(?:政策|事業|施策|行政|行財政|環境影響|影響|業績|人事|勤務|学校|自己|外部|第三者|指定管理者?|管理者|授業|経営|入札|工事|成績|費用対効果|事前|事後|再|中間|年度|総合|施設|防災|災害|リスク|財産|不動産|土地|資産|実績|達成度|満足度|顧客|技術|提案|プロポーザル|介護サービス|福祉サービス|サービス|環境)評価(?:調書|書|シート|表)/

/** About assessments of this kind at all. */
const SUBJECT =
  /特定個人情報(?:等)?(?:の)?(?:保護)?評価|(?:個人)?番号(?:制度)?.{0,6}保護評価|マイナンバー.{0,8}評価書?|保護評価|(?:基礎|重点)項目評価|全項目評価|プライバシー影響評価|\bPIA\b/i

/** What follows 評価書 when the thing is about assessments and none itself. */
const ABOUT_AFTER =
  /概要|要旨|要約|種類|構成|目次|様式|記載|記入|作成|書き方|書式|見方|読み方|意見|結果|募集|審査|答申|諮問|点検(?:票|表|結果|報告)|新旧|手引|手順|指針|一覧|について|に関する|に対する|に係る|における|とは|提出|の公表|公表の|公表に|を公表|対象|計画|方針|規則|規程|要綱|要領|ガイド|説明|変更点|修正|マニュアル|流れ|フロー|Q&A|質問|解説|見本|雛形|ひな形|例示|基準|必要性|実施体制|お知らせ/
/** In brackets after 評価書. */
const ABOUT_IN_BRACKETS =
  /概要|要旨|要約|様式|記載(?:例|要領)|記入例|見本|説明|新旧|ひな形|雛形|意見|結果|解説|サンプル/
/** Before 評価書. */
const ABOUT_BEFORE =
  /しきい値|閾値|フロー図|フローチャート|チャート|記載要領|記入要領|様式集|用紙|指針|ガイドライン|新旧対照|答申|諮問|議事|会議録|意見書|意見提出|一覧表?|計画管理書|要約|概要/

/** What is no assessment even where a list of them stands. */
const NO_PAPER =
  /しきい値|閾値|フロー|流れ図|の流れ|チャート|指針|ガイドライン|規則|要綱|規程|(?:基本|実施|運用|取扱)方針|計画管理書|様式|書式|概要|要約|パンフ|リーフ|チラシ|Q&A|QA集|よくある質問|手引|マニュアル|個人情報ファイル(?!を)|ファイル簿|独自利用|届出書|申出書|意見|募集|回答|審査会|答申|諮問|議事|会議|名簿|案内図|申請書|申込書|同意書|委任状|請求書|新旧|プライバシーポリシー|概念図|イメージ図|全体図|体制図|関係図|用語|広報|お知らせ|通知文|記入例|記載例|見本|ちらし|解説|説明|使い方|操作|インストール|ダウンロード方法|年報|実績報告|点検結果|チェックリスト|正誤表|Adobe|Acrobat|Reader|ソフトウェア|記載要領|実施要領|要領$|(?:一覧表?|目次|規約|契約書|条例)$/
/** What is no operation where the text does not say that it is one. */
const NO_OPERATION =
  /資料|結果|報告|方針|計画|統計|地図|アクセス|申請|請求|届|開示|条例|一覧|リスト|目次|規約|契約|カード|制度|番号法|ホームページ|サイト|委員|議会|予算|入札|募集|採用|試験|講座|イベント|施設|料金|窓口|問い合わせ|お問合せ|目的外|オプトアウト|について$|実績|運用|情報公開|の利用$/
/** An operation by its last word: 介護保険に関する事務(福祉課), 被災者台帳について. */
const OPERATION = /(?:事務|業務|台帳|ネットワーク)(?:等)?(?:について)?$/
/** What ends like an operation and is none. */
const NO_OPERATION_AT_ALL =
  /しきい値|フロー|ファイル簿|独自利用|登録簿|届出(?:番号|書)|一覧|様式|規則|要綱|概要|意見|募集|Q&A|質問|対象(?:と(?:なる|する))?事務$|手続|取扱事務$/
/** What the operations with My Number are about, by law: where one is named alone, it stands for the operation. */
const TOPIC =
  /住民基本台帳|住民記録|戸籍|住民(?:税|票)|市?町?村?民税|都税|県税|府税|道税|資産税|自動車税|事業税|税務|地方税|国民健康保険|国保|後期高齢|介護|年金|生活保護|障害|障がい|母子|父子|児童|子ども|こども|子育て|保育|幼稚園|就学|学校|奨学|特別支援|予防接種|健康|保健|検診|健診|医療|難病|福祉|手当|給付|扶養|住宅|災害|被災|避難|水道|雇用|職員|共済|給与|源泉|宛名|中国残留|養育|助成|遺族|援護|感染症|ワクチン/

/** A heading under which assessments are listed. */
const LIST_HEADING =
  /評価書(?:等)?(?:の|を|一覧|について)?(?:公表|公開|掲載|閲覧|ダウンロード|一覧|名|等|は|$|[(:：【])|公表.{0,12}評価書|評価書.{0,12}(?:公表|掲載|とおり|通り|一覧)|(?:基礎|重点)項目(?:評価)?|全項目(?:評価)?|評価書名|評価書番号|一覧.{0,4}評価書|保護評価の?(?:公表|実施(?:状況|結果))/
/** A heading of another list, or of an explanation. */
const OTHER_HEADING =
  /個人情報ファイル簿|ファイル簿|登録簿|独自利用|(?:行政|政策|施策|事務事業)評価|意見(?:の|を)?(?:募集|提出|公募)|意見.{0,6}(?:結果|概要|考え方)|パブリック.?コメント|フロー|しきい値(?!.{0,8}評価書)|様式|規則|指針|ガイドライン|届出|申請|お?問い?合わ?せ|開示請求|関連(?:リンク|情報|ページ|サイト)|参考|お知らせ|よくある質問|Q&A|会議|審議会|審査会|議会|入札|予算|手続(?!.*評価書)|通知カード|個人番号カード|マイナンバーカード|リンク集|外部リンク|条例|新着|ランキング|広告|この情報|このページ/
/** An explanation of assessments. */
const EXPLANATION =
  /とは|概要|目的|流れ|しくみ|仕組み|種類|基準|方法|手順|位置づけ|根拠|対象となる|必要な|いつ|どのような/

/** 【令和5年3月31日終了】 */
const ENDED = /[【〔[(（][^】〕\])）]{0,30}(?:終了|廃止|取下げ?)[^】〕\])）]{0,10}[】〕\])）]|^(?:終了|廃止)/
const DRAFT =
  /[(【〔[](?:素案|原案|案|たたき台|意見募集用|パブリックコメント用?|公表前)[)】〕\]]|評価書(?:素|原)?案(?:$|[(.\d])|(?:^|の)(?:素案|原案)(?:$|[(.])/
/** Files that come beside an assessment. */
const COMPANION = /別添|別紙|別表|別冊|挿絵|付図|附属資料|付属資料|参考図|図面|変更箇所|変更履歴|添付資料/
/** A link text that says nothing of its own. */
const GENERIC =
  /^(?:PDF|EXCEL|エクセル|ZIP|WORD|TXT|テキスト|HTML|XLSX?|圧縮|ファイル|形式|版|データ|文書|資料|(?:保護)?評価書|こちら|ここ|ダウンロード|表示|開く|開き|ます|別|新しい|ウィンドウ|閲覧|詳細|リンク|本文|本編|全文|全体|見る|から|して|する|ください|です|[をのはへでに]|[()[\]【】<>「」・,、/。|])+$/i
/** A longer text says something. */
const LONGEST_GENERIC = 40

/** Ways on: the next pages of a list, and lists of earlier versions. */
const PAGING =
  /^(?:次(?:の)?(?:ページ|頁|\d*件|へ|一覧)?(?:へ|を表示)?|つぎへ?|next|>+|»|›|→|次>+|次»)$|^(?:\[?\d{1,3}\]?)$|^\d+ページ目?$|^\d+[~-]\d+件?$/i
const OLDER =
  /(?:過去|以前|旧|改定前|改訂前|変更前|見直し前|昨年度|過年度|前回)(?:の|に公表した)?.{0,14}(?:評価|公表|分|版)|バックナンバー|アーカイブ|終了した(?:事務|評価)|(?:平成|令和)(?:\d+|元)年度?(?:の|分|公表|以前)/
const ORGAN =
  /(?:部|課|室|局|係|センター|事務所|委員会|病院|署|本部|グループ|教育|企業|市長|町長|村長|知事|議会|組合|館|庁|担当|班|消防|水道)(?:$|\(|の)/

/** The regulator's search, as pages call it. */
const REGULATOR_SEARCH =
  /マイナンバー保護評価(?:書)?(?:検索|web|ウェブ|システム|サイト)|保護評価書検索|特定個人情報保護評価書検索|(?:個人情報保護委員会|特定個人情報保護委員会).{0,40}(?:検索|閲覧|公表|ご覧|確認)/i

/** A text that a sentence goes on after: 評価書は[こちら]. */
const BROKEN_OFF = /(?:[はをがにで、の]|については|[:：])$/

const matches = (pattern: RegExp) => (text: string) => pattern.test(keyOf(text))

export const namesSubject = matches(SUBJECT)
export const isGeneric = (text: string): boolean =>
  text.length <= LONGEST_GENERIC && GENERIC.test(keyOf(text))
export const isBrokenOff = matches(BROKEN_OFF)
export const isCompanion = matches(COMPANION)
export const isEnded = matches(ENDED)
export const isDraft = matches(DRAFT)
/** Whether a text names an operation, or what one is about. */
export const namesTopic = (text: string): boolean =>
  /事務|業務|台帳/.test(keyOf(text)) || TOPIC.test(keyOf(text))
export const isPaging = matches(PAGING)
export const namesOlder = matches(OLDER)
export const namesOrgan = matches(ORGAN)
export const namesRegulatorSearch = matches(REGULATOR_SEARCH)
export const excludesPaper = (text: string): boolean =>
  NO_PAPER.test(keyOf(text)) || OTHER_PAPER.test(keyOf(text))

/** Without what stands in brackets, also in brackets within brackets. */
function withoutBrackets(key: string): string {
  const less = key.replace(/[([【〔「『][^()[\]【】〔〕「」『』]*[)\]】〕」』]/g, '')
  return less === key ? key : withoutBrackets(less)
}

/** An operation: one that says so, one known by its topic, or a thing that may be one. */
export function namesOperation(text: string): 'said' | 'possible' | 'no' {
  const key = withoutBrackets(keyOf(text)) || keyOf(text).replace(/[()[\]【】〔〕「」『』]/g, '')
  if (OPERATION.test(key)) return NO_OPERATION_AT_ALL.test(key) ? 'no' : 'said'
  if (excludesPaper(text)) return 'no'
  if (NO_OPERATION.test(key.replace(/について$/, '')) || key.length < 2 || key.length > 60) return 'no'
  return TOPIC.test(key) && key.length <= 30 && !/について$/.test(key) ? 'said' : 'possible'
}

/**
 * Whether a text names an assessment: `own` where it can be nothing else, `plain` where it says only 評価書, which is
 * one on a page about assessments, `about` where it is about assessments and none itself.
 */
export function namesPaper(text: string): 'own' | 'plain' | 'about' | 'no' {
  const key = keyOf(text)
  const found = [...key.matchAll(PAPER)]
  const last = found.at(-1)
  if (!last) return 'no'
  const before = key.slice(0, found[0]!.index)
  const after = key.slice(last.index + last[0].length)
  const brackets = [...after.matchAll(/[([【〔「]([^)\]】〕」]*)[)\]】〕」]/g)].map(([, inside]) => inside!)
  // 【基礎項目評価書】介護保険に関する事務, 評価書_介護保険に関する事務: what follows is the operation.
  const rest = withoutBrackets(after.replace(/^[)\]】〕」』]+/, '')).replace(/^[:_.・-]+/, '')
  const isOperation = OPERATION.test(rest) && !/^[のにをとへが等]/.test(rest)
  if (
    ABOUT_BEFORE.test(before) ||
    (!isOperation && ABOUT_AFTER.test(rest)) ||
    brackets.some((inside) => ABOUT_IN_BRACKETS.test(inside))
  )
    return 'about'
  if (FORM_WORDS.test(last[0])) return 'own'
  if (/評価$/.test(last[0]))
    return /^[(【].*事務|事務|台帳/.test(before + rest + brackets.join('')) ? 'plain' : 'about'
  if (OTHER_PAPER.test(key)) return 'no'
  return last[0] === '評価書' && !FORM_WORDS.test(key) ? 'plain' : 'own'
}

/** What a heading says of what stands under it. */
export function sectionKind(text: string): 'list' | 'other' | 'explanation' | 'subject' | 'neutral' {
  const key = keyOf(text)
  // A heading 申請管理に関する事務 names an operation.
  if (OPERATION.test(withoutBrackets(key)) && namesOperation(text) === 'said') return 'neutral'
  const isList = LIST_HEADING.test(key) && !OTHER_PAPER.test(key)
  if (OTHER_HEADING.test(key) && !(isList && /評価書/.test(key) && !/意見|パブリック/.test(key)))
    return 'other'
  if (isList && !(EXPLANATION.test(key) && !/公表|一覧|とおり/.test(key))) return 'list'
  if (SUBJECT.test(key)) return EXPLANATION.test(key) ? 'explanation' : 'subject'
  return EXPLANATION.test(key) ? 'explanation' : 'neutral'
}

export type Form = '様式2' | '様式3' | '様式4'
const FORMS: readonly (readonly [Form, RegExp])[] = [
  ['様式2', /基礎/],
  ['様式3', /重点/],
  ['様式4', /全項目/],
]

/** The form that a text names, where it names one only. */
export function formIn(text: string): Form | undefined {
  const key = keyOf(text)
  const named = FORMS.filter(([, pattern]) => pattern.test(key))
  return named.length === 1 ? named[0]![0] : undefined
}

/** (PDF：175KB), [PDFファイル/1.89MB], （PDFファイル: 224.9KB）, （PDF文書）, (24KB), .pdf, 別ウィンドウで開く */
const SIZE =
  /[([（［【〔<＜]\s*(?:(?:PDF|Excel|エクセル|ワード|Word|ZIP|テキスト|TXT|XLSX?|形式|圧縮)[^()（）［］[\]【】〔〕<>]{0,30}|[\d.,．，０-９\s]+\s*(?:KB|MB|ＫＢ|ＭＢ|キロバイト|メガバイト|バイト)[^()（）［］[\]]{0,12})\s*[)\]）］】〕>＞]/giu
const LOOSE_SIZE =
  /(?:PDF|Excel|エクセル|ZIP)?(?:ファイル|形式|文書)?\s*[:：/／]?\s*[\d,.０-９，．]+\s*(?:KB|MB|ＫＢ|ＭＢ|キロバイト|メガバイト)/giu
const WINDOW =
  /[(（［[]?(?:新しい|別)(?:の)?(?:ウィンドウ|ウインドウ|窓|タブ)(?:で|が)?(?:開き?ます|開く|表示)?[)）］\]]?|<外部リンク>|＜外部リンク＞|外部サイトへリンク/g
const EXTENSION = /\.(?:pdf|xlsx?|zip|txt|docx?)\b/gi

/** A link's text without the size, type and window notes that a CMS adds. */
export function stripNotes(text: string): string {
  return text
    .normalize('NFC')
    .replace(SIZE, ' ')
    .replace(LOOSE_SIZE, ' ')
    .replace(WINDOW, ' ')
    .replace(EXTENSION, ' ')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
}

/** Whether a link's text or the note after it says that it is a file. */
export const saysFile = (text: string): boolean =>
  /(?:^|[([【/\s])(?:PDF|Excel|エクセル|ZIP|XLSX?)|\.(?:pdf|xlsx?|zip)(?:$|[\s(（])|\d\s*[KM]B/i.test(
    text.normalize('NFKC'),
  )
