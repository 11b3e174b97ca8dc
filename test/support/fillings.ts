import { type Edition, type FormSpec, formSpec, type SpecItem } from '../../parsers/forms/index.ts'
import type { FormName } from '../../parsers/records/index.ts'
import { randomOf } from './form-writer-style.ts'

/** What a writer puts into an item. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** `printed` stands between the brackets instead of the option's label; without `option` it is none of them. */
  | { readonly kind: 'choice'; readonly option?: number; readonly printed?: string }
  | {
      readonly kind: 'checkboxes'
      readonly checked: readonly string[]
      readonly details: Readonly<Record<string, string>>
      /** What stands in a box instead of the mark: a careful reader cannot tell. */
      readonly odd?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  | { readonly kind: 'date'; readonly text: string; readonly iso?: string }
  | { readonly kind: 'number'; readonly value?: number }

export type Change = {
  readonly 変更日: string
  readonly iso: string
  readonly 項目: string
  readonly 変更前: string
  readonly 変更後: string
  readonly 提出時期: string
  readonly 説明: string
}

/** How many there are of each repeat, or their printed numbers; 0 prints the template's empty slot if the style wants it. */
export type Slots = Readonly<
  Partial<Record<'file' | 'システム' | '委託事項' | '提供先' | '移転先', number | readonly number[]>>
>

export type Filling = {
  readonly spec: FormSpec
  /** Only items under these paths (`I.1`, `II[f].3`) are printed, with the headings above them. */
  readonly parts: readonly string[]
  readonly slots: Slots
  readonly values: ReadonlyMap<string, Value>
  readonly changes: readonly Change[]
}

/** An item at its address: `II[2].4.委託事項[1].3`. `empty` is the template's slot that nobody filled. */
export type Instance = {
  readonly item: SpecItem
  readonly path: string
  readonly n: number
  readonly empty: boolean
}

export type Wanted = {
  readonly form: FormName
  readonly edition?: Edition
  readonly parts: readonly string[]
  readonly slots?: Slots
  readonly seed?: number
  /** At most so many sentences in a long text. */
  readonly sentences?: number
  /** Texts quote the form: labels, headings, options, boxes, alone or in a sentence. */
  readonly quoting?: boolean
  readonly values?: Readonly<Record<string, Value>>
  readonly changes?: readonly Change[]
}

const SENTENCES = [
  '窓口で申請書を受け付け、記載の内容を台帳と照らして確かめる。',
  '毎月の異動を取り込み、通知書を作成して発送する。',
  '利用できる職員を限り、操作の記録を五年間残す。',
  '届出の写しは施錠できる書庫に納め、鍵は課長が管理する。',
  '誤りを見つけたときは、速やかに訂正し、関係する課へ知らせる。',
  '外部の記憶装置は使えないように設定している。',
  '研修を年2回行い、受けなかった者には個別に説明する。',
  '期限を過ぎた記録は、一覧を作って復元できない方法で消す。',
  '照会の前に目的を選ばせ、理由のない照会はできない。',
  '（注１）別に定める要綱による。',
] as const
const NOUNS = ['架空税', '架空手当', '見本給付', '例示保険', '仮設台帳', '試作証明'] as const
const ORGANISATIONS = [
  '架空計算株式会社',
  '見本財団法人',
  '例示市民協同組合',
  '株式会社仮名システムズ',
] as const

/** Fills a form at random, by its seed; `values` are put in place of what chance would give. */
export function makeFilling(wanted: Wanted): Filling {
  const spec = formSpec(wanted.form, wanted.edition ?? 'H30')
  const slots: Slots = { file: 1, システム: 1, 委託事項: 1, 提供先: 1, 移転先: 1, ...wanted.slots }
  const random = randomOf(wanted.seed ?? 7)
  const empty: Filling = {
    spec,
    parts: wanted.parts,
    slots,
    values: new Map(),
    changes: wanted.changes ?? [],
  }
  const values = new Map<string, Value>()
  for (const { item, path } of instancesOf(empty, false)) {
    const quote = wanted.quoting && item.kind !== 'date' && !path.startsWith('表紙') && random() < 0.25
    const own = quote ? quoting(item, spec, random) : undefined
    const value = wanted.values?.[path] ?? own ?? chance(item, path, random, wanted.sentences ?? 3)
    if (value) values.set(path, value)
  }
  return { ...empty, values }
}

/** The items in the order of print: each file's Ⅱ, then each file's Ⅲ; within them each repeat. */
export function instancesOf({ spec, parts, slots }: Filling, withEmptySlots: boolean): Instance[] {
  const { items } = spec
  const chosen = (path: string) =>
    parts.some((part) => path === part || isUnder(path, part) || isUnder(part, path))
  const expand = (from: number, to: number, path: (template: string) => string): Instance[] => {
    const out: Instance[] = []
    for (let index = from; index < to; index++) {
      const item = items[index]!
      if (item.repeat === '変更' || item.kind === 'table') continue
      if (item.kind !== 'repeat') {
        if (chosen(item.path)) out.push({ item, path: path(item.path), n: 0, empty: false })
        continue
      }
      let end = index + 1
      while (end < to && isUnder(items[end]!.path, item.path)) end++
      if (!chosen(item.path)) {
        index = end - 1
        continue
      }
      const sign = item.repeat === 'file' ? '[f]' : '[n]'
      const count = slots[item.repeat as keyof Slots] ?? 1
      const numbers = typeof count === 'number' ? Array.from({ length: count }, (_, at) => at + 1) : count
      for (const n of numbers) {
        const numbered = (template: string) => path(template).replace(sign, `[${n}]`)
        out.push({ item, path: numbered(item.path), n, empty: false })
        out.push(...expand(index + 1, end, numbered))
      }
      if (count === 0 && withEmptySlots) {
        const numbered = (template: string) => path(template).replace(sign, '[1]')
        out.push({ item, path: numbered(item.path), n: 1, empty: true })
        out.push(...expand(index + 1, end, numbered).map((each) => ({ ...each, empty: true })))
      }
      index = end - 1
    }
    return out
  }
  return expand(0, items.length, (template) => template)
}

const isUnder = (path: string, parent: string): boolean =>
  path !== parent && (path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`))

function chance(item: SpecItem, path: string, random: () => number, sentences: number): Value | undefined {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const fixed: Record<string, string> = {
    表紙評価書番号: String(1 + Math.floor(random() * 90)),
    表紙評価書名: `架空県架空市　${pick(NOUNS)}に関する事務　評価書`,
    表紙評価実施機関名: '架空県架空市長',
  }
  switch (item.kind) {
    case 'choice':
      return random() < 0.12 ? { kind: 'choice' } : { kind: 'choice', option: pick(item.options!).number! }
    case 'checkboxes': {
      const checked = item.options!.filter(() => random() < 0.45)
      const details = checked
        .filter(({ detail, label }) => detail && !/行っている$/u.test(label))
        .map(({ label }) => [label, `${pick(NOUNS)}課、${pick(ORGANISATIONS)}`] as const)
      return {
        kind: 'checkboxes',
        checked: checked.map(({ label }) => label),
        details: Object.fromEntries(details),
      }
    }
    case 'checkbox':
      return { kind: 'checkbox', checked: random() < 0.5 }
    case 'number':
      return random() < 0.15 ? { kind: 'number' } : { kind: 'number', value: 1 + Math.floor(random() * 12) }
    case 'date':
      return random() < 0.15 && !path.startsWith('表紙') ? { kind: 'date', text: '' } : chanceDate(random)
    case 'longtext': {
      if (random() < 0.12) return { kind: 'text', text: pick(['', '－', '―']) }
      const head = pick(['', '・', '(1)', '①'])
      const lines = Array.from(
        { length: 1 + Math.floor(random() * sentences) },
        () => `${head}${pick(SENTENCES)}`,
      )
      return { kind: 'text', text: lines.join(pick(['\n', ''])) }
    }
    case 'repeat':
      return item.key.endsWith('.name') ? { kind: 'text', text: `${pick(NOUNS)}に係る作業` } : undefined
    case 'text': {
      const known = fixed[path.replace('.', '')]
      if (known) return { kind: 'text', text: known }
      if (path === '表紙.様式') return undefined
      return {
        kind: 'text',
        text: random() < 0.1 ? '' : `${pick(NOUNS)}${pick(['ファイル', '係', '課', '台帳'])}`,
      }
    }
    default:
      return undefined
  }
}

/** A text that looks like a part of the form. */
function quoting(item: SpecItem, spec: FormSpec, random: () => number): Value | undefined {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const { number = '', label } = pick(spec.items)
  const option = pick(spec.items.flatMap(({ options = [] }) => options))
  const quotes = [
    `「${number}${label}」に掲げる者を含む。`,
    `${number}${label}`,
    label,
    option.label,
    `[ ○ ] ${option.label}`,
    `${option.number ?? 1}) ${option.label}`,
    '＜選択肢＞',
    `（ ${option.label} ）`,
  ]
  if (item.kind === 'text') return { kind: 'text', text: pick(quotes.slice(0, 4)) }
  if (item.kind !== 'longtext') return undefined
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(quotes))
  return {
    kind: 'text',
    text: [pick(SENTENCES), ...lines, pick(SENTENCES)].slice(Math.floor(random() * 2)).join('\n'),
  }
}

function chanceDate(random: () => number): Value {
  const year = 1 + Math.floor(random() * 7)
  const month = 1 + Math.floor(random() * 12)
  const day = 1 + Math.floor(random() * 28)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    kind: 'date',
    text: `令和${year === 1 ? '元' : year}年${month}月${day}日`,
    iso: `${2018 + year}-${two(month)}-${two(day)}`,
  }
}

/** Rows of a change table, with long texts for every third of them. */
export function makeChanges(count: number, seed: number): Change[] {
  const random = randomOf(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const text = (lines: number) => Array.from({ length: lines }, () => pick(SENTENCES)).join('\n')
  return Array.from({ length: count }, (_, index) => {
    const date = chanceDate(random) as Extract<Value, { kind: 'date' }>
    return {
      変更日: date.text,
      iso: date.iso!,
      項目: pick(['Ⅰ　１．②事務の内容', 'Ⅱ　３．①入手元', 'Ⅲ　７．その他の措置の内容', 'Ⅴ　１．①実施日']),
      変更前: random() < 0.2 ? '' : text(index % 3 === 2 ? 6 : 1),
      変更後: text(index % 3 === 2 ? 5 : 1),
      提出時期: pick(['事前', '事後']),
      説明: pick(['', '定例の見直しのため', '重要な変更に当たらない']),
    }
  })
}
