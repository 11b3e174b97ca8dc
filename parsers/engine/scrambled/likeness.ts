import type { SpecItem } from '../../forms/index.ts'
import { blankKind, matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { remembering } from '../../text/remembering.ts'

type Look = {
  readonly keys: RegExp
  readonly looks: (key: string) => boolean
  readonly gain: number
  readonly cost: number
}

const isShort = (key: string, limit: number) => key.length <= limit && !key.includes('。')

/** How the texts of certain items look: what the look gains, and what its absence costs. */
const LOOKS: readonly Look[] = [
  { keys: /legal_basis$/u, looks: (key) => /法|条例|規則|省令|条/u.test(key), gain: 0.6, cost: 0.9 },
  {
    keys: /(?:^|[.\]])(?:department(?:\.name)?|user_department)$/u,
    looks: (key) =>
      isShort(key, 60) &&
      /[部課室局署係]|センター|支所|全庁|保健所|委員会/u.test(key) &&
      !/(?:長|参事|主幹)$/u.test(key),
    gain: 0.5,
    cost: 0.9,
  },
  {
    keys: /head_title$/u,
    looks: (key) => isShort(key, 40) && /長|参事|主幹/u.test(key) && !/を|は/u.test(key),
    gain: 0.6,
    cost: 0.9,
  },
  {
    keys: /contact$/u,
    looks: (key) => /〒|電話|tel|\d{2,4}-\d|[都道府県市区町村]/iu.test(key),
    gain: 0.5,
    cost: 0.6,
  },
  {
    keys: /contractor$/u,
    looks: (key) =>
      isShort(key, 80) && /会社|法人|協会|連合会|公社|組合|未定|業者|\(株\)|㈱|機構|財団|センター/u.test(key),
    gain: 0.6,
    cost: 0.5,
  },
  {
    keys: /timing$/u,
    looks: (key) => /都度|随時|毎|日次|月次|年\d?回|とき|時|頻度|回/u.test(key),
    gain: 0.3,
    cost: 0.8,
  },
  {
    keys: /public_comment\.method$/u,
    looks: (key) => /意見|パブリックコメント|閲覧|縦覧/u.test(key),
    gain: 0.6,
    cost: 0.6,
  },
  {
    keys: /public_comment\.period$/u,
    looks: (key) => /\d年.{1,6}\d日.*\d日/u.test(key),
    gain: 1,
    cost: 0.8,
  },
  {
    keys: /third_party_review\.(?:method|result)$/u,
    looks: (key) => /審査会|審議会|第三者|有識者|諮問|答申/u.test(key),
    gain: 0.5,
    cost: 0.5,
  },
  {
    keys: /third_party_review\.method$/u,
    looks: (key) => !/妥当|適当|適切で|との(?:答申|意見)/u.test(key),
    gain: 0,
    cost: 0.8,
  },
  {
    keys: /third_party_review\.result$/u,
    looks: (key) => /妥当|適当|適切|答申|意見|指摘|承認/u.test(key),
    gain: 0.4,
    cost: 0.4,
  },
  {
    keys: /file_register_location$/u,
    looks: (key) => /公表|掲載|http|ホームペ|web|窓口|閲覧/iu.test(key),
    gain: 0.5,
    cost: 0.5,
  },
  { keys: /fee_details$/u, looks: (key) => /円|実費|無料|徴収|納付/u.test(key), gain: 0.4, cost: 0.5 },
  { keys: /statistical_analysis$/u, looks: (key) => /統計|分析/u.test(key), gain: 0.6, cost: 0.4 },
  { keys: /rights_affecting_decisions$/u, looks: (key) => /決定|処分/u.test(key), gain: 0.5, cost: 0.4 },
  {
    keys: /(?:files\[\]\.name|file_names?|file_register_name)$/u,
    looks: (key) => /ファイル/u.test(key),
    gain: 0.6,
    cost: 0.7,
  },
  { keys: /all_recorded_items$/u, looks: (key) => /別添/u.test(key), gain: 1.5, cost: 1.5 },
  { keys: /period$/u, looks: (key) => /年|日/u.test(key), gain: 0.3, cost: 1.2 },
  { keys: /recipients\[\]\.name$/u, looks: (key) => isShort(key, 60), gain: 0.2, cost: 0.5 },
  {
    keys: /systems\[\]\.name$/u,
    looks: (key) => isShort(key, 50) && !/^[・(<【■●]|機能$|処理$|管理$|する$/u.test(key),
    gain: 0.3,
    cost: 1.8,
  },
  {
    keys: /operation\.name$/u,
    looks: (key) => isShort(key, 80) && /事務|業務/u.test(key),
    gain: 0.3,
    cost: 0.5,
  },
  { keys: /contracts\[\]\.name$/u, looks: (key) => isShort(key, 100), gain: 0.1, cost: 0.3 },
  {
    keys: /permission_method$/u,
    looks: (key) => /認め|承認|承諾|許諾|書面|協議|届|申請/u.test(key),
    gain: 0.3,
    cost: 0.2,
  },
  { keys: /recipients\[\]\.use$/u, looks: (key) => /事務|ため|業務/u.test(key), gain: 0.2, cost: 0.2 },
  {
    keys: /recipients\[\]\.information$/u,
    looks: (key) => /情報|事項|記録/u.test(key),
    gain: 0.2,
    cost: 0.2,
  },
  { keys: /subject_scope$/u, looks: (key) => /者|範囲|人|住民/u.test(key), gain: 0.2, cost: 0.3 },
  {
    keys: /other_implementing_bodies$/u,
    looks: (key) => isShort(key, 80) && /委員会|長$|知事|なし|該当/u.test(key),
    gain: 0.3,
    cost: 0.5,
  },
  {
    keys: /threshold_count_date|counted_on|_date$|\.date$/u,
    looks: (key) => readDate(key).kind !== 'unreadable',
    gain: 1,
    cost: 3,
  },
]

const CITATION =
  /^・?(?:番号法|行政手続における特定|同法|同表|主務省令|別表|[^。、]{0,12}条例)(?:第|別表|の|に|\()/u

/** 令和7年4月1日から30日まで（30日間） */
const PERIOD = /日間|から.*まで/u
/** 「２．③対象となる本人の範囲」と同じ */
const SAME_SUBJECTS = /本人の範囲」?(?:と|に)同(?:じ|様)/u

/** What the look of a value's first line says about it being the value of an item: below 0 for, above 0 against. */
export function unlikeness(item: SpecItem, text: string): number {
  const known = unlike(text)
  const own = known.get(item) ?? unlikenessOf(item, text)
  known.set(item, own)
  return own
}

const unlike = remembering(() => new Map<SpecItem, number>(), 1000)

function unlikenessOf(item: SpecItem, text: string): number {
  const key = matchKey(text)
  if (saysNothing(text)) return 0
  let total = 0
  if (item.kind === 'date')
    return readDate(text).kind === 'unreadable' || (PERIOD.test(key) && !/period$/u.test(item.key)) ? 3 : -1
  for (const { keys, looks, gain, cost } of LOOKS) if (keys.test(item.key)) total += looks(key) ? -gain : cost
  if ((isDateAlone(text) || isSpanAlone(text)) && !/period$/u.test(item.key)) total += 0.8
  if (/^(?:〒|tel|電話(?:番号)?[:(\d])/iu.test(key) && !/contact$/u.test(item.key)) total += 1
  if (CITATION.test(key) && !/legal_basis$/u.test(item.key)) total += 0.8
  if (SAME_SUBJECTS.test(key) && !item.key.endsWith('subject_scope')) total += 0.8
  if (/^別添\d?を?参照/u.test(key) && !item.key.endsWith('all_recorded_items')) total += 1
  return total
}

/** ー, なし, 該当なし: a whole value that says that there is none. */
export const saysNothing: (text: string) => boolean = remembering((text) => {
  const kind = blankKind(text)
  return kind !== undefined && kind !== 'empty'
})

const MID_SENTENCE =
  /^(?:[、。，．）)」』ー々ぁぃぅぇぉっゃゅょんをるりれら]|が(?!ん)|の|は(?!い)|に(?!ん)|で|と(?![くり])|も(?![しっ])|て|し(?:て|た[^が]|、|ない)|す(?:る|べき)|さ[れせ]|せ(?:る|ず)|こと|ため|よう|い(?:る|た|ない)|あ(?:る|り)|な(?:い|け|り|る)|け[るれ])/u

/** Whether a line can only go on with the sentence of the line before: `ておく必要がある。`, `ーバーは` */
export const beginsMidSentence = (text: string): boolean => MID_SENTENCE.test(text.trim())

export const isDateAlone: (text: string) => boolean = remembering((text) => {
  if (text.length > 24) return false
  const date = readDate(text)
  return date.kind === 'day' && date.rest === ''
})

/** `令和5年9月1日から26日間` */
export const isSpanAlone = (text: string): boolean =>
  text.length < 40 && PERIOD.test(matchKey(text)) && readDate(text).kind !== 'unreadable'

/** `(1)`, `１．`, `①`, `（２）`: the number that begins a line. */
export const leadingNumber: (text: string) => number | undefined = remembering((text) => {
  const circled = /^[①-⑳]/u.exec(text)?.[0]
  if (circled) return circled.codePointAt(0)! - '①'.codePointAt(0)! + 1
  const match = /^(?:\(\s?(\d{1,2})\s?\)|(\d{1,2})\s?[.．、])(?!\d)/u.exec(text.normalize('NFKC').trim())
  return match ? Number(match[1] ?? match[2]) : undefined
})

/** Width in half-width characters. */
export const widthOf: (text: string) => number = remembering((text) =>
  [...text].reduce((sum, character) => sum + (/[\u0020-\u007e\uff61-\uff9f]/u.test(character) ? 1 : 2), 0),
)

/** `＜窓口における措置＞`, `■窓口` */
export const isHeading: (text: string) => boolean = remembering(
  (text) => text.length < 50 && /^(?:<.*>|【.*】|〈.*〉|‹.*›|〔.*〕|[■●◆].*)$/u.test(matchKey(text)),
)
