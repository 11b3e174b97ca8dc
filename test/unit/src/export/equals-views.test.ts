import { readFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { parseDocument } from '../../../../parsers/index.ts'
import type { Item } from '../../../../parsers/records/index.ts'
import { exportTables } from '../../../../src/export/index.ts'
import { absentCode } from '../../../../src/export/missing.ts'
import { type Cell, closeSelection, openSelection, type Row, rowsOf } from '../../../../src/export/select.ts'
import { EXPORT_GUIDE_TABLE, type ExportTable, ITEM_EXPORT_VIEW } from '../../../../src/export/tables.ts'
import { databaseFile } from '../../../support/database-file.ts'
import { sampleEvaluation } from '../../../support/parse-result.ts'

const samples = ['hagiwara-shi-107-form2.pdf', 'shiomi-7-form3.txt', 'tsurumidai-shi-78-form4.pdf']

const inferred: Item = {
  path: 'I.5.1',
  key: 'network_linkage.performed',
  kind: 'choice',
  status: 'inferred',
  reason: 'its heading was not found',
  inferred: [
    {
      rule: 'linkage-from-uses',
      value: '実施する',
      confidence: 0.8,
      from: [{ path: 'I.5.2', evidence: [] }],
    },
  ],
  confidence: 0,
  evidence: [],
  raw: '',
}

/** A status of the database, and what exports say more exactly. */
const codes: Readonly<Record<string, readonly Cell[]>> = {
  blank: ['blank', 'withheld'],
  ambiguous: ['ambiguous', 'unreadable'],
}

/** A row of a view as an export has to show it; where a status has several codes, the one that was exported is taken. */
const shown = ({ columns }: ExportTable, row: Row, exported: Row | undefined): Row =>
  row.map((value, place) => {
    const { name, type, key } = columns[place]!
    if (type === 'boolean' && value !== null) return value === 1
    if (!columns.some(({ status }) => status === name)) return value
    const status = value ?? absentCode(key, row[columns.findIndex((column) => column.name === 'form')])
    return codes[String(status)]?.find((code) => code === exported?.[place]) ?? status
  })

test('every row that is exported is a row of the view or table, and each of these is exported', async () => {
  const evaluations = []
  for (const name of samples) {
    const bytes = readFileSync(new URL(`../../../../corpus/sample/${name}`, import.meta.url))
    evaluations.push(...(await parseDocument(bytes)).evaluations)
  }
  const path = databaseFile(...evaluations, sampleEvaluation({ items: [inferred] }))
  const database = new SqliteDatabase(path, { readonly: true })
  // What exports know besides the file: that everything is wanted, and their own guide.
  database.exec(
    `${ITEM_EXPORT_VIEW}; ${EXPORT_GUIDE_TABLE}; CREATE TEMP TABLE export_scope AS SELECT 1 AS whole`,
  )
  const selection = openSelection(path, {})
  const counts: Record<string, number> = {}
  for (const table of exportTables.filter(({ name }) => name !== 'column_guide')) {
    const statement = database.prepare<unknown[], Row>(table.sql).raw()
    const rows = table.perEvaluation ? selection.ids.flatMap((id) => statement.all(id)) : statement.all()
    const exported = [...rowsOf(selection, table)]
    expect(exported, table.name).toEqual(rows.map((row, index) => shown(table, row, exported[index])))
    const relation = / FROM (\w+)/u.exec(table.sql)![1]!
    counts[table.name] = exported.length
    expect(database.prepare(`SELECT count(*) FROM ${relation}`).pluck().get()).toBe(exported.length)
  }
  closeSelection(selection)
  database.close()
  expect(Object.keys(counts).filter((name) => counts[name] === 0)).toEqual([
    ...[
      'findings_among',
      'checks_among',
      'corrections',
      'listings',
      'series',
      'series_members',
      'unread_files',
    ],
  ])
})
