import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { UsageError } from '../commands/command.ts'

const filled = z.string().trim().min(1)
const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional()
const yes = optional.transform((text) => text !== undefined && /^(?:1|yes|true)$/i.test(text))

/** A row of a manifest: a file and what is known of where it came from. */
const ManifestRow = z.strictObject({
  /** Relative to the manifest. */
  file: filled,
  url: z.url({ protocol: /^https?$/ }),
  agency: filled,
  agency_code: optional,
  prefecture: optional,
  fetched_at: z
    .union([z.iso.datetime({ offset: true }), z.iso.date(), z.literal('')])
    .transform((text) => (text === '' ? undefined : new Date(text).toISOString()))
    .optional(),
  referrer: optional,
  link_text: optional,
  number: optional,
  title: optional,
  date: optional,
  form: z
    .enum(['様式2', '様式3', '様式4', ''])
    .transform((form) => (form === '' ? undefined : form))
    .optional(),
  department: optional,
  ended: yes,
  draft: yes,
})
export type ManifestRow = z.infer<typeof ManifestRow>

/** Reads a CSV manifest (UTF-8); paths of files come out absolute. @throws UsageError with the line that is wrong */
export function readManifest(path: string): readonly ManifestRow[] {
  let rows: { record: unknown; info: { lines: number } }[]
  try {
    rows = parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true, info: true })
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`)
  }
  return rows.map(({ record, info }) => {
    const row = ManifestRow.safeParse(record)
    if (!row.success) throw new UsageError(`${path}, line ${info.lines}: ${z.prettifyError(row.error)}`)
    return { ...row.data, file: resolve(dirname(path), row.data.file) }
  })
}
