export { diffEvaluations, headOf } from './diff-evaluations.ts'
export { linkSeries, type Series, type SeriesEntry, type SeriesMember } from './link-series.ts'
export type {
  Both,
  BoxDifference,
  BoxState,
  Declaration,
  Declared,
  Difference,
  DifferenceKind,
  VersionDiff,
  VersionHead,
} from './version-diff.ts'
