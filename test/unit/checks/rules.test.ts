import { describe, expect, test } from 'vitest'
import { checkEvaluation, evaluationRules } from '../../../parsers/checks/index.ts'
import { parseDocument } from '../../../parsers/index.ts'
import type { Evaluation } from '../../../parsers/records/index.ts'
import { writeForm } from '../../support/form-writer.ts'
import { evaluationOf, type Planted, plantedFilling } from '../../support/sound-evaluation.ts'
import { type Slip, slips } from './slips.ts'

const rulesOf = (evaluation: Evaluation): string[] => checkEvaluation(evaluation).map(({ rule }) => rule)
const planted = (what: Planted): Evaluation => evaluationOf(plantedFilling(what))
const near = ({ form, edition, slots, fine, fineChanges, fineSlots }: Slip): Evaluation =>
  planted({
    form,
    ...(edition ? { edition } : {}),
    ...((fineSlots ?? slots) ? { slots: fineSlots ?? slots! } : {}),
    ...(fine ? { values: fine } : {}),
    ...(fineChanges ? { changes: fineChanges } : {}),
  })
const titled = slips.map((slip, index) => ({ slip, title: `${slip.rule} (${slip.form}, ${index + 1})` }))

test('a rule of the table is broken by a slip, and each slip breaks a rule of the table', () => {
  expect([...new Set(slips.map(({ rule }) => rule))].sort()).toEqual(
    [...new Set(evaluationRules.map(({ id }) => id))].sort(),
  )
})

test.each([
  { form: '様式2' },
  { form: '様式2', edition: 'H31' },
  { form: '様式2', edition: 'H26' },
  { form: '様式3' },
  { form: '様式3', slots: { file: 2, 委託事項: 1 } },
  { form: '様式4' },
] satisfies Planted[])('a sound evaluation has no finding: $form $edition $slots', (what) => {
  expect(rulesOf(planted(what))).toEqual([])
})

describe('a slip is found', () => {
  test.each(titled)('$title', ({ slip }) => {
    const found = checkEvaluation(planted(slip)).filter(({ rule }) => rule === slip.rule)
    expect(found.length).toBeGreaterThan(0)
    expect(found.map(({ origin }) => origin)).not.toContain('extraction')
    const changed = [
      ...(slip.fineSlots ? evaluationPaths(slip) : []),
      ...Object.keys(slip.values ?? {}),
      ...(slip.changes ?? []).map((_, index) => `変更[${index + 1}]`),
    ]
    expect(found.some(({ paths }) => changed.some((path) => paths.includes(path)))).toBe(true)
  })
})

describe('what comes near a slip is not', () => {
  test.each(titled)('$title', ({ slip }) => {
    expect(rulesOf(near(slip))).not.toContain(slip.rule)
  })
})

/** Rules about what is said of a value that is not asserted, and about addresses. */
const BY_PLACE = ['choice-option', 'date-impossible', 'repeat-numbers']

describe('a value that cannot be told leaves the rule open', () => {
  test.each(titled.filter(({ slip }) => !BY_PLACE.includes(slip.rule)))('$title', ({ slip }) => {
    const evaluation = planted(slip)
    const { paths } = checkEvaluation(evaluation).find(({ rule }) => rule === slip.rule)!
    const items = evaluation.items.map((item) => (paths.includes(item.path) ? untold(item) : item))
    const changes = evaluation.changes.map((row) => ({ ...row, confidence: 0.5 }))
    expect(rulesOf({ ...evaluation, items, changes })).not.toContain(slip.rule)
  })
})

/** Where numbers are planted, the addresses themselves are what is wrong. */
const evaluationPaths = (slip: Slip): string[] => planted(slip).items.map(({ path }) => path)

function untold(item: Evaluation['items'][number]): Evaluation['items'][number] {
  const { path, key, evidence, raw } = item
  const common = { path, key, evidence, raw, status: 'missing' as const, confidence: 0, reason: 'test' }
  if (item.kind !== 'checkboxes') return { ...common, kind: item.kind }
  const unknown = [...item.checked, ...item.unchecked, ...item.unknown]
  return { ...common, kind: item.kind, checked: [], unchecked: [], unknown, details: {} }
}

describe('slips in print are found, several in a document', () => {
  test.each(batches(slips))('$title', async ({ filling, rules }) => {
    const { evaluations } = await parseDocument(writeForm(filling).bytes)
    const findings = evaluations[0]!.findings!
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(rules))
    expect(findings.filter(({ origin }) => origin === 'extraction')).toEqual([])
  })
})

/** Puts slips together that do not get in each other's way, so that few documents have to be read. */
function batches(all: readonly Slip[]) {
  const groups: { slips: Slip[]; what: Planted }[] = []
  for (const slip of all) {
    const fits = groups.find(({ slips: there, what }) => {
      const together = merged(what, slip)
      return together && [...there, slip].every(({ rule }) => rulesOf(planted(together)).includes(rule))
    })
    if (fits) {
      fits.slips.push(slip)
      fits.what = merged(fits.what, slip)!
    } else groups.push({ slips: [slip], what: slip })
  }
  return groups.map(({ slips: there, what }) => ({
    title: `${what.form}: ${there.map(({ rule }) => rule).join(', ')}`,
    filling: plantedFilling(what),
    rules: there.map(({ rule }) => rule),
  }))
}

function merged(what: Planted, slip: Slip): Planted | undefined {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const alike = what.form === slip.form && what.edition === slip.edition && same(what.slots, slip.slots)
  const clash = Object.keys(slip.values ?? {}).some((path) => path in (what.values ?? {}))
  if (what.changes !== undefined || slip.changes !== undefined) return undefined
  return alike && !clash ? { ...what, values: { ...what.values, ...slip.values } } : undefined
}
