import type { Problem } from './change-likelihood.ts'
import type { Column } from './change-pieces.ts'
import type { Place } from './change-sheet.ts'

/** Places that differ in one decision: a piece, a run of pieces, or a row. */
export function moves({ pieces, rows }: Problem, places: readonly Place[]): Place[][] {
  const result: Place[][] = []
  const other = (column: Column): Column => (column === '変更前' ? '変更後' : '変更前')
  const texts = pieces.flatMap(({ column, isHead }, index) => (column === 'text' && !isHead ? [index] : []))
  const change = (changes: readonly (readonly [number, Place])[]) => {
    const next = [...places]
    for (const [index, place] of changes) {
      if (place.row < 0 || place.row > rows) return
      next[index] = place
    }
    result.push(next)
  }
  pieces.forEach((piece, index) => {
    if (piece.isHead || piece.column === '変更日') return
    const place = places[index]!
    const columns: Column[] = piece.column === 'text' ? ['変更前', '変更後'] : [place.column]
    for (const column of columns)
      for (let row = place.row - 3; row <= place.row + 3; row++)
        if (row !== place.row || column !== place.column) change([[index, { column, row }]])
    if (piece.column === 'text' && piece.lines.length > 1) {
      change([[index, { column: '項目', row: 0 }]])
      change([[index, { column: '説明', row: 0 }]])
    }
    for (let with_ = index + 1; with_ < pieces.length; with_++) {
      if (pieces[with_]!.column !== piece.column || pieces[with_]!.isHead) continue
      const its = places[with_]!
      if (its.row === place.row && its.column === place.column) continue
      if (Math.abs(its.row - place.row) <= 3)
        change([
          [index, its],
          [with_, place],
        ])
    }
  })
  for (const column of ['項目', '変更前', '変更後', '提出時期', '説明'] as const) {
    const own = pieces.flatMap(({ isHead }, index) =>
      !isHead && places[index]!.column === column ? [index] : [],
    )
    for (let from = 0; from < own.length; from++)
      for (let to = from + 1; to < own.length; to++)
        for (const by of [-1, 1])
          change(own.slice(from, to + 1).map((index) => [index, { column, row: places[index]!.row + by }]))
  }
  for (let from = 0; from < texts.length; from++)
    for (let to = from + 1; to < texts.length; to++) {
      const run = texts.slice(from, to + 1)
      change(run.map((index) => [index, { column: other(places[index]!.column), row: places[index]!.row }]))
      for (const by of [-1, 1])
        change(run.map((index) => [index, { column: places[index]!.column, row: places[index]!.row + by }]))
      if (to - from < 6) {
        for (const column of ['変更前', '変更後'] as const) {
          const rows_ = new Set(run.map((index) => places[index]!.row))
          for (const row of rows_) change(run.map((index) => [index, { column, row }]))
        }
      }
    }
  return result
}
