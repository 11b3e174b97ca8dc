import { createHash } from 'node:crypto'
import { addressBudget, withResolvedChanges } from './changes/index.ts'
import { inferenceRules, withFindings, withInferences } from './checks/index.ts'
import { evaluatePages } from './engine/evaluate.ts'
import { evaluateRows, looksLikeRows } from './engine/rows/evaluate.ts'
import { evaluateScrambled } from './engine/scrambled/evaluate.ts'
import { evaluateLines } from './engine/text-cover.ts'
import { excessOf, withoutLongGaps } from './engine/text-limits.ts'
import { detectMediaType, readSource } from './readers/index.ts'
import type { DocumentRecord, Evaluation, ParseResult, Problem, Source } from './records/index.ts'
import { ReadError } from './records/index.ts'
import { type Legibility, legibilityOf } from './text/plausibility.ts'

/** Names the rules that made a record; records of another version are parsed again. */
export const PARSER_VERSION = '5'

/**
 * Reads a document: bytes in, evaluations out, in document order. A document that cannot be read gives no evaluation and
 * a problem of severity `error` that says why; it never throws for what stands in the bytes.
 */
export async function parseDocument(bytes: Uint8Array): Promise<ParseResult> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const result = (
    document: Omit<DocumentRecord, 'sha256' | 'bytes'>,
    evaluations: Evaluation[],
  ): ParseResult => ({
    parser: PARSER_VERSION,
    document: { sha256, bytes: bytes.length, ...document },
    evaluations,
  })
  try {
    const { mediaType, source } = await readSource(bytes)
    const { evaluations, problems } = await evaluateSource(source)
    const budget = addressBudget()
    return result(
      {
        mediaType,
        pages: pageCount(source),
        textSource: source.textSource,
        problems: [...source.problems, ...problems],
      },
      evaluations.map((evaluation) =>
        withFindings(withInferences(withResolvedChanges(evaluation, budget), inferenceRules)),
      ),
    )
  } catch (error) {
    const problem: Problem =
      error instanceof ReadError
        ? error.problem
        : {
            code: 'parser-failed',
            severity: 'error',
            message: `the parser failed on this document (${error instanceof Error ? error.message : String(error)}); report it with the document`,
          }
    const mediaType = await detectMediaType(bytes)
    return result({ mediaType, pages: 0, textSource: 'none', problems: [problem] }, [])
  }
}

type Evaluated = { evaluations: Evaluation[]; problems: Problem[] }

async function evaluateSource(source: Source): Promise<Evaluated> {
  if (source.kind === 'lines') return await evaluateText(source.lines)
  const legibility = legibilityOf(source.pages.flatMap((page) => page.glyphs))
  const evaluations = evaluatePages(source.pages, legibility.garbageFonts)
  const problems = illegible(legibility, evaluations.length > 0)
  if (evaluations.length > 0 || problems.length > 0) return { evaluations, problems }
  return {
    evaluations,
    problems: [
      {
        code: 'not-an-assessment',
        severity: 'error',
        message:
          'no cover and no items of 様式2, 様式3 or 様式4 were found; it is not a 特定個人情報保護評価書, or its layout is unknown',
      },
    ],
  }
}

/** From this share of rows with tabs, tags and bars on, a text is OCR output; else it was pulled out of a PDF. */
const ROWS_SHARE = 0.3

/** Text without positions: by its rows, or by reasoning over its scrambled pages; at the least its cover. */
async function evaluateText(printed: readonly string[]): Promise<Evaluated> {
  const excess = excessOf(printed)
  if (excess) return { evaluations: [], problems: [excess] }
  const lines = withoutLongGaps(printed)
  const evaluations = looksLikeRows(lines) > ROWS_SHARE ? await evaluateRows(lines) : evaluateScrambled(lines)
  return evaluations.length > 0 ? { evaluations, problems: [] } : evaluateLines(lines)
}

/** Beyond this share of garbage a document without labels is unreadable rather than something else. */
const UNREADABLE_SHARE = 0.1

function illegible({ garbageFonts, garbageShare, lacksKana }: Legibility, recognised: boolean): Problem[] {
  const share = `${(100 * garbageShare).toFixed(1)} % of the characters are in ${garbageFonts.size} fonts without a usable character map`
  if (recognised) {
    if (garbageFonts.size === 0) return []
    const message = `${share}; values in them are not asserted. Have the document recognised anew (OCR)`
    return [{ code: 'unreadable-text-layer', severity: 'warning', message }]
  }
  if (garbageShare < UNREADABLE_SHARE && !lacksKana) return []
  const why = garbageShare < UNREADABLE_SHARE ? 'the text has ideographs but hardly any kana' : share
  return [
    {
      code: 'unreadable-text-layer',
      severity: 'error',
      message: `unreadable text layer: ${why}; the document needs OCR`,
    },
  ]
}

const pageCount = (source: Source): number =>
  source.kind === 'positioned'
    ? source.pages.length
    : 1 + source.lines.filter((line) => line.includes('\f')).length
