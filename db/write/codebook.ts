import type { Store } from '../open.ts'

/** An item of a form; `options` is JSON, `required` 0 or 1. */
export type CodebookRow = {
  readonly form: string
  readonly key: string
  readonly path: string
  readonly label: string
  readonly number: string | null
  readonly section: string
  readonly kind: string
  readonly options: string | null
  readonly required: number
  readonly since: string
  readonly until: string | null
  readonly description: string
}

/** A column of a table or view (with an empty name: the table or view itself). */
export type ColumnRow = {
  readonly relation: string
  readonly name: string
  readonly key?: string
  readonly description: string
}

export type Codebook = { readonly items: readonly CodebookRow[]; readonly columns: readonly ColumnRow[] }

/** Whether the store explains itself; a migration that changes views empties the guide. */
export function hasCodebook({ database }: Store): boolean {
  return database.prepare('SELECT 1 FROM column_guide LIMIT 1').get() !== undefined
}

/** Replaces the codebook and the guide to the columns. */
export function writeCodebook({ database }: Store, { items, columns }: Codebook): void {
  database
    .transaction(() => {
      database.exec('DELETE FROM codebook; DELETE FROM column_guide')
      const insertItem = database.prepare(
        `INSERT INTO codebook (form, position, key, path, label, number, section, kind, options, required, since,
           until, description)
         VALUES (:form, :position, :key, :path, :label, :number, :section, :kind, :options, :required, :since,
           :until, :description)`,
      )
      for (const [index, item] of items.entries()) insertItem.run({ ...item, position: index + 1 })
      const insertColumn = database.prepare(
        'INSERT INTO column_guide (relation, position, name, key, description) VALUES (?, ?, ?, ?, ?)',
      )
      let position = 0
      for (const { relation, name, key, description } of columns) {
        position = name === '' ? 0 : position + 1
        insertColumn.run(relation, position, name, key ?? null, description)
      }
    })
    .immediate()
}
