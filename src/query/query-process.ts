// The process of a query: it is killed when it takes too long, which no thread within SQLite could be.
import process from 'node:process'
import { readRows } from './read-only.ts'
import type { QueryAnswer, QueryRequest } from './run-query.ts'

process.once('message', ({ path, sql, parameters }: QueryRequest) => {
  const answer = ((): QueryAnswer => {
    try {
      return { kind: 'rows', rows: readRows(path, sql, parameters) }
    } catch (error) {
      return { kind: 'refused', message: (error as Error).message }
    }
  })()
  process.send!(answer, () => process.disconnect())
})
