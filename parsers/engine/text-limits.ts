import type { Problem } from '../records/index.ts'

/** No text of assessments comes near these; the largest known has 60 000 characters and 3 000 lines. */
const LIMITS = {
  characters: 500_000,
  /** Lines that hold something. */
  lines: 20_000,
  /** Tabs, tags and a markdown table's bars. */
  marks: 40_000,
} as const
/** No column gap is as wide as this (spaces). */
const MAX_GAP = 80
const LONG_GAP = new RegExp(`([^\\S\\t\\f]{${MAX_GAP}})[^\\S\\t\\f]+`, 'gu')

/** Says that a text is beyond what is read, or nothing. It is told in one pass, before anything else looks at the text. */
export function excessOf(lines: readonly string[]): Problem | undefined {
  const counts = { characters: 0, lines: 0, marks: 0 }
  for (const line of lines) {
    counts.characters += line.length
    if (line.trim() !== '') counts.lines++
    if (counts.characters > LIMITS.characters) break
    for (const mark of ['\t', '<', '|'])
      for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1)) counts.marks++
  }
  const beyond = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).find((what) => counts[what] > LIMITS[what])
  if (!beyond) return undefined
  const what = beyond === 'marks' ? 'tabs, tags and bars' : beyond
  return {
    code: 'too-large',
    severity: 'error',
    message: `the text has more than ${LIMITS[beyond]} ${what}, far more than any assessment; it was not read. Cut it into its documents, or look at what it is`,
  }
}

/** Shortens endless runs of white space, of which every end of a run would be looked for from every one of its characters. */
export const withoutLongGaps = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(LONG_GAP, '$1'))
