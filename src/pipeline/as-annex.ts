import type { ParseResult, Problem } from '../../parsers/records/index.ts'

/**
 * What came of a file that its listing pages call an annex (別添1 …): that it is no assessment is as it should be.
 * Whatever else went wrong stays an error.
 */
export function asAnnex(result: ParseResult): ParseResult {
  const { document } = result
  return {
    ...result,
    document: {
      ...document,
      problems: document.problems.map((problem): Problem => {
        if (problem.code !== 'not-an-assessment') return problem
        const message = 'an annex of an assessment by its listing; it has neither a cover nor items'
        return { code: 'annex-without-cover', severity: 'info', message }
      }),
    },
  }
}
