/** Words that the text of an item is likely to hold, by its key; the first pattern that fits counts. */
const TOPICS: readonly (readonly [RegExp, RegExp])[] = [
  [/operation\.description$/u, /事務|業務/gu],
  [/systems\[\]\.functions$/u, /機能|出力|表示|連携/gu],
  [/subject_scope_necessity$/u, /必要|ため/gu],
  [/recorded_items_validity$/u, /情報】|識別情報|保有/gu],
  [/use_purpose$/u, /ため。|ため$|目的|特定/gu],
  [/files\[\]\.use_method$/u, /使用する|抽出|発行|更新|管理/gu],
  [/files\[\]\.matching$/u, /突合|突き合わせ|照合|一致/gu],
  [/storage\.(?:location|place)/u, /保管|施錠|サーバ|入退室|データセンター/gu],
  [/deletion|disposal/u, /消去|廃棄|裁断|溶解|削除/gu],
  [/annex\.recorded_items$/u, /、/gu],
  [/contract_provisions_content/u, /契約|規定|義務|禁止|条件/gu],
  [/subcontractor_assurance_method/u, /再委託/gu],
  [/incident_prevention|serious_incident_prevention/u, /再発|徹底|防止|厳命|研修/gu],
  [/serious_incident_content/u, /紛失|漏えい|誤|発生|謝罪/gu],
  [/authentication/u, /認証|ID|パスワード|生体/gu],
  [/^training/u, /研修|教育|啓発|周知/gu],
  [/^audit/u, /監査|点検|チェック/gu],
  [/^other_risk_measures/u, /責任|低減|体制|クラウド/gu],
  [/risks\[\]\.acquisition/u, /入手|本人確認|届出|所定の様式/gu],
  [/risks\[\]\.use\./u, /アクセス|端末|権限|ログ|複製|紐付け/gu],
  [/risks\[\]\.outsourcing/u, /委託/gu],
  [/risks\[\]\.provision_transfer/u, /提供|移転/gu],
  [/risks\[\]\.network.*(?:provision|improper)/u, /提供/gu],
  [/risks\[\]\.network/u, /照会|入手|ネットワーク|中間サーバ/gu],
  [/risks\[\]\.storage/u, /保管|消去|バックアップ|媒体|対策/gu],
]
const GAIN = 0.25
const MOST = 1

/** How much the words of a text speak for it being the value of an item (0 and below). */
export function topicCost(key: string, text: string): number {
  const words = TOPICS.find(([keys]) => keys.test(key))?.[1]
  if (!words) return 0
  return -Math.min(MOST, GAIN * (text.match(words)?.length ?? 0))
}
