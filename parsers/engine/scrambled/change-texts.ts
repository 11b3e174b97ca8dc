import type { FormSpec } from '../../forms/index.ts'
import type { Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { cheapestAssignment } from './assignment.ts'
import { presentValue } from './change-items.ts'
import type { DraftRow } from './change-rows.ts'
import type { ChangeToken } from './change-tokens.ts'
import { isDateAlone, leadingNumber, widthOf } from './likeness.ts'
import { resemblance } from './resemblance.ts'

const ALONE = /^(?:\(?(?:追加|新規|新規作成|新規追加|削除|なし|記載なし)\)?|-|－|ー|―)$/u
const COST_EMPTY = 0.9
const COST_STAY = 0.25
const COST_STAY_AGAIN = 1.6
const COST_STAY_ALONE = 3
const COST_MID_SENTENCE = 1.2
/** A cell's text stands behind the item of its row. */
const COST_BEFORE_ITEM = 1.2
const COST_BEHIND_ROW = 2
/** Long texts of one row that share less than this are hardly one row's. */
const MIN_RESEMBLANCE = 0.2
const LONG = 40
const SURE_RESEMBLANCE = 0.5

/**
 * Texts of a page whose rows stand in order: 変更前 and 変更後 of one row after the other, each a run of blocks or none.
 * The text that 変更後 begins with is often the one that 変更前 began with.
 */
export function textsByOrder(
  rows: readonly DraftRow[],
  last: DraftRow | undefined,
  texts: readonly ChangeToken[],
  tokens: readonly ChangeToken[],
): ChangeToken[] {
  type Cell = { row: DraftRow; column: 'before' | 'after'; carried: boolean }
  const cells: Cell[] = [
    ...(last ? [{ row: last, carried: true }] : []),
    ...rows.map((row) => ({ row, carried: false })),
  ].flatMap(({ row, carried }) => [
    { row, column: 'before' as const, carried },
    { row, column: 'after' as const, carried },
  ])
  if (cells.length === 0 || texts.length === 0) return [...texts]
  const firstDate = tokens.find(({ kind }) => kind === 'date')
  const ends = rowEnds(rows, tokens)
  const empty = cells.map(({ carried }) => (carried ? 0 : COST_EMPTY))
  const skipped = [0]
  for (const cost of empty) skipped.push(skipped.at(-1)! + cost)
  type State = { cost: number; back: number; start: number }
  const table: State[][] = []
  texts.forEach((text, i) => {
    const before = texts[i - 1]
    const key = matchKey(text.lines[0]!)
    table.push(
      cells.map((cell, j): State => {
        const early = cell.row.item && !cell.carried && tokens.indexOf(cell.row.item) > tokens.indexOf(text)
        const over = !cell.carried && tokens.indexOf(text) > (ends.get(cell.row) ?? Infinity)
        const enter =
          enterCost(text, cell.column, cell.carried, firstDate) +
          (early ? COST_BEFORE_ITEM : 0) +
          (over ? COST_BEHIND_ROW : 0)
        if (!before) return { cost: skipped[j]! + enter, back: -1, start: 0 }
        let best: State = { cost: Infinity, back: j, start: i }
        const own = table[i - 1]![j]!
        const head = matchKey(texts[own.start]!.lines[0]!)
        const stay = own.cost + stayCost(before, text, head)
        best = { cost: stay, back: j, start: own.start }
        for (let k = 0; k < j; k++) {
          const from = table[i - 1]![k]!
          const heads = matchKey(texts[from.start]!.lines[0]!)
          const alike = k === j - 1 && cell.column === 'after' ? 0.8 * resemblance(heads, key) : 0
          const cost = from.cost + skipped[j]! - skipped[k + 1]! + enter + leaveCost(before) - alike
          if (cost < best.cost) best = { cost, back: k, start: i }
        }
        return best
      }),
    )
  })
  const final = table.at(-1)!.map((state, j) => state.cost + skipped[cells.length]! - skipped[j + 1]!)
  let j = final.indexOf(Math.min(...final))
  const owners: number[] = []
  for (let i = texts.length - 1; i >= 0; i--) {
    owners[i] = j
    j = table[i]![j]!.back
  }
  texts.forEach((text, i) => {
    const { row, column } = cells[owners[i]!]!
    row[column].push(text)
  })
  const keyOf = (cell: readonly ChangeToken[]) => matchKey(cell.flatMap(({ lines }) => lines).join(''))
  const alike = (row: DraftRow) => resemblance(keyOf(row.before), keyOf(row.after))
  const closed = ends.size >= rows.length - 1
  const odd =
    !closed &&
    rows.some(
      (row) =>
        keyOf(row.before).length >= LONG && keyOf(row.after).length >= LONG && alike(row) < MIN_RESEMBLANCE,
    )
  // Where one row's texts are hardly its own, those beside it may have slipped, too.
  if (odd || rows.some(({ before, after }) => slipped(before) || slipped(after)))
    for (const row of rows) if (alike(row) < SURE_RESEMBLANCE) row.unknown.add('変更前').add('変更後')
  // An empty cell beside a filled one: the text of the other may have gone to the row above or below.
  for (const row of rows) {
    if ((row.before.length === 0) !== (row.after.length === 0) && alike(row) < SURE_RESEMBLANCE)
      row.unknown.add('変更前').add('変更後')
  }
  return []
}

/** A cell that holds only （上段からの続き）, or a date or （削除） among other texts, shows that texts went to wrong cells. */
function slipped(cell: readonly ChangeToken[]): boolean {
  const keys = cell.map(({ lines }) => matchKey(lines.join('')))
  if (cell.length === 1) return GOES_ON.test(keys[0]!) || WENT_ON.test(keys[0]!)
  return cell.some(
    ({ kind, lines }, i) => kind === 'date' || isDateAlone(lines.join('')) || ALONE.test(keys[i]!),
  )
}

/** Where a row is over: at the next row's item, if the row's timing stands before it. */
function rowEnds(rows: readonly DraftRow[], tokens: readonly ChangeToken[]): Map<DraftRow, number> {
  const ends = new Map<DraftRow, number>()
  rows.forEach((row, index) => {
    const next = rows[index + 1]?.item
    if (!row.item || !next) return
    const [from, to] = [tokens.indexOf(row.item), tokens.indexOf(next)]
    if (tokens.slice(from, to).some(({ kind }) => kind === 'timing')) ends.set(row, to)
  })
  return ends
}

const GOES_ON = /^\(下段に続く\)$/u
const WENT_ON = /^\(上段からの続き\)$/u

function stayCost(before: ChangeToken, text: ChangeToken, head: string): number {
  const [was, is] = [matchKey(before.lines.join('')), matchKey(text.lines.join(''))]
  if (GOES_ON.test(is)) return GOES_ON.test(was) ? COST_STAY_ALONE : -0.5
  if (GOES_ON.test(was) || WENT_ON.test(is)) return COST_STAY_ALONE
  if (WENT_ON.test(was)) return -0.3
  if (ALONE.test(was) || ALONE.test(is)) return COST_STAY_ALONE
  const key = matchKey(text.lines[0]!)
  return key === head && key.length > 3 ? COST_STAY_AGAIN : COST_STAY
}

function enterCost(
  text: ChangeToken,
  column: 'before' | 'after',
  carried: boolean,
  firstDate: ChangeToken | undefined,
): number {
  const key = matchKey(text.lines.join(''))
  let total = 0
  if (carried && firstDate && text.at[0] > firstDate.at[0]) total += 0.6
  if (!carried && leadingNumber(text.lines[0]!) !== undefined && leadingNumber(text.lines[0]!) !== 1)
    total += 0.6
  if (/^\(?(?:追加|新規)/u.test(key) && key.length < 12) total += column === 'before' ? -0.5 : 0.8
  if (GOES_ON.test(key)) total += 2
  if (/^\(?削除\)?$/u.test(key)) total += column === 'after' ? -0.5 : 0.8
  return total
}

const leaveCost = (before: ChangeToken): number => {
  const last = before.lines.at(-1)!
  return !/[。)）」』】＞>:：]$/u.test(last) &&
    before.lines.length > 1 &&
    widthOf(last) >= 0.9 * Math.max(...before.lines.map(widthOf))
    ? COST_MID_SENTENCE
    : 0
}

/** Blocks that stand together, parted where one begins as an earlier one did. */
function groupsOf(texts: readonly ChangeToken[], tokens: readonly ChangeToken[]): ChangeToken[][] {
  const groups: ChangeToken[][] = []
  for (const text of texts) {
    const last = groups.at(-1)
    const adjacent = last && tokens.indexOf(text) === tokens.indexOf(last.at(-1)!) + 1
    const head = matchKey(text.lines[0]!)
    const again = last?.some(({ lines }) => resemblance(matchKey(lines[0]!), head) > 0.8)
    const section = /^[<【〈]|^\(?※/u.test(head)
    const alone = last !== undefined && ALONE.test(matchKey(last.flatMap(({ lines }) => lines).join('')))
    if (adjacent && section && !again && !alone) last.push(text)
    else groups.push([text])
  }
  return groups
}

/**
 * Texts of a page whose pieces stand in no order: by what the item says now (変更後 resembles it most), and by standing
 * behind the item: first 変更前, then 変更後.
 */
export function textsBySimilarity(
  rows: readonly DraftRow[],
  texts: readonly ChangeToken[],
  tokens: readonly ChangeToken[],
  spec: FormSpec,
  items: readonly Item[],
): ChangeToken[] {
  const groups = groupsOf(texts, tokens)
  if (rows.length === 0 || groups.length === 0) return [...texts]
  const textOf = (group: readonly ChangeToken[]) =>
    matchKey(group.map(({ lines }) => lines.join('')).join(''))
  const keys = groups.map(textOf)
  const present = rows.map(({ item }) => matchKey(item ? presentValue(item.lines.join(''), spec, items) : ''))
  const behind = groups.map((group) => {
    let index = tokens.indexOf(group[0]!) - 1
    let count = 0
    for (; index >= 0 && tokens[index]!.kind !== 'item'; index--) {
      if (groups.some((other) => other[0] === tokens[index])) count++
    }
    return { item: tokens[index], count }
  })
  const cost = (g: number, row: number, column: 'before' | 'after'): number => {
    let total =
      present[row] === '' ? 0 : -1.6 * resemblance(keys[g]!, present[row]!) * (column === 'after' ? 1 : 0.75)
    if (present[row] !== '' && keys[g] === present[row]) total += column === 'after' ? -0.6 : 0.4
    if (column === 'after' && keys[g]!.length > 20 && present[row]!.includes(keys[g]!.slice(0, 60)))
      total -= 0.7
    const { item, count } = behind[g]!
    if (item && item === rows[row]!.item)
      total += count === (column === 'before' ? 0 : 1) ? -0.6 : count === 0 ? -0.25 : -0.1
    if (/※.{0,6}(?:削除|追記)/u.test(keys[g]!)) total += column === 'after' ? -0.4 : 0.3
    return total
  }
  const cells = rows.flatMap((_, row) => [
    { row, column: 'before' as const },
    { row, column: 'after' as const },
  ])
  const size = Math.max(groups.length, cells.length)
  const { columns } = cheapestAssignment(
    Array.from({ length: size }, (_, g) =>
      Array.from({ length: size }, (__, c) =>
        g < groups.length ? (c < cells.length ? cost(g, cells[c]!.row, cells[c]!.column) : 1) : 0,
      ),
    ),
  )
  const left: ChangeToken[] = []
  groups.forEach((group, g) => {
    const cell = cells[columns[g]!]
    if (cell) rows[cell.row]![cell.column].push(...group)
    else left.push(...group)
  })
  return left
}
