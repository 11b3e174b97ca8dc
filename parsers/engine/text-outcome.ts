import type { SpecItem } from '../forms/index.ts'
import { type BlankKind, type Item, type ReasonCode, told } from '../records/index.ts'
import { blankKind, foldGlyphForms } from '../text/characters.ts'
import type { Segment } from './text-segments.ts'

/** How sure a value is: alone behind its own label, among the values of labels that stand together, or by its looks elsewhere. */
export const ALONE = 0.95
export const AMONG = 0.9
export const APART = 0.75

/** What was read for an item, and the texts that say so. */
export type Outcome =
  | { status: 'found'; texts: readonly Segment[]; value: string; confidence: number; iso?: string }
  | {
      status: 'blank'
      texts: readonly Segment[]
      place: readonly Segment[]
      blankKind: BlankKind
      confidence: number
    }
  | { status: 'ambiguous'; texts: readonly Segment[]; reason: string; code: ReasonCode }
  | { status: 'missing'; reason: string }

export const found = (texts: readonly Segment[], value: string, confidence: number) =>
  ({ status: 'found', texts, value, confidence }) as const
export const blank = (
  texts: readonly Segment[],
  place: readonly Segment[],
  kind: BlankKind,
  confidence: number,
) => ({ status: 'blank', texts, place, blankKind: kind, confidence }) as const
export const ambiguous = (texts: readonly Segment[], reason: string, code: ReasonCode = 'place-unclear') =>
  ({ status: 'ambiguous', texts, reason, code }) as const
export const missing = (reason: string) => ({ status: 'missing', reason }) as const

export function blankOr(texts: readonly Segment[], other: () => Outcome): Outcome {
  const kind = texts.length === 1 ? blankKind(texts[0]!.text) : undefined
  return kind ? blank(texts, texts, kind, ALONE) : other()
}

export const oneOf = (texts: readonly Segment[], confidence: number, none: string): Outcome =>
  texts.length === 0
    ? missing(none)
    : texts.length === 1
      ? found(texts, oneLine(texts), confidence)
      : ambiguous(texts, 'several lines may be it', 'several-values')

export const oneLine = (texts: readonly Segment[]): string =>
  foldGlyphForms(texts.map(({ text }) => text).join(''))

/** Lines joined that only the width broke; what begins with a bullet or after an empty line is a new one. */
export function paragraphs(texts: readonly Segment[]): string {
  const joined = texts.reduce((sum, { text, gap }) => {
    const isNew = gap > 0 || /^[・※＊*●○■◆]|^[(（]?[\d０-９①-⑳][)）．.]/u.test(text)
    return sum === '' ? text : `${sum}${isNew ? '\n' : ''}${text}`
  }, '')
  return foldGlyphForms(joined)
}

export function toItem({ path, key, kind }: SpecItem, outcome: Outcome): Item {
  const texts = outcome.status === 'missing' ? [] : outcome.texts
  const place = outcome.status === 'blank' && texts.length === 0 ? outcome.place : texts
  const common = { path, key, evidence: linesOf(place), raw: texts.map(({ text }) => text).join('\n') }
  const typed = { ...common, kind: kind as 'text' | 'longtext' | 'date' }
  switch (outcome.status) {
    case 'found': {
      const { value, confidence, iso } = outcome
      return typed.kind === 'date'
        ? {
            ...common,
            kind: 'date',
            status: 'found',
            confidence,
            value,
            ...(iso === undefined ? {} : { iso }),
          }
        : { ...common, kind: typed.kind, status: 'found', confidence, value }
    }
    case 'blank':
      return { ...typed, status: 'blank', blankKind: outcome.blankKind, confidence: outcome.confidence }
    default: {
      const code = outcome.status === 'missing' ? 'no-place' : outcome.code
      return { ...typed, status: outcome.status, ...told({ code, words: outcome.reason }), confidence: 0 }
    }
  }
}

/** Line ranges of segments; neighbouring lines are one range. */
export function linesOf(segments: readonly Segment[]): { lines: [number, number] }[] {
  const ranges: { lines: [number, number] }[] = []
  for (const { lines } of segments) {
    const last = ranges.at(-1)
    if (last && lines[0] - last.lines[1] <= 1) last.lines[1] = Math.max(last.lines[1], lines[1])
    else ranges.push({ lines: [lines[0], lines[1]] })
  }
  return ranges
}
