import { createHash } from 'node:crypto'
import type { SearchFilters } from '../../db/index.ts'
import type { Row, Selection } from './select.ts'

/** What an export holds, and how it is cited. */
export type Snapshot = {
  /** Hash over the names and rows of the tables: the same content has the same id in every format. */
  readonly id: string
  readonly made: string
  readonly filters: SearchFilters
  readonly coverage: Coverage
  readonly citation: string
}
export type Coverage = {
  readonly evaluations: number
  readonly agencies: number
  readonly forms: Readonly<Record<string, number>>
  readonly prefectures: number
  readonly published_first: string | null
  readonly published_last: string | null
  readonly parsers: readonly string[]
}

/** Collects the hash of one table after the other. */
export function contentHash(): {
  table: (name: string) => void
  rows: (rows: readonly Row[]) => void
  id: () => string
} {
  const hash = createHash('sha256')
  return {
    table: (name) => void hash.update(`\n${name}\n`),
    rows: (rows) => void hash.update(JSON.stringify(rows).slice(1, -1)).update(','),
    id: () => hash.digest('hex').slice(0, 16),
  }
}

export function coverageOf({ database }: Selection): Coverage {
  const one = database
    .prepare<[], Omit<Coverage, 'forms' | 'parsers'>>(
      `SELECT count(*) AS evaluations, count(DISTINCT coalesce(agency_code, agency_name)) AS agencies,
         count(DISTINCT prefecture) AS prefectures, min(publication_date) AS published_first,
         max(publication_date) AS published_last FROM evaluation_identity`,
    )
    .get()!
  const forms = database
    .prepare<[], [string, number]>(
      'SELECT form, count(*) FROM evaluation_identity GROUP BY form ORDER BY form',
    )
    .raw()
    .all()
  const parsers = database
    .prepare<[], string>('SELECT DISTINCT parser FROM evaluation_identity ORDER BY parser')
    .pluck()
    .all()
  return { ...one, forms: Object.fromEntries(forms), parsers }
}

export function snapshotOf(id: string, made: string, { filters }: Selection, coverage: Coverage): Snapshot {
  const forms = Object.entries(coverage.forms).map(([form, count]) => `${form}: ${count}`)
  const span =
    coverage.published_first === null
      ? ''
      : `; published ${coverage.published_first} to ${coverage.published_last}`
  const citation = `hyoka: records of 特定個人情報保護評価書, snapshot ${id} (${made.slice(0, 10)}); ${coverage.evaluations === 0 ? 'no evaluation' : `${coverage.evaluations} evaluations of ${coverage.agencies} agencies (${forms.join(', ')})${span}`}.`
  return { id, made, filters, coverage, citation }
}
