import { formFrames, formItems } from '../../../parsers/forms/index.ts'
import { ONE_EVALUATION } from '../tables.ts'

/** What one row of the target is made of: the whole evaluation, a repeated block, one item, or a row of the change table. */
export type RowKind = {
  /** Keys of the item that every block has, or of the items that are rows; none for evaluations and change tables. */
  readonly bases: readonly string[]
  /** What the keys of the block begin with. */
  readonly within: readonly string[]
  /** The block's address at the beginning of the path of each of its items; of an item its whole path. */
  readonly address: RegExp
  /** The address of the part of the form that is printed anew for each file and holds the row. */
  readonly file: RegExp
  /** Each item of a base is a row: items of `within` belong to it by their file alone. */
  readonly isItem?: true
  /** What the row has besides items. */
  readonly own?: OwnFields
}

/** Fields of a row that are columns of a view; `sql` gives them for one evaluation, with the row's `address`. */
export type OwnFields = { readonly sql: string; readonly fields: readonly string[] }

const ofFile = /^II\[\d+\]/u
const ofRisks = /^III\[\d+\]/u

const judgementKeys = [
  ...new Set(
    formFrames.flatMap(({ form }) =>
      formItems(form).flatMap(({ key, kind }) =>
        kind === 'choice' && key.startsWith('risks[].') ? [key] : [],
      ),
    ),
  ),
]
/** The judgement itself is an item, with a status and a confidence. */
export const JUDGEMENT = 'judgement'
const riskFields = ['key', 'risk', 'label', 'section', 'is_sufficiency', 'page']
const changeFields = [
  ...['row_number', 'change_date', 'change_date_printed', 'item_printed', 'before_text', 'after_text'],
  ...['timing', 'explanation', 'paths', 'page'],
]

export const rowKinds = {
  evaluation: { bases: [], within: [''], address: /^/u, file: ofFile },
  file: { bases: ['files[].name'], within: ['files[].'], address: ofFile, file: ofFile },
  file_risk: { bases: ['risks[].file_name'], within: ['risks[].'], address: ofRisks, file: ofRisks },
  contract: {
    bases: ['files[].outsourcing.contracts[].name'],
    within: ['files[].outsourcing.contracts[].'],
    address: /^II\[\d+\]\.4\.委託事項\[\d+\]/u,
    file: ofFile,
  },
  recipient: {
    bases: ['files[].provision.recipients[].name', 'files[].transfer.recipients[].name'],
    within: ['files[].provision.recipients[].', 'files[].transfer.recipients[].'],
    address: /^II\[\d+\]\.5\.(?:提供先|移転先)\[\d+\]/u,
    file: ofFile,
  },
  transfer: {
    bases: ['files[].transfer.recipients[].name'],
    within: ['files[].transfer.recipients[].'],
    address: /^II\[\d+\]\.5\.移転先\[\d+\]/u,
    file: ofFile,
  },
  system: {
    bases: ['systems[].name'],
    within: ['systems[].'],
    address: /^I\.2\.システム\[\d+\]/u,
    file: ofFile,
  },
  risk: {
    bases: judgementKeys,
    within: ['risks[].'],
    address: /^.+$/u,
    file: ofRisks,
    isItem: true,
    own: {
      sql: `SELECT path AS address, ${riskFields.join(', ')} FROM risk_judgements WHERE ${ONE_EVALUATION} ORDER BY item_id`,
      fields: [JUDGEMENT, ...riskFields],
    },
  },
  change: {
    bases: [],
    within: [],
    address: /^$/u,
    file: ofFile,
    own: {
      sql: `SELECT '変更[' || row_number || ']' AS address, ${changeFields.join(', ')}, unattributed, confidence, resolution
        FROM change_rows WHERE ${ONE_EVALUATION} ORDER BY row_number`,
      fields: changeFields,
    },
  },
} as const satisfies Record<string, RowKind>
export type RowKindName = keyof typeof rowKinds
export const rowKindNames = Object.keys(rowKinds) as RowKindName[]

/** The fields that rows of a kind have of their own. */
export const ownFieldsOf = (name: RowKindName): readonly string[] => {
  const kind: RowKind = rowKinds[name]
  return kind.own?.fields ?? []
}

/** Whether each row has one place, or the places under it, for a key: its own block, the file around it, or the evaluation. */
export function reaches({ within }: RowKind, key: string): boolean {
  const repeats = key.slice(0, key.lastIndexOf('[]') + 2)
  return (
    !key.includes('[]') || within.some((start) => key.startsWith(start) || start.startsWith(`${repeats}.`))
  )
}

const isUnder = (path: string, address: string): boolean => path === address || path.startsWith(`${address}.`)

/** Whether an item belongs to the row at `address`: '' is the whole evaluation. */
export function belongs(
  { within, file, isItem }: RowKind,
  address: string,
  item: { readonly key: string; readonly path: string },
): boolean {
  if (address === '') return true
  if (!isItem && within.some((start) => item.key.startsWith(start))) return isUnder(item.path, address)
  const around = file.exec(address)
  // 様式3 prints some items of the evaluation once for each file: those of the row's own file belong to it.
  return around === null || !file.test(item.path) || isUnder(item.path, around[0])
}
