import { standsByItself } from './dropped-lines.ts'
import { beginsMidSentence, leadingNumber, saysNothing, widthOf } from './likeness.ts'
import type { TextPart } from './slot-readings.ts'
import type { Slot } from './slots.ts'

/** A value that begins or ends within a block of lines must be this much cheaper than any other reading. */
const SURE_CUT = 0.8
/** So must one of several blocks: the first or last of them may be another's. */
const SURE_BLOCKS = 0.45
/** `＜窓口における措置＞`, `（中間サーバーにおける追加措置）` */
const HEADING = /^(?:[<＜【〔〈].{1,48}[>＞】〕〉]|[(（].{1,48}(?:措置|取扱い|運用)[)）])\s*$/u
/** Items whose value is a name. */
const NAMES = /(?:operation|systems\[\]|contracts\[\]|recipients\[\]|files\[\])\.name$|head_title$|timing$/u
const MAX_NAME_LINES = 3
/** ①部署 stands above ②所属長の役職名: `市民課` ⏎ `課長` are two values. */
const DEPARTMENT = /department\.name$/u
const HEAD_TITLE = /^[^、。\s]{0,8}長$/u
/** A first line narrower than this share of the widest is not broken by its cell's width. */
const NAME_SHARE = 0.75
/**
 * Where cells stand apart, a value that follows its label, and one that does not. Chains of values behind chains of
 * labels move on by one where one is blank, so that nearly as good readings are many.
 */
const SURE_BEHIND = 1
const SURE_AWAY = 1.75

const LONG_NAME = 'it is longer than a name; the text of another place may be in it'
const WITH_DASH = 'a dash stands with it, which may be of another place'
/** What is in such a value too much is of the value behind it, or all of that is. */
export const TAKES_FROM_NEXT: ReadonlySet<string> = new Set([LONG_NAME, WITH_DASH])

const LACKS_LINES =
  'empty lines were dropped from the text; what ends this text, and which label it is of, does not show without them'

/**
 * Why a text is not asserted though its lines fit its slot: what else they may be, or what may be missing of them.
 * `margin` is what the best other reading of the page costs more.
 */
export function doubtOf(
  slot: Slot,
  parts: readonly TextPart[],
  margin: number,
  isPrinted: boolean,
  isFragment: (line: string) => boolean,
): string | undefined {
  const units = parts.flatMap((part) => part.units)
  const last = units.at(-1)
  if (!last) return undefined
  if (units.some(({ text }) => isFragment(text))) return 'a line of it looks like a part of a torn label'
  const isNamed = NAMES.test(slot.item.key) && !(/timing$/u.test(slot.item.key) && isWholeBehind(parts, slot))
  if (DEPARTMENT.test(slot.item.key) && units.length > 1 && HEAD_TITLE.test(last.text))
    return 'its last line is a title, which is of the place below'
  if (isNamed && (units.length > MAX_NAME_LINES || hasSentences(units))) return LONG_NAME
  if (parts.some(({ isTorn }) => isTorn)) return 'lines at the top of a page may go on from the page before'
  if (!isPrinted && margin < SURE_CUT && parts.some((part) => isCut(part, slot)))
    return 'it begins or ends within a block of lines, and the page does not tell where'
  if (
    !isPrinted &&
    margin < SURE_BLOCKS &&
    parts.some((part) => new Set(part.units.map(({ block }) => block)).size > 1)
  )
    return 'the page does not tell with which block of lines it begins and ends'
  if (units.length > 1 && units.some(({ text }) => saysNothing(text))) return WITH_DASH
  if (isPrinted) return undefined
  const [{ page }] = parts as [TextPart]
  if (page.inRows) return undefined
  if (!page.ordered && parts.some(({ units: [first] }) => first && beginsMidSentence(first.text)))
    return 'it begins in the midst of a sentence'
  if (!page.ordered && units.every(({ text }) => HEADING.test(text)))
    return 'it is a heading; what the heading is of stands elsewhere'
  const isUncut = page.lacksLines && slot.item.kind === 'longtext'
  if ((page.tight && !isUncut) || !page.ordered) return undefined
  if (parts.some((part) => isScattered(part))) return 'text of other places stands between its lines'
  if (HEADING.test(last.text)) return 'it ends in a heading; what the heading is of stands elsewhere'
  if (units.some(({ text }) => text.includes('。')) && !/[。)）」』】〕〉＞>：:]\s*$/u.test(last.text))
    return 'it ends in the midst of a sentence'
  if (parts.some(beginsWithName)) return 'its first line may be the name in the place above'
  if (numbersAgain(units)) return 'its numbers begin again: the list of another place may be in it'
  if (isUncut && !standsByItself(slot, parts, margin)) return LACKS_LINES
  if (
    margin <
    (parts.some((part) => isBehindLabel(part, slot)) && !parts.some(isBeforeText) ? SURE_BEHIND : SURE_AWAY)
  )
    return 'it stands among the texts of other labels, and the page does not tell whose it is'
  return undefined
}

/** A short first line that ends no sentence and heads no list stands above its text in one block: `団体内統合宛名システム` ⏎ `・…`. */
function beginsWithName({ units }: TextPart): boolean {
  const [first, second] = units
  return (
    first !== undefined &&
    second?.block === first.block &&
    widthOf(first.text) < NAME_SHARE * Math.max(...units.map(({ text }) => widthOf(text))) &&
    !/[。、：:＞>】〕〉」]\s*$/u.test(first.text) &&
    !/^[・･■●◆※<＜【〔〈(（]/u.test(first.text) &&
    leadingNumber(first.text) === undefined &&
    hasSentences(units)
  )
}

/** (1) or ① comes again, and no heading stands above it. */
function numbersAgain(units: TextPart['units']): boolean {
  const starts = units.flatMap(({ text }, index) => (leadingNumber(text) === 1 ? [index] : []))
  return starts
    .slice(1)
    .some((index) => !HEADING.test(units[index - 1]!.text) && !units[index - 1]!.text.startsWith('■'))
}

const hasSentences = (units: TextPart['units']): boolean =>
  units.length > 1 && units.some(({ text }) => text.includes('。'))

const isScattered = ({ units }: TextPart): boolean =>
  units.some((unit, index) => index > 0 && unit.index !== units[index - 1]!.index + 1)

/** Its first or last line is not the first or last of its block. */
function isCut({ page, units }: TextPart, slot: Slot): boolean {
  const first = units[0]!
  const last = units.at(-1)!
  const label = page.spotOf.get(slot)
  const before = page.pieces[first.index - 1]
  const behind = page.pieces[last.index + 1]
  const begins =
    (label !== undefined && (first.spot === label || first.under === label)) ||
    before?.block !== first.block ||
    before.kind === 'label'
  return !begins || (behind?.block === last.block && behind.kind === 'text')
}

/** The text of another place follows it, and nothing of the form stands between. */
function isBeforeText({ page, units }: TextPart): boolean {
  const behind = page.pieces[units.at(-1)!.index + 1]
  return behind?.kind === 'text' && behind.spot === undefined
}

/** 時期・頻度 may be told in sentences: on a page without order all that stands between its label and the next piece of the form. */
const isWholeBehind = (parts: readonly TextPart[], slot: Slot): boolean =>
  parts.every(
    (part) => !part.page.ordered && isBehindLabel(part, slot) && !isScattered(part) && !isBeforeText(part),
  )

function isBehindLabel({ page, units }: TextPart, slot: Slot): boolean {
  const label = page.spotOf.get(slot)
  const before = page.pieces[units[0]!.index - 1]
  return label !== undefined && before?.kind === 'label' && before.label === label
}
