import { readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import {
  type ExportResult,
  exportTables,
  type FormatName,
  formats,
  type MappingResult,
  mappingExtensions,
  OutputExists,
  readMapping,
  runExport,
  runMapping,
  tablesFor,
  WrongMapping,
} from '../export/index.ts'
import { openProgress } from '../render/progress.ts'
import {
  defineCommand,
  type ExitCode,
  type OptionSpecs,
  type OptionValues,
  type Shell,
  UsageError,
} from './command.ts'
import { filterNotes } from './filter-notes.ts'
import { filterOptions, filtersFrom } from './filters.ts'
import { databaseOption, defaultDatabase, jsonOption } from './options.ts'
import { prepareStore } from './query.ts'

const names = Object.keys(formats) as FormatName[]

const exportOptions = {
  db: databaseOption,
  out: {
    kind: 'text',
    value: 'PATH',
    required: true,
    description: 'the folder that is made; with --map the file (.csv, .jsonl)',
  },
  format: { kind: 'text', value: 'FORMAT', description: `${names.join(', ')} (csv if not given)` },
  map: {
    kind: 'text',
    value: 'FILE',
    description: 'a YAML file that says which columns another tool wants, and from which items',
  },
  tables: {
    kind: 'text',
    value: 'NAMES',
    description: `only these tables, with commas: ${exportTables.map(({ name }) => name).join(', ')}`,
  },
  ...filterOptions,
  bom: { kind: 'flag', description: 'CSV with a byte order mark, for Excel' },
  plainText: {
    kind: 'flag',
    description: 'CSV texts as they are: no apostrophe before those that a spreadsheet would run as formulas',
  },
  force: { kind: 'flag', description: 'replace an export that is there' },
  json: jsonOption,
} as const satisfies OptionSpecs

export const exportCommand = defineCommand({
  name: 'export',
  summary:
    'Write the database, or a part of it, for other tools; docs/export.md describes formats and codes.',
  options: exportOptions,
  examples: [
    { command: 'hyoka export --format parquet --out export', does: 'everything, for DuckDB, R, pandas' },
    {
      command:
        'hyoka export --format csv --bom --pref 埼玉県 --tables evaluations,outsourcing_contracts --out saitama',
      does: 'two tables of one prefecture, for Excel',
    },
    {
      command: 'hyoka export --format datapackage --form 4 --out package --json',
      does: 'a Frictionless Data Package',
    },
    {
      command: 'hyoka export --map docs/examples/contract-register.yaml --out register.csv',
      does: 'a table as another tool wants it, and register.report.csv with what did not fit',
    },
  ],
  async run(_, options, shell) {
    if (options.map !== undefined) return await exportMapped(options.map, options, shell)
    const format = names.find((name) => name === (options.format ?? 'csv'))
    if (format === undefined)
      throw new UsageError(`--format ${options.format}: it is one of ${names.join(', ')}`)
    if (format === 'datapackage' && options.plainText)
      throw new UsageError(
        '--plain-text goes without --format datapackage: an apostrophe keeps texts apart from codes of missing values',
      )
    const filters = filtersFrom(options)
    const database = resolve(shell.cwd, options.db ?? defaultDatabase)
    prepareStore(database, shell)
    for (const note of filterNotes(database, filters)) shell.err(`${note}\n`)
    let progress: ReturnType<typeof openProgress> | undefined
    try {
      const tables = options.tables === undefined ? tablesFor(filters) : tablesNamed(options.tables)
      progress = shell.errIsTerminal ? openProgress(process.stderr, tables.length) : undefined
      const result = await runExport({
        database,
        out: resolve(shell.cwd, options.out),
        format,
        filters,
        tables,
        bom: options.bom ?? false,
        guard: !options.plainText,
        force: options.force ?? false,
        at: shell.now().toISOString(),
        progress: (table) =>
          progress?.show(
            tables.findIndex(({ name }) => name === table),
            table,
          ),
      })
      for (const note of result.notes) shell.err(`${note}\n`)
      shell.out(options.json ? `${JSON.stringify(result)}\n` : listed(options.out, result))
      return 0
    } catch (error) {
      if (error instanceof OutputExists) throw new UsageError(error.message)
      throw error
    } finally {
      progress?.close()
    }
  },
})

async function exportMapped(
  map: string,
  options: OptionValues<typeof exportOptions>,
  shell: Shell,
): Promise<ExitCode> {
  if (options.format !== undefined || options.tables !== undefined)
    throw new UsageError('--map goes without --format and --tables: the file says what is written')
  if (!(extname(options.out) in mappingExtensions))
    throw new UsageError(
      `--out ${options.out}: with --map it ends in ${Object.keys(mappingExtensions).join(' or ')}`,
    )
  try {
    const mapping = readMapping(textOf(resolve(shell.cwd, map)))
    const database = resolve(shell.cwd, options.db ?? defaultDatabase)
    prepareStore(database, shell)
    const filters = filtersFrom(options)
    for (const note of filterNotes(database, filters)) shell.err(`${note}\n`)
    const result = await runMapping({
      database,
      mapping,
      out: resolve(shell.cwd, options.out),
      filters,
      bom: options.bom ?? false,
      guard: !options.plainText,
      force: options.force ?? false,
    })
    shell.err(unfitSummary(result))
    shell.out(options.json ? `${JSON.stringify(result)}\n` : `${result.out}\n${result.report}\n`)
    return 0
  } catch (error) {
    if (error instanceof WrongMapping) throw new UsageError(`${map}: ${error.message}`)
    if (error instanceof OutputExists) throw new UsageError(error.message)
    throw error
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--map: ${(error as Error).message}`)
  }
}

const unfitSummary = ({ rows, unfit }: MappingResult): string =>
  [`${rows} rows`, ...Object.entries(unfit).map(([reason, count]) => `${count} ${reason}`)]
    .map((line) => `${line}\n`)
    .join('')

function tablesNamed(text: string) {
  return text.split(',').map((name) => {
    const table = exportTables.find((each) => each.name === name.trim())
    if (table === undefined)
      throw new UsageError(
        `--tables ${name}: there is no such table; there are ${exportTables.map((each) => each.name).join(', ')}`,
      )
    return table
  })
}

const listed = (out: string, { files }: ExportResult): string =>
  files.map(({ path }) => `${out}/${path}\n`).join('')
