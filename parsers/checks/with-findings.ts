import type { Evaluation, Finding } from '../records/index.ts'
import { checkEvaluation } from './check-evaluation.ts'

/** A value that may be misread is not counted on (below 0.9); one that breaks the form's own logic still less. */
const CEILING: Readonly<Record<Finding['severity'], number>> = { error: 0.6, warning: 0.85 }

/**
 * The evaluation with what the rules found in it. Values of a contradiction that may be hyoka's own (`extraction`) are
 * given a lower confidence; nothing else of them changes, and a contradiction of the document changes nothing.
 */
export function withFindings(evaluation: Evaluation): Evaluation {
  const findings = checkEvaluation(evaluation)
  const ceilings = new Map<string, number>()
  for (const { origin, severity, paths } of findings) {
    if (origin !== 'extraction') continue
    for (const path of paths) ceilings.set(path, Math.min(CEILING[severity], ceilings.get(path) ?? 1))
  }
  const lowered = <Value extends { readonly confidence: number }>(value: Value, path: string): Value => {
    const ceiling = ceilings.get(path) ?? 1
    return value.confidence <= ceiling ? value : { ...value, confidence: ceiling }
  }
  return {
    ...evaluation,
    items: evaluation.items.map((item) => lowered(item, item.path)),
    changes: evaluation.changes.map((row, index) => lowered(row, `変更[${index + 1}]`)),
    findings,
  }
}
