export { changesOf } from './changes-of.ts'
export { type Resolution, resolveItems } from './resolve.ts'
export { addressBudget, withResolvedChanges } from './resolve-rows.ts'
export { type DiffPart, wordDiff } from './word-diff.ts'
