import type { Evaluation } from '../records/index.ts'
import { declare } from './declarations.ts'
import { differencesOf } from './differences.ts'
import type { VersionDiff, VersionHead } from './version-diff.ts'

/**
 * What changed from one version of an evaluation to the next, item by item, and what the newer one's change table
 * declares of it. Throws a RangeError for two different forms: their items are not the same questions.
 */
export function diffEvaluations(older: Evaluation, newer: Evaluation): VersionDiff {
  if (older.form !== newer.form) throw new RangeError(`${older.form} cannot be held against ${newer.form}`)
  return {
    older: headOf(older),
    newer: headOf(newer),
    ...declare(differencesOf(older, newer), older, newer),
  }
}

/** What tells a version from others. */
export function headOf({ form, number, title, agency, publicationDate, edition }: Evaluation): VersionHead {
  return {
    form,
    ...(number === undefined ? {} : { number }),
    ...(title === undefined ? {} : { title }),
    ...(agency === undefined ? {} : { agency }),
    ...(publicationDate === undefined ? {} : { publicationDate }),
    ...(edition === undefined ? {} : { edition }),
  }
}
