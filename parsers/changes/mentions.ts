import { numberAt, type PrintedNumber } from './address-text.ts'
import type { AddressTree, Wording } from './address-tree.ts'
import { COSTS, LIMITS } from './costs.ts'

/** What a part of an address may be; `to` is the position behind it (0-based, in the address key), `cost` speaks against it. */
export type Mention = { readonly to: number; readonly cost: number } & (
  | { readonly kind: 'name'; readonly wording: Wording }
  | { readonly kind: 'number'; readonly number: PrintedNumber; readonly last: number }
  /** システム2～4: `numbers` is empty if none is printed. */
  | {
      readonly kind: 'repeat'
      readonly word: string
      readonly numbers: readonly number[]
      readonly isRange: boolean
    }
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
    for (const { from, to } of exactly(key, wording)) at[from]!.push({ kind: 'name', to, cost: 0, wording })
  }
  return at
}

/** The names that begin at each position and are misspelt. What is a name as it stands is not the misspelling of another. */
export function misspeltNames(key: string, { wordings }: AddressTree): Mention[][] {
  const at: Mention[][] = Array.from({ length: key.length }, () => [])
  const exact = wordings.flatMap((wording) => exactly(key, wording))
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
  const found: Mention[] = []
  const behind = (length: number) => from + length
  const number = numberAt(rest[0])
  if (number) {
    const end = rangeEnd(rest, 0)
    const unit = UNIT.exec(rest.slice(end?.length ?? 1))
    if (unit)
      return [{ kind: 'passed', to: behind((end?.length ?? 1) + unit[0].length), cost: COSTS.changeWords }]
    found.push({
      kind: 'number',
      to: behind(end ? end.length : 1),
      cost: 0,
      number,
      last: end?.last ?? number.value,
    })
    const file = /^.[.]?[^、,]{0,30}?ファイル(?![のに名を記は])/u.exec(rest)
    if (number.notation === 'bracketed') {
      if (file)
        found.push({ kind: 'file', to: behind(file[0].length), cost: COSTS.namedFile, number: number.value })
      const isBehindSection = numberAt(key[from - 1])?.notation === 'roman'
      if (isBehindSection)
        found.push({ kind: 'file', to: behind(1), cost: COSTS.unnamedFile, number: number.value })
    }
    return found
  }
  const page = PAGE.exec(rest)
  if (page && numberAt(rest[page[0].length])) {
    found.push({ kind: 'passed', to: behind(page[0].length + 1), cost: COSTS.changeWords })
  }
  const repeat = REPEAT.exec(rest)?.[1]
  if (repeat) {
    const numbers = numbersAt(rest, repeat.length)
    const isCircled = numbers !== undefined && numberAt(rest[numbers.length - 1])?.notation === 'circled'
    const cost = isCircled ? COSTS.circledRepeat : 0
    if (numbers) found.push({ kind: 'repeat', to: behind(numbers.length), cost, word: repeat, ...numbers })
    if (!numbers || isCircled)
      found.push({
        kind: 'repeat',
        to: behind(repeat.length),
        cost: 0,
        word: repeat,
        numbers: [],
        isRange: false,
      })
  }
  if (rest.startsWith('リスク')) {
    const numbers = numbersAt(rest, 3)
    const isCircled = numbers !== undefined && numberAt(rest[numbers.length - 1])?.notation === 'circled'
    const cost = isCircled ? COSTS.circledRepeat : 0
    if (numbers) found.push({ kind: 'risk', to: behind(numbers.length), cost, numbers: numbers.numbers })
    if (!numbers || isCircled) found.push({ kind: 'risk', to: behind(3), cost: 0, numbers: [] })
  }
  const annex = /^[([]?別添[([]?(.)[)\]]?/u.exec(rest)
  const annexNumber = numberAt(annex?.[1])
  if (annex && annexNumber)
    found.push({ kind: 'annex', to: behind(annex[0].length), cost: 0, number: annexNumber.value })
  const reference = /^[(]?別添[(]?.[)]?(?:を参照|参照|のとおり|に記載|に示す)[)]?/u.exec(rest)
  if (reference) found.push({ kind: 'passed', to: behind(reference[0].length), cost: 0 })
  const file = /^[([【]ファイル(.)[)\]】]/u.exec(rest)
  const fileNumber = numberAt(file?.[1])
  if (file && fileNumber)
    found.push({ kind: 'file', to: behind(file[0].length), cost: 0, number: fileNumber.value })
  const separator = SEPARATOR.exec(rest)
  if (separator) found.push({ kind: 'separator', to: behind(separator[0].length), cost: 0 })
  if (SILENT.test(rest)) found.push({ kind: 'passed', to: behind(1), cost: 0 })
  const closing = CLOSING[rest[0]!]
  const end = closing === undefined ? -1 : rest.indexOf(closing)
  if (end > 0) found.push({ kind: 'passed', to: behind(end + 1), cost: COSTS.remark })
  const words = CHANGE_WORDS.exec(rest)
  if (words && words[0] !== '')
    found.push({ kind: 'passed', to: behind(words[0].length), cost: COSTS.changeWords })
  found.push({ kind: 'noise', to: behind(1), cost: COSTS.noise })
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

/** The numbers behind システム or リスク: 2 · 2～4 · 2、3 · 2及び3 · (2) */
function numbersAt(
  rest: string,
  at: number,
): { length: number; numbers: number[]; isRange: boolean } | undefined {
  const start = /^[-\s(]?/u.exec(rest.slice(at))![0].length + at
  const first = numberAt(rest[start])
  if (!first || first.notation === 'roman') return undefined
  const range = rangeEnd(rest, start)
  if (range) {
    const numbers = Array.from({ length: range.last - first.value + 1 }, (_, index) => first.value + index)
    return { length: range.length, numbers, isRange: true }
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
  return { length: end, numbers, isRange: false }
}

type Span = { readonly from: number; readonly to: number }

function exactly(key: string, { key: wording }: Wording): Span[] {
  const found: Span[] = []
  for (let from = key.indexOf(wording); from >= 0; from = key.indexOf(wording, from + 1)) {
    found.push({ from, to: from + wording.length })
  }
  return found
}

/** Approximate occurrences (Sellers): for each end the start that needs the fewest edits; local minima only. */
function misspelt(key: string, wording: string): (Span & { readonly edits: number })[] {
  const limit = Math.max(1, Math.floor(wording.length * LIMITS.edits))
  const costAt: number[] = []
  const startAt: number[] = []
  let costs = Array.from({ length: wording.length + 1 }, (_, index) => index)
  let starts = new Array<number>(wording.length + 1).fill(0)
  for (let end = 1; end <= key.length; end++) {
    const char = key[end - 1]!
    const isNumber = numberAt(char) !== undefined
    const nextCosts = [0]
    const nextStarts = [end]
    for (let index = 1; index <= wording.length; index++) {
      const same = wording[index - 1] === char
      const change = costs[index - 1]! + (same ? 0 : isNumber ? LIMITS.numberEdits : 1)
      const extra = costs[index]! + (isNumber ? LIMITS.numberEdits : 1)
      const left = nextCosts[index - 1]! + 1
      const best = Math.min(change, extra, left)
      nextCosts.push(best)
      nextStarts.push(
        best === change ? starts[index - 1]! : best === extra ? starts[index]! : nextStarts[index - 1]!,
      )
    }
    costs = nextCosts
    starts = nextStarts
    costAt[end] = costs.at(-1)!
    startAt[end] = starts.at(-1)!
  }
  const found: (Span & { readonly edits: number })[] = []
  for (let end = 1; end <= key.length; end++) {
    const edits = costAt[end]!
    if (edits > limit || edits > (costAt[end - 1] ?? Infinity) || edits > (costAt[end + 1] ?? Infinity))
      continue
    found.push({ from: startAt[end]!, to: end, edits })
  }
  return found
}
