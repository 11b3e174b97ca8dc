import type { SearchFilters } from '../../db/index.ts'
import type { FormatName } from './formats/index.ts'
import type { Snapshot } from './snapshot.ts'
import type { ExportTable } from './tables.ts'

/** The file that tells an export from other folders. */
export const MARK = 'snapshot.json'

export type ExportRequest = {
  readonly database: string
  /** The folder that the export becomes. */
  readonly out: string
  readonly format: FormatName
  readonly filters: SearchFilters
  readonly tables: readonly ExportTable[]
  readonly bom: boolean
  readonly guard: boolean
  /** Replace an export that is there. */
  readonly force: boolean
  readonly at: string
  /** Told of each table when its turn comes. */
  readonly progress: (table: string) => void
}
export type ExportedFile = { readonly path: string; readonly bytes: number; readonly sha256: string }
export type ExportResult = {
  readonly snapshot: Snapshot
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
  readonly files: readonly ExportedFile[]
  /** What the format could not hold. */
  readonly notes: readonly string[]
}
