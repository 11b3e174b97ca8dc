/** A column of a table or view, as the database explains it to its readers. */
export type ColumnGuide = {
  readonly relation: string
  readonly name: string
  /** The item that the column holds, where it holds one. */
  readonly key?: string
  readonly description: string
}

/** A view, its SQL and what each of its columns means. */
export type ViewSpec = {
  readonly name: string
  /** `one row per …` */
  readonly description: string
  readonly sql: string
  readonly columns: readonly ColumnGuide[]
}

/** A column of a view: its SQL and what it means. */
export type ViewColumn = {
  readonly name: string
  readonly sql: string
  readonly key?: string
  readonly description: string
}

export function view(
  name: string,
  description: string,
  columns: readonly ViewColumn[],
  source: string,
): ViewSpec {
  const selected = columns.map((column) => `  ${column.sql} AS ${column.name}`).join(',\n')
  return {
    name,
    description,
    sql: `CREATE VIEW ${name} AS\nSELECT\n${selected}\n${source}`,
    columns: columns.map(({ sql: _, ...column }) => ({ relation: name, ...column })),
  }
}

/** Text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
