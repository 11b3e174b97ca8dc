import SqliteDatabase, { type Database } from 'better-sqlite3'
import { migrate, readMigrations } from '../sqlite/index.ts'
import { codebook } from '../src/codebook/index.ts'

type Column = { readonly name: string; readonly type: string; readonly pk: number }
type Key = { readonly from: string; readonly table: string }

/** docs/schema.md: the diagram and the columns of the schema that the migrations make. */
export function schemaReference(): string {
  const database = new SqliteDatabase(':memory:')
  migrate(database, readMigrations(new URL('../db/schema/', import.meta.url)), () => '')
  const relations = database
    .prepare<[], { name: string; type: 'table' | 'view' }>(
      `SELECT name, type FROM pragma_table_list
       WHERE schema = 'main' AND type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all()
  const named = (type: string): string[] =>
    relations.filter((relation) => relation.type === type).map(({ name }) => name)
  const text = `# Schema

Made by \`npm run docs\` from db/schema and src/codebook; do not edit.

Everything that stands here stands in the database, too: \`column_guide\` explains each column of each table and view,
\`codebook\` each item of the forms (key, path, label as printed, options). \`hyoka query\` reads both.

- **Start with the views.** A row is an evaluation, a contract, a recipient, a system, a risk judgement, a change, a box.
- A value stands in a view only if it is asserted (status \`found\`). \`…_status\` beside it says why there is
  none: \`blank\`, \`missing\`, \`ambiguous\`, \`inferred\` (likely, by other items: see \`inferred_values\`); NULL where the form has no such item.
- \`is_current = 1\` leaves out documents that a newer content of the same place replaced.
- Evaluations are named by \`evaluation_id\`, the same in every database: the first 12 digits of the document's hash and
  its place in the document. \`items.id\` changes when a document is parsed again; \`path\` does not.
- A view is as quick as what is asked of it: of 40,000 evaluations, all of \`file_risks\` takes 2 s for a prefecture, one column 0.4 s
  for all. [export.md](export.md#on-a-large-database) has more figures.
- The search index (\`search_index\`) is described in [search.md](search.md).

## Tables

\`\`\`mermaid
${diagram(database, named('table'))}
\`\`\`

${named('table').map(tableSection).join('\n')}
## Views

${named('view').map(viewSection).join('\n')}`
  database.close()
  return text
}

function diagram(database: Database, tables: readonly string[]): string {
  const lines = tables.flatMap((table) => {
    const columns = database
      .prepare<[string], Column>('SELECT name, type, pk FROM pragma_table_info(?)')
      .all(table)
    const keys = database
      .prepare<[string], Key>('SELECT "from", "table" FROM pragma_foreign_key_list(?) ORDER BY id DESC')
      .all(table)
    const foreign = new Set(keys.map(({ from }) => from))
    return [
      ...keys.map((key) => `  ${key.table} ||--o{ ${table} : ${key.from}`),
      `  ${table} {`,
      ...columns.map(({ name, type, pk }) => {
        const marks = [pk > 0 ? 'PK' : '', foreign.has(name) ? 'FK' : ''].filter(Boolean).join(', ')
        return `    ${type} ${name}${marks && ` ${marks}`}`
      }),
      '  }',
    ]
  })
  return ['erDiagram', ...lines].join('\n')
}

const guide = codebook().columns

const head = (relation: string): string =>
  `### ${relation}\n\n${guide.find((row) => row.relation === relation && row.name === '')?.description ?? ''}\n`

function tableSection(relation: string): string {
  const rows = guide.filter((row) => row.relation === relation && row.name !== '')
  return `${head(relation)}\n| column | meaning |\n|---|---|\n${rows.map(({ name, description }) => `| \`${name}\` | ${description} |`).join('\n')}\n`
}

/** The status columns of items are left out: they are all alike. */
function viewSection(relation: string): string {
  const rows = guide.filter(
    (row) => row.relation === relation && row.name !== '' && !(row.key && row.name.endsWith('_status')),
  )
  const keyed = rows.some(({ key }) => key)
  const lines = rows.map(({ name, key, description }) =>
    keyed
      ? `| \`${name}\` | ${key ? `\`${key}\`` : ''} | ${description} |`
      : `| \`${name}\` | ${description} |`,
  )
  const columns = keyed ? '| column | key | meaning |\n|---|---|---|' : '| column | meaning |\n|---|---|'
  const statuses = keyed ? '\nEach item has a column `…_status`, too.\n' : ''
  return `${head(relation)}${statuses}\n${columns}\n${lines.join('\n')}\n`
}
