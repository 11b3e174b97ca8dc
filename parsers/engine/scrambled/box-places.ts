import { bracketBefore, bracketsInRow, isBesideLabel } from './box-lines.ts'
import { MARK_IN_TEXT } from './lone-marks.ts'
import type { Piece } from './pieces.ts'

/** `run`: brackets (or labels) without others between; `column`: those of a run that are lines of one block. */
type Place = {
  readonly run: number
  readonly inRun: number
  readonly runSize: number
  readonly column: number
  readonly inColumn: number
  readonly columnSize: number
  /** Some labels near it have no bracket right before them: then those that have one may not be its owners. */
  readonly torn: boolean
  /** The column that it belongs to, where two columns of brackets and two of labels stand crosswise. */
  readonly across: number | undefined
}
export type Open = Place & { readonly marked: boolean; readonly taken: boolean }
export type Label = Place & {
  readonly index: number
  readonly at: number
  readonly label: string
  /** `[ ○ ] label` on one line is a pair for certain. */
  readonly marked: boolean | undefined
}

type Draft = {
  index: number
  at: number
  run: number
  column: number
  region: number
  label: string | undefined
  marked: boolean
  pair: number | undefined
}

/** Brackets and labels in their runs. Brackets that hold the value of a choice are left out. `torn`: marks stand without their bracket. */
export function bracketsAndLabels(
  pieces: readonly Piece[],
  ordered: boolean,
  isDetail: (index: number) => boolean,
  standInRows: (label: string) => boolean,
  isNextOption: (label: string, next: string) => boolean,
) {
  const inRow = ordered ? new Map<number, number>() : bracketsInRow(pieces, isNextOption)
  const drafts: Draft[] = []
  let run = 0
  let column = 0
  let last: 'open' | 'box' | undefined
  let block: number | undefined
  let torn = 0
  let region = 0
  const beside = new Set<number>()
  const push = (
    kind: 'open' | 'box',
    piece: Piece,
    draft: Pick<Draft, 'index' | 'label' | 'marked' | 'pair'>,
  ) => {
    if (last !== kind) run++
    if (last !== kind || piece.block !== block) column++
    last = kind
    block = piece.block
    drafts.push({ ...draft, at: piece.at, run, column, region })
  }
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1]
    if (piece.kind === 'open') {
      if (next?.kind === 'value') return
      push('open', piece, { index, label: undefined, marked: next?.kind === 'mark', pair: undefined })
    } else if (piece.kind === 'box') {
      const pair = bracketBefore(pieces, index, ordered) ?? inRow.get(index)
      const draft = { index, label: piece.label, marked: false, pair }
      if (pair === undefined && isBesideLabel(pieces, index)) {
        beside.add(index)
        drafts.push({ ...draft, at: piece.at, run: -index, column: -index, region })
      } else push('box', piece, draft)
    } else if (piece.kind === 'mark') {
      if (pieces[index - 1]?.kind !== 'open') torn++
    } else if (piece.kind === 'text' && MARK_IN_TEXT.test(piece.text)) {
      torn++
    } else if (
      !['close', 'parenOpen', 'parenClose', 'cases', 'count'].includes(piece.kind) &&
      !isDetail(index)
    ) {
      last = undefined
      if (piece.kind === 'label') region++
    }
  })
  const byRun = Map.groupBy(drafts, (draft) => draft.run)
  const byColumn = Map.groupBy(drafts, (draft) => draft.column)
  const tornRegions = new Set(
    drafts.flatMap((draft) => {
      if (draft.label === undefined || standInRows(draft.label)) return []
      const before = byColumn.get(draft.column - 1)
      const first = before?.[0]
      const own = first?.label === undefined && before?.length === byColumn.get(draft.column)!.length
      return own && first?.region === draft.region ? [] : [draft.region]
    }),
  )
  const across = crossedColumns([...byColumn.values()])
  const placeOf = (draft: Draft): Place => ({
    run: draft.run,
    inRun: byRun.get(draft.run)!.indexOf(draft),
    runSize: byRun.get(draft.run)!.length,
    column: draft.column,
    inColumn: byColumn.get(draft.column)!.indexOf(draft),
    columnSize: byColumn.get(draft.column)!.length,
    torn: tornRegions.has(draft.region),
    across: across.get(draft.column),
  })
  const pairs = new Set(drafts.map(({ pair }) => pair))
  const markedAt = new Map(drafts.map((draft) => [draft.index, draft.marked]))
  return {
    torn,
    early: new Set([
      ...earlyLabels(drafts.filter(({ index, pair }) => pair === undefined && !pairs.has(index))),
      ...beside,
    ]),
    opens: drafts
      .filter(({ label }) => label === undefined)
      .map((draft): Open => ({ ...placeOf(draft), marked: draft.marked, taken: pairs.has(draft.index) })),
    labels: drafts.flatMap((draft): Label[] =>
      draft.label === undefined
        ? []
        : [
            {
              ...placeOf(draft),
              index: draft.index,
              at: draft.at,
              label: draft.label,
              marked: draft.pair === undefined ? undefined : markedAt.get(draft.pair)!,
            },
          ],
    ),
  }
}

/**
 * Three brackets, four labels, four brackets, three labels: the brackets of the right column come before the labels of the left
 * one, and the lengths of the columns tell whose they are. By column, the column that it belongs to.
 */
function crossedColumns(columns: readonly (readonly Draft[])[]): Map<number, number> {
  const across = new Map<number, number>()
  columns.forEach((first, index) => {
    const [second, third, fourth] = columns.slice(index + 1, index + 4)
    if (!second || !third || !fourth) return
    const kinds = [first, second, third, fourth].map(([draft]) => draft!.label !== undefined)
    const isCrossed = kinds.join() === 'false,true,false,true' && first.length === fourth.length
    if (!isCrossed || second.length !== third.length || first.length === second.length) return
    if (new Set([first, second, third, fourth].map(([draft]) => draft!.region)).size > 1) return
    for (const [one, other] of [
      [first, fourth],
      [second, third],
    ] as const) {
      across.set(one[0]!.column, other[0]!.column)
      across.set(other[0]!.column, one[0]!.column)
    }
  })
  return across
}

/**
 * `] 自己点検` ⏎ `[ ○` ⏎ `[` ⏎ `] 内部監査`: a label came before its bracket, and two brackets follow before the next label. Which
 * of them is whose does not show. Gives the indexes of the pieces of both labels.
 */
function earlyLabels(drafts: readonly Draft[]): Set<number> {
  const early = new Set<number>()
  for (const own of Map.groupBy(drafts, ({ region }) => region).values()) {
    const runs = [...Map.groupBy(own, ({ run }) => run).values()]
    let open = 0
    runs.forEach((run, place) => {
      if (run[0]!.label === undefined) {
        open += run.length
        return
      }
      const [opens, next] = [runs[place + 1] ?? [], runs[place + 2] ?? []]
      const isPair = run.length === 1 && opens.length === 2 && next.length === 1
      if (open === 0 && isPair && opens[0]!.marked !== opens[1]!.marked)
        for (const { index } of [...run, ...next]) early.add(index)
      open = Math.max(0, open - run.length)
    })
  }
  return early
}
