import { type FormSpec, formFrames, formSpec } from '../../forms/index.ts'
import type { Evaluation, Problem } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { assemble } from '../assemble.ts'
import type { RowChanges } from './changes.ts'
import { addresses } from './form-wordings.ts'

/**
 * A change table without its assessment: the form is the one whose labels the addresses name. It has rows and no items,
 * not even missing ones: nothing says that the assessment lacks them.
 */
export function changeTableAlone(
  { changes, unplaced }: Pick<RowChanges, 'changes' | 'unplaced'>,
  lines: readonly string[],
): Evaluation {
  const keys = changes.map(({ 項目 = '' }) => matchKey(項目))
  const specs = formFrames.map(({ form }) => formSpec(form, 'H31'))
  const scored = specs.map((spec) => ({ spec, score: namedIn(keys, spec) })).sort((a, b) => b.score - a.score)
  const inked = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]))
  const alone: Problem = {
    code: 'change-table-alone',
    severity: 'warning',
    message: `the document is a change table without its assessment; its ${changes.length} rows were read`,
  }
  const guess: Problem = {
    code: 'form-not-recognised',
    severity: 'warning',
    message: `the change table stands alone and fits several forms; ${scored[0]!.spec.form} is a guess`,
  }
  const evaluation = assemble({
    spec: scored[0]!.spec,
    version: undefined,
    items: [],
    changes,
    unplaced,
    problems: [alone, ...(scored[0]!.score > scored[1]!.score ? [] : [guess])],
    span: { lines: [inked[0]!, inked.at(-1)!] },
    characters: lines.reduce((sum, line) => sum + line.replace(/\s+/gu, '').length, 0),
  })
  const ofItems = new Set<Problem['code']>(['item-missing', 'agency-not-identified'])
  return { ...evaluation, items: [], problems: evaluation.problems.filter(({ code }) => !ofItems.has(code)) }
}

/** How many addresses begin with a section of the form or end with one of its labels. */
function namedIn(keys: readonly string[], spec: FormSpec): number {
  const isAddress = addresses(spec)
  const sections = spec.items
    .filter(({ parent, number }) => parent === undefined && number !== undefined)
    .map(({ number = '', label }) => matchKey(`${number}${label}`))
  return keys.reduce(
    (sum, key) =>
      sum + (sections.some((section) => key.startsWith(section)) ? 1 : 0) + (isAddress(key) ? 1 : 0),
    0,
  )
}
