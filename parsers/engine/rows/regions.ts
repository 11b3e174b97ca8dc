import { carriesValue, type FormSpec, type SpecItem } from '../../forms/index.ts'
import type { Cell, Row } from './grid.ts'
import type { RowLabel } from './labels.ts'

/** What stands behind a label: the rest of its own cell, then the cells up to the next label. */
export type RowRegion = { readonly label: RowLabel; readonly rest: string; readonly cells: Cell[] }

/** The body's own annexes: no value of the form goes on into them. */
const ANNEX =
  /^[(（【［[]?(?:別紙|別表|別図|参考資料|参考)[\s　]*[0-9０-９一二三四五六七八九十]*[)）】］\]]?/u
const MAX_ANNEX_HEAD = 40
/** The mark of a label that a line end cut off. */
const REQUIRED = '※'

/** Gives every cell between two labels to the first of them. `left` are those before all labels and in annexes. */
export function rowRegions(
  rows: readonly Row[],
  labels: readonly RowLabel[],
  spec: FormSpec,
  isFurniture: (key: string) => boolean,
): { regions: readonly RowRegion[]; left: readonly Cell[] } {
  const labelOf = new Map<Cell, RowLabel[]>()
  for (const label of labels) labelOf.set(label.place.cell, [...(labelOf.get(label.place.cell) ?? []), label])
  const regions: RowRegion[] = []
  const left: Cell[] = []
  let current: RowRegion | undefined
  let group: Cell | undefined
  for (const [index, { cells }] of rows.entries()) {
    // 使用の主体 stands beside 使用部署 and again beside 使用者数.
    const [first] = cells
    const headed = (labelOf.get(first!) ?? []).some(({ item }) => !carriesValue(spec.items[item]!))
    const isAgain =
      group !== undefined && cells.length > 1 && first!.key === group.key && !labelOf.has(first!)
    group = headed || isAgain ? first : first!.text === '' ? group : undefined
    const columns = columnHeads(rows[index - 1]?.cells ?? [], labelOf, spec)
    const values = cells.filter((cell) => !labelOf.has(cell))
    if (current && !isMarked(current, spec) && isForeign(cells, current, labelOf)) current = undefined
    const byColumn =
      columns && values.length === cells.length && cells.filter(({ text }) => text !== '').length > 1
    for (const cell of cells) {
      const own = labelOf.get(cell)
      if (own) {
        for (const label of own) {
          current = { label, rest: label.place.rest, cells: [] }
          regions.push(current)
        }
      } else if (isAgain && cell === first) {
      } else if (cell.text !== '' && cell.key !== REQUIRED && !isFurniture(cell.key)) {
        const head = byColumn ? columns.get(cell.column) : undefined
        const owner = head ? regions.findLast(({ label }) => label === head) : current
        if (cells.length === 1 && cell.key.length <= MAX_ANNEX_HEAD && ANNEX.test(cell.text))
          current = undefined
        if (owner && (head || current)) owner.cells.push(cell)
        else left.push(cell)
      }
    }
  }
  return { regions, left }
}

/** Choices and boxes are told by their brackets, wherever a line end broke their row. */
const isMarked = ({ label }: RowRegion, spec: FormSpec): boolean =>
  /^(?:choice|checkbox)/u.test(spec.items[label.item]!.kind)

/**
 * A row with a head of its own that is no label of the form does not go on with a value that stood beside its label.
 * A value below its label may be a table.
 */
function isForeign(
  cells: readonly Cell[],
  { label, cells: values }: RowRegion,
  labelOf: ReadonlyMap<Cell, unknown>,
): boolean {
  const beside = values.some((cell) => cell.row === label.place.cell.row)
  const inked = cells.filter(({ text }) => text !== '')
  const headed = cells[0]!.text !== '' || /^[①-⑳]/u.test(inked[0]!.text)
  return beside && inked.length > 1 && headed && !cells.some((cell) => labelOf.has(cell))
}

const isHead = (item: SpecItem): boolean => item.below === true && carriesValue(item)

/** `評価書番号 | 評価書名` above `39 | …`: a row of labels without values is the head of columns. */
function columnHeads(
  cells: readonly Cell[],
  labelOf: ReadonlyMap<Cell, readonly RowLabel[]>,
  spec: FormSpec,
): Map<number, RowLabel> | undefined {
  const inked = cells.filter(({ text }) => text !== '')
  const heads = inked.flatMap((cell) => {
    const label = labelOf.get(cell)?.at(-1)
    return label && label.place.rest === '' && isHead(spec.items[label.item]!)
      ? [[cell.column, label] as const]
      : []
  })
  return heads.length > 1 && heads.length === inked.length ? new Map(heads) : undefined
}
