import type { Candidate } from './candidate.ts'
import {
  isBrokenOff,
  isCompanion,
  isGeneric,
  keyOf,
  namesOperation,
  namesPaper,
  namesSubject,
  sectionKind,
} from './wording.ts'

/**
 * What a link to a file is. `sure`: its words or its place say so. `likely`: it may be one, and is if its neighbours
 * are. `companion`: a file beside an assessment, if there is one beside it.
 */
export type Verdict = 'sure' | 'likely' | 'companion' | 'no'

const FILE_OF_PAPER =
  /評価書|基礎項目|重点項目|全項目|(?:ki?so|j(?:yu|u)u?ten|zen)[-_]?(?:koumoku|komoku)?(?:hy|[-_.\d])|hy?ou?ka[-_]?sy?h?o|(?:^|[-_.])pia(?:[-_.\d]|$)|hogohyou?ka/i
const FILE_OF_OTHER =
  /flow|furo|shikii|sikii|chart|shishin|sisin|guide|kisoku|youryou|yoshiki|youshiki|leaflet|panf|iken|kekka|gaiyou|fairubo|faile?bo/i

/** h6; what is bold or a `<dt>` ranks below. */
const LOWEST_HEADING = 6

/** Judges a link to a file by its words first, then by its place. `onSubject`: the page is about assessments. */
export function judgeFile(candidate: Candidate, onSubject: boolean): Verdict {
  const { own, label, row } = candidate
  const place = placeKind(candidate, onSubject)
  const own_ = namesPaper(withFileName(own, candidate))
  if (own_ === 'own') return 'sure'
  if (own_ === 'about') return 'no'
  if (own_ === 'plain' && place !== 'other') return onSubject || place === 'list' ? 'sure' : 'no'
  if (isCompanion(own)) return 'companion'
  if (own !== label || isGeneric(own)) return judgeLabel(candidate, place, onSubject)
  if (FILE_OF_OTHER.test(candidate.fileName)) return 'no'
  return judgeTitle(own, candidate, place, row.has('number') || row.has('form'))
}

/** A link text that says nothing: what stands beside it names the thing. */
function judgeLabel(candidate: Candidate, place: Place, onSubject: boolean): Verdict {
  const { label, row, columnHead } = candidate
  const named = namesPaper(label)
  if (named === 'own') return 'sure'
  if (named === 'about') return 'no'
  if (named === 'plain' && place !== 'other' && (onSubject || place === 'list')) return 'sure'
  if (isCompanion(label)) return 'companion'
  if (FILE_OF_OTHER.test(candidate.fileName)) return 'no'
  // A column 基礎項目評価書 of links that say only PDF.
  if (namesPaper(columnHead) === 'own' && place === 'list') return 'sure'
  return judgeTitle(label, candidate, place, row.has('number') || row.has('form'))
}

/** A title that does not say 評価書. */
function judgeTitle(title: string, { fileName }: Candidate, place: Place, inRow: boolean): Verdict {
  if (isBrokenOff(title)) return 'no'
  const operation = namesOperation(title)
  const byFile = FILE_OF_PAPER.test(fileName)
  if (operation === 'no') return 'no'
  switch (place) {
    case 'list':
      return 'sure'
    case 'subject':
      return operation === 'said' || byFile || inRow ? 'sure' : 'likely'
    case 'explanation':
      return operation === 'said' && byFile ? 'sure' : 'likely'
    case 'other':
    case 'elsewhere':
      return 'no'
  }
}

export type Place = 'list' | 'subject' | 'explanation' | 'other' | 'elsewhere'

/** What the nearest words that decide it say of a link's place: a list of assessments, something else, or nothing. */
export function placeKind({ sections, heads, row }: Candidate, onSubject: boolean): Place {
  const table = sectionKind(heads)
  if (table === 'other') return 'other'
  let explained = false
  for (const section of sections) {
    const kind = sectionKind(section)
    if (kind === 'other') return kind
    if (kind === 'list' || (table === 'list' && kind === 'subject')) return 'list'
    if (kind === 'explanation') explained = true
    if (kind === 'subject') return explained ? 'explanation' : 'subject'
  }
  if (table === 'list') return 'list'
  if (!onSubject) return 'elsewhere'
  // 事務名, 評価の種類: no explanation has both.
  if (row.has('title') && row.has('form')) return 'list'
  return explained ? 'explanation' : 'subject'
}

/** A file name as link text, or no text at all. */
const withFileName = (own: string, { fileName }: Candidate): string => (keyOf(own) === '' ? fileName : own)

/** Settles `likely` and `companion`: they are taken where an assessment stands in the same list or section. */
export function settle(
  judged: readonly { readonly candidate: Candidate; readonly verdict: Verdict }[],
): Set<Candidate> {
  const sure = judged.filter(({ verdict }) => verdict === 'sure').map(({ candidate }) => candidate)
  const beside = judged.filter(
    ({ candidate, verdict }) =>
      (verdict === 'likely' || verdict === 'companion') && sure.some((one) => areNeighbours(one, candidate)),
  )
  return new Set([...sure, ...beside.map(({ candidate }) => candidate)])
}

/** In one list or table, or block, below the same heading. */
function areNeighbours(one: Candidate, other: Candidate): boolean {
  return one.line.place.group === other.line.place.group && headingOf(one) === headingOf(other)
}

const headingOf = ({ line }: Candidate) => line.headings.findLast(({ level }) => level <= LOWEST_HEADING)

/** Whether a page is about assessments, by its title and headings. */
export const isOnSubject = (titles: readonly string[]): boolean => titles.some(namesSubject)
