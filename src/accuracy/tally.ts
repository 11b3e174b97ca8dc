import { FINDING_KINDS, type Finding, type FindingKind, OUTCOMES, type Outcome } from './finding.ts'

export type Tally = Readonly<Record<Outcome, number>>

export function tally(findings: readonly Finding[]): Tally {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome } of findings) counts[outcome]++
  return counts
}

/** A tally for each kind that occurs, in their fixed order. */
export function tallyByKind(findings: readonly Finding[]): { kind: FindingKind; tally: Tally }[] {
  return FINDING_KINDS.flatMap((kind) => {
    const ofKind = findings.filter((finding) => finding.kind === kind)
    return ofKind.length === 0 ? [] : [{ kind, tally: tally(ofKind) }]
  })
}

export type Scores = { readonly precision: number; readonly recall: number; readonly f1: number }

/** Of what is asserted, how much is right; of what there is, how much was read; and their harmonic mean. */
export function scoresOf({ right, wrong, missing, spurious }: Tally): Scores {
  const share = (all: number) => (all === 0 ? 0 : right / all)
  const [precision, recall] = [share(right + wrong + spurious), share(right + wrong + missing)]
  const sum = precision + recall
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum }
}

/** Nothing of a document differs from the truth. */
export const isExact = (findings: readonly Finding[]): boolean =>
  findings.every(({ outcome }) => outcome === 'right')
