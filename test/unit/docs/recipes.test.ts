import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { readRows } from '../../../src/query/read-only.ts'
import { renderRows } from '../../../src/render/rows.ts'
import { databaseFile } from '../../support/database-file.ts'
import { sampleEvaluation } from '../../support/parse-result.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

/** The first SQL of the section on DuckDB. */
const recipe = /## DuckDB[\s\S]*?```sql\n([\s\S]*?)```/.exec(
  readFileSync(new URL('../../../docs/recipes.md', import.meta.url), 'utf8'),
)![1]!

test('DuckDB reads what query prints, as docs/recipes.md says', async () => {
  const folder = temporaryFolder()
  const contract = {
    path: 'II[1].4.委託事項[1]',
    key: 'files[].outsourcing.contracts[].name',
    kind: 'text' as const,
    status: 'found' as const,
    confidence: 1,
    evidence: [],
    raw: '印刷,"封入"\nと発送',
    value: '印刷,"封入"\nと発送',
  }
  const path = databaseFile(
    sampleEvaluation({ items: [contract] }),
    sampleEvaluation({ form: '様式4', items: [] }),
  )
  const contracts = join(folder, 'contracts.csv')
  const identities = join(folder, 'evaluations.json')
  writeFileSync(contracts, renderRows(readRows(path, 'SELECT * FROM outsourcing_contracts', {}), 'csv'))
  writeFileSync(identities, renderRows(readRows(path, 'SELECT * FROM evaluation_identity', {}), 'json'))

  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  const here = recipe.replace('contracts.csv', contracts).replace('evaluations.json', identities)
  expect(await rows(here)).toEqual([{ form: '様式3', contracts: '1' }])
  expect(await rows(`SELECT name FROM read_csv('${contracts}', all_varchar = true)`)).toEqual([
    { name: contract.value },
  ])
  connection.closeSync()
})
