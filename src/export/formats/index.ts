import type { Format } from './format.ts'

export type { FormatSettings } from './format.ts'

/** The formats by the name that is typed. Each is loaded when it is asked for: libraries of hundreds of modules write some. */
export const formats = {
  csv: async () => (await import('./csv.ts')).csv,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  parquet: async () => (await import('./parquet.ts')).parquet,
  sqlite: async () => (await import('./sqlite.ts')).sqlite,
  xlsx: async () => (await import('./xlsx.ts')).xlsx,
  datapackage: async () => (await import('./csv.ts')).tokenCsv,
} as const satisfies Record<string, () => Promise<Format>>
export type FormatName = keyof typeof formats
