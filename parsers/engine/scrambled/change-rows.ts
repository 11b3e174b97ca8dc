import { matchKey } from '../../text/characters.ts'
import { cheapestAssignment } from './assignment.ts'
import type { ChangeToken } from './change-tokens.ts'

/** A row as one page shows it; columns that the page does not tell are named in `unknown`. */
export type DraftRow = {
  date?: ChangeToken
  item?: ChangeToken
  timing?: ChangeToken
  explanation?: ChangeToken
  before: ChangeToken[]
  after: ChangeToken[]
  unknown: Set<string>
}

const COST_BEFORE_ITEM = 4
const SURE_MARGIN = 1.5
const FORBIDDEN = 1e6

/** The rows of a page with their dates, items, timings and explanations; a date that is no row's is a text. */
export function changeRows(
  tokens: readonly ChangeToken[],
  ordered: boolean,
): { rows: DraftRow[]; texts: ChangeToken[] } {
  const of = (kind: ChangeToken['kind']) => tokens.filter((token) => token.kind === kind)
  const items = of('item')
  const dates = datesOfRows(tokens, items)
  const count = Math.max(items.length, dates.length)
  const rows = Array.from({ length: count }, (): DraftRow => ({ before: [], after: [], unknown: new Set() }))
  rows.forEach((row, index) => {
    if (items.length === count || !ordered) {
      if (items[index]) row.item = items[index]
    } else if (items.length > 0) row.unknown.add('項目')
    if (allEqual(dates) && dates.length > 0) row.date = dates[0]!
    else if (ordered && dates.length === count) row.date = dates[index]!
    else if (dates.length > 0) row.unknown.add('変更日')
  })
  if (ordered) inOrder(rows, of('timing'), of('explanation'), tokens)
  else {
    byNearness(rows, of('timing'), 'timing', '提出時期', tokens)
    byNearness(rows, of('explanation'), 'explanation', '説明', tokens)
  }
  const texts = tokens.filter(
    (token) => token.kind === 'text' || (token.kind === 'date' && !dates.includes(token)),
  )
  return { rows, texts }
}

const keyOf = ({ lines }: ChangeToken): string => matchKey(lines.join(''))
const allEqual = (tokens: readonly ChangeToken[]): boolean => new Set(tokens.map(keyOf)).size <= 1

/** As many dates as items: those right before an item, and those that return. */
function datesOfRows(tokens: readonly ChangeToken[], items: readonly ChangeToken[]): ChangeToken[] {
  const dates = tokens.filter(({ kind }) => kind === 'date')
  if (dates.length <= items.length || items.length === 0) return dates
  const times = new Map<string, number>()
  for (const date of dates) times.set(keyOf(date), (times.get(keyOf(date)) ?? 0) + 1)
  const weight = (date: ChangeToken) => {
    let next = tokens.indexOf(date) + 1
    while (tokens[next]?.kind === 'date') next++
    return (tokens[next]?.kind === 'item' ? 1 : 0) + (2 * times.get(keyOf(date))!) / dates.length
  }
  const chosen = [...dates].sort((a, b) => weight(b) - weight(a)).slice(0, items.length)
  return dates.filter((date) => chosen.includes(date))
}

/** Timings in the order of the rows, each with the explanation that stands right behind it. */
function inOrder(
  rows: readonly DraftRow[],
  timings: readonly ChangeToken[],
  explanations: readonly ChangeToken[],
  tokens: readonly ChangeToken[],
): void {
  const behind = new Map(
    timings.flatMap((timing) => {
      const next = tokens[tokens.indexOf(timing) + 1]
      return next?.kind === 'explanation' ? [[timing, next] as const] : []
    }),
  )
  const torn = explanations.length > behind.size
  // Timings without an explanation may come later in the text than those of the rows around them that have one.
  const lastExplained = timings.findLastIndex((timing) => behind.has(timing))
  const mixed = behind.size > 0 && lastExplained < timings.length - 1 && behind.size < timings.length
  rows.forEach((row, index) => {
    if (timings.length >= rows.length && allEqual(timings)) row.timing = timings[index]!
    else if (timings.length === rows.length && !mixed) row.timing = timings[index]!
    else if (timings.length > 0) row.unknown.add('提出時期')
    const explanation = row.timing && behind.get(row.timing)
    if (timings.length !== rows.length || torn || mixed) {
      if (explanations.length === rows.length) row.explanation = explanations[index]!
      else row.unknown.add('説明')
    } else if (explanation) row.explanation = explanation
  })
}

/** Each token to the row whose item it stands nearest behind; where another value would do nearly as well, none. */
function byNearness(
  rows: readonly DraftRow[],
  found: readonly ChangeToken[],
  column: 'timing' | 'explanation',
  name: string,
  tokens: readonly ChangeToken[],
): void {
  if (found.length === 0 || rows.length === 0) return
  if (allEqual(found) && found.length >= rows.length) {
    for (const row of rows) row[column] = found[0]!
    return
  }
  const cost = (row: DraftRow, token: ChangeToken): number => {
    if (!row.item) return COST_BEFORE_ITEM
    const [item, at] = [tokens.indexOf(row.item), tokens.indexOf(token)]
    if (at < item) return COST_BEFORE_ITEM + 0.1 * (item - at)
    const between = tokens.slice(item + 1, at)
    return (
      between.filter(({ kind }) => kind === 'item').length * 2 +
      between.filter(({ kind }) => kind === column).length +
      0.1 * between.length
    )
  }
  const blank = 12
  const solve = (not?: { row: number; key: string }) =>
    cheapestAssignment(
      rows.map((row, index) => [
        ...found.map((token) =>
          not?.row === index && not.key === keyOf(token) ? FORBIDDEN : cost(row, token),
        ),
        ...rows.map((_, other) => (other === index ? blank : FORBIDDEN)),
      ]),
    )
  const best = solve()
  rows.forEach((row, index) => {
    const own = found[best.columns[index]!]
    if (!own) {
      row.unknown.add(name)
      return
    }
    const margin = solve({ row: index, key: keyOf(own) }).cost - best.cost
    if (margin >= SURE_MARGIN) row[column] = own
    else row.unknown.add(name)
  })
}
