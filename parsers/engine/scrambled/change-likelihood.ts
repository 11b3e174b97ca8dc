import { matchKey } from '../../text/characters.ts'
import { COLUMNS, type Column, type Piece } from './change-pieces.ts'
import type { Place, Sheet } from './change-sheet.ts'
import { resemblance } from './resemblance.ts'

/** What speaks for and against a piece's place by its words. */
type Traits = {
  readonly key: string
  readonly startsSection: boolean
  readonly isWhole: boolean
  readonly isAlone: boolean
  readonly isUntil: boolean
  readonly isFrom: boolean
  readonly isAdded: boolean
  readonly isRemoved: boolean
  readonly begins: boolean
  /** 同上, （続き）: the row goes on with the item of the row before. */
  readonly isSame: boolean
  /** ②, (2): not the first of a list. */
  readonly isLater: boolean
}

export type Problem = {
  readonly pieces: readonly Piece[]
  readonly traits: readonly Traits[]
  readonly rows: number
  readonly sheet: Sheet
  /** Whether a row of the page before may go on here. */
  readonly isOpen: boolean
  /** Columns whose text the page before broke off within a sentence. */
  readonly cut: ReadonlySet<Column>
  readonly alike: (one: number, other: number) => number
  /** Texts that say the same. */
  readonly twins: readonly (readonly [number, number])[]
}

const SECTION = /^(?:[<【■●○◆〈]|\(?※|・|\()/u
export const ENDS = /[。)）」』】＞>:：]$/u
const ADDED = /^\(?(?:追加|新規|新規作成|新規追加)\)?$/u
const REMOVED = /^\(?削除\)?$/u
const UNTIL = /^\(?下段に続く\)?$/u
const FROM = /^\(?上段からの続き\)?$/u
const SAME = /^(?:同上|\(続き\))/u
const LATER = /^(?:[②-⑳]|[(（](?:[2-9２-９]|1\d)[)）])/u
const ALONE = /^(?:\(?(?:追加|新規|新規作成|新規追加|削除|なし|記載なし)\)?|-+)$/u

/** A text goes on where the page before broke it off, and another one does not. */
const COST_CUT = 1.5
const TWIN_LENGTH = 5
export const keyOf = (piece: Piece): string => matchKey(piece.lines.join(''))

export function problemOf(
  pieces: readonly Piece[],
  rows: number,
  sheet: Sheet,
  isOpen: boolean,
  cut: ReadonlySet<Column>,
  begins: (line: string) => boolean,
): Problem {
  const traits = pieces.map((piece): Traits => {
    const key = keyOf(piece)
    return {
      key,
      startsSection: SECTION.test(key),
      isWhole: ENDS.test(piece.lines.at(-1)!),
      isAlone: ALONE.test(key),
      isUntil: UNTIL.test(key),
      isFrom: FROM.test(key),
      isAdded: ADDED.test(key),
      isRemoved: REMOVED.test(key),
      begins: begins(piece.lines[0]!),
      isSame: piece.column === '項目' && SAME.test(key),
      isLater: LATER.test(piece.lines[0]!),
    }
  })
  const known = new Map<number, number>()
  const alike = (one: number, other: number) => {
    const at = one * pieces.length + other
    let value = known.get(at)
    if (value === undefined) {
      const a = traits[one]!.key.slice(0, 60)
      const b = traits[other]!.key.slice(0, 60)
      value = Math.min(a.length, b.length) < 8 ? 0 : resemblance(a, b)
      known.set(at, value)
    }
    return value
  }
  const twins = traits.flatMap(({ key }, one) =>
    key.length < TWIN_LENGTH || pieces[one]!.column !== 'text'
      ? []
      : traits.flatMap((trait, other) =>
          other > one && trait.key === key && pieces[other]!.column === 'text' ? [[one, other] as const] : [],
        ),
  )
  return { pieces, traits, rows, sheet, isOpen, cut, alike, twins }
}

/** What speaks against a piece below another in the same cell. */
export function below(above: Traits, own: Traits): number {
  return (
    (own.startsSection ? 0.4 : 2) +
    (above.isWhole ? 0 : 1.5) +
    (own.isAlone || above.isAlone ? 3 : 0) +
    (above.isUntil || (own.isFrom && !above.isUntil) ? 4 : 0)
  )
}

/** What speaks for two texts as 変更前 and 変更後 of one row. */
export const likeness = (alike: number): number => (alike > 0.4 ? -1.5 * alike : 0)

/** What speaks against places by what the pieces say. */
export function unlikelihood(
  { pieces, traits, rows, isOpen, cut, alike, twins }: Problem,
  places: readonly Place[],
): number {
  let cost = 0
  const columns = COLUMNS.length
  const last: number[] = Array(columns).fill(-1)
  const lastRow: number[] = Array(columns).fill(-1)
  const count: number[] = Array((rows + 1) * columns).fill(0)
  const head: number[] = Array((rows + 1) * columns).fill(-1)
  const tail: number[] = Array((rows + 1) * columns).fill(-1)
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!
    if (piece.isHead) continue
    const { column, row } = places[index]!
    const c = COLUMNS.indexOf(column)
    const own = traits[index]!
    if (row < lastRow[c]!) cost += piece.column === 'text' ? 3 : 1.5
    const cell = row * columns + c
    const isFirst = count[cell]! === 0
    count[cell]!++
    tail[cell] = index
    if (isFirst) head[cell] = index
    if (column === '変更前' || column === '変更後') {
      if (row === 0 && !isOpen) cost += 10
      if (!isFirst) cost += below(traits[last[c]!]!, own)
      else {
        if (own.isUntil && row > 0) cost += 0.5
        if (own.isFrom && row === 0) cost += 4
        if (own.isLater && row > 0 && !traits[head[row * columns + 1]!]?.isSame) cost += 1
      }
      if (column === '変更前' && own.isRemoved) cost += 6
      if (column === '変更後' && own.isAdded) cost += 6
    } else if (piece.column === 'text') cost += row === 0 && isOpen ? 1 : 20
    else if (row === 0) cost += column === '項目' ? (own.begins ? 4 : isOpen ? 0 : 6) : 2
    else if (!isFirst && (column !== '項目' || own.begins)) cost += 4
    last[c] = index
    lastRow[c] = row
  }
  for (let row = 1; row <= rows; row++) {
    const at = row * columns
    const same = traits[head[at + 1]!]?.isSame ?? false
    if (count[at + 1] === 0) cost += 3
    if (count[at + 4] === 0) cost += 2
    if (count[at + 5] === 0) cost += 1
    if (count[at + 2] === 0) cost += same ? 0.3 : 1
    if (count[at + 3] === 0) cost += same ? 0.3 : 1
    if (count[at + 2] === 0 && count[at + 3] === 0) cost += 3
  }
  for (let row = 0; row <= rows; row++) {
    for (const c of [2, 3]) {
      const until = traits[tail[row * columns + c]!]?.isUntil ?? false
      const from = row < rows && (traits[head[(row + 1) * columns + c]!]?.isFrom ?? false)
      if (until !== from && (row < rows || !until)) cost += 3
      if (from && !traits[head[(row + 1) * columns + 1]!]?.isSame) cost += 2
    }
    const before = head[row * columns + 2]!
    const after = head[row * columns + 3]!
    if (before >= 0 && after >= 0) cost += likeness(alike(before, after))
  }
  if (cut.size > 0)
    for (const [column, c] of [
      ['変更前', 2],
      ['変更後', 3],
    ] as const)
      if (cut.has(column) !== head[c]! >= 0) cost += COST_CUT
  for (const [one, other] of twins) {
    const a = places[one]!
    const b = places[other]!
    if (a.row === b.row) cost += a.column === b.column ? 3 : -1
  }
  return cost
}
