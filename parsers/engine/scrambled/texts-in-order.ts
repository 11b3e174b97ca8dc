import type { PlacedPage } from './placed-page.ts'
import { isPrintedBelow, type Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import { looksOfUnit, unlikenessOf } from './unit-looks.ts'

/** What choices and boxes say of a slot: that the form leaves it blank, or wants it filled. */
export type Foreseen = (slot: Slot) => 'blank' | 'filled' | undefined

/** The lines of a slot's value; `margin` is what the best other reading of them costs more. */
export type TextRead = { readonly slot: Slot; readonly units: readonly TextUnit[]; readonly margin: number }

const COST_BLANK = 1.5
const COST_USUALLY_BLANK = 0.7
const COST_FILLED = 3
const COST_FORESEEN = 0.05
const COST_AGAINST = 1.5
const COST_BEFORE_LABEL = 0.3
const COST_PER_LABEL_BEHIND = 0.05
const COST_OTHER_LABELS_BLOCK = 1
const COST_OTHER_LABELS_LINE = 6
const COST_NO_LABEL = 1
/** Where the form prints a place below its label, its value stands right behind it. */
const GAIN_BELOW = -0.7
const COST_NOT_BELOW = 2.5
/** What goes on from the page before stands at the top of the page. */
const COST_BEHIND_OTHERS = 1.5

/** What the reasoning leans on: how the order of labels and values, and the blocks of lines, are weighed. */
export type Leaning = {
  /** Of a value before its label: each label between them. */
  readonly perLabelAhead: number
  /** Two values in one block of lines. */
  readonly withinBlock: number
  /** Two blocks of lines in one value. */
  readonly otherBlock: number
}
/** Where no block holds two labels, none holds two values. */
const USUAL_LEANING: Leaning = { perLabelAhead: 1, withinBlock: 6, otherBlock: 0.25 }

/** Items whose value is a name or a word: seldom more than a line. */
export const ONE_LINE =
  /(?:operation\.name|contracts\[\]\.name|contractor|systems\[\]\.name|head_title|all_recorded_items|recipients\[\]\.name|timing|department)$/u
const USUALLY_BLANK =
  /other_implementing_bodies|special_|remarks|other_risk|special_procedure|omission|public_comment|third_party|serious_incident_/u

/**
 * Tells the value of every text slot on a page whose labels stand in the order of the form: lines go to slots in that
 * order, each slot taking a run of lines or none (Viterbi). A line may stand behind later labels, where labels are
 * stacked, or before its own, where the label is centred beside it.
 */
export function textsInOrder(
  { spotOf, slotOf, pieces, tight }: PlacedPage,
  slots: readonly Slot[],
  units: readonly TextUnit[],
  foresee: Foreseen,
  carried: Slot | undefined,
  { perLabelAhead, withinBlock, otherBlock }: Leaning = USUAL_LEANING,
): TextRead[] {
  if (slots.length === 0 || units.length === 0)
    return slots.map((slot) => ({ slot, units: [], margin: Infinity }))
  const labelIndex = new Map(
    pieces.flatMap((piece, index) => (piece.kind === 'label' ? [[piece.label, index] as const] : [])),
  )
  const position = slots.map((slot) => (spotOf.has(slot) ? labelIndex.get(spotOf.get(slot)!)! : undefined))
  const foreseen = slots.map((slot) => foresee(slot))
  const firstLabel = Math.min(...position.map((at) => at ?? Infinity))
  const goesOn = (slot: Slot) => slot === carried && !spotOf.has(slot)
  const skip = slots.map((slot, j) =>
    goesOn(slot)
      ? 0
      : foreseen[j] === 'blank'
        ? COST_FORESEEN
        : foreseen[j] === 'filled'
          ? COST_FILLED
          : USUALLY_BLANK.test(slot.item.key)
            ? COST_USUALLY_BLANK
            : COST_BLANK,
  )
  const skipped = [0]
  for (const cost of skip) skipped.push(skipped.at(-1)! + cost)

  const labelsAt = pieces.map(() => 0)
  for (const at of position) if (at !== undefined) labelsAt[at]!++
  const labelsAbove = [0]
  for (const count of labelsAt) labelsAbove.push(labelsAbove.at(-1)! + count)

  const place = units.map((unit) => slots.map((slot) => placeCost(unit, slot)))
  const enter = units.map((unit) =>
    slots.map((slot, j) => unlikenessOf(slot.item, unit) + startCost(unit) + enterCost(unit, j)),
  )

  /** Of every line: the label on its own line or right above it is seldom another's. */
  function placeCost(unit: TextUnit, slot: Slot): number {
    if (unit.spot) return slotOf.get(unit.spot) === slot ? -1 : COST_OTHER_LABELS_LINE
    if (!unit.under) return 0
    if (unit.under === spotOf.get(slot)) return -1
    return slots.includes(slotOf.get(unit.under)!) ? COST_OTHER_LABELS_BLOCK : 0
  }
  /** Of a value's first line: where it stands to its label and to other labels. */
  function enterCost(unit: TextUnit, j: number): number {
    const total = foreseen[j] === 'blank' && !looksOfUnit(unit).nothing ? COST_AGAINST : 0
    const own = position[j]
    if (own !== undefined && isPrintedBelow(slots[j]!.item))
      return total + (isRightBehind(unit, own) ? GAIN_BELOW : COST_NOT_BELOW)
    if (goesOn(slots[j]!)) return total + (unit.index > firstLabel ? COST_BEHIND_OTHERS : 0)
    if (own === undefined) return total + COST_NO_LABEL + COST_PER_LABEL_BEHIND * countLabels(-1, unit.index)
    if (own > unit.index) return total + COST_BEFORE_LABEL + perLabelAhead * countLabels(unit.index, own)
    return total + COST_PER_LABEL_BEHIND * countLabels(own, unit.index)
  }
  /** No label and no other text stands between; the options of the choice above may. */
  function isRightBehind(unit: TextUnit, label: number): boolean {
    return (
      unit.index > label &&
      pieces.slice(label + 1, unit.index).every(({ kind }) => kind !== 'label' && kind !== 'text')
    )
  }
  function countLabels(from: number, to: number): number {
    return Math.max(0, labelsAbove[to]! - labelsAbove[from + 1]!)
  }

  const rows = units.length
  const width = slots.length
  const ahead: number[][] = Array.from({ length: rows }, () => new Array<number>(width).fill(Infinity))
  const back: number[][] = Array.from({ length: rows }, () => new Array<number>(width).fill(-1))
  const after: number[][] = Array.from({ length: rows }, () => new Array<number>(width).fill(Infinity))
  // A line is of a list item if it begins one or goes on from a line of one.
  const listed = new Set<TextUnit>()
  units.forEach((unit, i) => {
    const before = units[i - 1]
    const wrapped =
      before &&
      listed.has(before) &&
      before.block === unit.block &&
      (looksOfUnit(before).width >= 66 || /^[、。）)]/u.test(unit.text))
    if (looksOfUnit(unit).listed || wrapped) listed.add(unit)
  })
  const moves = units.slice(1).map((unit, i) => {
    const before = units[i]!
    const leave = leaveCost(before, unit)
    return {
      stay: slots.map((_, j) => stayCost(before, unit, position[j])),
      leave: slots.map((slot) => Math.max(0, leave + leaveKind(slot, before, unit))),
    }
  })
  function stayCost(before: TextUnit, unit: TextUnit, own: number | undefined): number {
    if (looksOfUnit(before).nothing || looksOfUnit(unit).nothing) return 4
    let total = before.block === unit.block ? 0 : otherBlock
    const isOwnBetween = own !== undefined && own > before.index && own < unit.index
    const between = countLabels(before.index, unit.index) - (isOwnBetween ? labelsAt[own]! : 0)
    total += 0.8 * Math.min(between, 3)
    if (unit.formBetween) total += 0.8
    if (looksOfUnit(unit).dateAlone) total += 1.2
    // A short line that ends no sentence, and no list: the next one is often another cell's.
    const short =
      looksOfUnit(before).width < 66 && !/[。：:]$/u.test(before.text) && !looksOfUnit(before).heading
    if (short && !listed.has(before) && !looksOfUnit(unit).listed) total += 0.3
    if (looksOfUnit(unit).number === 1 && !looksOfUnit(before).heading) total += 0.6
    return total
  }
  function leaveCost(before: TextUnit, unit: TextUnit): number {
    if (
      !tight &&
      before.block === unit.block &&
      unit.index === before.index + 1 &&
      !unit.spot &&
      !before.spot
    )
      return withinBlock
    if (looksOfUnit(before).heading && before.block === unit.block) return 2
    const midSentence = !/[。)）」』】＞>:：]$/u.test(before.text) && looksOfUnit(before).width >= 66
    if (before.block !== unit.block || unit.index !== before.index + 1) return midSentence ? 0.9 : 0
    if (
      looksOfUnit(before).nothing ||
      looksOfUnit(unit).nothing ||
      looksOfUnit(unit).dateAlone ||
      looksOfUnit(before).dateAlone
    )
      return 0
    if (midSentence) return 2
    if (looksOfUnit(unit).number === 1 || looksOfUnit(unit).heading) return 0.5
    const [was, is] = [listed.has(before), looksOfUnit(unit).listed]
    // A new line of plain text behind a whole sentence is more often another cell than one of a list.
    return !was && !is ? 0.4 : is && !was ? 0.6 : /。$/u.test(before.text) ? 1.2 : 0.7
  }
  /** A name is left behind for less than a text. */
  function leaveKind({ item }: Slot, before: TextUnit, after: TextUnit): number {
    if (item.kind === 'longtext' || listed.has(before)) return 0
    if (ONE_LINE.test(item.key)) return -0.5
    if (!/contact$/u.test(item.key)) return -0.2
    return after.block === before.block && !/。$/u.test(after.text) ? 1.5 : 0
  }
  const stayKind = slots.map(({ item }) =>
    item.kind === 'date' ? 3 : item.kind === 'longtext' ? 0 : ONE_LINE.test(item.key) ? 0.7 : 0.12,
  )

  for (let j = 0; j < width; j++) ahead[0]![j] = skipped[j]! + place[0]![j]! + enter[0]![j]!
  for (let i = 1; i < rows; i++) {
    const { stay, leave } = moves[i - 1]!
    for (let j = 0; j < width; j++) {
      let least = ahead[i - 1]![j]! + stay[j]! + stayKind[j]!
      let from = j
      for (let k = 0; k < j; k++) {
        const cost = ahead[i - 1]![k]! + leave[k]! + skipped[j]! - skipped[k + 1]! + enter[i]![j]!
        if (cost < least) [least, from] = [cost, k]
      }
      ahead[i]![j] = least + place[i]![j]!
      back[i]![j] = from
    }
  }
  for (let j = 0; j < width; j++) after[rows - 1]![j] = skipped[width]! - skipped[j + 1]!
  for (let i = rows - 2; i >= 0; i--) {
    const { stay, leave } = moves[i]!
    for (let j = 0; j < width; j++) {
      let least = after[i + 1]![j]! + stay[j]! + stayKind[j]! + place[i + 1]![j]!
      for (let k = j + 1; k < width; k++) {
        const cost =
          after[i + 1]![k]! +
          leave[j]! +
          skipped[k]! -
          skipped[j + 1]! +
          enter[i + 1]![k]! +
          place[i + 1]![k]!
        if (cost < least) least = cost
      }
      after[i]![j] = least
    }
  }
  let j = 0
  for (let k = 1; k < width; k++)
    if (ahead[rows - 1]![k]! + after[rows - 1]![k]! < ahead[rows - 1]![j]! + after[rows - 1]![j]!) j = k
  const owners = new Array<number>(rows)
  for (let i = rows - 1; i >= 0; i--) {
    owners[i] = j
    j = back[i]![j]!
  }
  const margins = slots.map(() => Infinity)
  owners.forEach((owner, i) => {
    const best = ahead[i]![owner]! + after[i]![owner]!
    slots.forEach((_, k) => {
      if (k === owner) return
      const more = ahead[i]![k]! + after[i]![k]! - best
      margins[owner] = Math.min(margins[owner]!, more)
      margins[k] = Math.min(margins[k]!, more)
    })
  })
  return slots.map((slot, index) => ({
    slot,
    units: units.filter((_, i) => owners[i] === index),
    margin: margins[index]!,
  }))
}

/** A value does not begin with (2), nor in the midst of a sentence. */
function startCost(unit: TextUnit): number {
  const { number } = looksOfUnit(unit)
  if (number !== undefined) return number === 1 ? -0.1 : 2
  return /^[、。，．）)」』をんぁぃぅぇぉっゃゅょ]/u.test(unit.text) ? 5 : 0
}
