import { formItems } from '../forms/index.ts'
import type { Change, ChangeRow, Evaluation, FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import { chainsOf, isTorn, itemText, TEXT_COLUMNS, type TextColumn, withoutMarks } from './chains.ts'
import { isGone, isPartial, kindOf } from './kind.ts'

/** The changes that an evaluation's change table tells, in the order of their first rows: chains joined, columns understood. */
export function changesOf(evaluation: Pick<Evaluation, 'form' | 'changes'>): Change[] {
  const rows = evaluation.changes
  const options = optionWordings(evaluation.form)
  return chainsOf(rows).map((chain) => changeFrom(chain, rows, options))
}

function changeFrom(
  chain: readonly number[],
  rows: readonly ChangeRow[],
  options: ReadonlySet<string>,
): Change {
  const parts = chain.map((index) => rows[index]!)
  const first = parts[0]!
  const iso = parts.map(dayOf).find((day) => day !== undefined)
  const timing = parts.map(({ 提出時期 }) => timingOf(提出時期)).find((said) => said !== undefined)
  const missing = [...new Set(parts.flatMap(({ unattributed }) => unattributed ?? []))]
  const before = joined(parts, '変更前')
  const after = joined(parts, '変更後')
  const isMissing = TEXT_COLUMNS.some((column) => missing.includes(column))
  return {
    rows: [...chain],
    ...(iso === undefined ? {} : { iso }),
    item: itemText(first),
    paths: [...first.paths],
    keys: [...first.keys],
    score: first.resolution,
    ...(timing === undefined ? {} : { timing }),
    kind: isMissing ? 'unknown' : kindOf(before, after, options),
    before,
    after,
    partial: isTorn(parts) || isPartial(before) || (isPartial(after) && !isGone(after)),
    missing,
  }
}

function joined(parts: readonly ChangeRow[], column: TextColumn): string {
  return parts
    .map((part) => withoutMarks(part[column] ?? ''))
    .filter((text) => text !== '')
    .join('\n')
}

function dayOf({ iso, 変更日 }: ChangeRow): string | undefined {
  if (iso !== undefined) return iso
  const date = readDate(変更日 ?? '')
  return date.kind === 'day' && !date.isRange ? date.iso : undefined
}

/** 事前, 「事 後」, （事後）, 事前（令和6年4月1日） … */
function timingOf(printed: string | undefined): Change['timing'] {
  const said = new Set(matchKey(printed ?? '').match(/事前|事後/gu))
  return said.size === 1 ? ([...said][0] as Change['timing']) : undefined
}

const optionWordings = (form: FormName): Set<string> =>
  new Set(
    formItems(form).flatMap(({ kind, options = [] }) =>
      kind === 'choice' ? options.map(({ label }) => matchKey(label)) : [],
    ),
  )
