import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'

/** A line that as a whole is the content of certain items, by their keys. */
type Telling = { readonly keys: RegExp; readonly tells: (key: string) => boolean }

const PERIOD = /日間|から.*まで/u

const TELLING: readonly Telling[] = [
  {
    // 番号法第19条第8号 · 地方税法第○条 · 主務省令第2条の表の項
    keys: /legal_basis$/u,
    tells: (key) => key.length <= 60 && /(?:法|令|条例|規則|命令)(?:\([^)]*\))?第\d+条[^。、]*$/u.test(key),
  },
  {
    // 「２．③対象となる本人の範囲」と同じ
    keys: /subject_scope$/u,
    tells: (key) => key.length <= 40 && /本人の範囲」?(?:と|に)同(?:じ|様)/u.test(key),
  },
  {
    // 地方税法による保険料の徴収に関する事務であって主務省令で定めるもの
    keys: /\.use$|operation\.|legal_basis$|contracts\[\]/u,
    tells: (key) => key.length <= 60 && /に関する事務(?:であって[^。、]{0,20}もの)?$/u.test(key),
  },
  {
    keys: /information$|recorded_items|operation\.|contracts\[\]/u,
    tells: (key) => key.length <= 60 && /に関する(?:情報|事項)$/u.test(key),
  },
  {
    keys: /timing$/u,
    tells: (key) =>
      key.length <= 24 && /(?:都度|随時|日次|月次|年次|毎[日週月年]|[日週月年]に?\d+回(?:程度)?)$/u.test(key),
  },
  {
    keys: /contact$/u,
    tells: (key) => key.length <= 60 && /(?:電話(?:番号)?|tel|fax)[:(]?\d|〒\d{3}/iu.test(key),
  },
  {
    keys: /period$/u,
    tells: (key) => key.length < 40 && PERIOD.test(key) && readDate(key).kind !== 'unreadable',
  },
  {
    // 市のウェブサイトで案を公開し、意見を受け付けた。
    keys: /public_comment\.method$/u,
    tells: (key) => /(?:公開|公表|閲覧|縦覧|掲載).*意見を(?:受け付け|募集|求め)/u.test(key),
  },
  {
    // 意見の提出はなかった。
    keys: /main_opinions$|reflection$/u,
    tells: (key) =>
      key.length < 30 && /意見(?:の提出|等)?(?:は|が)?(?:なかった|なし|無し|ありません)/u.test(key),
  },
  {
    // 記載の内容は妥当であるとの答申を得た。
    keys: /third_party_review\.result$|ppc_approval/u,
    tells: (key) =>
      key.length < 60 &&
      /(?:妥当|適当|適切)(?:である|である旨|な)?(?:との|と)(?:答申|認め|判断|され)/u.test(key),
  },
  {
    // 本市情報公開コーナー及びウェブサイト
    keys: /file_register_location$|public_comment|special_notes$/u,
    tells: (key) =>
      key.length < 40 &&
      /^[^。]*(?:コ-ナ-|ウェブサイト|ホ-ムペ-ジ)(?:(?:及び|並びに|、|・)[^。、]{2,14})?$/u.test(key),
  },
  {
    // 写しの交付に要する実費（1枚につき10円）
    keys: /fee/u,
    tells: (key) => key.length < 60 && /(?:\d円|実費|手数料)/u.test(key) && !/。/u.test(key),
  },
  {
    // 地方税法の定めるところによる。
    keys: /special_procedure$|legal_basis$/u,
    tells: (key) =>
      key.length < 50 && /(?:法|条例|規則|法令)の(?:定める|規定する)ところによる。?$/u.test(key),
  },
  {
    // 請求書を窓口に提出し、又は郵送する。
    keys: /disclosure\.(?:method|special_notes)$/u,
    tells: (key) => key.length < 80 && /請求書?(?:を|に).*(?:提出|郵送|持参|送付)/u.test(key),
  },
  {
    // 電話又は窓口で受け付ける。
    keys: /response_method$|inquiry\.contact$/u,
    tells: (key) =>
      key.length < 60 &&
      /^(?:電話|窓口|電子メ-ル|メ-ル|ファクシミリ)(?:、|・|又は|及び|や).*(?:受け付け|対応|応対|回答)/u.test(
        key,
      ),
  },
  {
    // 再委託を認めるのは、書面により承諾したときに限る。
    keys: /permission_method$|risks\[\]|contractor_disclosure|changes/u,
    tells: (key) => /再委託.*(?:認め|承[認諾]|許[可諾])|^原則として認め/u.test(key),
  },
  {
    keys: /contractor$/u,
    tells: (key) =>
      key.length <= 40 &&
      /^(?:(?:株式|有限|合同)会社|\(株\)|(?:一般|公益)(?:財団|社団)法人)[^。、]{2,}$|^[^。、]{2,}(?:(?:株式|有限|合同)会社|\(株\))/u.test(
        key,
      ),
  },
  {
    keys: /systems\[\]\.name$|system_names$/u,
    tells: (key) => /^[^。、・:「」\d]{2,24}(?:システム|基盤|サーバ-?)(?:\([^)]{1,10}\))?$/u.test(key),
  },
  {
    keys: /department(?:\.name)?$|recipients\[\]\.name$|contact$|storage\.location$/u,
    tells: (key) => /^[^。、・:「」]{2,8}[部局][^。、・:「」]{2,12}[課室係]$/u.test(key),
  },
]

/** The keys of the items whose content a line is as a whole; none where it tells nothing. */
export function keysTold(text: string): RegExp | undefined {
  const key = matchKey(text).replace(/^(?:[・※]|\(?\d{1,2}[).]|[①-⑳])/u, '')
  return TELLING.find(({ tells }) => tells(key))?.keys
}
