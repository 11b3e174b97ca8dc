import type { Agency, FormName } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { present } from './present.ts'

/** What of an evaluation links it with its other versions. */
export type StoredSeriesEntry = {
  readonly id: string
  readonly form: FormName
  readonly agency?: Agency
  readonly number?: string
  readonly title?: string
  /** 公表日 and the newest 変更日, yyyy-mm-dd. */
  readonly published?: string
  readonly changed?: string
  /** Equal for readings that say the same. */
  readonly content?: string
}

type EntryRow = {
  id: string
  form: FormName
  name: string | null
  code: string | null
  prefecture: string | null
  municipality: string | null
  number: string | null
  title: string | null
  published: string | null
  changed: string | null
  content: string | null
}

/** All evaluations, also those of which a place has newer content: they are the older versions. */
export function readSeriesEntries({ database }: Store): StoredSeriesEntry[] {
  return database
    .prepare<[], EntryRow>(
      `SELECT id, form, agency_name AS name, agency_code AS code, prefecture, municipality, number, title,
         publication_date AS published, content,
         (SELECT max(date_iso) FROM changes AS c WHERE c.evaluation_id = e.id) AS changed
       FROM evaluations AS e ORDER BY id`,
    )
    .all()
    .map(({ name, code, prefecture, municipality, ...row }) => ({
      ...present(row),
      ...(name === null ? {} : { agency: { name, ...present({ code, prefecture, municipality }) } }),
    }))
}

/** Which of how many versions an evaluation is, and the ones before and after. */
export type VersionPlace = {
  readonly series: string
  readonly version: number
  readonly versions: number
  readonly previous?: string
  readonly next?: string
}

export function readVersion({ database }: Store, evaluation: string): VersionPlace | undefined {
  const row = database
    .prepare<[string], VersionPlace & { previous: string | null; next: string | null }>(
      `SELECT m.series_id AS series, m.version, v.versions,
         (SELECT evaluation_id FROM versions WHERE series_id = m.series_id AND version = m.version - 1) AS previous,
         (SELECT evaluation_id FROM versions WHERE series_id = m.series_id AND version = m.version + 1) AS next
       FROM series_members AS m JOIN versions AS v ON v.series_id = m.series_id AND v.version = m.version
       WHERE m.evaluation_id = ?`,
    )
    .get(evaluation)
  return row && present(row)
}

/** The series of an evaluation, if it is in one. */
export function findSeriesOf({ database }: Store, evaluation: string): string | undefined {
  return database
    .prepare<[string], string>('SELECT series_id FROM series_members WHERE evaluation_id = ?')
    .pluck()
    .get(evaluation)
}

/** One evaluation of each version of a series, the oldest first; undefined if there is no such series. */
export function readVersions({ database }: Store, series: string): string[] | undefined {
  const exists = database.prepare<[string], number>('SELECT 1 FROM series WHERE id = ?').pluck().get(series)
  if (exists === undefined) return undefined
  return database
    .prepare<[string], string>('SELECT evaluation_id FROM versions WHERE series_id = ? ORDER BY version')
    .pluck()
    .all(series)
}
