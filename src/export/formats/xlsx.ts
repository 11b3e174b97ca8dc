import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { WorkbookWriter } from '@cj-tech-master/excelts'
import type { Cell } from '../select.ts'
import type { Format } from './format.ts'

/** What a workbook can hold: rows of a sheet with its head, characters (UTF-16) of a cell. */
export type SheetLimits = { readonly rows: number; readonly characters: number }
const EXCEL: SheetLimits = { rows: 1_048_576, characters: 32_767 }

/** What stands in place of a text that no cell can hold; its parts are in the sheet of this name. */
export const TOO_LONG = '#too_long'
export const LONG_TEXTS = 'long_texts'
const LONG_TEXTS_HEAD = ['table', 'row_number', 'column', 'part', 'text']

/**
 * One workbook, a sheet for each table and another one when it is full. Texts are cells of text, which no spreadsheet
 * runs as formulas, whatever they begin with. A text that is too long for a cell stands in parts in a sheet of its own.
 */
export const xlsx: Format = (folder, settings) => workbook(EXCEL)(folder, settings)

/** The same, for programs that can hold less than Excel. */
export const workbook =
  (limits: SheetLimits): Format =>
  (folder, { note }) => {
    const book = new WorkbookWriter({
      filename: join(folder, 'hyoka.xlsx'),
      useSharedStrings: false,
      useStyles: false,
    })
    const long: Cell[][] = []
    const open = (name: string, head: readonly string[]) => {
      let number = 0
      const begin = () => {
        number += 1
        const next = book.addWorksheet(number === 1 ? name : `${name} (${number})`)
        next.addRow([...head]).commit()
        return next
      }
      let sheet = begin()
      let used = 1
      return {
        async add(row: readonly Cell[]) {
          if (used === limits.rows) {
            await sheet.commit()
            sheet = begin()
            used = 1
          }
          sheet.addRow(row.map((value) => (typeof value === 'string' ? cellOf(value) : value))).commit()
          used += 1
        },
        close: () => sheet.commit(),
      }
    }
    return {
      open({ name, columns }) {
        const sheet = open(
          name,
          columns.map((column) => column.name),
        )
        let number = 0
        let cut = 0
        const fitting = (value: Cell, place: number): Cell => {
          if (typeof value !== 'string' || escaped(value).length <= limits.characters) return value
          cut += 1
          const column = columns[place]!.name
          for (const [part, text] of partsOf(value, limits.characters).entries())
            long.push([name, number, column, part + 1, text])
          return TOO_LONG
        }
        return {
          async rows(rows) {
            for (const row of rows) {
              number += 1
              await sheet.add(row.map(fitting))
            }
            // The stream of the file gets its turn, so that rows do not pile up in memory.
            await turn()
          },
          async close() {
            await sheet.close()
            if (cut > 0)
              note(
                `${name}: ${cut} texts are longer than a cell can be; ${TOO_LONG} stands there, their parts are in the sheet ${LONG_TEXTS}`,
              )
          },
        }
      },
      async close() {
        if (long.length > 0) {
          const sheet = open(LONG_TEXTS, LONG_TEXTS_HEAD)
          for (const row of long) await sheet.add(row)
          await sheet.close()
        }
        await book.commit()
      },
    }
  }

/** Characters that XML cannot hold or would change, and texts that look like the escape of one (ISO/IEC 29500, ST_Xstring). */
const UNWRITABLE = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu

/** White space at an end of a text, which programs take away from a plain cell. */
const EDGES = /^[ \t\n]+|[ \t\n]+$/gu

/** A text as a cell; one with white space at an end as rich text, whose white space counts. */
function cellOf(text: string): string | { richText: { text: string }[] } {
  const safe = escaped(text)
  if (safe !== text) return safe.replace(EDGES, (edge) => [...edge].map(escapeOf).join(''))
  return text.trim() === text ? text : { richText: [{ text }] }
}

const escapeOf = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

const escaped = (text: string): string => text.replace(UNWRITABLE, escapeOf)

/** Characters of an escape: `_x000D_`. */
const ESCAPED = 7

/** A text in parts that fit a cell when they are escaped; no character of two units is torn. */
function partsOf(text: string, most: number): string[] {
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const character of text) {
    if (length + ESCAPED > most && part !== '') {
      parts.push(part)
      part = ''
      length = 0
    }
    part += character
    length += character === '_' || escaped(character) !== character ? ESCAPED : character.length
  }
  return [...parts, part]
}
