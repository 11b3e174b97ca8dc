import type { FormSpec } from '../../forms/index.ts'
import type { Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { presentValue } from './change-items.ts'
import type { CellRow } from './change-pages.ts'
import type { Column } from './change-pieces.ts'
import type { ChangeToken } from './change-tokens.ts'
import { resemblance } from './resemblance.ts'

/** Cells of one row that stand one after the other, from left to right. */
type Chunk = {
  at: number
  item?: ChangeToken
  texts: ChangeToken[]
  timing?: ChangeToken
  explanation?: ChangeToken
}

const ORDER = { date: -1, item: 0, text: 1, timing: 2, explanation: 3 }
const SURE_LIKENESS = 0.55
const HEAD = 24
/** A text that the item still says, or most of it. */
const PRESENT = 0.8

const keyOf = ({ lines }: ChangeToken): string => matchKey(lines.join(''))
const allEqual = (tokens: readonly ChangeToken[]): boolean => new Set(tokens.map(keyOf)).size <= 1

/**
 * Rows of a page whose cells stand in the order in which they were drawn: those of a row one after the other, but a row
 * may be cut, and its last cells then stand elsewhere on the page.
 */
export function streamRows(given: readonly ChangeToken[], spec: FormSpec, items: readonly Item[]): CellRow[] {
  const tokens = given.map(
    (token): ChangeToken => (isValue(token, given) ? { ...token, kind: 'text' } : token),
  )
  const chunks = chunksOf(tokens)
  const rows = chunks.filter((chunk): chunk is Chunk & { item: ChangeToken } => chunk.item !== undefined)
  const orphans = chunks.filter(({ item }) => item === undefined)
  const torn = new Set<Chunk>()
  const late = new Map<Chunk, ChangeToken[]>()
  joinExplanations(rows, orphans)
  const spare = joinEnds(rows, orphans, late, torn)
  const lacking = rows.filter(({ explanation }) => !explanation)
  const lone = [
    ...spare,
    ...orphans.flatMap(({ texts, explanation }) => (texts.length === 0 && explanation ? [explanation] : [])),
  ]
  if (lone.length === lacking.length && allEqual(lone))
    lacking.forEach((row, index) => {
      row.explanation = lone[index]!
    })
  const left = orphans.filter((chunk) => chunk.texts.length > 0)
  const dates = tokens.filter(({ kind }) => kind === 'date')
  const timings = tokens.filter(({ kind }) => kind === 'timing')
  const explanations = tokens.filter(({ kind }) => kind === 'explanation')
  const isWhole = left.length === 0 && torn.size === 0
  return rows.map((row, index): CellRow => {
    const value = matchKey(presentValue(row.item.lines.join(''), spec, items))
    const date =
      dates.length >= rows.length && allEqual(dates)
        ? dates[index]
        : dates.length === rows.length && isWhole
          ? dates[index]
          : besideItem(row.item, tokens)
    const timing = row.timing ?? (timings.length >= rows.length && allEqual(timings) ? timings[0] : undefined)
    const explanation =
      row.explanation ??
      (explanations.length >= rows.length && allEqual(explanations) ? explanations[0] : undefined)
    const cells =
      torn.has(row) || (left.length > 0 && rows.length > 1 && row.timing === undefined)
        ? undefined
        : cellsOf(
            row,
            late.get(row),
            rows.length === 1 ? left.filter(({ timing }) => !timing).flatMap(({ texts }) => texts) : [],
            value,
          )
    const known: readonly (readonly [Column, readonly ChangeToken[] | undefined])[] = [
      ['変更日', date && [date]],
      ['項目', [row.item]],
      ['変更前', cells?.before],
      ['変更後', cells?.after],
      ['提出時期', timing && [timing]],
      ['説明', explanation && [explanation]],
    ]
    return {
      cells: new Map(known.flatMap(([column, parts]) => (parts ? [[column, [...parts]] as const] : []))),
      unsure: new Set(known.flatMap(([column, parts]) => (parts ? [] : [column]))),
      isInOrder: false,
    }
  })
}

/** 令和7年4月1日 新規作成: the date that stands on the line of an item. */
const besideItem = (item: ChangeToken, tokens: readonly ChangeToken[]): ChangeToken | undefined => {
  const before = tokens[tokens.indexOf(item) - 1]
  return before?.kind === 'date' && before.at[0] === item.at[0] ? before : undefined
}

/** 令和6年4月1日 令和6年11月11日 事後: days that stand in one line with a timing are what the item said and says. */
const isValue = (token: ChangeToken, tokens: readonly ChangeToken[]): boolean => {
  if (token.kind !== 'date') return false
  const own = tokens.filter(({ block }) => block === token.block)
  const timing = own.findIndex(({ kind }) => kind === 'timing')
  return timing > own.indexOf(token)
}

function chunksOf(tokens: readonly ChangeToken[]): Chunk[] {
  const chunks: Chunk[] = []
  let last = Infinity
  const cells = tokens.filter(({ kind }) => kind !== 'date')
  cells.forEach((token, at) => {
    if (token.kind === 'date') return
    const order = ORDER[token.kind]
    const skips = token.kind === 'explanation' && last !== ORDER.timing
    if (order < last || skips || (order === last && token.kind !== 'text')) chunks.push({ at, texts: [] })
    const chunk = chunks.at(-1)!
    if (token.kind === 'text') chunk.texts.push(token)
    else chunk[token.kind as 'item' | 'timing' | 'explanation'] = token
    last = order
  })
  return chunks
}

/** An explanation that stands alone is of the row that begins right behind it, or of the only one that lacks one. */
function joinExplanations(rows: Chunk[], orphans: Chunk[]): void {
  const lone = orphans.filter(
    ({ texts, timing, explanation }) => texts.length === 0 && !timing && explanation,
  )
  const lacking = () => rows.filter(({ explanation }) => !explanation)
  const take = (row: Chunk, chunk: Chunk) => {
    row.explanation = chunk.explanation!
    orphans.splice(orphans.indexOf(chunk), 1)
    lone.splice(lone.indexOf(chunk), 1)
  }
  if (lone.length > lacking().length) return
  for (const chunk of [...lone]) {
    const row = lacking().find(({ at }) => at === chunk.at + 1)
    if (row) take(row, chunk)
  }
  const ended = orphans.filter(({ timing, explanation }) => timing && explanation).length
  if (lone.length === 1 && lacking().length - ended === 1 && ended === 0) take(lacking()[0]!, lone[0]!)
}

/** What stands apart and ends with a timing is the end of a row that has none: the only one, or the one it resembles. */
function joinEnds(
  rows: Chunk[],
  orphans: Chunk[],
  late: Map<Chunk, ChangeToken[]>,
  torn: Set<Chunk>,
): ChangeToken[] {
  const spare: ChangeToken[] = []
  const ends = orphans.filter(({ timing }) => timing)
  const open = rows.filter(({ timing }) => !timing)
  const pairs = open
    .flatMap((row) => ends.map((end) => ({ row, end, alike: likeness(row.texts, end.texts) })))
    .sort((a, b) => b.alike - a.alike)
  const join = (row: Chunk, end: Chunk) => {
    row.timing = end.timing!
    if (end.explanation && row.explanation) spare.push(end.explanation)
    else if (end.explanation) row.explanation = end.explanation
    if (end.texts.length > 0) late.set(row, end.texts)
    orphans.splice(orphans.indexOf(end), 1)
    ends.splice(ends.indexOf(end), 1)
    open.splice(open.indexOf(row), 1)
  }
  for (const { row, end, alike } of pairs) {
    const others = pairs.filter(
      (pair) =>
        (pair.row === row) !== (pair.end === end) && open.includes(pair.row) && ends.includes(pair.end),
    )
    if (
      open.includes(row) &&
      ends.includes(end) &&
      alike > SURE_LIKENESS &&
      others.every((pair) => pair.alike < alike - 0.2)
    )
      join(row, end)
  }
  if (open.length === 1 && ends.length === 1) join(open[0]!, ends[0]!)
  for (const row of open) if (ends.some(({ texts }) => texts.length > 0)) torn.add(row)
  return spare
}

const likeness = (one: readonly ChangeToken[], other: readonly ChangeToken[]): number =>
  one.length === 0 || other.length === 0 ? 0 : resemblance(one.map(keyOf).join(''), other.map(keyOf).join(''))

/** The texts of a row parted into what the item said before and after; nothing where it could be otherwise. */
function cellsOf(
  { texts: own, timing }: Chunk,
  late: readonly ChangeToken[] | undefined,
  astray: readonly ChangeToken[],
  value: string,
): { before: readonly ChangeToken[]; after: readonly ChangeToken[] } | undefined {
  if (late && own.length > 0) return astray.length === 0 ? { before: own, after: late } : undefined
  const texts = sideBySide(late ?? own, timing)
  const isSaid = (tokens: readonly ChangeToken[]) => {
    const key = tokens.map(keyOf).join('')
    return value.length >= key.length && (value.includes(key) || resemblance(key, value) > PRESENT)
  }
  if (texts.length === 0) return undefined
  if (texts.length === 1)
    return astray.length === 0 && isSaid(texts) ? { before: [], after: texts } : undefined
  const cut = cutOf(texts)
  if (cut === undefined) return undefined
  const before = texts.slice(0, cut)
  const after = texts.slice(cut)
  if (astray.length === 0) return { before, after }
  return astray.every(
    (token) => value.includes(keyOf(token)) && !texts.some((text) => keyOf(text) === keyOf(token)),
  )
    ? { before, after: [...after, ...astray] }
    : undefined
}

/** Two cells of one line each stand in one line, before the timing. */
function sideBySide(texts: readonly ChangeToken[], timing: ChangeToken | undefined): readonly ChangeToken[] {
  const [only] = texts
  if (texts.length !== 1 || only!.lines.length > 1 || only!.block !== timing?.block) return texts
  const parts = only!.lines[0]!.split(/ +/u)
  return parts.length === 2 ? parts.map((part) => ({ ...only!, lines: [part] })) : texts
}

/** Where 変更後 begins: with a block that begins as 変更前 did, or with the second of two that are no two sections. */
function cutOf(texts: readonly ChangeToken[]): number | undefined {
  const heads = texts.map((text) => matchKey(text.lines.slice(0, 2).join('')).slice(0, HEAD))
  const cuts = heads.flatMap((_, cut) => {
    if (cut === 0) return []
    const alike = resemblance(heads[0]!, heads[cut]!)
    let same = 0
    for (let at = 1; at < cut && cut + at < heads.length; at++)
      if (resemblance(heads[at]!, heads[cut + at]!) > SURE_LIKENESS) same++
    return alike > SURE_LIKENESS ? [{ cut, score: alike + same + (alike === 1 ? 0.5 : 0) }] : []
  })
  // 再委託していない ⏎ 具体的な方法：－ ⏎ 十分に行っている ⏎ 具体的な方法：…: the labels of the fields come again.
  const half = texts.length / 2
  const labels = texts.map((text) => /^[^:。]{2,20}:/u.exec(matchKey(text.lines[0]!))?.[0])
  const again = labels
    .slice(0, half)
    .filter((label, at) => label !== undefined && label === labels[half + at])
  if (
    cuts.length === 0 &&
    Number.isInteger(half) &&
    half > 1 &&
    again.length === half - 1 &&
    labels.filter((label) => label !== undefined).length === 2 * again.length
  )
    return half
  cuts.sort((a, b) => b.score - a.score)
  if (cuts[0] && (!cuts[1] || cuts[0].score > cuts[1].score + 0.3)) return cuts[0].cut
  if (cuts.length > 0 || texts.length > 2) return undefined
  return /^[<【■●◆〈]/u.test(heads[0]!) && /^[<【■●◆〈]/u.test(heads[1]!) ? undefined : 1
}
