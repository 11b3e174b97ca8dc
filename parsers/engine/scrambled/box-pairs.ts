import { BOX_MARKS } from '../values/brackets.ts'
import { cheapestAssignment } from './assignment.ts'
import { CIRCLES, type Piece } from './pieces.ts'

export type BoxState = 'checked' | 'unchecked' | 'unknown'

/** A printed label of a box, with the index of its piece and of its line. */
export type BoxLabel = {
  readonly index: number
  readonly at: number
  readonly label: string
  readonly state: BoxState
  /** Its bracket stands on its line, with nothing before it. */
  readonly alone: boolean
}

/** Marks are told apart from empty boxes only if every other pairing of brackets and labels costs this much more. */
const SURE_MARGIN = 0.45
const COST_UNPAIRED_BOX = 3
const COST_UNPAIRED_MARK = 5
const COST_UNPAIRED_OPEN = 0.3
const FORBIDDEN = 1e6
/** More boxes than this are on no page. */
const MOST = 200

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
type Open = Place & { readonly marked: boolean; readonly taken: boolean }
type Label = Place & {
  readonly index: number
  readonly at: number
  readonly label: string
  /** `[ ○ ] label` on one line is a pair for certain. */
  readonly marked: boolean | undefined
}

/**
 * Reads the boxes of a page: which brackets belong to which labels, as far as it can be told. As many `choices` have a
 * bracket on the page, too.
 */
export function pairBoxes(
  pieces: readonly Piece[],
  ordered: boolean,
  isDetail: (index: number) => boolean,
  standInRows: (label: string) => boolean,
  isNextOption: (label: string, next: string) => boolean,
  choices: number,
): BoxLabel[] {
  const { opens, labels, torn, early } = bracketsAndLabels(
    pieces,
    ordered,
    isDetail,
    standInRows,
    isNextOption,
  )
  const answered = pieces.filter(
    ({ kind }, index) => kind === 'value' && pieces[index - 1]?.kind === 'open',
  ).length
  const states = statesOf(opens, labels, torn, ordered, torn + Math.max(0, choices - answered))
  const mixed = mixedBlocks(pieces)
  return labels.map(({ index, at, label, marked }, place) => ({
    index,
    at,
    label,
    state:
      marked === undefined && (mixed.has(pieces[index]!.block) || early.has(index))
        ? 'unknown'
        : states[place]!,
    alone: marked !== undefined && (ordered || beginsLine(pieces, index)),
  }))
}

const beginsLine = (pieces: readonly Piece[], index: number): boolean =>
  pieces.findIndex(({ at }) => at === pieces[index]!.at) ===
  pieces.findLastIndex(({ kind }, place) => place < index && kind === 'open')

/** Blocks of labels with a bracket among them, `] 電子メール` ⏎ `[ ○` ⏎ `] その他`: their columns do not count as columns. */
function mixedBlocks(pieces: readonly Piece[]): Set<number> {
  const mixed = new Set<number>()
  const labelled = new Set<number>()
  const opened = new Map<number, number>()
  for (const { kind, block, at } of pieces) {
    if (kind === 'box') {
      if (labelled.has(block) && opened.has(block) && opened.get(block) !== at) mixed.add(block)
      labelled.add(block)
    } else if (kind === 'open' && labelled.has(block)) opened.set(block, at)
  }
  return mixed
}

/** A mark in a line that could not be taken apart, `[ ○ 市町村`, or a line of marks, `レ レ`. */
const MARK_IN_TEXT = new RegExp(
  `[[［]\\s*[${CIRCLES}](?!\\s*[\\]］])|^\\s*[${CIRCLES}]\\s*[\\]］]|^[${BOX_MARKS}\\s]+$`,
  'u',
)

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

/** A bracket with its mark in it is one piece of text, as a rule. */
const MAX_LONE_SHARE = 0.3

/** Whether the marks of a document were set by themselves, over brackets that were printed empty. */
export function areMarksApart(pages: readonly (readonly Piece[])[]): boolean {
  const lone = pages.reduce((sum, pieces) => sum + loneMarks(pieces), 0)
  const all = pages.reduce((sum, pieces) => sum + pieces.filter(({ kind }) => kind === 'mark').length, 0)
  return lone > MAX_LONE_SHARE * Math.max(all, lone)
}

/** Marks without their bracket, and lines of marks. */
export const loneMarks = (pieces: readonly Piece[]): number =>
  pieces.filter(
    (piece, index) =>
      (piece.kind === 'mark' && pieces[index - 1]?.kind !== 'open') ||
      (piece.kind === 'text' && MARK_IN_TEXT.test(piece.text)),
  ).length

/** Brackets and labels in their runs. Brackets that hold the value of a choice are left out. `torn`: marks stand without their bracket. */
function bracketsAndLabels(
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

/** The bracket of `[ ○ ] label`, all on one line. */
function bracketBefore(pieces: readonly Piece[], index: number, ordered: boolean): number | undefined {
  const { at } = pieces[index]!
  const onLine = (place: number, kind: Piece['kind']) =>
    pieces[place]?.kind === kind && pieces[place]!.at === at
  if (!onLine(index - 1, 'close')) return undefined
  const back = onLine(index - 2, 'mark') ? index - 3 : index - 2
  if (!onLine(back, 'open')) return undefined
  // In text without order brackets of different boxes come to stand side by side: only `[ ] label` at the head of a line is one.
  const open = pieces[back]!
  const above = pieces[back - 1]
  const begins = above?.at !== at || above.kind === 'label'
  const alone = begins && open.kind === 'open' && !open.tight
  return ordered || alone || isWholeRow(pieces, at) ? back : undefined
}

/** `] 宛名システム等 ] 税務システム`: a label behind another on its line, and no bracket between, stands in another column. */
function isBesideLabel(pieces: readonly Piece[], index: number): boolean {
  const { at } = pieces[index]!
  const last = pieces.findLastIndex(
    (piece, place) => place < index && piece.at === at && (piece.kind === 'open' || piece.kind === 'box'),
  )
  return pieces[last]?.kind === 'box'
}

/** `[ ] 宛名システム等 [ ○ ] 税務システム`: every bracket of the line is opened, closed and followed by its label. */
function isWholeRow(pieces: readonly Piece[], at: number): boolean {
  const kinds = pieces.flatMap((piece) =>
    piece.at === at ? [piece.kind === 'open' && piece.tight ? 'tight' : piece.kind] : [],
  )
  return /^(?:label )?(?:open (?:mark )?close box (?:parenOpen (?:text )?parenClose )?){2,}$/u.test(
    `${kinds.join(' ')} `,
  )
}

/** What may follow a label in its row: 提供を行っている （ 3 ） 件. */
const COUNTS: ReadonlySet<Piece['kind']> = new Set(['parenOpen', 'count', 'parenClose', 'cases'])

/**
 * What stands on one line stands in one row of the form: in `[ ○ ] 情報提供ネットワークシステム [` the last bracket is the next
 * option's, whose label comes elsewhere. By the index of the label; nothing where several labels or brackets may be meant.
 */
function bracketsInRow(
  pieces: readonly Piece[],
  isNextOption: (label: string, next: string) => boolean,
): Map<number, number> {
  const pairs = new Map<number, number>()
  const trailing = pieces.flatMap((piece, index) => {
    if (piece.kind !== 'open') return []
    const last = pieces.findLastIndex(({ kind }, place) => place < index && !COUNTS.has(kind))
    const before = pieces[last]
    const behind = pieces[pieces[index + 1]?.kind === 'mark' ? index + 2 : index + 1]
    if (before?.kind !== 'box' || before.at !== piece.at || behind?.at === piece.at) return []
    return bracketBefore(pieces, last, false) === undefined ? [] : [{ index, before: before.label }]
  })
  // A mark on a line without a label may have stood in any bracket that is empty now.
  const isTorn = pieces.some(
    ({ kind, at }) => kind === 'mark' && !pieces.some((piece) => piece.at === at && piece.kind === 'box'),
  )
  const loose = pieces.flatMap((piece, index) =>
    piece.kind === 'box' && bracketBefore(pieces, index, false) === undefined
      ? [{ index, label: piece.label }]
      : [],
  )
  for (const [before, brackets] of Map.groupBy(trailing, (each) => each.before)) {
    const next = loose.filter(({ label }) => isNextOption(before, label))
    const isOne = new Set(next.map(({ label }) => label)).size === 1
    const marks = new Set(brackets.map(({ index }) => pieces[index + 1]?.kind === 'mark'))
    const isWhole = !isTorn || marks.has(true)
    const all = pieces.filter(
      (piece) => piece.kind === 'box' && piece.label === before && !isWholeRow(pieces, piece.at),
    )
    const isEven = next.length === brackets.length && all.length === brackets.length
    if (isOne && isWhole && isEven && marks.size === 1)
      for (const [place, { index }] of next.entries()) pairs.set(index, brackets[place]!.index)
  }
  return pairs
}

/**
 * Marked, empty, or not to be told: by the cheapest pairing, and the cheapest in which the box has the other state. Up to
 * `others` empty brackets may be of choices, or may have lost their mark.
 */
function statesOf(
  opens: readonly Open[],
  labels: readonly Label[],
  torn: number,
  ordered: boolean,
  others: number,
): BoxState[] {
  const states = labels.map(
    ({ marked }): BoxState => (marked === undefined ? 'unknown' : marked ? 'checked' : 'unchecked'),
  )
  const loose = labels.flatMap((label, index) => (label.marked === undefined ? [{ label, index }] : []))
  const left = opens.filter(({ taken }) => !taken)
  if (loose.length === 0) return states
  const marks = left.filter(({ marked }) => marked).length + torn
  // Equal brackets need no telling apart.
  if (marks === 0 && left.length >= loose.length) {
    for (const { index } of loose) states[index] = 'unchecked'
    return states
  }
  if (marks === loose.length && (ordered || left.length - marks <= others)) {
    for (const { index } of loose) states[index] = 'checked'
    return states
  }
  if (!ordered || torn > 0 || loose.length > MOST || left.length > MOST) return states
  const rowOf = ({ label, index }: (typeof loose)[number], isAllowed: (open: Open) => boolean) => [
    ...left.map((open) =>
      isAllowed(open)
        ? pairingCost(open, label) - (open.marked ? COST_UNPAIRED_MARK : COST_UNPAIRED_OPEN)
        : FORBIDDEN,
    ),
    ...loose.map((other) => (other.index === index ? COST_UNPAIRED_BOX : FORBIDDEN)),
  ]
  const costs = loose.map((own) => rowOf(own, () => true))
  const best = cheapestAssignment(costs)
  loose.forEach((own, row) => {
    const open = left[best.columns[row]!]
    if (!open) return
    const turned = rowOf(own, ({ marked }) => marked !== open.marked)
    const other = cheapestAssignment(costs.with(row, turned)).cost
    if (other - best.cost >= SURE_MARGIN) states[own.index] = open.marked ? 'checked' : 'unchecked'
  })
  return states
}

/** What speaks against a bracket belonging to a label: they do not follow each other, or not in columns of one length. */
function pairingCost(open: Open, label: Label): number {
  if (open.across !== undefined || label.across !== undefined) {
    const isOwn = open.across === label.column && open.inColumn === label.inColumn
    return isOwn ? -0.6 : 1.6
  }
  const follows = label.run - open.run === 1
  const scattered = label.torn && (open.columnSize < open.runSize || label.columnSize < label.runSize)
  if (follows && open.runSize === label.runSize && !scattered) {
    if (open.inRun !== label.inRun) return 1.5
    return label.runSize > 1 ? 0 : label.torn ? 0.9 : -0.6
  }
  if (follows && label.column - open.column === 1) {
    if (label.torn && label.columnSize === 1) return 0.9
    if (open.columnSize === label.columnSize) return open.inColumn === label.inColumn ? 0 : 1.5
    const late = open.columnSize - label.columnSize
    // An empty line within a column may have cut it: its brackets then still come in the order of the labels.
    if (open.runSize === label.runSize && open.inRun === label.inRun) return 0.1
    if (late > 0) return open.inColumn - late === label.inColumn ? 0.3 : 1
    return open.inColumn === label.inColumn ? 0.1 : 1
  }
  const away = 0.06 * Math.min(Math.abs(label.run - open.run), 10)
  if (open.columnSize === label.columnSize && open.columnSize > 1) {
    return (open.inColumn === label.inColumn ? 0.5 : 1.6) + away
  }
  return 1 + away
}
