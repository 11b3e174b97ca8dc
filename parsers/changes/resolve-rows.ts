import type { ChangeRow, Evaluation } from '../records/index.ts'
import { chainsOf, isSameItem, itemText } from './chains.ts'
import { resolveItems } from './resolve.ts'

/** An evaluation whose change rows say which items they name; 同上 and continued rows name those of the row they go on from. */
export function withResolvedChanges(evaluation: Evaluation): Evaluation {
  return { ...evaluation, changes: resolveRows(evaluation.changes, evaluation.form) }
}

function resolveRows(rows: readonly ChangeRow[], form: Evaluation['form']): ChangeRow[] {
  const resolved = rows.map((row): ChangeRow => {
    const { paths, keys, score } = resolveItems(itemText(row), form)
    return { ...row, paths, keys, resolution: score }
  })
  const source = sources(rows)
  return resolved.map((row, index) => {
    if (!isSameItem(row)) return row
    const { paths, keys, resolution } = resolved[source(index)]!
    return { ...row, paths, keys, resolution }
  })
}

/** The row whose item a row shares: the head of its chain, and if that says 同上, too, the head of the row before. */
function sources(rows: readonly ChangeRow[]): (index: number) => number {
  const headOf = new Map(chainsOf(rows).flatMap((chain) => chain.map((index) => [index, chain[0]!] as const)))
  return (index) => {
    const seen = new Set<number>()
    let at = headOf.get(index)!
    while (isSameItem(rows[at]!) && at > 0 && !seen.has(at)) {
      seen.add(at)
      at = headOf.get(at - 1)!
    }
    return at
  }
}
