import type { ParseResult, Problem } from '../parsers/records/index.ts'

/**
 * - `failed`: an error, and no evaluation;
 * - `partial`: evaluations, but an error somewhere; or no evaluation without anybody saying why;
 * - `ok`: evaluations and at most warnings; or an annex, which has none.
 */
export type DocumentStatus = 'ok' | 'partial' | 'failed'

export function documentStatus({ document, evaluations }: ParseResult): DocumentStatus {
  const problems = [document, ...evaluations].flatMap((owner) => owner.problems)
  const error = problems.some(isError)
  if (document.problems.some(({ code }) => code === 'annex-without-cover')) return error ? 'failed' : 'ok'
  if (evaluations.length === 0) return error ? 'failed' : 'partial'
  return error ? 'partial' : 'ok'
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
