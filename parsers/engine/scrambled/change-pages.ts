import { readDate } from '../../text/dates.ts'
import type { Addresses } from './change-addresses.ts'
import { columnWidths } from './change-columns.ts'
import { ENDS, isAlone } from './change-costs.ts'
import { type Draft, draftOf } from './change-draft.ts'
import { type Found, search } from './change-fit.ts'
import { BEFORE, codeOf, problemOf } from './change-paths.ts'
import { COLUMNS, type Column, type Piece, toPieces, widthsOf } from './change-pieces.ts'
import { type Alignment, layoutOf, sheetOf } from './change-sheet.ts'
import type { TextPage } from './pages.ts'

/** A part of a cell; `at` is its first and last line, in the document. */
export type Cell = { readonly lines: readonly string[]; readonly at: readonly [number, number] }
/** A row: what its columns hold, and which of them could not be told. */
export type CellRow = {
  readonly cells: Map<Column, Cell[]>
  readonly unsure: Set<Column>
  /** Its page comes out in the printed order, and no line of its texts could be the rest of an address. */
  readonly isInOrder: boolean
}

/** No printed page of a change table has more blocks, and none more rows. */
const MAX_PIECES = 120
const MAX_ROWS = 30
/** Which alignment the cells have is tried on this many pages. */
const PROBED = 2
/** What may stand in the middle or at the top fits more easily: less than this share must speak against it. */
const MUCH_LESS = 0.86
/** Where more rows go back in time, the table is in no order of days. */
const OUT_OF_ORDER = 0.1
/** A cell is told if it holds the same in so large a share of what is likely. */
const SURE = 0.95
/** Where the page comes out in order and so few others are likely, this share is enough. */
const FEW = 3
const SURE_OF_FEW = 0.9
/** Where more blocks stand out of order, no text is told; what stands centred is known less. */
const MOST_DISORDER = { top: 5, centre: 3 }
/** Of a row with so many cells that are not told, no text is. */
const DOUBTFUL = 3
/** Where no places give the printed order, what is likely is less so. */
const LOOSE = 0.3

/**
 * Reads a change table whose blocks stand in the order of a layout analysis: for each page, the places that give this order
 * and agree with the words are sought. A cell is told only where the likely places agree on what it holds.
 */
export function laidOutRows(pages: readonly TextPage[], addresses: Addresses): CellRow[] {
  const widths = widthsOf(pages, addresses)
  const all: readonly (readonly Piece[])[] = toPieces(pages, addresses, widths)
  const columns = columnWidths(all.flat(), widths)
  /** The pages that were probed are read again, the first of them mostly from the same state. */
  const searched = new Map<string, Found>()
  /** Reads pages until more speaks against them than the page's limit. */
  const read = (
    alignment: Alignment,
    chosen: readonly (readonly Piece[])[],
    limits: readonly number[] = [],
  ) => {
    const rows: CellRow[] = []
    const least: number[] = []
    const ends: CellRow[] = []
    let cost = 0
    /** How the pages are printed. */
    const prints: number[] = []
    let isOpen = false
    const sheet = sheetOf(columns, alignment, widths.measure)
    for (const [nth, pieces] of chosen.entries()) {
      const limit = limits[nth] ?? Infinity
      if (cost > limit) break
      const draft = draftOf(pieces, addresses.begins, columns.変更日)
      const isReadable = pieces.length <= MAX_PIECES && draft.rows <= MAX_ROWS && (draft.rows > 0 || isOpen)
      const [cut, above] = [cutOf(rows.at(-1)), shortOf(rows.at(-1))]
      const key = [all.indexOf(pieces), alignment, isOpen, mostOf(prints), ...cut, '|', ...above].join()
      const found = isReadable
        ? (searched.get(key) ??
          search(
            problemOf(draft.pieces, draft.rows, isOpen, cut, above, addresses.begins),
            layoutOf(draft.pieces, draft.rows, sheet),
            alignment,
            mostOf(prints),
            limit - cost,
          ))
        : undefined
      if (found && cost + found.best.total <= limit) searched.set(key, found)
      least.push(found?.least ?? 0)
      if (found) {
        prints.push(found.best.guess.print)
        cost += found.best.total
        fill(rows, draft, found, alignment, addresses)
        ends.push(...rows.slice(-1))
      } else rows.at(-1)?.unsure.add('変更前').add('変更後')
      isOpen = rows.length > 0
    }
    for (const { cells, unsure } of ends) if (!addresses.isWhole(addressOf(cells))) unsure.add('項目')
    return { rows, cost, least }
  }
  const probed = [...all].sort((a, b) => b.length - a.length).slice(0, PROBED)
  const top = read('top', probed)
  // What stands in the middle has to be better even if the pages behind cost no more than their words.
  const limits = probed.map(
    (_, nth) => MUCH_LESS * top.cost - top.least.slice(nth + 1).reduce((sum, own) => sum + own, 0),
  )
  const isTop = MUCH_LESS * top.cost <= read('centre', probed, limits).cost
  const { rows } = read(isTop ? 'top' : 'centre', all)
  doubtDaysGoingBack(rows)
  for (const { unsure } of rows) if (unsure.size >= DOUBTFUL) unsure.add('変更前').add('変更後')
  return rows.filter(
    ({ cells, unsure, isInOrder }) =>
      cells.has('項目') && !unsure.has('項目') && !hasLostRest(addressOf(cells), isInOrder, addresses),
  )
}

/** What occurs most often, 0 where nothing does. */
const mostOf = (numbers: readonly number[]): number =>
  [...Map.groupBy(numbers, (number) => number)].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 0

/** In a table whose rows stand in the order of their days: of two that do not, one has the day of another column. */
function doubtDaysGoingBack(rows: readonly CellRow[]): void {
  const days = rows.map(({ cells }) => {
    const day = readDate((cells.get('変更日') ?? []).flatMap(({ lines }) => lines).join(''))
    return day.kind === 'day' ? day.iso : undefined
  })
  const back = rows.flatMap((row, index) => {
    const [above, day] = [days[index - 1], days[index]]
    return above !== undefined && day !== undefined && day < above ? [rows[index - 1]!, row] : []
  })
  if (back.length <= 2 * Math.max(1, rows.length * OUT_OF_ORDER))
    for (const { unsure } of back) unsure.add('変更日')
}

/** Puts the pieces of a page into its rows, and says of which cells other likely places say something else. */
function fill(
  rows: CellRow[],
  { pieces, rows: count, isEven, isDated }: Draft,
  { best, others, broken, rivals }: Found,
  alignment: Alignment,
  addresses: Addresses,
): void {
  const before = rows.length
  const isInOrder =
    best.disorder === 0 &&
    !pieces.some(
      ({ column, isHead, lines }) =>
        column !== '項目' && !isHead && lines.some((line) => addresses.goesOn([line])),
    )
  for (let row = 0; row < count; row++)
    rows.push({
      cells: new Map(),
      isInOrder,
      unsure: new Set<Column>([
        ...(isEven ? [] : ['項目' as const]),
        ...(isDated ? [] : ['変更日' as const]),
      ]),
    })
  const cellOf = (places: Uint8Array, code: number) =>
    pieces.flatMap((piece, index) => (!piece.isHead && places[index] === code ? [index] : []))
  /** The first piece that says the same, for each. */
  const texts = pieces.map(({ lines }) => lines.join('\n'))
  const same = texts.map((text) => texts.indexOf(text))
  const saidIn = (places: Uint8Array, code: number): string =>
    cellOf(places, code)
      .map((index) => same[index])
      .join()
  const temperature = 1 + LOOSE * best.disorder
  const likely = others.map(({ places, total }) => ({
    places,
    weight: Math.exp((best.total - total) / temperature),
  }))
  const sure = best.disorder === 0 && others.length <= FEW ? SURE_OF_FEW : SURE
  const all = likely.reduce((sum, { weight }) => sum + weight, 1)
  for (let row = 0; row <= count; row++) {
    const own = rows[before + row - 1]
    if (!own) continue
    COLUMNS.forEach((column, at) => {
      const code = codeOf(row, at)
      const indices = cellOf(best.places, code)
      const key = saidIn(best.places, code)
      const agreed = likely.reduce(
        (sum, { places, weight }) => (saidIn(places, code) === key ? sum + weight : sum),
        1,
      )
      const isBroken =
        at >= BEFORE &&
        (best.disorder > MOST_DISORDER[alignment] ||
          indices.some(
            (index) => broken.has(pieces[index]!.block) || (best.disorder > 0 && pieces[index]!.isBreak),
          ))
      const isOther = rivals.some((places) => saidIn(places, code) !== key)
      if (agreed / all < sure || isBroken || isOther) own.unsure.add(column)
      if (indices.length === 0) {
        if (row > 0 && (column === '変更日' || column === '提出時期')) own.unsure.add(column)
        return
      }
      const parts = indices.map((index) => pieces[index]!)
      own.cells.set(column, [...(own.cells.get(column) ?? []), ...parts])
      if (column !== '変更前' && column !== '変更後') return
      const isTwice = parts.some((one) => parts.some((other) => one !== other && isLonger(one, other)))
      if (isTwice) own.unsure.add('変更前').add('変更後')
      if (parts.some(holdsTwoHeads))
        for (const near of [row - 1, row, row + 1])
          rows[before + near - 1]?.unsure.add('変更前').add('変更後')
    })
  }
}

/** ＜…での運用＞ ⏎ ＜…における措置＞: the end of a cell and the beginning of the one below it may be one block. */
const holdsTwoHeads = ({ lines }: Piece): boolean => /＞＜/u.test(lines.join(''))

/** Whether a part of a cell says what another says, and perhaps more: such twins stand in 変更前 and 変更後. */
const isLonger = (one: Cell, other: Cell): boolean => one.lines.join('').startsWith(other.lines.join(''))

/** The columns of a page's last row that end within a sentence: they go on on the next page. */
const cutOf = (row: CellRow | undefined): Set<Column> =>
  new Set(
    (['変更前', '変更後'] as const).filter((column) => {
      const last = row?.cells.get(column)?.at(-1)
      return last !== undefined && last.lines.length > 1 && !ENDS.test(last.lines.at(-1)!)
    }),
  )

/** The columns of a page's last row that are known to be empty or to hold no more than a word. */
const shortOf = (row: CellRow | undefined): Set<Column> =>
  new Set(
    (['変更前', '変更後'] as const).filter((column) => {
      if (!row || row.unsure.has(column)) return false
      const parts = row.cells.get(column) ?? []
      return parts.length === 0 || (parts.length === 1 && isAlone(parts[0]!.lines))
    }),
  )

const addressOf = (cells: CellRow['cells']): string =>
  (cells.get('項目') ?? []).flatMap(({ lines }) => lines).join('')

/** An address that is no more than a section's name has lost its rest, or its page comes out in the printed order with it. */
const hasLostRest = (address: string, isInOrder: boolean, { isSection, isSectionName }: Addresses): boolean =>
  isSection(address) && !(isInOrder && isSectionName(address))
