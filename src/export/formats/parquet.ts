import { join } from 'node:path'
import { fileWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { ColumnType } from '../column-type.ts'
import { statusLabels } from '../missing.ts'
import type { Cell } from '../select.ts'
import type { ExportTable } from '../tables.ts'
import type { Format } from './format.ts'

const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  datetime: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
}
/** A row group is written when it has so many cells, or so many characters: what is held in memory. */
const GROUP_CELLS = 250_000
const GROUP_CHARACTERS = 4_000_000

/** A Parquet file for each table; texts, 64-bit integers, doubles, booleans and dates with NULL, compressed (snappy). */
export const parquet: Format = (folder) => ({
  open(table) {
    const writer = new ParquetWriter({
      writer: fileWriter(join(folder, `${table.name}.parquet`)),
      schema: schemaOf(table),
      kvMetadata: [
        { key: 'description', value: table.description },
        { key: 'missing_codes', value: JSON.stringify(statusLabels) },
      ],
      createdBy: 'hyoka',
    })
    const columns: Cell[][] = table.columns.map(() => [])
    let characters = 0
    const flush = async () => {
      const rows = columns[0]!.length
      if (rows === 0) return
      await writer.write({
        columnData: table.columns.map(({ name, type }, place) => ({
          name,
          data: columns[place]!.map((value) => native(type, value)),
        })),
        rowGroupSize: rows,
      })
      for (const column of columns) column.length = 0
      characters = 0
    }
    return {
      async rows(rows) {
        for (const row of rows) {
          for (let place = 0; place < row.length; place++) {
            const value = row[place]!
            columns[place]!.push(value)
            if (typeof value === 'string') characters += value.length
          }
          if (columns[0]!.length * columns.length >= GROUP_CELLS || characters >= GROUP_CHARACTERS)
            await flush()
        }
      },
      async close() {
        await flush()
        await writer.finish()
      },
    }
  },
  close() {},
})

const schemaOf = ({ columns }: ExportTable): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }) => ({ name, ...ELEMENTS[type], repetition_type: 'OPTIONAL' as const })),
]

function native(type: ColumnType, value: Cell): unknown {
  if (value === null) return undefined
  if (type === 'integer') return BigInt(value)
  return type === 'date' ? new Date(`${value}T00:00:00Z`) : value
}
