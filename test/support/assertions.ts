import type { ChangeRow, Evaluation, Item } from '../../parsers/records/index.ts'
import { matchKey } from '../../parsers/text/characters.ts'

export type Assertions = {
  /** By evaluation and path: an item's value, or each box. */
  readonly values: ReadonlyMap<string, unknown>
  /** The columns that each change row asserts, without those that it leaves open. */
  readonly rows: readonly Row[]
}
type Row = { readonly evaluation: number; readonly cells: Readonly<Record<string, string>> }

const COLUMNS = ['iso', '項目', '変更前', '変更後', '提出時期', '説明'] as const

/** What evaluations assert, without what harmless rewriting changes: white space, widths, kinds of dashes. */
export function assertionsOf(evaluations: readonly Evaluation[]): Assertions {
  const values = evaluations.flatMap(({ items }, index) =>
    items.flatMap((item) => valuesOf(item).map(([path, value]) => [`${index} ${path}`, value] as const)),
  )
  const rows = evaluations.flatMap(({ changes }, evaluation) =>
    changes.map((row) => ({ evaluation, cells: cellsOf(row) })),
  )
  return { values: new Map(values), rows }
}

const key = (text: string): string => matchKey(text).replace(/[-‐‑‒–—―−─ー]/gu, '-')

function valuesOf(item: Item): [string, unknown][] {
  if (item.kind === 'checkboxes') {
    return [
      ...item.checked.map((label): [string, unknown] => [`${item.path} ${label}`, true]),
      ...item.unchecked.map((label): [string, unknown] => [`${item.path} ${label}`, false]),
      ...Object.entries(item.details).map(([label, text]): [string, unknown] => [
        `${item.path} ${label} detail`,
        key(text),
      ]),
    ]
  }
  // Whose a dash is that stands between two empty places is not asserted.
  if (item.status === 'blank') return [[item.path, 'blank']]
  if (item.status !== 'found') return []
  if (item.kind === 'checkbox') return [[item.path, item.checked]]
  if (item.kind === 'choice') return [[item.path, item.option]]
  if (item.kind === 'date') return [[item.path, item.iso]]
  return [[item.path, item.kind === 'number' ? item.value : key(item.value ?? '')]]
}

const cellsOf = (row: ChangeRow): Record<string, string> =>
  Object.fromEntries(
    COLUMNS.flatMap((column) => {
      const text = key(row[column] ?? '')
      return text === '' ? [] : [[column, text]]
    }),
  )

/** Values that both assert and that differ: path, before, after. */
export function changedValues(before: Assertions, after: Assertions): [string, unknown, unknown][] {
  return [...after.values].flatMap(([path, value]): [string, unknown, unknown][] =>
    before.values.has(path) && before.values.get(path) !== value
      ? [[path, before.values.get(path), value]]
      : [],
  )
}

/** Said of a row that has no counterpart. */
export const NO_SUCH_ROW = 'no such row'

/** Rows are told apart by their day and their item, or by their day where the item is left open. */
const isAnotherRow = ({ cells }: Row, others: readonly string[]): boolean =>
  others.includes('iso') && (others.includes('項目') || cells.項目 === undefined)

/**
 * Rows of `after` that say something else than every row of `before` that is still free: of the nearest row the cells that
 * differ. A cell that either leaves open does not count.
 */
export function changedRows(before: Assertions, after: Assertions): string[][] {
  const free = new Set(before.rows)
  const compared = (row: Row) =>
    [...free]
      .filter(({ evaluation }) => evaluation === row.evaluation)
      .map((own) => {
        const shared = COLUMNS.filter((column) => own.cells[column] && row.cells[column])
        const others = shared.filter((column) => own.cells[column] !== row.cells[column])
        return { own, others, equal: shared.length - others.length }
      })
      .sort((a, b) => b.equal - b.others.length - (a.equal - a.others.length))[0]
  // Rows that say what they are of choose first.
  const named = [...after.rows].sort((a, b) => Number('項目' in b.cells) - Number('項目' in a.cells))
  return named.flatMap((row) => {
    const nearest = compared(row)
    if (!nearest || isAnotherRow(row, nearest.others)) return [[NO_SUCH_ROW, JSON.stringify(row.cells)]]
    free.delete(nearest.own)
    return nearest.others.length === 0
      ? []
      : [nearest.others.flatMap((column) => [column, nearest.own.cells[column]!, row.cells[column]!])]
  })
}
