import type { ChangeRow, Evaluation, Item } from '../../parsers/records/index.ts'
import { comparable, comparablePath } from './compare-text.ts'

export type Difference = { readonly path: string; readonly one: string; readonly other: string }

export type Agreement = {
  /** Items and change rows of which at least one of the two documents says something. */
  readonly compared: number
  readonly differences: readonly Difference[]
}

/** Where two readings of one document, a PDF and its workbook, say different things. Wording is compared, not layout. */
export function agreementOf(one: readonly Evaluation[], other: readonly Evaluation[]): Agreement {
  const [ours, theirs] = [statements(one), statements(other)]
  const paths = new Set([...ours.keys(), ...theirs.keys()])
  const differences = [...paths].flatMap((path): Difference[] => {
    const [left, right] = [ours.get(path) ?? '(not told)', theirs.get(path) ?? '(not told)']
    return left === right ? [] : [{ path, one: left, other: right }]
  })
  return { compared: paths.size, differences }
}

/** What is said under each path; the number of the evaluation comes first where there are several. */
function statements(evaluations: readonly Evaluation[]): Map<string, string> {
  const said = new Map<string, string>()
  for (const [index, { items, changes }] of evaluations.entries()) {
    const prefix = evaluations.length > 1 ? `${index + 1}: ` : ''
    for (const item of items) {
      const statement = statementOf(item)
      if (statement !== undefined) said.set(`${prefix}${comparablePath(item.path)}`, statement)
    }
    for (const [row, change] of changes.entries()) said.set(`${prefix}変更[${row + 1}]`, rowOf(change))
  }
  return said
}

function statementOf(item: Item): string | undefined {
  if (item.status === 'blank') return '(blank)'
  if (item.status === 'missing' || item.status === 'inferred') return undefined
  switch (item.kind) {
    case 'checkboxes': {
      const details = Object.entries(item.details).map(([label, text]) => `${label}（${text}）`)
      return [item.checked, item.unchecked, item.unknown, details]
        .map((labels) => labels.map(comparable).sort().join('、'))
        .join(' / ')
    }
    case 'checkbox':
      return item.checked === undefined ? undefined : item.checked ? 'checked' : 'unchecked'
    case 'choice':
      return item.option === undefined ? undefined : String(item.option)
    case 'date':
      return item.iso ?? wording(item.value)
    case 'number':
      return item.value === undefined ? undefined : String(item.value)
    default:
      return wording(item.value)
  }
}

const wording = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : comparable(text)

const rowOf = ({ iso, 変更日, 項目, 変更前, 変更後, 提出時期, 説明 }: ChangeRow): string =>
  [iso ?? 変更日, 項目, 変更前, 変更後, 提出時期, 説明].map((text) => comparable(text ?? '')).join(' | ')
