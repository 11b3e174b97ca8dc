import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/accuracy/finding.ts'
import { tallyByKind } from '../../../src/accuracy/tally.ts'
import { findingsIn, wholeForms } from '../../support/ocr-check.ts'
import { anyDialect, BOXES, type Dialect, plainDialect } from '../../support/ocr-dialect.ts'

/** Of each kind so much must be right over many dialects; the rest is silent. */
const SHARES = {
  choice: 0.97,
  box: 0.95,
  date: 0.97,
  number: 0.97,
  text: 0.97,
  long: 0.92,
  blank: 0.97,
  changes: 0.9,
}

const falseOnes = (findings: readonly Finding[]) =>
  findings
    .filter(({ outcome }) => outcome !== 'right' && outcome !== 'missing')
    .map(({ outcome, path, said, expected }) => ({ outcome, path, said, expected }))

test('law: no dialect makes a value wrong, and most are read', { timeout: 120_000 }, async () => {
  const all: Finding[] = []
  await fc.assert(
    fc.asyncProperty(
      anyDialect,
      fc.constantFrom(...wholeForms),
      fc.integer({ min: 1, max: 9999 }),
      async (dialect, wanted, seed) => {
        const findings = await findingsIn({ ...wanted, seed }, dialect)
        expect(falseOnes(findings)).toEqual([])
        all.push(...findings)
      },
    ),
    { numRuns: 40, seed: 20_261, endOnFailure: true },
  )
  for (const { kind, tally } of tallyByKind(all)) {
    const share = tally.right / (tally.right + tally.missing)
    expect(`${kind} ${share >= (SHARES[kind as keyof typeof SHARES] ?? 1)}`).toBe(`${kind} true`)
  }
})

test('law: texts that quote labels of the form make no value wrong', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDialect,
      // In an annex a line that only says ＜選択肢＞ is taken for the form's.
      fc.constantFrom(
        ...wholeForms.map((wanted) => ({
          ...wanted,
          parts: wanted.parts.filter((part) => !part.startsWith('別添')),
        })),
      ),
      fc.integer({ min: 1, max: 9999 }),
      async (dialect, wanted, seed) => {
        const findings = await findingsIn({ ...wanted, seed, quoting: true }, dialect)
        expect(falseOnes(findings)).toEqual([])
      },
    ),
    { numRuns: 15, seed: 20_262, endOnFailure: true },
  )
})

/** Each way that differs from the plain dialect in one property. */
const changesOfOne: readonly Partial<Dialect>[] = [
  ...(['markdown', 'html', 'html-lines', 'bullets'] as const).map((table) => ({ table })),
  ...[1, 4].map((brokenCells) => ({ brokenCells })),
  ...[1, 4].map((brokenCells) => ({ brokenCells, table: 'markdown' as const })),
  ...(['br', 'spaces', 'list'] as const).map((paragraphs) => ({ paragraphs })),
  ...(['row', 'markdown', 'html'] as const).map((headings) => ({ headings })),
  ...(Object.keys(BOXES) as (keyof typeof BOXES)[]).map((boxes) => ({ boxes })),
  { boxOrder: 'shuffled' },
  ...(['[ # ]', '［#］', '[<input type="checkbox"/> #]', '<input type="checkbox"/> #]'] as const).map(
    (bracket) => ({ bracket }),
  ),
  ...(['＜選択肢＞', '&lt;選択肢&gt;'] as const).map((caption) => ({ caption })),
  ...(['columns', 'shuffled', 'none'] as const).map((options) => ({ options })),
  ...(['before', 'next-cell'] as const).map((optionsAt) => ({ optionsAt })),
  ...(['I', 'l', '1'] as const).map((numeral) => ({ numeral })),
  ...(['printed', 'none', 'wrong'] as const).map((numbers) => ({ numbers })),
  { groups: 'repeated' },
  { halfWidth: false },
  { remark: ' ※' },
  ...(['slips', 'aliases'] as const).map((labels) => ({ labels })),
  { entities: true },
  ...(['- # -', '<!-- page # -->', '#/40'] as const).map((pageMark) => ({ pageMark })),
  ...(['lines', 'same-line'] as const).map((cover) => ({ cover })),
  { contents: false },
  { emptySlots: false },
  { editionMark: true },
  { changeHeads: 'every-page' },
]

describe('one change of the plain dialect, on 様式2, 様式3 and 様式4', () => {
  test.each(changesOfOne.map((change) => [JSON.stringify(change), change] as const))(
    '%s',
    async (_, change) => {
      for (const [index, wanted] of wholeForms.entries()) {
        const findings = await findingsIn({ ...wanted, seed: 40 + index }, { ...plainDialect, ...change })
        expect(falseOnes(findings)).toEqual([])
        // A bare empty box alone in a heading may be noise.
        const silent = findings.filter(({ outcome, kind }) => outcome === 'missing' && kind !== 'box')
        expect(silent.map(({ path, expected }) => [path, expected])).toEqual([])
      }
    },
  )
})
