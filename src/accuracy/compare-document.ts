import type { Evaluation } from '../../parsers/records/index.ts'
import { compareChanges } from './compare-changes.ts'
import { compareItems } from './compare-items.ts'
import { comparable } from './compare-text.ts'
import type { Finding } from './finding.ts'
import type { TruthEvaluation } from './truth.ts'

export type Comparison = {
  readonly findings: readonly Finding[]
  readonly forms: { readonly right: number; readonly all: number }
}

/** Holds the evaluations of a document against the truth, in document order; what is more than the truth has is spurious. */
export function compareDocument(
  truth: readonly TruthEvaluation[],
  evaluations: readonly Evaluation[],
): Comparison {
  const named = truth.flatMap(({ form }, index) =>
    form === undefined || form === 'none' ? [] : [comparable(form) === formOf(evaluations[index])],
  )
  return {
    findings: [
      ...truth.flatMap((expected, index) => [
        ...compareItems(expected.items, evaluations[index]?.items ?? []),
        ...compareChanges(expected.changes, evaluations[index]?.changes ?? []),
      ]),
      ...evaluations.slice(truth.length).map(extraEvaluation),
    ],
    forms: { right: named.filter(Boolean).length, all: named.length },
  }
}

const formOf = (evaluation: Evaluation | undefined): string => comparable(evaluation?.form ?? '')

function extraEvaluation({ form, title = '' }: Evaluation): Finding {
  return { kind: 'evaluation', outcome: 'spurious', path: form, said: title, expected: 'no such evaluation' }
}
