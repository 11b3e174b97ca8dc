import type { Count, Counts } from '../../db/index.ts'
import { counted, number, percent } from './words.ts'

/** `様式3 4, 様式2 1`; `none` where there is nothing. */
export function listCounts(counts: readonly Count[]): string {
  return counts.map(({ name, count }) => `${name} ${number(count)}`).join(', ') || 'none'
}

/** The lines that a run summary and the status share. */
export function renderCounts({ evaluations, forms, items, changes, text, problems }: Counts): string[] {
  const all = items.reduce((sum, { count }) => sum + count, 0)
  return [
    `Evaluations  ${number(evaluations)}: ${listCounts(forms)}`,
    `Items        ${number(all)}: ${listCounts(items)}`,
    `Changes      ${counted(changes, 'row')} of change tables`,
    `Unplaced     ${percent(text.unplaced, text.characters)} of ${counted(text.characters, 'character')}`,
    `Problems     ${listCounts(problems.map((problem) => ({ ...problem, name: `${problem.name} (${problem.severity})` })))}`,
  ]
}
