import { numberAt, type PrintedNumber } from './address-text.ts'
import type { AddressTree, Wording } from './address-tree.ts'
import { COSTS, LIMITS } from './costs.ts'
import { exactly, misspelt } from './spellings.ts'

/** What a part of an address may be; `to` is the position behind it (0-based, in the address key), `cost` speaks against it. */
export type Mention = { readonly to: number; readonly cost: number } & (
  | { readonly kind: 'name'; readonly wording: Wording }
  | { readonly kind: 'number'; readonly number: PrintedNumber; readonly last: number }
  /** システム2～4: `numbers` is empty if none is printed. */
  | { readonly kind: 'repeat'; readonly word: string; readonly numbers: readonly number[] }
  | { readonly kind: 'risk'; readonly numbers: readonly number[] }
  | { readonly kind: 'annex'; readonly number: number }
  | { readonly kind: 'file'; readonly number: number }
  /** 、 and 及び: what follows may be one more item. */
  | { readonly kind: 'separator' }
  /** Points, dashes, brackets, （remarks）, the words of a change. */
  | { readonly kind: 'passed' }
  | { readonly kind: 'noise' }
)

const SEPARATOR = /^(?:[、,/;]|及び|並びに|又は|・)/u
const SILENT = /^[.:·・\-~>→<()[\]{}【】〔〕《》|*+=。_!?'`○]/u
/** What agencies write around an address. */
const CHANGE_WORDS =
  /^(?:令和|平成|の?(?:項目|記載|記述|内容|欄|箇所|一部|全て|全体|全般|文言|様式|名称|数字|日付)?(?:の|を|に|について|における|に係る|に関する|中の?)?(?:一部)?(?:変更|修正|追加|追記|削除|更新|新規|新設|作成|見直し|訂正|整理|記載|改正)(?:した|する)?(?:に伴う|による|のため)?|について|における|に係る|に関する|部分|の欄|欄|の|等|など|中|内|と)/u
/** 2行目, 4～6行目, 第９条, 令和6年4月: no number of the form. */
const UNIT =
  /^(?:行目|行分|ページ|頁|段落|段目|年度?(?!以)|月|日(?!本)|条|項(?!目)|号|つ目|番目|回目|版|[かヶケ]所|箇所)/u
const PAGE = /^[Pp][.:]?/u
const REPEAT = /^(システム|委託事項|提供先|移転先)/u
const CLOSING: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '【': '】',
  '〔': '〕',
  '<': '>',
  '《': '》',
}

/** The mentions that begin at each position of an address key, names as they stand. */
export function plainMentions(key: string, { wordings }: AddressTree): Mention[][] {
  const at = Array.from({ length: key.length }, (_, from) => otherMentions(key, from))
  for (const wording of wordings) {
    for (const { from, to } of exactly(key, wording.key))
      at[from]!.push({ kind: 'name', to, cost: 0, wording })
  }
  return at
}

/** The names that begin at each position and are misspelt. What is a name as it stands is not the misspelling of another. */
export function misspeltNames(key: string, { wordings }: AddressTree): Mention[][] {
  const at: Mention[][] = Array.from({ length: key.length }, () => [])
  const exact = wordings.flatMap((wording) => exactly(key, wording.key))
  for (const wording of wordings) {
    if (wording.isOption || wording.key.length < LIMITS.minMisspelt || key.includes(wording.key)) continue
    for (const { from, to, edits } of misspelt(key, wording.key)) {
      if (exact.some((other) => other.from <= from && to <= other.to)) continue
      const cost = edits * (COSTS.edit + COSTS.shortEdit / wording.key.length)
      at[from]!.push({ kind: 'name', to, cost, wording })
    }
  }
  return at
}

function otherMentions(key: string, from: number): Mention[] {
  const rest = key.slice(from)
  const number = numberAt(rest[0])
  if (number) return numberMentions(rest, from, number, numberAt(key[from - 1])?.notation === 'roman')
  return [
    ...repeatMentions(rest, from),
    ...riskMentions(rest, from),
    ...annexMentions(rest, from),
    ...passages(rest, from),
    { kind: 'noise', to: from + 1, cost: COSTS.noise },
  ]
}

function numberMentions(
  rest: string,
  from: number,
  number: PrintedNumber,
  behindSection: boolean,
): Mention[] {
  const range = rangeEnd(rest, 0)
  const length = range?.length ?? 1
  const unit = UNIT.exec(rest.slice(length))
  if (unit) return [{ kind: 'passed', to: from + length + unit[0].length, cost: COSTS.changeWords }]
  const last = range?.last ?? number.value
  const found: Mention[] = [{ kind: 'number', to: from + length, cost: 0, number, last }]
  if (number.notation !== 'bracketed') return found
  const file = /^.[.]?[^、,]{0,30}?ファイル(?![のに名を記は])/u.exec(rest)
  if (file) {
    found.push({ kind: 'file', to: from + file[0].length, cost: COSTS.namedFile, number: number.value })
  }
  if (behindSection) found.push({ kind: 'file', to: from + 1, cost: COSTS.unnamedFile, number: number.value })
  return found
}

function repeatMentions(rest: string, from: number): Mention[] {
  const word = REPEAT.exec(rest)?.[1]
  if (word === undefined) return []
  return numbersBehind(rest, word.length).map(({ length, numbers, cost }) => ({
    kind: 'repeat',
    to: from + length,
    cost,
    word,
    numbers,
  }))
}

function riskMentions(rest: string, from: number): Mention[] {
  if (!rest.startsWith('リスク')) return []
  return numbersBehind(rest, 3).map(({ length, numbers, cost }) => ({
    kind: 'risk',
    to: from + length,
    cost,
    numbers,
  }))
}

function annexMentions(rest: string, from: number): Mention[] {
  const annex = /^[([]?別添[([]?(.)[)\]]?/u.exec(rest)
  const number = numberAt(annex?.[1])
  if (!annex || !number) return []
  const reference = /^(?:を参照|参照|のとおり|に記載|に示す)[)]?/u.exec(rest.slice(annex[0].length))
  return [
    { kind: 'annex', to: from + annex[0].length, cost: 0, number: number.value },
    ...(reference
      ? [{ kind: 'passed' as const, to: from + annex[0].length + reference[0].length, cost: 0 }]
      : []),
  ]
}

/** What stands between and around the parts of an address. */
function passages(rest: string, from: number): Mention[] {
  const found: Mention[] = []
  const pass = (length: number, cost: number) => found.push({ kind: 'passed', to: from + length, cost })
  const file = /^[([【]ファイル(.)[)\]】]/u.exec(rest)
  const fileNumber = numberAt(file?.[1])
  if (file && fileNumber)
    found.push({ kind: 'file', to: from + file[0].length, cost: 0, number: fileNumber.value })
  const separator = SEPARATOR.exec(rest)
  if (separator) found.push({ kind: 'separator', to: from + separator[0].length, cost: 0 })
  if (SILENT.test(rest)) pass(1, 0)
  const page = PAGE.exec(rest)
  if (page && numberAt(rest[page[0].length])) pass(page[0].length + 1, COSTS.changeWords)
  const closing = CLOSING[rest[0]!]
  const end = closing === undefined ? -1 : rest.indexOf(closing)
  if (end > 0) pass(end + 1, COSTS.remark)
  const words = CHANGE_WORDS.exec(rest)
  if (words && words[0] !== '') pass(words[0].length, COSTS.changeWords)
  return found
}

/** ①～③ and 1から3まで */
function rangeEnd(rest: string, at: number): { readonly length: number; readonly last: number } | undefined {
  const first = numberAt(rest[at])
  const link = /^(?:~|から)/u.exec(rest.slice(at + 1))?.[0]
  if (!first || link === undefined) return undefined
  const end = at + 1 + link.length
  const last = numberAt(rest[end])
  if (!last || last.notation !== first.notation || last.value <= first.value || last.value - first.value > 30)
    return undefined
  const until = link === 'から' && rest.startsWith('まで', end + 1) ? 2 : 0
  return { length: end + 1 + until, last: last.value }
}

type NumbersBehind = { readonly length: number; readonly numbers: readonly number[]; readonly cost: number }

/** What a word may be that numbers stand behind: システム2 is one with a number, システム② rather ② of the first. */
function numbersBehind(rest: string, length: number): NumbersBehind[] {
  const numbers = numbersAt(rest, length)
  const isCircled = numbers !== undefined && numberAt(rest[numbers.length - 1])?.notation === 'circled'
  const others = numberAt(rest[length])?.notation === 'arabic' ? COSTS.repeatAlone : 0
  return [
    ...(numbers ? [{ ...numbers, cost: isCircled ? COSTS.circledRepeat : 0 }] : []),
    ...(!numbers || isCircled ? [{ length, numbers: [], cost: others }] : []),
  ]
}

/** The numbers behind システム or リスク: 2 · 2～4 · 2、3 · 2及び3 · (2) */
function numbersAt(rest: string, at: number): { length: number; numbers: number[] } | undefined {
  const start = /^[-\s(]?/u.exec(rest.slice(at))![0].length + at
  const first = numberAt(rest[start])
  if (!first || first.notation === 'roman') return undefined
  if (first.value > LIMITS.repeats) return undefined
  const range = rangeEnd(rest, start)
  if (!range && /^.(?:~|から)/u.test(rest.slice(start)) && numberAt(rest[start + 2])) return undefined
  if (range) {
    const numbers = Array.from({ length: range.last - first.value + 1 }, (_, index) => first.value + index)
    return { length: range.length, numbers }
  }
  const numbers = [first.value]
  let end = start + 1
  for (;;) {
    const link = /^(?:[、,・]|及び|と)/u.exec(rest.slice(end))?.[0]
    const more = link === undefined ? undefined : numberAt(rest[end + link.length])
    const behind = link === undefined ? '' : (rest[end + link.length + 1] ?? '')
    if (
      link === undefined ||
      more?.notation !== 'arabic' ||
      first.notation !== 'arabic' ||
      /[.．]/u.test(behind)
    )
      break
    numbers.push(more.value)
    end += link.length + 1
  }
  return { length: end, numbers }
}
