import { matchKey } from '../../text/characters.ts'
import { beginsMidSentence, isHeading, saysNothing } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'

/** Lines that stand together, with nothing of the form between them: one value, or several. */
export type Run = {
  readonly units: readonly TextUnit[]
  readonly text: string
  /** Two runs of equal text are one value, and so are a dash and nothing at all. */
  readonly value: string
}

/** Places that most assessments leave blank. */
export const USUALLY_BLANK =
  /other_implementing_bodies|remarks|other_risks$|special_procedure|omission|public_comment|third_party/u

/** Cuts the text at labels, brackets and options; a run that must be several values, where a heading returns. */
export function toRuns(
  { pieces, spotOf }: PlacedPage,
  units: readonly TextUnit[],
  slots: readonly Slot[],
): Run[] {
  const runs: TextUnit[][] = []
  units.forEach((unit, index) => {
    const before = units[index - 1]
    const between = before ? pieces.slice(before.index + 1, unit.index) : []
    const goesOn =
      before &&
      between.length === 0 &&
      (before.spot === unit.spot
        ? before.spot === undefined || before.at === unit.at
        : (unit.spot === undefined || isBeforeLabel(unit, pieces)) &&
          (beginsMidSentence(unit.text) || isHeading(before.text))) &&
      !saysNothing(before.text) &&
      !saysNothing(unit.text)
    if (goesOn) runs.at(-1)!.push(unit)
    else runs.push([unit])
  })
  const held = new Set(runs.flatMap(([first]) => first!.spot ?? first!.under ?? []))
  const open = slots.filter((slot) => !held.has(spotOf.get(slot)!) && !USUALLY_BLANK.test(slot.item.key))
  const free = runs.filter(([first]) => !first!.spot && !first!.under)
  return runs
    .flatMap((run) => (free.length < open.length && free.includes(run) ? parted(run) : [run]))
    .map(toRun)
}

/** `とを確かめる。 ７．備考`: what stands before a label on its line. */
const isBeforeLabel = ({ spot, index }: TextUnit, pieces: PlacedPage['pieces']): boolean =>
  spot !== undefined && pieces.findIndex((piece) => piece.kind === 'label' && piece.label === spot) > index

export function toRun(units: readonly TextUnit[]): Run {
  const text = units.map((unit) => unit.text).join('\n')
  return { units, text, value: saysNothing(text) ? '' : matchKey(text) }
}

/** Parts a run where a heading returns that it had already, or where headings begin to name functions. */
function parted(run: readonly TextUnit[]): (readonly TextUnit[])[] {
  const seen = new Set<string>()
  for (const [index, unit] of run.entries()) {
    if (index > 0 && unit.block === run[index - 1]!.block) continue
    const key = matchKey(unit.text)
    if (!/^[<【〔〈■]/u.test(key)) continue
    const function_ = /機能[】>〉〕]?$/u.test(key)
    const other = seen.size > 0 && function_ && ![...seen].some((each) => /機能[】>〉〕]?$/u.test(each))
    if (seen.has(key) || other) return [run.slice(0, index), ...parted(run.slice(index))]
    seen.add(key)
  }
  return [run]
}

/** The first line that is no heading. */
export const speaking = ({ units }: Run): string =>
  (units.find(({ text }) => !isHeading(text)) ?? units[0]!).text
