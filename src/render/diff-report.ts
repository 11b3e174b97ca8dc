import type {
  BoxState,
  Declaration,
  Difference,
  VersionDiff,
  VersionHead,
} from '../../parsers/history/index.ts'
import { counted } from './words.ts'

/** A version, and what a person calls it: the ID of the evaluation, or the file as typed. */
export type Version = VersionHead & { readonly name: string }

export type Comparison = Omit<VersionDiff, 'older' | 'newer'> & {
  readonly series?: string
  readonly older: Version
  readonly newer: Version
}

/** What `hyoka diff` prints. `unpaired`: evaluations of the documents that the other has no version of. */
export type DiffReport = {
  readonly comparisons: readonly Comparison[]
  readonly unpaired: readonly Version[]
}

/** `7 changes: 4 declared, 1 possibly declared, 2 omitted; 1 declared without effect; 3 items undecided`. */
export function summaryOf({ differences, declarations }: Comparison): string {
  const told = differences.filter(({ kind }) => kind !== 'undecided')
  const of = (declared: Difference['declared']) =>
    told.filter((difference) => difference.declared === declared).length
  const parts = [
    [of('declared'), 'declared'],
    [of('possibly-declared'), 'possibly declared'],
    [of('omitted'), 'omitted by the change table'],
    [of('not-expected'), 'not expected there'],
  ] as const
  const rows = (verdict: Declaration['verdict']) =>
    declarations.filter((declaration) => declaration.verdict === verdict).length
  const undecided = differences.length - told.length
  const listed = parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
  return [
    `${counted(told.length, 'change')}${listed.length > 0 ? `: ${listed.join(', ')}` : ''}`,
    ...(rows('without-effect') > 0 ? [`${rows('without-effect')} declared without effect`] : []),
    ...(rows('undecided') > 0 ? [`${counted(rows('undecided'), 'declaration')} undecided`] : []),
    ...(undecided > 0 ? [`${counted(undecided, 'item')} undecided`] : []),
  ].join('; ')
}

/** Where an item stands: `II[1].5.提供先[4].1 → II[1].5.提供先[3].1` if it has another address now. */
export function addressOf({ paths }: Difference): string {
  const { older, newer } = paths
  return older === undefined || newer === undefined || older === newer
    ? (newer ?? older)!
    : `${older} → ${newer}`
}

/** A difference of values below this confidence may be one of the reading. */
const SURE = 0.9

export const doubtOf = ({ kind, confidence }: Difference): string =>
  kind !== 'undecided' && confidence < SURE ? 'may be misread' : ''

/** What people call each verdict. */
export const DECLARED = {
  declared: 'declared',
  'possibly-declared': 'possibly declared',
  omitted: 'OMITTED',
  'not-expected': '',
} as const satisfies Record<NonNullable<Difference['declared']>, string>

export const BOX_SIGNS = {
  checked: '[○]',
  unchecked: '[　]',
  unknown: '[?]',
  'not there': '－',
} as const satisfies Record<BoxState, string>
