import { cheapestAssignment } from './assignment.ts'
import { bracketsAndLabels, type Label, type Open } from './box-places.ts'
import type { Piece } from './pieces.ts'

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
