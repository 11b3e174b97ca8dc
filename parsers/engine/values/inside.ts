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
  const first = lines[start]!.glyphs.filter((glyph) => !isSpace(glyph))
  let key = ''
  let end = 0
  while (!key.replace(/^\(/u, '').startsWith(wanted)) key += matchKey(first[end++]!.text)
  while (first[end] && /^[:：)）]$/u.test(first[end]!.text)) key += first[end++]!.text
  const opens = key.startsWith('(') && !/[)）]/u.test(key)
  const behind = [...first.slice(end), ...lines.slice(start + 1).flatMap((line) => line.glyphs)]
  const closing = opens ? closingBracket(behind) : behind.length
  const raw = toLines(behind.slice(0, closing))
    .map((line) => line.text)
    .join('\n')
  const used = [...first.slice(0, end), ...behind.slice(0, closing + 1)]
  return { raw, value: foldGlyphForms(raw).trim(), used }
}

/** Where the bracket that is open before the first character closes; the end if it does not. */
function closingBracket(glyphs: readonly Glyph[]): number {
  let depth = 1
  for (const [index, { text }] of glyphs.entries()) {
    if (/^[(（]$/u.test(text)) depth++
    if (/^[)）]$/u.test(text) && --depth === 0) return index
  }
  return glyphs.length
}
