import { type FormSpec, oncePerSpec } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { foldHabits } from '../fuzzy.ts'

/** The forms' sheets have room for this many of a repeat, five to a sheet. */
const SLOTS = 20
const SHEETS = ['2~5', '6~10', '11~15', '16~20']

/** All ways in which a form prints its labels, as match keys with habits folded, and the beginnings of each. */
export const printedLabels = oncePerSpec((spec): { wordings: Set<string>; beginnings: Set<string> } => {
  const wordings = new Set<string>()
  for (const { number = '', label, aliases = [], kind, repeat } of spec.items) {
    if (kind === 'repeat' && repeat !== 'file') {
      for (let n = 1; n <= SLOTS; n++) wordings.add(`${repeat}${n}`)
      for (const sheet of SHEETS) wordings.add(`${repeat}${sheet}`)
    }
    for (const wording of [label, ...aliases]) {
      const key = foldHabits(matchKey(wording))
      // A risk's head is printed リスク１：…, its number a word of its own.
      const colon = /^リスク/u.test(number) ? ':' : ''
      for (const mark of ['', '※']) {
        wordings.add(matchKey(number) + colon + key + mark)
        if (kind !== 'checkbox' && key.length > 5) wordings.add(key + mark)
      }
    }
  }
  return { wordings, beginnings: beginningsOf(wordings) }
})

/** What the forms print outside of their items' places: titles, sections, the cover's labels; as match keys. */
export function frameLabels(specs: readonly FormSpec[]): { wordings: Set<string>; beginnings: Set<string> } {
  const wordings = new Set(
    specs.flatMap(({ frame, items }) => [
      matchKey(frame.title),
      ...Object.keys(frame.editions).flatMap((mark) => {
        const printed = matchKey(`${mark}${frame.form}`)
        return [printed, `[${printed}]`]
      }),
      ...items
        .filter(({ parent }) => parent === undefined || parent === '表紙')
        .map(({ number = '', label }) => foldHabits(matchKey(number + label))),
    ]),
  )
  return { wordings, beginnings: beginningsOf(wordings) }
}

/** The beginnings of wordings; some are wordings themselves (変更前, 変更前の記載). */
function beginningsOf(wordings: ReadonlySet<string>): Set<string> {
  const beginnings = new Set<string>()
  for (const wording of wordings)
    for (let end = 1; end < wording.length; end++) beginnings.add(wording.slice(0, end))
  return beginnings
}
