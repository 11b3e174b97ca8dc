import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { WorkbookWriter } from '@cj-tech-master/excelts'
import type { Cell } from '../select.ts'
import type { Format } from './format.ts'

/** Limits of Excel: rows of a sheet, characters of a cell. */
export const MAX_ROWS = 1_048_576
const MAX_CHARACTERS = 32_767
/** What stands in place of a text that no cell can hold. */
export const TOO_LONG = '#too_long'

/**
 * One workbook, a sheet for each table and another one when it is full. Texts are cells of text, which no spreadsheet
 * runs as formulas, whatever they begin with.
 */
export const xlsx: Format = (folder, { note }) => {
  const workbook = new WorkbookWriter({
    filename: join(folder, 'hyoka.xlsx'),
    useSharedStrings: false,
    useStyles: false,
  })
  return {
    open({ name, columns }) {
      const head = columns.map((column) => column.name)
      let number = 0
      let used = MAX_ROWS
      let cut = 0
      const begin = () => {
        number += 1
        used = 1
        const sheet = workbook.addWorksheet(number === 1 ? name : `${name} (${number})`)
        sheet.addRow(head).commit()
        return sheet
      }
      const fitting = (value: Cell): Cell => {
        if (typeof value !== 'string' || value.length <= MAX_CHARACTERS) return value
        cut += 1
        return TOO_LONG
      }
      let sheet = begin()
      return {
        async rows(rows) {
          for (const row of rows) {
            if (used === MAX_ROWS) {
              await sheet.commit()
              sheet = begin()
            }
            sheet.addRow(row.map(fitting)).commit()
            used += 1
          }
          // The stream of the file gets its turn, so that rows do not pile up in memory.
          await turn()
        },
        async close() {
          await sheet.commit()
          if (cut > 0)
            note(`${name}: ${cut} texts are longer than a cell can be; they are written as ${TOO_LONG}`)
        },
      }
    },
    close: () => workbook.commit(),
  }
}
