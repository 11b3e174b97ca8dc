export type { Cell, Rows } from './read-only.ts'
export type { QueryAnswer, QueryRequest } from './run-query.ts'
export { runQuery } from './run-query.ts'
