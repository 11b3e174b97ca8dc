import { resolve } from 'node:path'
import { closeStore, openStore } from '../../db/index.ts'
import { explainStore } from '../codebook/index.ts'
import { type QueryRequest, runQuery } from '../query/index.ts'
import { renderRows } from '../render/rows.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'
import { databaseOption, defaultDatabase } from './options.ts'

export const rowOptions = {
  csv: { kind: 'flag', description: 'print CSV' },
  json: { kind: 'flag', description: 'print a JSON list with an object a row' },
  seconds: { kind: 'number', value: 'SECONDS', default: 60, description: 'stop after this time' },
} as const

export type RowOptions = {
  readonly csv?: boolean | undefined
  readonly json?: boolean | undefined
  readonly seconds: number
}

export const queryCommand = defineCommand({
  name: 'query',
  summary: 'Read from a database with SQL; it cannot be changed. docs/schema.md describes tables and views.',
  argument: { name: 'SQL', description: 'one statement that reads', several: false },
  options: { db: databaseOption, ...rowOptions },
  examples: [
    {
      command: "hyoka query 'SELECT form, count(*) AS evaluations FROM evaluations GROUP BY form'",
      does: 'a table',
    },
    {
      command:
        "hyoka query 'SELECT prefecture, contractor FROM outsourcing_contracts' --csv > contractors.csv",
      does: 'a view as CSV',
    },
    {
      command: `hyoka query "SELECT name, description FROM column_guide WHERE relation = 'systems'" --json`,
      does: 'what the columns of a view mean',
    },
  ],
  async run([sql = ''], options, shell) {
    const path = resolve(shell.cwd, options.db ?? defaultDatabase)
    prepareStore(path, shell)
    return await printRows({ path, sql, parameters: {} }, options, shell)
  },
})

/** Brings an older database up to date before it is read by SQL. */
export function prepareStore(path: string, shell: Shell): void {
  const store = openStore(path, { now: () => shell.now().toISOString(), create: false })
  try {
    explainStore(store)
  } finally {
    closeStore(store)
  }
}

/** Runs a query and prints what it gives. */
export async function printRows(request: QueryRequest, options: RowOptions, shell: Shell): Promise<0> {
  const answer = await runQuery(request, options.seconds)
  switch (answer.kind) {
    case 'refused':
      throw new UsageError(`the query cannot be run: ${answer.message}`)
    case 'too-slow':
      throw new UsageError(`the query was stopped after ${options.seconds} s; --seconds gives it more`)
    case 'rows':
      shell.out(renderRows(answer.rows, options.csv ? 'csv' : options.json ? 'json' : 'table'))
      return 0
  }
}
