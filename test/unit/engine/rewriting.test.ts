import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import { assertionsOf, changedRows, changedValues, NO_SUCH_ROW } from '../../support/assertions.ts'
import { rewritten } from '../../support/rewriting-law.ts'
import { harmlessRewritings, pageBreaks, withPageNumbers } from '../../support/rewritings.ts'
import { scrambledDocument } from '../../support/scrambled-document.ts'

/**
 * In text in the order of drawing an empty line may be all that sets two texts apart, and none of its pieces tell that one
 * is gone: of its texts these laws do not hold in full (docs/accuracy.md). What is selected and marked does not rest on it.
 */
const OF_SELECTIONS = new Set(['some empty lines dropped', 'half of the empty lines dropped'])
const isSelection = (value: unknown): boolean => typeof value === 'boolean' || typeof value === 'number'

const asserted = (lines: readonly string[]) => assertionsOf(evaluateScrambled(lines))

/** The project's own documents, and real ones where they are at hand. */
function documents(): [string, readonly string[]][] {
  const root = new URL('../../../', import.meta.url)
  const linesOf = (file: URL) => readFileSync(file, 'utf8').split(/\r?\n/u)
  const corpus = new URL('../shared/corpus/', root)
  const real = (folder: URL, pattern: RegExp): [string, readonly string[]][] =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => pattern.test(name))
          .map((name) => [name, linesOf(new URL(name, folder))])
      : []
  return [
    ['fictional', scrambledDocument],
    ['sample', linesOf(new URL('corpus/sample/shiomi-7-form3.txt', root))],
    ...real(new URL('pdf-text/', corpus), /^v0[45].*\.txt$/u),
    ...real(corpus, /^004.*\.txt$/u),
  ]
}

describe.each(documents())('harmless rewriting of %s makes no asserted value another', (name, lines) => {
  const expected = asserted(lines)
  const numRuns = lines.length > 500 ? 2 : 15

  test('it asserts values', () => expect(expected.values.size).toBeGreaterThan(name === 'sample' ? 5 : 20))

  test.each(Object.entries(harmlessRewritings))('%s', { timeout: 60_000 }, async (law, rewrite) => {
    const ofSelections = name.startsWith('004') && OF_SELECTIONS.has(law)
    await rewritten(numRuns, async (at) => {
      const after = asserted(rewrite(lines, at))
      return [
        ...changedValues(expected, after).filter(([, , value]) => !ofSelections || isSelection(value)),
        // A row that could not be told before is no value that changed.
        ...(ofSelections ? [] : changedRows(expected, after).filter(([what]) => what !== NO_SUCH_ROW)),
      ]
    })
  })
})

describe.each(
  documents().flatMap(([name, lines]): [string, readonly string[]][] =>
    name === 'fictional' ? [[name, withPageNumbers(lines)]] : name.startsWith('v04') ? [[name, lines]] : [],
  ),
)('form feeds within the numbered pages of %s make no asserted value another', (_, lines) => {
  const expected = asserted(lines)

  test.each(Object.entries(pageBreaks))('%s', { timeout: 60_000 }, async (_, rewrite) => {
    await rewritten(lines.length > 500 ? 2 : 15, async (at) => {
      const after = asserted(rewrite(lines, at))
      expect(after.values.size).toBeGreaterThan(0.9 * expected.values.size)
      return changedValues(expected, after)
    })
  })
})
