import Table from 'cli-table3'
import { stringify } from 'csv-stringify/sync'
import type { Rows } from '../query/index.ts'
import { counted, printable } from './words.ts'

export type RowFormat = 'table' | 'csv' | 'json'

/** Rows for people (table), for spreadsheets (CSV with a head, values as they are) or for programs (a JSON list of objects). */
export function renderRows({ columns, rows }: Rows, format: RowFormat): string {
  switch (format) {
    case 'csv':
      return stringify(rows as unknown[][], { header: true, columns: [...columns] })
    case 'json':
      return `${JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]]))))}\n`
    case 'table': {
      const table = new Table({ head: [...columns], style: { head: [], border: [] } })
      table.push(...rows.map((row) => row.map((value) => (value === null ? '' : String(value)))))
      return printable(`${table.toString()}\n${counted(rows.length, 'row')}\n`)
    }
  }
}
