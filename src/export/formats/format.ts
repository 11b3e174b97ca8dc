import type { Row } from '../select.ts'
import type { ExportTable } from '../tables.ts'

/** Takes the rows of one table, some at a time. */
export type TableSink = {
  readonly rows: (rows: readonly Row[]) => void | Promise<void>
  readonly close: () => void | Promise<void>
}

/** One export that is being written: a sink for each table in turn, and at the end what remains to be written. */
export type Output = {
  readonly open: (table: ExportTable) => TableSink
  readonly close: () => void | Promise<void>
}

/** Opens an export in a folder that is there and empty. */
export type Format = (folder: string, settings: FormatSettings) => Output

export type FormatSettings = {
  /** A byte order mark before CSV: Excel then reads it as UTF-8. */
  readonly bom: boolean
  /** Texts that a spreadsheet would run get an apostrophe in front (CSV). */
  readonly guard: boolean
  /** Told of what a format cannot hold. */
  readonly note: (message: string) => void
}
