import type { FormName } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { readSeriesEntries, type StoredSeriesEntry } from '../query/series.ts'

/** Versions of one evaluation in their order; a member without a date has no version. */
export type LinkedSeries = {
  readonly id: string
  readonly form: FormName
  readonly members: readonly { readonly id: string; readonly version?: number }[]
}

/** Links all evaluations of the store anew, in one transaction; `link` says which are versions of one. */
export function refreshSeries(
  store: Store,
  link: (entries: readonly StoredSeriesEntry[]) => readonly LinkedSeries[],
): void {
  const { database } = store
  const insertSeries = database.prepare('INSERT INTO series (id, form) VALUES (?, ?)')
  const insertMember = database.prepare(
    'INSERT INTO series_members (evaluation_id, series_id, position, version) VALUES (?, ?, ?, ?)',
  )
  database
    .transaction(() => {
      const series = link(readSeriesEntries(store))
      database.prepare('DELETE FROM series_members').run()
      database.prepare('DELETE FROM series').run()
      for (const { id, form, members } of series) {
        insertSeries.run(id, form)
        members.forEach((member, index) => {
          insertMember.run(member.id, id, index + 1, member.version ?? null)
        })
      }
    })
    .immediate()
}
