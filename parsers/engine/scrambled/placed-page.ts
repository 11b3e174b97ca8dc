import { isAnalysed, lacksEmptyLines } from './dropped-lines.ts'
import { areMarksApart } from './lone-marks.ts'
import type { PageRange } from './page-ranges.ts'
import type { TextPage } from './pages.ts'
import type { Piece } from './pieces.ts'
import type { Slot } from './slots.ts'
import type { Spot } from './spots.ts'
import { spreadLabels } from './spread-labels.ts'

/** A page whose labels have their slots. */
export type PlacedPage = {
  readonly page: TextPage
  readonly pieces: readonly Piece[]
  /** The slots that the page prints, in the order of the form; boxes and counts among them. */
  readonly slots: readonly Slot[]
  readonly spotOf: ReadonlyMap<Slot, Spot>
  readonly slotOf: ReadonlyMap<Spot, Slot>
  /** Slots of repeats whose label may as well be that of another element. */
  readonly loose: ReadonlySet<Slot>
  /** Its labels stand in the order of the form, so its values do, too. */
  readonly ordered: boolean
  /**
   * Nothing in the document's order brings values and labels together: it was drawn in two passes, labels and short values in
   * one, headings and longer values in the other, or columns stand one after the other.
   */
  readonly apart: 'passes' | 'columns' | undefined
  /** The lines of the document are rows of the print: what stands side by side is in one line. */
  readonly inRows: boolean
  /** The document's marks (○) were set by themselves, over brackets that were printed empty. */
  readonly marksApart: boolean
  /** The document's cells stand so close that a block of lines may hold several of them. */
  readonly tight: boolean
  /** Empty lines were dropped from the document, so that one more or less tells nothing. */
  readonly lacksLines: boolean
}

/** Share of a document's labels that must stand in the order of the form. */
const ORDERED_SHARE = 0.95

type Draft = Pick<PlacedPage, 'page' | 'pieces' | 'slots'> & { readonly spots: readonly Spot[] }

/** Gives the labels of all pages their slots: in the order of the form where the document keeps it, else by what surrounds them. */
export function placePages(
  pages: readonly {
    readonly page: TextPage
    readonly spots: readonly Spot[]
    readonly pieces: readonly Piece[]
    readonly range: PageRange
  }[],
  slots: readonly Slot[],
): PlacedPage[] {
  const drafts = pages.map(({ page, spots, pieces, range }): Draft => {
    const printed = printedSlots(range, slots, spots)
    const known = new Set(printed.map(({ sign }) => sign))
    return { page, pieces, slots: printed, spots: spots.filter(({ sign }) => known.has(sign)) }
  })
  const inOrder = drafts.map((draft) => longestCommon(draft.spots, labelled(draft)))
  const shown = drafts.reduce((sum, { spots }) => sum + spots.length, 0)
  const ordered = inOrder.reduce((sum, { length }) => sum + length, 0) >= ORDERED_SHARE * shown
  const tight = stackedShare(drafts) > 0
  const lacksLines = lacksEmptyLines(drafts, ordered ? 'layout' : 'drawing')
  const apart = ordered
    ? undefined
    : isAnalysed(drafts)
      ? 'columns'
      : isDrawnInPasses(drafts)
        ? 'passes'
        : undefined
  const inRows = ordered && standsInRows(drafts)
  const marksApart = areMarksApart(drafts.map(({ pieces }) => pieces))
  return drafts.map((draft, index) => {
    const { spotOf, loose } = ordered
      ? inSequence(draft, inOrder[index]!)
      : spreadLabels(draft.spots, labelled(draft))
    const slotOf = new Map([...spotOf].map(([slot, spot]) => [spot, slot]))
    return {
      page: draft.page,
      pieces: draft.pieces,
      slots: draft.slots,
      spotOf,
      slotOf,
      loose,
      ordered,
      apart,
      inRows,
      marksApart,
      tight,
      lacksLines,
    }
  })
}

/** Nearly all boxes stand behind their bracket, and some lines hold several, `[ ] 紙 [ ○ ] 専用線`. */
const MIN_WHOLE_BOXES = 0.95
const MIN_BOX_ROWS = 3

function standsInRows(drafts: readonly Draft[]): boolean {
  let boxes = 0
  let whole = 0
  let lines = 0
  for (const { pieces } of drafts) {
    const onLine = new Map<number, number>()
    pieces.forEach((piece, index) => {
      if (piece.kind !== 'box') return
      boxes++
      const back = pieces[index - 2]?.kind === 'mark' ? index - 3 : index - 2
      const [close, open] = [pieces[index - 1], pieces[back]]
      if (close?.kind !== 'close' || close.at !== piece.at || open?.kind !== 'open' || open.at !== piece.at)
        return
      whole++
      onLine.set(piece.at, (onLine.get(piece.at) ?? 0) + 1)
    })
    lines += [...onLine.values()].filter((count) => count > 1).length
  }
  return lines >= MIN_BOX_ROWS && whole >= MIN_WHOLE_BOXES * boxes
}

/** Where cells are drawn in turns the labels of a page begin anew more often, and few are followed by another label. */
const MAX_ANEW = 2
const MIN_BARE = 0.22
/** Pages with fewer labels do not tell, nor do fewer pages. */
const MIN_LABELS = 4
const MIN_PAGES = 3

/** Whether most pages print their labels in the order of the form twice over, and many labels of the first time have no value by them. */
function isDrawnInPasses(drafts: readonly Draft[]): boolean {
  const pages = drafts.filter(({ spots }) => spots.length >= MIN_LABELS)
  const anew = pages.reduce((sum, draft) => sum + timesAnew(draft), 0)
  if (pages.length < MIN_PAGES || anew > MAX_ANEW * pages.length) return false
  const texts = new Map(
    drafts.flatMap(({ slots }) =>
      slots.flatMap(({ sign, item }) => (/^(?:text|longtext|date)$/u.test(item.kind) ? [[sign!, item]] : [])),
    ),
  )
  let labels = 0
  let bare = 0
  for (const { pieces } of drafts) {
    pieces.forEach((piece, index) => {
      if (piece.kind !== 'label' || !texts.has(piece.label.sign)) return
      labels++
      const next = pieces[index + 1]
      if (next === undefined || next.kind === 'label') bare++
    })
  }
  return bare >= MIN_BARE * labels
}

/** How often a label of a page is none of those that the form prints behind the one before. */
function timesAnew(draft: Draft): number {
  const slots = labelled(draft)
  let last = -1
  let times = 0
  for (const { sign } of draft.spots) {
    const next = slots.findIndex((slot, index) => index > last && slot.sign === sign)
    if (next < 0) times++
    last = next < 0 ? slots.findIndex((slot) => slot.sign === sign) : next
  }
  return times
}

/** Share of a document's labels that stand in one block with the label above them. */
export function stackedShare(pages: readonly Pick<PlacedPage, 'pieces'>[]): number {
  let labels = 0
  let stacked = 0
  for (const { pieces } of pages) {
    pieces.forEach((piece, index) => {
      if (piece.kind === 'label') labels++
      if (isStacked(pieces[index - 1], piece)) stacked++
    })
  }
  return labels === 0 ? 0 : stacked / labels
}

/** Labels of two cells on two lines of one block. */
const isStacked = (above: Piece | undefined, piece: Piece): boolean =>
  above?.kind === 'label' && piece.kind === 'label' && above.block === piece.block && above.at !== piece.at

const labelled = ({ slots }: Draft): Slot[] => slots.filter(({ sign }) => sign !== undefined)

function inSequence(draft: Draft, common: readonly { spot: Spot; slot: Slot }[]) {
  const spotOf = new Map(common.map(({ spot, slot }) => [slot, spot]))
  const taken = new Set(spotOf.values())
  for (const slot of labelled(draft)) {
    if (spotOf.has(slot)) continue
    const spot = draft.spots.find((candidate) => candidate.sign === slot.sign && !taken.has(candidate))
    if (!spot) continue
    spotOf.set(slot, spot)
    taken.add(spot)
  }
  return { spotOf, loose: new Set<Slot>() }
}

/** The slots of a stretch, and the boxes and counts behind it, without the repeats whose head does not stand on the page. */
function printedSlots(range: PageRange, slots: readonly Slot[], spots: readonly Spot[]): Slot[] {
  if (!range) return []
  let end = range.to
  while (slots[end + 1] && slots[end + 1]!.sign === undefined) end++
  const signs = new Set(spots.map(({ sign }) => sign))
  const printed: Slot[] = []
  let skipping: string | undefined
  for (const slot of slots.slice(range.from, end + 1)) {
    if (skipping !== undefined && slot.path.startsWith(`${skipping}.`)) continue
    skipping = undefined
    if (slot.item.kind === 'repeat' && slot.n > 0 && !signs.has(slot.sign!)) {
      skipping = slot.path
      continue
    }
    printed.push(slot)
  }
  return printed
}

/** The longest sequence of labels that stand in the order of the form. */
function longestCommon(spots: readonly Spot[], slots: readonly Slot[]): { spot: Spot; slot: Slot }[] {
  const width = slots.length + 1
  const best = new Int32Array((spots.length + 1) * width)
  for (let i = spots.length - 1; i >= 0; i--) {
    for (let j = slots.length - 1; j >= 0; j--) {
      best[i * width + j] =
        spots[i]!.sign === slots[j]!.sign
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const common: { spot: Spot; slot: Slot }[] = []
  for (let i = 0, j = 0; i < spots.length && j < slots.length; ) {
    if (spots[i]!.sign === slots[j]!.sign) common.push({ spot: spots[i++]!, slot: slots[j++]! })
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++
    else j++
  }
  return common
}
