import type { ChangeRow, Evaluation, Problem } from '../records/index.ts'
import { chainsOf, isSameItem, itemText } from './chains.ts'
import { LIMITS } from './costs.ts'
import { namedInCells } from './named-in-cells.ts'
import { type Resolution, resolveItems } from './resolve.ts'

/** How many characters of addresses may still be looked at in a document. */
export type AddressBudget = { length: number }

export const addressBudget = (): AddressBudget => ({ length: LIMITS.lengthOfTable })

/** An evaluation whose change rows say which items they name; 同上 and continued rows name those of the row they go on from. */
export function withResolvedChanges(evaluation: Evaluation, budget = addressBudget()): Evaluation {
  const { form, changes, problems } = evaluation
  const texts = changes.map(itemText)
  const { resolutions, beyond } = resolveTexts(texts, form, budget)
  const resolved = texts.map((text, index): ChangeRow => {
    const named = resolutions.get(text) ?? UNRESOLVED
    const { paths, keys, score } = namedInCells(changes[index]!, named, form) ?? named
    return { ...changes[index]!, paths, keys, resolution: score }
  })
  return {
    ...evaluation,
    changes: withSharedItems(resolved),
    problems: beyond === 0 ? problems : [...problems, tooManyAddresses(beyond)],
  }
}

const UNRESOLVED: Resolution = { paths: [], keys: [], score: 0 }

/** Resolves each different text once, as far as the budget reaches; `beyond` counts the texts that were not looked at. */
function resolveTexts(texts: readonly string[], form: Evaluation['form'], budget: AddressBudget) {
  const resolutions = new Map<string, Resolution>()
  let beyond = 0
  for (const text of new Set(texts)) {
    if (text.length <= LIMITS.length) budget.length -= text.length
    if (budget.length < 0) beyond++
    else resolutions.set(text, resolveText(text, form))
  }
  return { resolutions, beyond }
}

/** A line that begins with a section's numeral: Ⅰ　２　システム1　② */
const WHOLE_ADDRESS = /^(?:[ⅠⅡⅢⅣⅤⅥ]|[IV]{1,3})[\s　]*[\d０-９①-⑳]/u
const SURE = 0.9

/** The items of an item column; of one whose lines are whole addresses each, those of all lines. */
export function resolveText(text: string, form: Evaluation['form']): Resolution {
  const whole = resolveItems(text, form)
  const lines = text.split('\n').map((line) => line.trim())
  if (whole.paths.length > 0 || lines.length < 2 || !lines.every((line) => WHOLE_ADDRESS.test(line)))
    return whole
  const each = lines.map((line) => resolveItems(line, form))
  if (each.some(({ paths, score }) => paths.length === 0 || score < SURE)) return whole
  return {
    paths: each.flatMap(({ paths }) => paths),
    keys: each.flatMap(({ keys }) => keys),
    score: Math.min(...each.map(({ score }) => score)),
  }
}

const tooManyAddresses = (count: number): Problem => ({
  code: 'changes-not-resolved',
  severity: 'warning',
  message: `the change table names items in more than ${LIMITS.lengthOfTable} characters of different texts, more than any assessment; which items its last ${count} texts mean was not looked for`,
})

function withSharedItems(resolved: readonly ChangeRow[]): ChangeRow[] {
  const source = sources(resolved)
  return resolved.map((row, index) => {
    if (!isSameItem(row)) return row
    const { paths, keys, resolution } = resolved[source(index)]!
    return { ...row, paths, keys, resolution }
  })
}

/** The row whose item a row shares: the head of its chain, and if that says 同上, too, the head of the row before. */
function sources(rows: readonly ChangeRow[]): (index: number) => number {
  const headOf = new Map(chainsOf(rows).flatMap((chain) => chain.map((index) => [index, chain[0]!] as const)))
  const known = new Map<number, number>()
  return (index) => {
    const passed = new Set<number>()
    let at = headOf.get(index)!
    while (!known.has(at) && isSameItem(rows[at]!) && at > 0 && !passed.has(at)) {
      passed.add(at)
      at = headOf.get(at - 1)!
    }
    const source = known.get(at) ?? at
    for (const same of passed) known.set(same, source)
    return source
  }
}
