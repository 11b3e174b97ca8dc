import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { statusLabels } from '../missing.ts'
import type { Cell, Row } from '../select.ts'
import type { ExportTable } from '../tables.ts'
import type { Format } from './format.ts'
import { guarded } from './guard.ts'
import { textFile } from './lines.ts'

/** NULL is written as nothing, an empty text as "": all texts stand in quotation marks. */
export const csv: Format = (folder, { bom, guard }) => csvOutput(folder, { bom, guard, tokens: false })

/**
 * CSV for a data package: a value that is not there is written as the code of its reason: `#withheld`. Texts are always
 * guarded, so that one that looks like such a code is none.
 */
export const tokenCsv: Format = (folder) => csvOutput(folder, { bom: false, guard: true, tokens: true })

type Style = { readonly bom: boolean; readonly guard: boolean; readonly tokens: boolean }

function csvOutput(folder: string, { bom, guard, tokens }: Style): ReturnType<Format> {
  return {
    open(table) {
      const head = stringify([table.columns.map(({ name }) => name)], { record_delimiter: '\r\n' })
      const file = textFile(join(folder, `${table.name}.csv`), `${bom ? '\uFEFF' : ''}${head}`)
      const prepared = tokens ? withTokens(table) : (row: Row) => row
      const isToken = (text: string) => tokens && missingTokens.has(text)
      const cell = (value: Cell) =>
        typeof value !== 'string' || !guard ? value : isToken(value) ? `'${value}` : guarded(value)
      return {
        rows: (rows) =>
          file.write(
            stringify(
              rows.map((row) => prepared(row.map(cell))),
              {
                quoted_string: true,
                record_delimiter: '\r\n',
                cast: {
                  boolean: (value) => ({ value: String(value), quoted_string: false }),
                  number: (value) => ({ value: String(value), quoted_string: false }),
                },
              },
            ),
          ),
        close: file.close,
      }
    },
    close() {},
  }
}

/** The token of a missing value. */
export const token = (code: string): string => `#${code}`
const missingTokens: ReadonlySet<string> = new Set(statusLabels.map(({ code }) => token(code)))

function withTokens({ columns }: ExportTable): (row: Row) => Row {
  const reasons = columns.map(({ status }) => columns.findIndex(({ name }) => name === status))
  return (row) =>
    row.map((value, place) => {
      const reason = row[reasons[place]!]
      return value === null && typeof reason === 'string' && reason !== 'found' ? token(reason) : value
    })
}
