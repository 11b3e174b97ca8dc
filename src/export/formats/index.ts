import { csv, tokenCsv } from './csv.ts'
import type { Format } from './format.ts'
import { jsonl } from './jsonl.ts'
import { parquet } from './parquet.ts'
import { sqlite } from './sqlite.ts'
import { xlsx } from './xlsx.ts'

export type { FormatSettings } from './format.ts'

/** The formats by the name that is typed. */
export const formats = { csv, jsonl, parquet, sqlite, xlsx, datapackage: tokenCsv } as const satisfies Record<
  string,
  Format
>
export type FormatName = keyof typeof formats
