import type { Evaluation, Evidence, Finding } from '../records/index.ts'
import { factsOf } from './facts.ts'
import { originOf, type ReadContent } from './origin.ts'
import { type Contradiction, FORMS, type Rule } from './rule.ts'
import { evaluationRules } from './rules/index.ts'

/** Runs all rules of an evaluation's form. It neither changes nor adds anything; the order is that of the rules. */
export function checkEvaluation(evaluation: Evaluation): Finding[] {
  const facts = factsOf(evaluation)
  return evaluationRules
    .filter(({ forms = FORMS }) => forms.includes(evaluation.form))
    .flatMap((rule) => rule.run(facts).map((contradiction) => toFinding(rule, contradiction, evaluation)))
}

/** Words the contradiction, and says whose it most likely is. */
export function toFinding(
  { id, severity, ja, en }: Pick<Rule, 'id' | 'severity' | 'ja' | 'en'>,
  contradiction: Contradiction,
  evaluation: ReadContent,
): Finding {
  const { items, rows = [], expected, found } = contradiction
  const worded = (sentence: string) =>
    sentence.replaceAll('{found}', () => found).replaceAll('{expected}', () => expected)
  return {
    rule: id,
    severity,
    origin: originOf(contradiction, evaluation),
    message: { ja: worded(ja), en: worded(en) },
    paths: [...new Set([...items, ...rows].map(({ path }) => path))],
    evidence: distinct([...items, ...rows].flatMap(({ evidence }) => evidence)),
    expected,
    found,
  }
}

const distinct = (evidence: readonly Evidence[]): Evidence[] => [
  ...new Map(evidence.map((one) => [JSON.stringify(one), one])).values(),
]
