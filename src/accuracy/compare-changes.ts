import type { ChangeRow } from '../../parsers/records/index.ts'
import { comparable, isBlankText, isSameText, likeness } from './compare-text.ts'
import type { Finding, Outcome } from './finding.ts'
import type { TruthCell, TruthRow } from './truth.ts'

const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const
type Column = (typeof COLUMNS)[number]

/** Two rows that are less alike are not the same row. */
const LEAST_LIKENESS = 0.25
/** Characters of the long columns that count for it. */
const BEGINNING = 15

/** Holds the rows of a change table against those that a careful reader sees, cell by cell; they may stand in another order. */
export function compareChanges(truth: readonly TruthRow[], rows: readonly ChangeRow[]): Finding[] {
  const pairs = pairRows(truth, rows)
  const cells = truth.flatMap((expected, index) =>
    COLUMNS.flatMap((column) => compareCell(expected, rows[pairs.get(index) ?? -1], column, index)),
  )
  const paired = new Set(pairs.values())
  return [...cells, ...rows.flatMap((row, index) => (paired.has(index) ? [] : [extraRow(row, index)]))]
}

/** Index of the row for each index of the truth that has one: the most alike first. */
function pairRows(truth: readonly TruthRow[], rows: readonly ChangeRow[]): Map<number, number> {
  const bids = truth
    .flatMap((expected, one) =>
      rows.map((row, other) => {
        const distance = Math.abs(one / truth.length - other / rows.length)
        return { one, other, alike: alike(expected, row) - 1e-4 * distance }
      }),
    )
    .filter(({ alike }) => alike > LEAST_LIKENESS)
    .sort((a, b) => b.alike - a.alike)
  const pairs = new Map<number, number>()
  const taken = new Set<number>()
  for (const { one, other } of bids) {
    if (pairs.has(one) || taken.has(other)) continue
    pairs.set(one, other)
    taken.add(other)
  }
  return pairs
}

function alike(expected: TruthRow, row: ChangeRow): number {
  const column = (name: Column, characters?: number) =>
    likeness(
      beginningOf(expected[name]).slice(0, characters),
      comparable(row[name] ?? '').slice(0, characters),
    )
  return (
    0.2 * Number((expected.iso ?? beginningOf(expected.変更日)) === dayOf(row)) +
    0.4 * column('項目') +
    0.2 * column('変更前', BEGINNING) +
    0.2 * column('変更後', BEGINNING)
  )
}

function compareCell(
  expected: TruthRow,
  row: ChangeRow | undefined,
  column: Column,
  index: number,
): Finding[] {
  const isDay = column === '変更日' && expected.iso !== undefined
  const cell = isDay ? { value: expected.iso! } : expected[column]
  if (cell === undefined) return []
  const said = row && (isDay ? dayOf(row) : row[column])
  const isToldByRow = row?.[column] !== undefined && !row.unattributed?.includes(column)
  const finding = (outcome: Outcome): Finding => ({
    kind: 'changes',
    outcome,
    path: `変更[${index + 1}].${column}`,
    said: said ?? '',
    expected: cell.blank ? '' : (cell.value ?? `${cell.first ?? ''}…${cell.last ?? ''}`),
    ...(row && isToldByRow && { confidence: row.confidence }),
  })
  if (cell.undeterminable || expected.undeterminable.includes(column)) {
    return isBlankText(said) ? [] : [finding('over')]
  }
  if (!row || (isBlankText(said) && !isBlankCell(cell))) return [finding('missing')]
  if (isDay) return [finding(said === expected.iso ? 'right' : 'wrong')]
  const { 項目_reassembled: reassembled } = expected
  const isRight =
    isRightCell(cell, said ?? '') ||
    (column === '項目' && reassembled !== undefined && comparable(reassembled) === comparable(said ?? ''))
  return [finding(isRight ? 'right' : 'wrong')]
}

function extraRow(row: ChangeRow, index: number): Finding {
  const said = [dayOf(row), row.項目].filter(Boolean).join(' ')
  const { confidence } = row
  return {
    kind: 'changes',
    outcome: 'wrong',
    path: `変更[${index + 1}]`,
    said,
    expected: 'no such row',
    confidence,
  }
}

const isRightCell = (cell: TruthCell, said: string): boolean =>
  cell.blank ? isBlankText(said) : isSameText(cell, said)

const isBlankCell = (cell: TruthCell): boolean => cell.blank === true || isBlankText(beginningOf(cell))

const beginningOf = (cell: TruthCell | undefined): string => comparable(cell?.value ?? cell?.first ?? '')

const dayOf = ({ iso, 変更日 }: ChangeRow): string => iso ?? comparable(変更日 ?? '')
