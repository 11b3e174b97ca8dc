import type { Glyph } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { type TextLine, toLines } from '../lines.ts'
import { isSpace } from './brackets.ts'

/**
 * Reads a value whose label is printed inside the same place: `（備考）⏎…`, `（手数料額、納付方法：　…　）`.
 * Undefined if the label is not there.
 */
export function readInside(
  lines: readonly TextLine[],
  label: string,
): { raw: string; value: string; used: readonly Glyph[] } | undefined {
  const wanted = matchKey(label).replace(/^\(|[:)]+$/gu, '')
  const start = lines.findIndex((line) => matchKey(line.text).replace(/^\(/u, '').startsWith(wanted))
  if (start < 0) return undefined
  const used = lines.slice(start).flatMap((line) => line.glyphs)
  const first = lines[start]!.glyphs.filter((glyph) => !isSpace(glyph))
  let key = ''
  let end = 0
  while (!key.replace(/^\(/u, '').startsWith(wanted)) key += matchKey(first[end++]!.text)
  while (first[end] && /^[:：)）]$/u.test(first[end]!.text)) key += first[end++]!.text
  const rest = [...first.slice(end), ...lines.slice(start + 1).flatMap((line) => line.glyphs)]
  const raw = toLines(rest)
    .map((line) => line.text)
    .join('\n')
  const bracketStaysOpen = key.startsWith('(') && !/[)）]/u.test(key)
  const value = bracketStaysOpen ? raw.replace(/[\s　]*[)）][\s　]*$/u, '') : raw
  return { raw, value: foldGlyphForms(value).trim(), used }
}
