import { carriesValue } from '../../forms/index.ts'
import { beginsMidSentence, isHeading, widthOf } from './likeness.ts'
import type { PlacedPage } from './placed-page.ts'
import { isPrintedBelow, type Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import { ONE_LINE, type TextRead } from './texts-in-order.ts'

/** A line of the document: the text on it, and the label, from whose first to whose last line it stands. */
type Row = {
  readonly page: PlacedPage
  readonly units: readonly TextUnit[]
  readonly slot: Slot | undefined
  /** Anything that the form prints besides: it ends what stands above. */
  readonly isForm: boolean
  /** The rest of a label stands on it: `※`, which is said to be of the text. */
  readonly isTorn: boolean
}
/** Lines of texts between two rows of the form, by their places in `rows`. */
type Chain = { readonly from: number; readonly to: number; readonly below: Slot | undefined }
type Cell = { readonly slot: Slot; readonly from: number; readonly to: number }
/** Labels stand at the middle of their text, give or take a row, or beside its first row. */
type Align = 'middle' | 'top'

const TORN = /^※(?:\s|$)|^(?![再委託])\p{Script=Han}{1,2}$/u
/** What the form prints in fewer characters may stand beside a text. */
const SHORT = 8
/** What is read as part of a label beside it, and may be of its text. */
const MORE = /【(?!任意|行政機関)/u
const TEXT = /^(?:text|longtext|date|repeat)$/u
/** Chains of several rows, of which so few begin with a row that has no label where labels stand at the first line of their text. */
const MAX_ODD = 0.05
/** So great a share of them the labels must fill where they stand at the middle. */
const MIN_FITTING = 0.4
const MIN_CHAINS = 3
/** A line so wide was broken by its cell: the next one goes on with it. */
const FULL_WIDTH = 66
const NAME_WIDTH = 40
/** The middle of a text of so many rows may be a row further off: its lines are not all as far from each other. */
const LONG = 5
const OFF = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
/** What has been measured needs no margin; another reading of such a page is none. */
const SURE = 2

/**
 * Tells the values of a document whose lines are rows of the print (`pdftotext -layout`, pdfplumber), where a label stands beside
 * the middle of its text, or beside its first line. Texts fill the rows between two pieces of the form without a gap: from the
 * first row on each label's distance to the row above tells how far its text goes, and the last must end where the form goes on.
 */
export function textsInRows(
  pages: readonly { readonly page: PlacedPage; readonly units: readonly TextUnit[] }[],
  isFragment: (line: string) => boolean,
): Map<PlacedPage, TextRead[]> {
  const rows = pages.flatMap(({ page, units }) => rowsOf(page, units, isFragment))
  const chains = chainsOf(rows)
  const align = alignOf(chains, rows)
  const told = new Map<Slot, Cell>()
  if (align)
    for (const chain of chains)
      for (const cell of cellsOf(chain, rows, align) ?? []) told.set(cell.slot, cell)
  return new Map(
    pages.map(({ page }) => {
      const open = page.slots.filter(({ item }) => TEXT.test(item.kind) && carriesValue(item))
      const going = [...told.keys()].filter((slot) => !open.includes(slot))
      const reads = [...open, ...going].flatMap((slot): TextRead[] => {
        const cell = told.get(slot)
        if (!cell) return [{ slot, units: [], margin: 0 }]
        const units = rows
          .slice(cell.from, cell.to + 1)
          .flatMap((row) => (row.page === page ? row.units : []))
        return units.length > 0 || open.includes(slot) ? [{ slot, units, margin: SURE }] : []
      })
      return [page, reads]
    }),
  )
}

function rowsOf(page: PlacedPage, units: readonly TextUnit[], isFragment: (line: string) => boolean): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < page.page.lines.length; at++) {
    const { text } = page.page.lines[at]!
    const isPageNumber = at === page.page.lines.length - 1 && /^[\d０-９]{1,3}$/u.test(text)
    const pieces = page.pieces.filter((piece) => piece.at === at)
    const spots = [...page.slotOf].filter(([{ from, to }]) => from <= at && at <= to)
    const own = units.filter((unit) => unit.at === at)
    const slot = spots[0]?.[1]
    const holds = slot !== undefined && TEXT.test(slot.item.kind) && carriesValue(slot.item)
    const isOther = pieces.some(
      (piece) =>
        piece.kind !== 'label' && (piece.kind !== 'text' || !own.some((unit) => unit.text === piece.text)),
    )
    const isLost = pieces.some((piece) => piece.kind === 'label' && !page.slotOf.has(piece.label))
    if (pieces.length === 0 && !slot && !TORN.test(text) && text.length < SHORT) continue
    rows.push({
      page,
      units: own,
      slot: holds ? slot : undefined,
      isTorn:
        TORN.test(text) ||
        (slot !== undefined && own.length === 0 && MORE.test(text)) ||
        (own.length > 0 && slot === undefined && isFragment(text.split(/[\s　]/u)[0]!)),
      isForm:
        isOther ||
        isPageNumber ||
        (pieces.length === 0 && text.length >= SHORT) ||
        isLost ||
        spots.length > 1 ||
        (slot !== undefined && !holds),
    })
  }
  return rows
}

function chainsOf(rows: readonly Row[]): Chain[] {
  const chains: Chain[] = []
  let from = 0
  let below: Slot | undefined
  const end = (to: number) => {
    if (from <= to || below) chains.push({ from, to, below })
  }
  rows.forEach(({ slot, isForm }, index) => {
    if (!isForm && !(slot && isPrintedBelow(slot.item))) return
    if (slot === undefined || slot !== below) end(index - 1)
    from = index + 1
    below = slot && isPrintedBelow(slot.item) && !isForm ? slot : undefined
  })
  end(rows.length - 1)
  return chains
}

/** Where labels stand: a text that begins above its label is seen before the first label of a chain. */
function alignOf(chains: readonly Chain[], rows: readonly Row[]): Align | undefined {
  const shown = chains.filter(
    ({ from, to, below }) =>
      below === undefined && from < to && rows.slice(from, to + 1).some(({ slot }) => slot !== undefined),
  )
  const above = shown.filter(({ from }) => rows[from]!.slot === undefined)
  if (shown.length < MIN_CHAINS) return undefined
  if (above.length <= MAX_ODD * shown.length) return 'top'
  const fitting = shown.filter((chain) => cellsOf(chain, rows, 'middle') !== undefined)
  return fitting.length >= MIN_FITTING * shown.length ? 'middle' : undefined
}

/** The rows of the labels of a chain, as far as they are the same in all ways to fill it; nothing where none does. */
function cellsOf({ from, to, below }: Chain, rows: readonly Row[], align: Align): Cell[] | undefined {
  const labels: { slot: Slot; top: number; bottom: number }[] = []
  for (let index = from; index <= to; index++) {
    const { slot } = rows[index]!
    if (!slot) continue
    if (labels.at(-1)?.slot === slot) labels.at(-1)!.bottom = index
    else labels.push({ slot, top: index, bottom: index })
  }
  if (below) return labels.length === 0 ? [{ slot: below, from, to }] : undefined
  const slots = labels.map(({ slot }) => slot)
  const own = rows.slice(from, to + 1)
  // Of a cell that goes on over a page's end the label may stand anywhere.
  if (own.some(({ isTorn, page }) => isTorn || page !== own[0]!.page)) return undefined
  if (labels.length === 0 || lacksLabel(slots, rows[from]!.page)) return undefined
  /** All ways to fill the rows from `start` on with the labels from `index` on. */
  const waysFrom = (index: number, start: number): Cell[][] => {
    const label = labels[index]
    if (!label) return start === to + 1 ? [[]] : []
    const { slot, top, bottom } = label
    if (start > top || !maySplit(rows, start, from)) return []
    const middle = top + bottom - start
    const next = labels[index + 1]
    const atTop = start === top ? [next ? next.top - 1 : to] : []
    const ends = align === 'top' ? atTop : OFF.map((off) => middle + off)
    return ends
      .filter((end) => end >= bottom && end <= to)
      .filter((end) => align === 'top' || Math.abs(end - middle) <= 1 + (end - start) / LONG)
      .filter((end) => end === start || !isNameWhole(slot, rows[start]!))
      .flatMap((end) =>
        waysFrom(index + 1, end + 1).map((others) => [{ slot, from: start, to: end }, ...others]),
      )
  }
  const [first, ...others] = waysFrom(0, from)
  return first?.filter((cell) =>
    others.every((way) =>
      way.some(({ slot, from, to }) => slot === cell.slot && from === cell.from && to === cell.to),
    ),
  )
}

/** A name is broken by the width of its cell alone: its first line is narrow only if it is all of it. */
const isNameWhole = ({ item }: Slot, { units }: Row): boolean =>
  ONE_LINE.test(item.key) && units[0] !== undefined && widthOf(units[0].text) < NAME_WIDTH

/** A text may begin with this row: what stands above it is no heading, and no sentence goes on here. */
function maySplit(rows: readonly Row[], at: number, from: number): boolean {
  const first = rows[at]?.units[0]
  if (!first || at === from) return true
  if (beginsMidSentence(first.text)) return false
  const last = rows[at - 1]?.units.at(-1)
  if (!last) return true
  return (
    !isHeading(last.text) &&
    (/[。)）」』】〕〉＞>：:]\s*$/u.test(last.text) || widthOf(last.text) < FULL_WIDTH)
  )
}

/** A place between the labels of a chain, or before the first of them, whose own label was not found: its text may be among theirs. */
function lacksLabel(slots: readonly Slot[], { slots: all, spotOf }: PlacedPage): boolean {
  const last = Math.max(...slots.map(({ at }) => at))
  const first = Math.min(...slots.map(({ at }) => at))
  return all.some(
    (slot) =>
      slot.sign !== undefined &&
      carriesValue(slot.item) &&
      slot.at >= first &&
      slot.at <= last + 1 &&
      !spotOf.has(slot) &&
      !slots.includes(slot),
  )
}
