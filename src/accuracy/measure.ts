import { extname } from 'node:path'
import type { Evaluation, ParseResult } from '../../parsers/records/index.ts'
import { type Agreement, agreementOf } from './agreement.ts'
import { type Calibration, calibrate } from './calibration.ts'
import { compareDocument } from './compare-document.ts'
import type { TruthCase } from './find-truth.ts'
import type { Finding, FindingKind } from './finding.ts'
import { isExact, type Scores, scoresOf, type Tally, tally, tallyByKind } from './tally.ts'

export type Input = 'PDF' | 'workbook' | 'text'

/** A document was parsed, or it gives no records; `failure` says why. */
export type Parsed = { readonly result?: ParseResult; readonly failure?: string }

export type MeasuredDocument = {
  readonly document: string
  readonly input: Input
  readonly failure?: string
  readonly tally: Tally
  /** Characters of its evaluations, and how many of them no item accounts for. */
  readonly coverage: { readonly characters: number; readonly unplaced: number }
  /** What is not right. */
  readonly findings: readonly Finding[]
}

export type AccuracyReport = {
  readonly parser: string
  readonly documents: readonly MeasuredDocument[]
  readonly exact: number
  readonly failed: number
  readonly forms: { readonly right: number; readonly all: number }
  readonly byInput: readonly {
    readonly input: Input
    readonly kinds: readonly { readonly kind: FindingKind; readonly tally: Tally }[]
    readonly tally: Tally
  }[]
  readonly tally: Tally
  readonly scores: Scores
  readonly calibration: Calibration
  /** PDFs and workbooks that are printed from the same cells. */
  readonly agreement: readonly ({ readonly pdf: string; readonly workbook: string } & Agreement)[]
}

type Measured = MeasuredDocument & {
  readonly all: readonly Finding[]
  readonly forms: { readonly right: number; readonly all: number }
  readonly evaluations: readonly Evaluation[]
}

/** Parses the documents of the cases with `parse`, one after the other, and holds them against the truth. */
export async function measure(
  cases: readonly TruthCase[],
  parse: (path: string) => Promise<Parsed>,
  parser: string,
): Promise<AccuracyReport> {
  const measured: Measured[] = []
  const agreement: AccuracyReport['agreement'][number][] = []
  for (const { documents, evaluations } of cases) {
    const ofCase: Measured[] = []
    for (const document of documents)
      ofCase.push(measureDocument(document, evaluations, await parse(document)))
    measured.push(...ofCase)
    const pdf = ofCase.find(({ input }) => input === 'PDF')
    const workbook = ofCase.find(({ input }) => input === 'workbook')
    if (pdf && workbook) {
      agreement.push({
        pdf: pdf.document,
        workbook: workbook.document,
        ...agreementOf(pdf.evaluations, workbook.evaluations),
      })
    }
  }
  const findings = measured.flatMap(({ all }) => all)
  const byInput = (['PDF', 'workbook', 'text'] as const).flatMap((input) => {
    const ofInput = measured.filter((one) => one.input === input).flatMap(({ all }) => all)
    return ofInput.length === 0 ? [] : [{ input, kinds: tallyByKind(ofInput), tally: tally(ofInput) }]
  })
  return {
    parser,
    documents: measured.map(({ all: _, forms: __, evaluations: ___, ...document }) => document),
    exact: measured.filter(({ all }) => isExact(all)).length,
    failed: measured.filter(({ failure }) => failure !== undefined).length,
    forms: {
      right: measured.reduce((sum, { forms }) => sum + forms.right, 0),
      all: measured.reduce((sum, { forms }) => sum + forms.all, 0),
    },
    byInput,
    tally: tally(findings),
    scores: scoresOf(tally(findings)),
    calibration: calibrate(findings),
    agreement,
  }
}

function measureDocument(
  document: string,
  truth: TruthCase['evaluations'],
  { result, failure }: Parsed,
): Measured {
  const evaluations = result?.evaluations ?? []
  const { findings, forms } = compareDocument(truth, evaluations)
  return {
    document,
    input: inputOf(document),
    ...(failure !== undefined && { failure }),
    tally: tally(findings),
    coverage: {
      characters: evaluations.reduce((sum, { coverage }) => sum + coverage.characters, 0),
      unplaced: evaluations.reduce((sum, { coverage }) => sum + coverage.unplaced, 0),
    },
    findings: findings.filter(({ outcome }) => outcome !== 'right'),
    all: findings,
    forms,
    evaluations,
  }
}

function inputOf(document: string): Input {
  switch (extname(document).toLowerCase()) {
    case '.pdf':
      return 'PDF'
    case '.xlsx':
    case '.xlsm':
      return 'workbook'
    default:
      return 'text'
  }
}
