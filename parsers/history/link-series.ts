import { numberKey } from '../checks/among/entry.ts'
import { core } from '../checks/among/publications.ts'
import { contains, likeness, nameKey } from '../checks/texts.ts'
import type { Evaluation, FormName } from '../records/index.ts'

/** What links an evaluation with its other versions. */
export type SeriesEntry = Pick<Evaluation, 'form' | 'agency' | 'number' | 'title'> & {
  readonly id: string
  /** 公表日 and the newest 変更日, yyyy-mm-dd. */
  readonly published?: string
  readonly changed?: string
  /** Equal for two readings that say the same: the same version as PDF and as workbook. */
  readonly content?: string
}

export type SeriesMember = {
  readonly id: string
  /** From 1, by publication date, then by the newest change; absent if neither is known. Readings of one version share it. */
  readonly version?: number
}

/** All versions of one evaluation, the oldest first. */
export type Series = {
  /** `132098-3-7`: agency, form, number; `132098-3-7-2` for the second evaluation that uses them. */
  readonly id: string
  readonly form: FormName
  readonly members: readonly SeriesMember[]
}

/** A dated entry of which number and agency are known. */
type Known = SeriesEntry & { readonly body: string; readonly organ: string; readonly day: string }

/**
 * Links evaluations of one agency, number and form. Agencies number by organ (市長, 教育委員会), and use numbers again:
 * titles that have next to nothing in common are two series. One of which agency or number is not known is in none.
 */
export function linkSeries(entries: readonly SeriesEntry[]): Series[] {
  const groups = Map.groupBy(entries.flatMap(known), ({ body, form, number }) =>
    [body, form.replace('様式', ''), numberKey(number!)].join('-'),
  )
  return [...groups].flatMap(([id, group]) =>
    split(group.toSorted(byDay)).map((members, index) => ({
      id: index === 0 ? id : `${id}-${index + 1}`,
      form: members[0]!.form,
      members: numbered(members),
    })),
  )
}

function known(entry: SeriesEntry): Known[] {
  const { agency, number, published, changed } = entry
  if (agency === undefined || number === undefined || numberKey(number) === '') return []
  const place = nameKey(agency.municipality ?? agency.prefecture ?? '')
  const organ = nameKey(agency.name)
    .replace(nameKey(agency.prefecture ?? ''), '')
    .replace(nameKey(agency.municipality ?? ''), '')
    .replace(/^(?:長|役所|役場|知事|庁)$/u, '')
  const body = agency.code ?? (agency.municipality === undefined ? nameKey(agency.name) : place)
  return [{ ...entry, body, organ, day: published ?? changed ?? '9999' }]
}

const byDay = (one: Known, other: Known): number =>
  one.day.localeCompare(other.day) ||
  (one.changed ?? '').localeCompare(other.changed ?? '') ||
  (one.id < other.id ? -1 : 1)

/** Titles of one operation, and of one whose organ changed. */
const SAME_OPERATION = 0.4
const SAME_TITLE = 0.75

/** The entries of one key, by day, cut into those that are one evaluation. */
function split(group: readonly Known[]): Known[][] {
  const series: Known[][] = []
  for (const entry of group) {
    const best = series
      .map((members) => ({ members, score: sameness(members.at(-1)!, entry) }))
      .sort((a, b) => b.score - a.score)[0]
    if (best && best.score > 0) best.members.push(entry)
    else series.push([entry])
  }
  return series
}

/** How surely two entries are versions of one evaluation; 0 if they are not. */
function sameness(one: Known, other: Known): number {
  const [a, b] = [one, other].map(({ agency }) => agency?.prefecture)
  if (a !== undefined && b !== undefined && a !== b) return 0
  const sameOrgan = one.organ === other.organ
  if (one.title === undefined || other.title === undefined) return sameOrgan ? SAME_OPERATION : 0
  const alike = contains(one.title, other.title) ? 1 : likeness(core(one.title), core(other.title))
  return alike >= (sameOrgan ? SAME_OPERATION : SAME_TITLE) ? alike : 0
}

function numbered(members: readonly Known[]): SeriesMember[] {
  const versions = new Map<string, number>()
  return members.map(({ id, content, published, changed }) => {
    if (published === undefined && changed === undefined) return { id }
    const key = content ?? id
    const version = versions.get(key) ?? versions.size + 1
    versions.set(key, version)
    return { id, version }
  })
}
