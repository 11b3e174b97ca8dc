import type { SpecItem } from '../../forms/index.ts'
import { isSpanAlone } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { Foreseen } from './texts-in-order.ts'
import { keysToldBy, looksOfUnit, unlikenessOf } from './unit-looks.ts'

const COST_BLANK = 1
const COST_USUALLY_BLANK = 0.05
/** It stands on another place's line, or begins in the midst of a sentence. */
const COST_OTHERS_LINE = 4
const COST_AMID_SENTENCE = 4
/** An empty line within a value, which is common only above a heading. */
const COST_EMPTY_LINE = 1.5
const COST_EMPTY_LINE_ABOVE_HEADING = 0.3
const COST_BLANK_FORESEEN_FILLED = 2
const COST_FILLED_FORESEEN_BLANK = 1.5
const COST_LEFT_OVER = 2
const COST_NO_LABEL = 1
const COST_LONG_DATE = 3
const COST_LONG_NAME = 2
const COST_DASH_WITHIN = 3
const COST_NO_FILE = 3
/** What goes on from the page before. */
const COST_GOES_ON = 0.5
const COST_DATE_WITHIN = 0.7
/** 令和元年7月1日から20日間, whose place is a row of its own. */
const COST_SPAN_WITHIN = 4
/** A line that as a whole is the content of other items: at the head of a value, and within. */
const COST_OTHERS_CONTENT = 1
const COST_OTHERS_CONTENT_WITHIN = 1.6
/** A value begins with what may be the name in the blank place above it. */
const COST_NAME_BELOW = 2
const COST_BREAKS_OFF = 1.5
/** What has a content has a name. */
const COST_NAME_BLANK = 1
/** Other cells stand between two of its lines in the text. */
const COST_PARTED = 1
const COST_NUMBERS_AGAIN = 1
const COST_ENDS_IN_HEADING = 2
const COST_AMID_NUMBERS = 2
/** A further sentence of the same text: なお、… */
const GOES_ON = /^(?:また|なお|ただし|さらに|あわせて|その際|この場合(?:において)?)、/u
const COST_GOES_ON_TALKING = 2
/** `＜窓口における措置＞` */
const HEADING = /^[<＜【〔〈■].*[>＞】〕〉]?\s*$/u
const ONE_LINE =
  /(?:operation\.name|contracts\[\]\.name|contractor|systems\[\]\.name|head_title|all_recorded_items|recipients\[\]\.name|timing|department)$/u
/** Names that the form wants, and that stand right above what they name. */
const NAME_ABOVE = /(?:operation|systems\[\]|contracts\[\]|recipients\[\])\.name$/u
const USUALLY_BLANK =
  /other_implementing_bodies|special_|remarks|other_risk|special_procedure|omission|public_comment|third_party|serious_incident_/u

/** The owner of every group of lines: the index of a slot, or -1. */
export type Owners = readonly number[]

/** What the looks of values say for a reading (low) or against it. */
export function looksOf(
  owners: Owners,
  groups: readonly (readonly TextUnit[])[],
  slots: readonly Slot[],
  placed: PlacedPage,
  foresee: Foreseen,
  carried: Slot | undefined,
): number {
  let total = 0
  const own = slots.map((): TextUnit[][] => [])
  owners.forEach((owner, index) => {
    if (owner < 0) total += COST_LEFT_OVER
    else own[owner]!.push(groups[index] as TextUnit[])
  })
  owners.forEach((owner, index) => {
    const next = owners[index + 1]
    if (next !== undefined && owner >= 0 && next >= 0 && owner !== next)
      total += breakCost(slots[owner]!, groups[index]!.at(-1)!, groups[index + 1]![0]!)
  })
  slots.forEach((slot, index) => {
    const values = own[index]!
    const first = values[0]?.[0]
    const foreseen = foresee(slot)
    const goesOn = slot === carried && !placed.spotOf.has(slot)
    if (!first) {
      if (goesOn) return
      total +=
        foreseen === 'filled'
          ? COST_BLANK_FORESEEN_FILLED
          : foreseen === 'blank' || USUALLY_BLANK.test(slot.item.key)
            ? COST_USUALLY_BLANK
            : COST_BLANK
      return
    }
    const above = slots[index - 1]
    if (above && own[index - 1]!.length === 0 && isNamed(above, foresee) && !looksOfUnit(first).nothing) {
      total += COST_NAME_BLANK
      if (values.length > 1 && values[0]!.length === 1 && looksOfUnit(first).name) total += COST_NAME_BELOW
    }
    if (foreseen === 'blank' && !looksOfUnit(first).nothing) total += COST_FILLED_FORESEEN_BLANK
    if (goesOn) {
      total += COST_GOES_ON
      if (looksOfUnit(first).nothing || slot.item.kind === 'date' || ONE_LINE.test(slot.item.key))
        total += COST_DASH_WITHIN
    } else {
      if (!placed.spotOf.has(slot)) total += COST_NO_LABEL
      total += unlikenessOf(slot.item, first) + startCost(first)
      if (isOthers(slot.item, values[0]!)) total += COST_OTHERS_CONTENT
    }
    if (first.spot && placed.slotOf.get(first.spot) !== slot) total += COST_OTHERS_LINE
    if (slot.item.kind === 'date' && values.flat().length > 1) total += COST_LONG_DATE
    const isName = ONE_LINE.test(slot.item.key)
    const isFileName = /files\[\]\.name$|file_names$/u.test(slot.item.key)
    if (isName && HEADING.test(first.text)) total += COST_LONG_NAME
    values.forEach((group, at) => {
      const unit = group[0]!
      const before = values[at - 1]?.at(-1)
      if (!before) return
      if (isName) total += COST_LONG_NAME
      if (looksOfUnit(unit).nothing || looksOfUnit(before).nothing) total += COST_DASH_WITHIN
      else if (looksOfUnit(unit).dateAlone) total += COST_DATE_WITHIN
      if (isOthers(slot.item, group))
        total += isSpanAlone(unit.text) ? COST_SPAN_WITHIN : COST_OTHERS_CONTENT_WITHIN
      if (unit.index < before.index || unit.spot) total += COST_DASH_WITHIN
      else if (unit.index > before.index + 1) total += COST_PARTED
      if (isFileName && !/ファイル/u.test(unit.text)) total += COST_NO_FILE
      if (unit.block !== before.block)
        total += HEADING.test(unit.text) ? COST_EMPTY_LINE_ABOVE_HEADING : COST_EMPTY_LINE
      if (looksOfUnit(unit).number === 1 && numbered(values.slice(0, at)) && !HEADING.test(before.text))
        total += COST_NUMBERS_AGAIN
    })
    if (values.flat().length > 1 && HEADING.test(values.at(-1)!.at(-1)!.text)) total += COST_ENDS_IN_HEADING
  })
  return total
}

/** Of two values that follow each other in a block of lines: the first should not break off in a sentence. */
function breakCost({ item }: Slot, last: TextUnit, first: TextUnit): number {
  const isWithin = item.kind === 'longtext' && last.block === first.block && last.at === first.at - 1
  return isWithin && looksOfUnit(last).breaksOff && !looksOfUnit(first).listed ? COST_BREAKS_OFF : 0
}

/** A place for a name that the form does not leave blank. */
const isNamed = (slot: Slot, foresee: Foreseen): boolean =>
  NAME_ABOVE.test(slot.item.key) && foresee(slot) !== 'blank'

const isOthers = ({ key }: SpecItem, group: readonly TextUnit[]): boolean =>
  keysToldBy(group)?.test(key) === false

const numbered = (groups: readonly (readonly TextUnit[])[]): boolean =>
  groups.some(([first]) => looksOfUnit(first!).number !== undefined)

function startCost(unit: TextUnit): number {
  const { number } = looksOfUnit(unit)
  if (number !== undefined) return number === 1 ? 0 : COST_AMID_NUMBERS
  if (GOES_ON.test(unit.text)) return COST_GOES_ON_TALKING
  return /^[、。，．）)」』をんぁぃぅぇぉっゃゅょ]/u.test(unit.text) ? COST_AMID_SENTENCE : 0
}
