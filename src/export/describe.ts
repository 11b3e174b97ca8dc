import { stringify } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { token } from './formats/csv.ts'
import { missingCodes, NOT_ON_FORM, NOT_RECORDED, statusLabels } from './missing.ts'
import type { ExportedFile } from './request.ts'
import type { Snapshot } from './snapshot.ts'
import type { ExportColumn, ExportTable } from './tables.ts'

export type Described = {
  readonly snapshot: Snapshot
  readonly tables: readonly ExportTable[]
  readonly counts: readonly { readonly name: string; readonly rows: number }[]
  readonly files: readonly ExportedFile[]
  readonly notes: readonly string[]
  readonly guard: boolean
}

/** README.md of an export: what it is, how it is cited, what stands where a value is missing. */
export function readMe({ snapshot, tables, counts, files, notes, guard }: Described): string {
  const has = (table: string) => tables.some(({ name }) => name === table)
  const hasCsv = files.some(({ path }) => path.endsWith('.csv'))
  const rows = tables.map(
    ({ name, description }) =>
      `| ${name} | ${counts.find((count) => count.name === name)!.rows} | ${description} |`,
  )
  const codes = statusLabels.map(({ code, label }) => `| \`${code}\` | ${label} |`)
  return `# ${snapshot.citation}

Made ${snapshot.made} by hyoka ${packageJson.version}. Filters: ${JSON.stringify(snapshot.filters)}.
Parsers: ${snapshot.coverage.parsers.join(', ') || 'none'}. Prefectures: ${snapshot.coverage.prefectures}.

| table | rows | |
|---|---|---|
${rows.join('\n')}

${has('column_guide') ? 'What each column means is in `column_guide`. ' : ''}${has('codebook') ? 'What each item of the forms is called is in `codebook`.' : ''}

## Where there is no value

A column with a companion \`…_status\` (in items, boxes and risk_judgements: \`status\`) is empty unless a value is asserted; the companion
says why. Other empty columns: the document does not say it, or it does not apply.

| status | |
|---|---|
${codes.join('\n')}

${
  !hasCsv
    ? ''
    : guard
      ? `In CSV a text that begins with = + - @ ＝ ＋ － ＠, a tab, a carriage return or an apostrophe has one apostrophe in front, so that no
spreadsheet runs it. Take one away from every text that begins with an apostrophe, and the texts are as they were.`
      : 'Texts in CSV stand as they are: some begin with =, and a spreadsheet may run them.'
}
${notes.map((note) => `\n- ${note}`).join('')}
`
}

/** CITATION.cff 1.2.0 of an export. */
export const citationFile = ({ id, made, citation, coverage }: Snapshot): string =>
  stringify({
    'cff-version': '1.2.0',
    type: 'dataset',
    title: 'hyoka: records of 特定個人情報保護評価書',
    message: citation,
    authors: [{ name: 'hyoka' }],
    version: id,
    'date-released': made.slice(0, 10),
    identifiers: [{ type: 'other', value: id, description: 'snapshot: hash over the content' }],
    abstract: `${coverage.evaluations} evaluations of ${coverage.agencies} agencies`,
  })

/** datapackage.json: Frictionless Data Package 2.0. */
export function dataPackage({ snapshot, tables, files, guard }: Described): object {
  const names = new Set(tables.map(({ name }) => name))
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'hyoka-export',
    id: snapshot.id,
    title: 'Records of 特定個人情報保護評価書',
    description: `${snapshot.citation}${guard ? ' Texts that begin with an apostrophe have one in front (see README.md).' : ''}`,
    version: snapshot.id,
    created: snapshot.made,
    contributors: [{ title: 'hyoka', roles: ['creator'] }],
    sources: [{ title: '特定個人情報保護評価書, published by the agencies; see sources.csv for each place' }],
    licenses: [
      {
        name: 'notspecified',
        title: 'The agencies publish the documents under their own terms; the records add no restriction',
      },
    ],
    coverage: snapshot.coverage,
    filters: snapshot.filters,
    resources: tables.map((table) => {
      const file = files.find(({ path }) => path === `${table.name}.csv`)!
      return {
        $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
        name: table.name,
        type: 'table',
        path: file.path,
        description: table.description,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
        dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
        schema: schemaOf(table, names),
      }
    }),
  }
}

const missingValues = [
  { value: '', label: 'not said, or it does not apply; an empty text, too' },
  ...[...missingCodes, NOT_ON_FORM, NOT_RECORDED].map(({ code, label }) => ({ value: token(code), label })),
]

const schemaOf = (table: ExportTable, names: ReadonlySet<string>): object => ({
  $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
  fields: table.columns.map((column) => fieldOf(table, column)),
  missingValues,
  ...(table.primaryKey.length > 0 && { primaryKey: table.primaryKey }),
  ...(table.foreignKeys.some((key) => names.has(key.table)) && {
    foreignKeys: table.foreignKeys
      .filter((key) => names.has(key.table))
      .map(({ column, table: resource, reference }) => ({
        fields: [column],
        reference: { resource, fields: [reference] },
      })),
  }),
})

function fieldOf({ columns, primaryKey }: ExportTable, { name, type, description }: ExportColumn): object {
  const isStatus = columns.some(({ status }) => status === name)
  return {
    name,
    type,
    description,
    ...((isStatus || primaryKey.includes(name)) && { constraints: { required: true } }),
    ...(isStatus && { categories: statusLabels.map(({ code, label }) => ({ value: code, label })) }),
  }
}
