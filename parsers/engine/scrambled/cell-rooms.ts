import type { SpecItem } from '../../forms/index.ts'
import type { ReadPage } from './read-page.ts'
import { COLUMNS } from './sheet-pen.ts'
import { isPrintedBelow } from './slots.ts'
import type { Measure } from './widths.ts'

/** How long the lines of labels and of values can be, in widths of a 漢字, and how many columns of a sheet the labels have. */
export type Rooms = {
  readonly split: number
  readonly label: number
  readonly value: number
  /** All columns are of one width. */
  readonly isEven: boolean
}

/** A line that another one goes on from: its cell has room for it, but not for the next word, if its width broke it. */
type Break = { readonly least: number; readonly most: number }
type Breaks = Readonly<Record<'label' | 'value' | 'whole', readonly Break[]>>

/** No sheet's lines of values have fewer characters, or more. */
const LEAST_VALUE = 28
const MOST_VALUE = 75
const WIDE_STEP = 0.25
const NEAR = 1.5
const STEP = 0.03
/** What cells are wider than their room. */
const MARGINS = 0.19
/** Columns are of one width unless so many more breaks of labels say something else; labels have these shares of values. */
const SURELY_OTHER = 2
const NEARLY = 0.25
const LEAST_LABEL = 0.2
const MOST_LABEL = 0.55
/** What may hang over the end of a line. */
const HANGING = /[、。，．]+$/u
/** What a line begins with that may not be broken: a number, a word, a character and the comma behind it. */
const FIRST_WORD = /^(?:[A-Za-z0-9]+|.)[、。，．）)」』】〉＞>:：ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]*/u

/** The widths of cells under which most lines break where they do, for each number of columns that labels may have. */
export function roomsOf(
  pages: readonly ReadPage[],
  splits: readonly number[],
  measure: Measure,
  lead: number,
): Rooms[] {
  const breaks = breaksOf(pages, measure, lead)
  const score = (kind: keyof Breaks, room: number) =>
    breaks[kind].reduce((sum, { least, most }) => sum + (least > room ? -1 : most > room ? 1 : 0), 0)
  const steps = (from: number, to: number, step: number) =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step)
  const valueScore = (room: number) => ({ room, score: score('value', room) })
  const roughly = best(steps(LEAST_VALUE, MOST_VALUE, WIDE_STEP).map(valueScore)).room
  const values = steps(roughly - NEAR, roughly + NEAR, STEP).map(valueScore)
  const value = best(values).room
  const label = best(
    steps(LEAST_LABEL * value, MOST_LABEL * value, STEP).map((room) => ({
      room,
      score: score('label', room),
    })),
  )
  return splits.map((split) => {
    const labelOf = (room: number) => ((room + MARGINS) * split) / (COLUMNS - split) - MARGINS
    const equal = best(
      values.map(({ room, score: own }) => ({
        room,
        score: own + score('label', labelOf(room)) + score('whole', room + labelOf(room) + MARGINS),
      })),
    ).room
    const isEven = [-NEARLY, 0, NEARLY].some(
      (by) => score('label', labelOf(equal) + by) > label.score - SURELY_OTHER,
    )
    return isEven
      ? { split, value: equal, label: labelOf(equal), isEven: true }
      : { split, value, label: label.room, isEven: false }
  })
}

/** The middle of the rooms of the highest score. */
function best(rooms: readonly { room: number; score: number }[]): { room: number; score: number } {
  const most = rooms.reduce((high, { score }) => Math.max(high, score), -Infinity)
  const from = rooms.findIndex(({ score }) => score === most)
  let to = from
  while (rooms[to + 1]?.score === most) to++
  return { room: (rooms[from]!.room + rooms[to]!.room) / 2, score: most }
}

function breaksOf(pages: readonly ReadPage[], measure: Measure, lead: number): Breaks {
  const breakAt = (line: string, next: string, ahead = 0): Break => ({
    least: ahead + measure(line.replace(HANGING, '')),
    most: ahead + measure(line) + measure(FIRST_WORD.exec(next)?.[0].replace(HANGING, '') ?? ''),
  })
  const found = { label: [] as Break[], value: [] as Break[], whole: [] as Break[] }
  for (const { reads, placed } of pages) {
    for (const { slot, units } of reads)
      units.forEach((unit, index) => {
        const next = units[index + 1]
        if (next?.block === unit.block && next.at === unit.at + 1)
          found[isPrintedBelow(slot.item) ? 'whole' : 'value'].push(breakAt(unit.text, next.text))
      })
    for (const [{ item }, { from, to }] of placed.spotOf) {
      if (!isFullyWide(item)) continue
      for (let at = from; at < to; at++) {
        const [line, next] = [placed.page.lines[at]!.text, placed.page.lines[at + 1]!.text]
        found.label.push(breakAt(line, next, at === from ? lead : 0))
      }
    }
  }
  return found
}

/** Labels of numbered places begin in the first column; those of headings may go on over the columns of the values. */
const isFullyWide = ({ key, number = '', kind }: SpecItem): boolean =>
  /^[①-⑳]/u.test(number) && kind !== 'heading' && !key.includes('subcontracting')
