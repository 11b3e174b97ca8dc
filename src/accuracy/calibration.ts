import type { Finding } from './finding.ts'

/** Bounds of the bands; each holds its lower one, the last its upper one, too. */
const BOUNDS = [0, 0.5, 0.8, 0.9, 0.95, 1] as const
/** From this confidence on, values may be relied on … */
export const SURE = 0.9
/** … as at least this share of them is right. */
export const SURE_SHARE = 0.995

export type Band = {
  readonly from: number
  readonly to: number
  readonly asserted: number
  readonly right: number
}

export type Calibration = { readonly bands: readonly Band[]; readonly sure: Band; readonly holds: boolean }

/** How often what is asserted is right, by its confidence. A blank that is asserted counts, silence does not. */
export function calibrate(findings: readonly Finding[]): Calibration {
  const sure = bandOf(findings, SURE, 1)
  return {
    bands: BOUNDS.slice(1).map((to, index) => bandOf(findings, BOUNDS[index]!, to)),
    sure,
    holds: sure.right >= SURE_SHARE * sure.asserted,
  }
}

function bandOf(findings: readonly Finding[], from: number, to: number): Band {
  const inBand = findings.filter(
    ({ confidence }) => confidence !== undefined && confidence >= from && (confidence < to || to === 1),
  )
  return {
    from,
    to,
    asserted: inBand.length,
    right: inBand.filter(({ outcome }) => outcome === 'right').length,
  }
}
