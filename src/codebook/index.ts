import { type Codebook, hasCodebook, type Store, writeCodebook } from '../../db/index.ts'
import { codebookRows } from './codebook-rows.ts'
import { tableGuides } from './table-guide.ts'
import { viewSpecs } from './views.ts'

export { REASON_CODE_GUIDE } from './table-guide.ts'
export type { ColumnGuide, ViewSpec } from './view-spec.ts'
export { viewSpecs } from './views.ts'

/** Everything that the database says of itself, from the forms as this program knows them. */
export function codebook(): Codebook {
  const views = viewSpecs().flatMap(({ name, description, columns }) => [
    { relation: name, name: '', description },
    ...columns,
  ])
  return { items: codebookRows(), columns: [...tableGuides(), ...views] }
}

/** Gives a store that has no codebook, or one that a migration made stale, the codebook of this program. */
export function explainStore(store: Store): void {
  if (!hasCodebook(store)) writeCodebook(store, codebook())
}
