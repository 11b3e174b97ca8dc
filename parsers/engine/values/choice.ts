import type { Option } from '../../forms/index.ts'
import type { Box, Glyph, Reason } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { editDistance } from '../labels.ts'
import { boxOf, keyed, splitAtGaps, type TextLine, toLines } from '../lines.ts'
import { bracketsOf, isSpace } from './brackets.ts'

export type ReadChoice = {
  readonly option: Option | undefined
  /** The bracketed text as printed; empty if nothing was chosen. */
  readonly printed: string
  /** Why no option is asserted though something is printed. */
  readonly reason?: Reason
  readonly exact: boolean
  /** The place that was looked at. */
  readonly boxes: readonly Box[]
  /** Characters that are neither the value nor a printed option. */
  readonly unused: readonly Glyph[]
}

const CAPTION = '<選択肢>'
/** A typed value may differ from an option by one character in this many. */
const FUZZY_SHARE = 6
/** Columns of options are this many em apart. */
const COLUMN_GAP = 1

/**
 * Reads a choice: `[ 十分である ] ＜選択肢＞ 1) … 2) …`. The value is what stands between the brackets, over several
 * lines if need be; without brackets it is what remains when the options are taken off.
 */
export function readChoice(glyphs: readonly Glyph[], options: readonly Option[]): ReadChoice {
  const inked = glyphs.filter((glyph) => !isSpace(glyph))
  const bracket = bracketsOf(inked)[0]
  const inBracket = new Set([...(bracket?.frame ?? []), ...(bracket?.inner ?? [])])
  const rest = takeOptions(
    inked.filter((glyph) => !inBracket.has(glyph)),
    options,
  )
  if (!bracket) return decide(rest, [], options, inked)

  const [x0, , x1] = bracket.box
  const between = rest.filter((glyph) => {
    const middle = (glyph.box[0] + glyph.box[2]) / 2
    return middle > x0 && middle < x1 && Math.abs(glyph.box[1] - bracket.box[1]) < 2.5 * glyph.size
  })
  const value = [...bracket.inner, ...between]
  const unused = rest.filter((glyph) => !between.includes(glyph))
  const wrapped = decide(value, unused, options, [...bracket.frame, ...value])
  if (wrapped.option || between.length === 0) return wrapped
  const alone = decide(bracket.inner, [...unused, ...between], options, [...bracket.frame, ...bracket.inner])
  return alone.option ? alone : wrapped
}

function decide(
  value: readonly Glyph[],
  unused: readonly Glyph[],
  options: readonly Option[],
  place: readonly Glyph[],
): ReadChoice {
  const printed = toLines(value)
    .map((line) => line.text)
    .join('')
  const boxes = place.length > 0 ? [boxOf(place)] : []
  const key = matchKey(printed)
  if (key === '' || /^-+$/u.test(key)) return { option: undefined, printed, exact: true, boxes, unused }
  const exact = options.filter((option) => spellings(option).includes(key))
  if (exact.length === 1) return { option: exact[0], printed, exact: true, boxes, unused }

  const near = options.filter((option) => {
    const wanted = matchKey(option.label)
    const limit = Math.floor(wanted.length / FUZZY_SHARE)
    // A digit more or less is another option, not a slip: 10万人以上 and 100万人以上.
    return limit > 0 && digits(wanted) === digits(key) && editDistance(key, wanted, limit) <= limit
  })
  if (near.length === 1) return { option: near[0], printed, exact: false, boxes, unused }
  return {
    option: undefined,
    printed,
    reason: noOption(printed, near.length),
    exact: false,
    boxes,
    unused,
  }
}

/** Why a text names no option: it is like none of them, or like several (`near`). */
export const noOption = (printed: string, near: number): Reason =>
  near > 1
    ? { code: 'several-values', words: `「${printed}」 is near several of the form's options` }
    : { code: 'not-an-option', words: `「${printed}」 is not among the form's options` }

/** The ways in which an option is written into its bracket: its label, its number, or both. */
function spellings({ number, label }: Option): string[] {
  const key = matchKey(label)
  return number === undefined
    ? [key]
    : [key, `${number})${key}`, `${number}.${key}`, `${number}${key}`, `${number})`, `${number}`]
}

const digits = (key: string): string => key.replace(/\D+/gu, ' ')

/** Takes the printed options and their caption off; what remains are other characters. */
export function takeOptions(glyphs: readonly Glyph[], options: readonly Option[]): Glyph[] {
  const printed = [
    CAPTION,
    ...options.map(({ number, label }) => matchKey(`${number === undefined ? '' : `${number})`}${label}`)),
  ].sort((a, b) => b.length - a.length)
  const rest: Glyph[] = []
  for (const line of toLines(glyphs)) rest.push(...without(line, printed))
  return takeWrapped(rest, printed)
}

/** Removes each wording once from a line, longest first. */
function without(line: TextLine, wordings: readonly string[]): Glyph[] {
  let glyphs = line.glyphs.filter((glyph) => !isSpace(glyph))
  for (const wording of wordings) {
    const { key, start } = keyed(glyphs)
    const at = key.indexOf(wording)
    if (at < 0) continue
    const first = start.findLastIndex((position) => position <= at)
    const last = start.findLastIndex((position) => position < at + wording.length)
    glyphs = [...glyphs.slice(0, first), ...glyphs.slice(last + 1)]
  }
  return glyphs
}

/** An option wrapped over lines stands in one column: the pieces below each other that together are its wording. */
function takeWrapped(glyphs: readonly Glyph[], wordings: readonly string[]): Glyph[] {
  let rest = [...glyphs]
  for (const wording of wordings) {
    const pieces = toLines(rest).flatMap((line) => splitAtGaps(line, COLUMN_GAP))
    for (const [index, head] of pieces.entries()) {
      const used = spelledFrom(head, pieces.slice(index + 1), wording)
      if (!used) continue
      rest = rest.filter((glyph) => !used.has(glyph))
      break
    }
  }
  return rest
}

/** The characters of `head` and of pieces below it that spell `wording`, if they do. */
function spelledFrom(head: TextLine, below: readonly TextLine[], wording: string): Set<Glyph> | undefined {
  const used = new Set(head.glyphs)
  let left = matchKey(head.text)
  if (left.length < 2 || !wording.startsWith(left)) return undefined
  left = wording.slice(left.length)
  for (const piece of below) {
    if (left === '') break
    const key = matchKey(piece.text)
    if (!left.startsWith(key) || Math.abs(piece.box[0] - head.box[0]) > 4 * head.size) continue
    for (const glyph of piece.glyphs) used.add(glyph)
    left = left.slice(key.length)
  }
  return left === '' ? used : undefined
}
