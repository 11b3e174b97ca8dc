import { join } from 'node:path'
import { closeStore, openStore, recordParse, startRun } from '../../db/index.ts'
import type { Evaluation } from '../../parsers/records/index.ts'
import { explainStore } from '../../src/codebook/index.ts'
import { sampleResult } from './parse-result.ts'
import { temporaryFolder } from './temporary-store.ts'

/** The path of a database with a document that holds the evaluations; without evaluations there is no document either. */
export function databaseFile(...evaluations: readonly Evaluation[]): string {
  const path = join(temporaryFolder(), 'hyoka.db')
  const store = openStore(path, { now: () => '2025-01-01T00:00:00.000Z', create: true })
  const run = startRun(store, { parser: 'test 1', arguments: [], skipped: 0 })
  if (evaluations.length > 0)
    recordParse(store, { run, location: '/a.pdf', result: sampleResult({ evaluations }) })
  explainStore(store)
  closeStore(store)
  return path
}
