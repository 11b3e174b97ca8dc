import { foldGlyphForms } from '../../text/characters.ts'

/**
 * HTML boxes stand in a text as private characters, so that no printed character is taken for one:
 * an OCR writes `[<input checked="" type="radio"/>]` for a printed circle, and often an empty `<input/>` for nothing at all.
 */
export const CHECKED_BOX = '\ue001'
export const CHECKED_RADIO = '\ue002'
export const EMPTY_BOX = '\ue003'
export const EMPTY_RADIO = '\ue004'
/** Matches one such character. */
export const INPUT_MARK = /[\ue001-\ue004]/u
const INPUT_MARKS = /[\ue001-\ue004]/gu

const COMMENT = /<!--.*?-->/gsu
const INPUT = /<input(\s[^<>]*)?>/giu
const LINE_TAG =
  /<\/?(?:p|ul|ol|li|div|dl|dt|dd|table|thead|tbody|tfoot|tr|h[1-6]|br|hr|center)(?:\s[^<>]*)?\/?>/giu
const CELL_TAG = /<\/?(?:td|th)(?:\s[^<>]*)?\/?>/giu
const INLINE_TAG = /<\/?(?:span|b|i|u|s|strong|em|sup|sub|font|small|label|a|code)(?:\s[^<>]*)?\/?>/giu
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos|nbsp));/giu
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** The text of an HTML fragment, a line for each block. Brackets around words (<選択肢>, <1>) are text and stay. */
export function fragmentText(source: string): string {
  if (!/[<&]/u.test(source)) return trimmedLines(source)
  return trimmedLines(
    source
      .replace(COMMENT, '')
      .replace(INPUT, (_, attributes: string | undefined) => inputMark(attributes ?? ''))
      .replace(LINE_TAG, '\n')
      .replace(CELL_TAG, ' ')
      .replace(INLINE_TAG, '')
      .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined ? fromCode(whole, decimal, hex) : NAMED[name.toLowerCase()]!,
      ),
  )
}

const trimmedLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

function fromCode(whole: string, decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

function inputMark(attributes: string): string {
  const checked = /\schecked\b/iu.test(attributes)
  if (/type\s*=\s*["']?radio/iu.test(attributes)) return checked ? CHECKED_RADIO : EMPTY_RADIO
  return checked ? CHECKED_BOX : EMPTY_BOX
}

/** A value's text as a reader takes it: a checked box as ○, an empty one, which an OCR makes of anything, as nothing. */
export function readableText(text: string): string {
  return foldGlyphForms(
    text.replace(INPUT_MARKS, (mark) => (mark === CHECKED_BOX || mark === CHECKED_RADIO ? '○' : '')),
  ).trim()
}

/** A text's match key, and for each of its characters where in the text it came from. */
export type Keyed = { readonly text: string; readonly key: string; readonly at: readonly number[] }

/** `matchKey` character by character, so that what is found in the key can be cut from the text. */
export function keyed(text: string, matchKey: (text: string) => string): Keyed {
  let key = ''
  const at: number[] = []
  let position = 0
  for (const character of text) {
    const folded = matchKey(character)
    for (let count = 0; count < folded.length; count++) at.push(position)
    key += folded
    position += character.length
  }
  return { text, key, at }
}

/** The piece of the text that a stretch of the key came from. */
export const cutOut = ({ text, at }: Keyed, from: number, to: number): string =>
  from >= to ? '' : text.slice(at[from]!, to < at.length ? at[to]! : text.length)
