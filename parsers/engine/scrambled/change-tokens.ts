import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import type { Addresses } from './change-addresses.ts'
import type { Line, TextPage } from './pages.ts'

/** A piece of a change table: what its wording says it is. */
export type ChangeToken = {
  readonly kind: 'date' | 'item' | 'timing' | 'explanation' | 'text'
  readonly lines: readonly string[]
  /** First and last line, in the document. */
  readonly at: readonly [number, number]
  readonly block: number
}

const HEADS =
  /^(?:変更日|項目|変更前の記載|変更後の記載|提出時期に係る説明?|提出時期?|[期明]|\(?別添\d?\)?変更箇所)+$/u
const DATE =
  /^(?:令和|平成|昭和|[RHS]\.?)\s*(?:元|[\d０-９]{1,2})\s*[年.．]\s*[\d０-９]{1,2}\s*[月.．]\s*[\d０-９]{1,2}\s*日?/u
const TIMING = /^(事前|事後)(?=$|[\s　]|令和|平成)/u
/** What 提出時期に係る説明 speaks of. */
const EXPLAINS =
  /変更|修正|整理|追加|拡大|による|対象外|該当|伴う|時点|更新|誤記|訂正|改正|移行|見直し|評価指針|重要な|任意|様式/u
/** Ⅰ　２　システム１　②: several of them are the addresses of one row. */
export const COMPACT = /^(?:[ⅠⅡⅢⅣⅤⅥ]|[IVX]{1,3})[\s　]+[\d０-９①-⑳]/u
/** 令和7年4月1日 新規作成 －: the item of a row that adds the whole evaluation, and the dash of 変更前. */
const ADDED = /^(新規(?:作成|策定|追加)?)(?:[\s　]+([－―ー‐-]))?$/u
const MAX_EXPLANATION = 130
const MAX_LINE_OF_EXPLANATION = 26

type Draft = { kind: ChangeToken['kind']; lines: string[]; at: [number, number]; block: number }

/** Takes a page of a change table apart into dates, items, timings, explanations and texts, in the order of the text. */
export function changeTokens({ lines }: TextPage, addresses: Addresses): ChangeToken[] {
  const starts = addresses.begins
  const tokens: Draft[] = []
  const push = (kind: Draft['kind'], text: string, line: Line) => {
    const last = tokens.at(-1)
    const goesOn =
      last?.kind === kind &&
      last.block === line.block &&
      (kind === 'text' ||
        kind === 'explanation' ||
        (kind === 'item' && (!starts(text) || (COMPACT.test(text) && COMPACT.test(last.lines.at(-1)!)))))
    if (goesOn) {
      last.lines.push(text)
      last.at[1] = line.number
    } else {
      tokens.push({ kind, lines: [text], at: [line.number, line.number], block: line.block })
    }
  }
  const blocks = [...Map.groupBy(lines, ({ block }) => block).values()]
  for (const block of blocks) {
    if (HEADS.test(block.map(({ key }) => key).join(''))) continue
    const whole = block.map(({ text }) => text).join('')
    let kind: Draft['kind'] = explains(block) ? 'explanation' : 'text'
    for (let index = 0; index < block.length; index++) {
      const line = block[index]!
      if (HEADS.test(line.key) && kind !== 'item') continue
      let rest = line.text
      const next = block[index + 1]
      const wrapped =
        next && !DATE.test(rest) && readDate(rest).kind !== 'day' && /^(?:令和|平成)/u.test(rest)
          ? rest + next.text
          : undefined
      if (wrapped && rest.length < 10 && DATE.test(wrapped)) {
        push('date', wrapped, line)
        index++
        continue
      }
      for (let found = true; found && rest !== ''; ) {
        found = false
        const timing = TIMING.exec(rest)
        const date = DATE.exec(rest)
        const alone = date && (date[0].length === rest.length || /^[\s　]/u.test(rest.slice(date[0].length)))
        if (timing) {
          push('timing', timing[1]!, line)
          rest = rest.slice(2).trim()
          kind = 'explanation'
          found = true
        } else if (
          date &&
          alone &&
          (index === 0 ||
            tokens.at(-1)?.kind === 'date' ||
            tokens.at(-1)?.kind === 'timing' ||
            date[0].length < rest.length)
        ) {
          push('date', date[0], line)
          rest = rest.slice(date[0].length).trim()
          found = true
        }
      }
      if (rest === '') continue
      const added = tokens.at(-1)?.kind === 'date' && ADDED.exec(rest)
      if (added) {
        push('item', added[1]!, line)
        if (added[2])
          tokens.push({ kind: 'text', lines: [added[2]], at: [line.number, line.number], block: line.block })
        continue
      }
      const split = /^(\S+)[\s　]+(\S+)[\s　]+(事前|事後)$/u.exec(rest)
      if (split && block.length <= 2) {
        for (const text of [split[1]!, split[2]!])
          tokens.push({ kind: 'text', lines: [text], at: [line.number, line.number], block: line.block })
        push('timing', split[3]!, line)
        continue
      }
      const tail = /^(.*\S)[\s　]+(事前|事後)$/u.exec(rest)
      if (tail) {
        push(kind === 'item' ? 'item' : 'text', tail[1]!, line)
        push('timing', tail[2]!, line)
        kind = 'explanation'
        continue
      }
      if (starts(rest) && !/。/u.test(rest)) kind = 'item'
      else if (kind === 'item' && tokens.at(-1)?.kind !== 'item' && tokens.at(-1)?.block !== line.block)
        kind = explains(block) ? 'explanation' : 'text'
      push(kind, rest, line)
    }
    if (whole === '') continue
  }
  return withWholeItems(tokens.flatMap(apart), addresses)
}

function explains(block: readonly Line[]): boolean {
  const text = block.map(({ key }) => key).join('')
  return (
    text.length <= MAX_EXPLANATION &&
    block.every(({ key }) => key.length <= MAX_LINE_OF_EXPLANATION) &&
    EXPLAINS.test(text) &&
    !/[。・<【■]|^\(|^[①-⑳]|記載省略|記載内容/u.test(text)
  )
}

/** `発生なし` ⏎ `発生あり`, `［○］紙` ⏎ `［　］紙`: a block whose line begins as its first did holds two cells. */
function apart(token: ChangeToken): ChangeToken[] {
  if (token.kind !== 'text' || token.lines.length > 4) return [token]
  const pair = /^(\S{2,20})[\s　]+(\S{2,20})$/u.exec(token.lines.join(''))
  if (token.lines.length === 1 && pair && isOther(matchKey(pair[1]!), matchKey(pair[2]!))) {
    return [pair[1]!, pair[2]!].map((line) => ({ ...token, lines: [line] }))
  }
  const head = (line: string) =>
    matchKey(line)
      .replace(/[○[\]]/gu, '')
      .slice(0, HEAD)
  const first = head(token.lines[0]!)
  const again = token.lines.findIndex(
    (line, index) =>
      index > 0 && first.length >= 4 && (alike(first, head(line)) || isOther(first, head(line))),
  )
  if (again < 0) return [token]
  const part = (lines: readonly string[]) => ({ ...token, lines })
  return [part(token.lines.slice(0, again)), part(token.lines.slice(again))]
}

const HEAD = 8
const alike = (a: string, b: string): boolean =>
  a === b || (b.length >= 4 && a.slice(0, 4) === b.slice(0, 4) && b.includes('('))
const OTHERS = [
  ['発生なし', '発生あり'],
  ['実施する', '実施しない'],
  ['委託する', '委託しない'],
]
const isOther = (a: string, b: string): boolean => OTHERS.some((pair) => pair.includes(a) && pair.includes(b))

/** Joins what an address is broken into: （続き） before it, the label of the item in the next block. */
function withWholeItems(tokens: readonly ChangeToken[], addresses: Addresses): ChangeToken[] {
  const whole: ChangeToken[] = []
  let prefix: ChangeToken | undefined
  for (const token of tokens) {
    const last = whole.at(-1)
    if (/^\(続き\)$/u.test(matchKey(token.lines.join('')))) {
      prefix = token
    } else if (token.kind === 'item' && prefix) {
      whole.push({ ...token, lines: [...prefix.lines, ...token.lines], at: [prefix.at[0], token.at[1]] })
      prefix = undefined
    } else if (
      (token.kind === 'text' || token.kind === 'explanation') &&
      last?.kind === 'item' &&
      addresses.names(token.lines.join(''))
    ) {
      whole[whole.length - 1] = {
        ...last,
        lines: [...last.lines, ...token.lines],
        at: [last.at[0], token.at[1]],
      }
    } else {
      whole.push(token)
    }
  }
  if (prefix) whole.push(prefix)
  return whole
}
