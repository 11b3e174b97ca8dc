import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { foldHabits } from '../fuzzy.ts'
import { type Cell, joined, numberRows, type Row } from './grid.ts'
import { MAX_LABEL_LENGTH, withNumeral } from './labels.ts'

/** A label is broken over this many lines at most. */
const MAX_BROKEN = 8
/** 令和　３年１２月３１日, characters. */
const LONGEST_DATE = 12

/** Joins labels that a line end broke: `特定個人情報ファイル⏎名` at the end of one row and the beginning of the next. */
export function joinBrokenLabels(
  rows: readonly Row[],
  wordings: ReadonlySet<string>,
  beginnings: ReadonlySet<string>,
): Row[] {
  const found: (readonly Cell[])[] = []
  for (let index = 0; index < rows.length; index++) {
    let cells = rows[index]!.cells
    const brokenOff = (row: readonly Cell[]) => {
      const last = row.at(-1)!
      if (row.length === 1 && isBrokenDate(last, rows[index + 1]?.cells[0])) return 1
      const start = foldedKey(last)
      // Its number may be another than the form's.
      const begun = [start, start.replace(/^\d{1,2}[.,、]/u, '')].find((key) => beginnings.has(key))
      return begun === undefined ? 0 : partsOf(rows, index, begun, wordings)
    }
    for (let parts = brokenOff(cells); parts > 0; parts = brokenOff(cells)) {
      for (let part = 0; part < parts; part++) {
        const [next, ...others] = rows[++index]!.cells
        cells = [...cells.slice(0, -1), joined(cells.at(-1)!, next!), ...others]
      }
    }
    const [first, ...others] = rows[index + 1]?.cells ?? []
    // A line end before the tab: 評価書番号⏎→評価書名.
    if (
      cells.length === 1 &&
      first?.text === '' &&
      [...cells, ...others].every((cell) => wordings.has(foldedKey(cell)))
    ) {
      cells = [...cells, ...others]
      index++
    }
    found.push(cells)
  }
  return numberRows(found)
}

const foldedKey = ({ key, text }: Cell): string =>
  key.length <= MAX_LABEL_LENGTH ? foldHabits(matchKey(withNumeral(text))) : key

/** How many of the next rows begin with the rest of a label that `start` begins; 0 if none. */
function partsOf(rows: readonly Row[], index: number, start: string, wordings: ReadonlySet<string>): number {
  let key = start
  for (let parts = 1; parts < MAX_BROKEN; parts++) {
    const next = rows[index + parts]
    if (!next) return 0
    key = foldHabits(key + next.cells[0]!.key)
    if (wordings.has(key) || wordings.has(key.split('[')[0]!)) return parts
    if (next.cells.length > 1) return 0
  }
  return 0
}

/** `令和4年9⏎月16日`. */
function isBrokenDate({ text }: Cell, next: Cell | undefined): boolean {
  if (
    !next ||
    text.length > LONGEST_DATE ||
    !/^(?:令和?|平成?)/u.test(text) ||
    next.text.length > LONGEST_DATE
  )
    return false
  return readDate(text).kind !== 'day' && readDate(text + next.text).kind === 'day'
}
