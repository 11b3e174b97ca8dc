import { expect, test } from 'vitest'
import { evaluateScrambled } from '../../../parsers/engine/scrambled/evaluate.ts'
import { scrambledDocument } from '../../support/scrambled-document.ts'

const longTexts = (lines: readonly string[]) =>
  evaluateScrambled(lines).flatMap(({ items }) =>
    items.flatMap(({ path, kind, status, reason }) =>
      kind === 'longtext' && !path.startsWith('表紙') ? [{ path, status, reason }] : [],
    ),
  )

/** `[` ⏎ ⏎ value ⏎ ⏎ `]`: the empty lines around a value in its bracket are gone. */
const joinedBrackets = (lines: readonly string[]): string[] =>
  lines.filter((line, index) => line !== '' || !['[', ']'].includes(lines[index - 1] ?? ''))

test('brackets and values without the empty lines between them tell that lines were dropped', () => {
  const whole = longTexts(scrambledDocument)
  const found = whole.filter(({ status }) => status === 'found').map(({ path }) => path)
  const dropped = longTexts(joinedBrackets(scrambledDocument))
  expect(found.length).toBeGreaterThan(2)
  expect(dropped.map(({ path }) => path)).toEqual(whole.map(({ path }) => path))
  const silent = dropped.filter(({ path, status }) => found.includes(path) && status !== 'found')
  expect(silent.length).toBeGreaterThan(0)
  expect(silent.map(({ reason }) => reason)).toContain(
    'empty lines were dropped from the text; what ends this text, and which label it is of, does not show without them',
  )
})
