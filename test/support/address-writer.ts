import { formItems, type SpecItem } from '../../parsers/forms/index.ts'
import type { FormName } from '../../parsers/records/index.ts'

/** An item address as an agency might print it, and the sets of items that a careful reader would take it for. */
export type WrittenAddress = { readonly text: string; readonly readings: readonly (readonly string[])[] }

/** Chooses one of `count`, from 0. */
export type Pick = (count: number) => number

/** An item with the items around it, outermost first. */
type Target = { readonly item: SpecItem; readonly chain: readonly SpecItem[] }

const ROMANS = ['', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅵ']
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩'
const REPEAT = /^(システム|委託事項|提供先|移転先)/u

export function targetsOf(form: FormName): Target[] {
  const items = formItems(form).filter(
    ({ repeat, path }) => repeat !== '変更' && !/^(?:表紙|項目一覧|変更|別添)/u.test(path),
  )
  const byPath = new Map(items.map((item) => [item.path, item]))
  return items.map((item) => {
    const chain: SpecItem[] = []
    for (
      let at: SpecItem | undefined = item;
      at;
      at = at.parent === undefined ? undefined : byPath.get(at.parent)
    )
      chain.unshift(at)
    return { item, chain }
  })
}

const isRepeat = (item: SpecItem) => item.kind === 'repeat' && item.path.endsWith('[n]')
const isRisk = (item: SpecItem) => /\.リスク\d*$/u.test(item.path)
const plainLabel = ({ label }: SpecItem) => label.replace(/【[^】]*】/gu, '').trim()
const address = (path: string, n: number, f = 1) => path.replace('[f]', `[${f}]`).replace('[n]', `[${n}]`)
const ascii = (text: string) =>
  text.replace(/[０-９．：（）]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
const wide = (text: string) =>
  text.replace(/[0-9]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

/** One level in full: Ⅱ 特定個人情報ファイルの概要, ４．…, 委託事項２, リスク１：…, ③委託先名 */
function fullLevel(item: SpecItem, n: number): string {
  const repeat = isRepeat(item) ? REPEAT.exec(item.number ?? '')?.[1] : undefined
  if (repeat) return `${repeat}${wide(String(n))}`
  if (isRisk(item)) return `${item.number ?? 'リスク'}：${plainLabel(item)}`
  const number = item.number ?? ''
  return `${number}${/^[Ⅰ-Ⅵ]$/u.test(number) ? '　' : ''}${plainLabel(item)}`
}

/** One level as short as it goes: Ⅱ, ４, 委託事項２, リスク１, ③; without number its label. */
function shortLevel(item: SpecItem, n: number): string {
  if (isRepeat(item)) return fullLevel(item, n)
  if (isRisk(item)) return item.number ?? 'リスク'
  return item.number?.replace('．', '') ?? plainLabel(item)
}

type Style = (target: Target, pick: Pick, form: FormName) => WrittenAddress | undefined

const written = (chain: readonly SpecItem[], n: number, level: typeof fullLevel, between: string): string =>
  chain.map((item) => level(item, n)).join(between)

/** 1 unless the address prints a number. */
const numberFor = (chain: readonly SpecItem[], pick: Pick) => (chain.some(isRepeat) ? 1 + pick(6) : 1)
const withoutGroups = (chain: readonly SpecItem[]) =>
  chain.filter(({ path }, index) => index === chain.length - 1 || !path.endsWith('.再委託'))

function one(target: Target, text: string, n: number, f = 1): WrittenAddress {
  return { text, readings: readingsOf(target, n, f) }
}

/** A section may be named for the one item in it, and a section and an item of one name are the same. */
function readingsOf({ item, chain }: Target, n: number, f: number): string[][] {
  const own = [address(item.path, n, f)]
  const parent = chain.at(-2)
  const shared = parent && plainLabel(parent) === plainLabel(item) ? [[address(parent.path, n, f)]] : []
  return [own, ...shared]
}

const simple =
  (
    level: typeof fullLevel,
    between: string,
    change: (text: string, pick: Pick) => string = (text) => text,
  ): Style =>
  (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    return one(target, change(written(chain, n, level, between), pick), n)
  }

const brokenLines = (text: string, pick: Pick): string => {
  const width = 9 + pick(8)
  return text.replace(new RegExp(`(.{${width}})(?=.)`, 'gu'), '$1 ')
}

const SLIPS: readonly (readonly [string, string])[] = [
  ['滅失', '減失'],
  ['庁内', '府内'],
  ['評価', '評佃'],
  ['必要のない', '必要な'],
  ['その他の', '他の'],
  ['問合せ', '問い合わせ'],
  ['取扱い', '取り扱い'],
  ['従業者', '従業員'],
  ['ユーザ認証', 'ユーザー認証'],
  ['使用等', '仕様等'],
  ['個人情報', '個人'],
]
const STRAY = '務事項的用者体名期間報告書類度性計画業'

/** One character of a label in about twelve is wrong, missing or too many; numbers are kept. */
function misspelt(label: string, pick: Pick): string {
  const chars = [...label]
  const slips = Math.max(1, Math.floor(chars.length / 12))
  for (let slip = 0; slip < slips; slip++) {
    const at = 1 + pick(chars.length - 1)
    const kind = pick(3)
    if (kind === 0) chars[at] = STRAY[pick(STRAY.length)]!
    else if (kind === 1) chars.splice(at, 1)
    else chars.splice(at, 0, STRAY[pick(STRAY.length)]!)
  }
  return chars.join('')
}

const misspeltLevel = (pick: Pick) => (item: SpecItem, n: number) => {
  const full = fullLevel(item, n)
  const label = plainLabel(item)
  return label.length >= 8 && !isRepeat(item) ? full.replace(label, misspelt(label, pick)) : full
}

const siblingsOf = ({ item, chain }: Target, form: FormName): SpecItem[] =>
  formItems(form).filter(
    ({ parent, number }) =>
      parent === chain.at(-2)?.path &&
      number !== undefined &&
      /^[①-⑳]$/u.test(number) &&
      item.number !== undefined,
  )

export const STYLES: Readonly<Record<string, Style>> = {
  full: simple(fullLevel, '　'),
  'full, lines broken': simple(fullLevel, ' ', brokenLines),
  'full, nothing between': simple(fullLevel, ''),
  'full, ASCII': simple(fullLevel, ' ', ascii),
  'full, slips': simple(fullLevel, '　', (text, pick) => {
    const slips = SLIPS.filter(([from]) => text.includes(from))
    return slips.length === 0 ? text : text.replaceAll(...slips[pick(slips.length)]!)
  }),
  'numbers only': simple(shortLevel, ''),
  'numbers only, spaces': simple(shortLevel, '　'),
  'numbers only, hyphens': simple(shortLevel, '－'),
  'numbers only, (3)': simple(shortLevel, ' ', (text) =>
    text
      .replace(/[①-⑩]/gu, (sign) => `(${CIRCLED.indexOf(sign) + 1})`)
      .replace(/[Ⅰ-Ⅵ]/gu, (sign) => sign.normalize('NFKC')),
  ),
  'numbers and last label': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    return one(target, `${written(chain.slice(0, -1), n, shortLevel, ' ')} ${fullLevel(target.item, n)}`, n)
  },
  'section by number': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    if (chain.length < 2) return undefined
    return one(target, `${shortLevel(chain[0]!, n)}　${written(chain.slice(1), n, fullLevel, '　')}`, n)
  },
  'names only': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    return one(
      target,
      chain.map((item) => (isRepeat(item) ? fullLevel(item, n) : plainLabel(item))).join('／'),
      n,
    )
  },
  misspelt: (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    return one(target, written(chain, n, misspeltLevel(pick), '　'), n)
  },
  'wrong head number': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    if (chain.length < 3 || !/．$/u.test(chain[1]!.number ?? '')) return undefined
    const text = chain
      .map((item, index) =>
        index === 1 ? `${wide(String(1 + pick(8)))}．${plainLabel(item)}` : fullLevel(item, n),
      )
      .join('　')
    return one(target, text, n)
  },
  'wrong section number': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    if (chain.length < 2) return undefined
    const [section, ...inner] = chain
    return one(
      target,
      `${ROMANS[1 + pick(6)]}　${plainLabel(section!)}　${written(inner, n, fullLevel, '　')}`,
      n,
    )
  },
  'wrong circled number': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    if (!/^[①-⑩]$/u.test(target.item.number ?? '')) return undefined
    const text = `${written(chain.slice(0, -1), n, fullLevel, '　')}　${CIRCLED[pick(9)]}${plainLabel(target.item)}`
    return one(target, text, n)
  },
  'remark behind': (target, pick) => {
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    const remarks = [
      '（架空システムの追加）',
      'の変更',
      'の記載を修正',
      '（一部修正）',
      'について',
      '＜窓口における措置＞',
      '（標準化対応）',
    ]
    return one(target, `${written(chain, n, fullLevel, '　')}${remarks[pick(remarks.length)]}`, n)
  },
  'siblings with labels': (target, pick, form) => {
    const others = siblingsOf(target, form)
    const own = others.indexOf(target.item)
    const next = others[own + 1 + pick(2)]
    if (own < 0 || !next) return undefined
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    const between = ['　', '、', ' '][pick(3)]!
    const text = `${written(chain, n, fullLevel, '　')}${between}${fullLevel(next, n)}`
    return { text, readings: [[address(target.item.path, n), address(next.path, n)]] }
  },
  'siblings by number': (target, pick, form) => {
    const others = siblingsOf(target, form)
    const own = others.indexOf(target.item)
    const next = others[own + 1]
    if (own < 0 || !next) return undefined
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    const text = `${written(chain, n, shortLevel, ' ')}${['、', '及び', '・', '～'][pick(4)]}${next.number}`
    return { text, readings: [[address(target.item.path, n), address(next.path, n)]] }
  },
  'range of repeats': (target, pick) => {
    const chain = withoutGroups(target.chain)
    if (!chain.some(isRepeat)) return undefined
    const first = 1 + pick(4)
    const last = first + 1 + pick(3)
    const text = chain
      .map((item) =>
        isRepeat(item) ? `${REPEAT.exec(item.number ?? '')![1]}${first}～${last}` : fullLevel(item, 1),
      )
      .join(' ')
    const paths = Array.from({ length: last - first + 1 }, (_, index) =>
      address(target.item.path, first + index),
    )
    return { text, readings: [paths] }
  },
  'file with number': (target, pick) => {
    if (!target.item.path.includes('[f]')) return undefined
    const chain = withoutGroups(target.chain)
    const n = numberFor(chain, pick)
    const f = 2 + pick(3)
    if (chain.length < 2) return undefined
    const text = `${fullLevel(chain[0]!, n)}（${wide(String(f))}）架空情報ファイル　${written(chain.slice(1), n, fullLevel, '　')}`
    return one(target, text, n, f)
  },
  'head left out': (target, pick, form) => {
    const chain = withoutGroups(target.chain)
    if (chain.length < 3) return undefined
    const n = numberFor(chain, pick)
    const section = chain[0]!.path
    const same = formItems(form).filter(
      (other) => other.path.startsWith(`${section}.`) && other.label === target.item.label,
    )
    const isUnique = same.length === 1 && (target.item.label.length >= 4 || target.item.number !== undefined)
    if (!isUnique || isRisk(target.item) || isRepeat(target.item)) return undefined
    const inner = chain.slice(2).filter(isRepeat)
    return one(
      target,
      [fullLevel(chain[0]!, n), ...inner.map((item) => fullLevel(item, n)), fullLevel(target.item, n)].join(
        '　',
      ),
      n,
    )
  },
}
