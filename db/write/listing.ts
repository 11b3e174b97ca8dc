import type { Store } from '../open.ts'

/** What one page says of one document, and how that was had; the columns of `listings`. */
export type ListingRecord = {
  readonly location: string
  readonly sha256: string | null
  readonly state: 'had' | 'gone' | 'failed' | 'refused' | 'pending'
  readonly code: string | null
  readonly message: string | null
  readonly status: number | null
  readonly fetchedAt: string | null
  readonly listedAt: string
  readonly stillListed: boolean
  readonly source: string
  readonly agencyName: string
  readonly agencyCode: string | null
  readonly prefecture: string | null
  readonly referrer: string | null
  readonly linkText: string | null
  readonly number: string | null
  readonly title: string | null
  readonly date: string | null
  readonly form: string | null
  readonly department: string | null
  readonly ended: boolean
  readonly draft: boolean
}

/** Replaces what is known of the records' sources; sources without a record stay as they are. */
export function writeListings({ database }: Store, records: readonly ListingRecord[]): void {
  const forget = database.prepare('DELETE FROM listings WHERE source = ?')
  const insert = database.prepare(
    `INSERT INTO listings (location, sha256, state, code, message, status, fetched_at, listed_at, still_listed, source,
       agency_name, agency_code, prefecture, referrer, link_text, number, title, date_printed, form, department, ended,
       draft)
     VALUES (:location, :sha256, :state, :code, :message, :status, :fetchedAt, :listedAt, :stillListed, :source,
       :agencyName, :agencyCode, :prefecture, :referrer, :linkText, :number, :title, :date, :form, :department, :ended,
       :draft)`,
  )
  const flag = (value: boolean) => (value ? 1 : 0)
  database
    .transaction(() => {
      for (const source of new Set(records.map(({ source }) => source))) forget.run(source)
      for (const { stillListed, ended, draft, ...record } of records)
        insert.run({ ...record, stillListed: flag(stillListed), ended: flag(ended), draft: flag(draft) })
    })
    .immediate()
}
