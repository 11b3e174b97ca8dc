import type { Database, Statement } from 'better-sqlite3'

const statements = new WeakMap<Database, Map<string, Statement>>()

/**
 * The statement of a text, compiled once for each open database: what is asked for each of many evaluations would
 * otherwise leave as many compiled statements behind, whose memory the garbage collector does not see.
 */
export function prepared<Parameters extends unknown[], Row>(
  database: Database,
  sql: string,
): Statement<Parameters, Row> {
  const known = statements.get(database) ?? new Map<string, Statement>()
  statements.set(database, known)
  const statement = known.get(sql) ?? database.prepare(sql)
  known.set(sql, statement)
  return statement as unknown as Statement<Parameters, Row>
}
