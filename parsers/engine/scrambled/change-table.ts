import type { FormSpec } from '../../forms/index.ts'
import { type ChangeRow, type Item, NOT_RESOLVED, type Unplaced } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { type Addresses, addressesOf } from './change-addresses.ts'
import { type CellRow, laidOutRows } from './change-pages.ts'
import { COLUMNS, type Column, isHeadLine } from './change-pieces.ts'
import { streamRows } from './change-stream.ts'
import { COMPACT, changeTokens } from './change-tokens.ts'
import type { Line, TextPage } from './pages.ts'

/**
 * Reads the change table of a text without positions. Where the text's blocks stand in the order of a layout analysis, the
 * places are sought that give this order; where they stand as they were drawn, rows are told by the order of their cells.
 * What could not be told is in `unplaced`. `lacksLines`: empty lines were dropped from the text.
 */
export function readChangeTable(
  pages: readonly TextPage[],
  spec: FormSpec,
  items: readonly Item[],
  lacksLines = false,
): { changes: ChangeRow[]; unplaced: Unplaced[] } {
  const addresses = addressesOf(spec)
  const rows = isAsDrawn(pages)
    ? pages.flatMap((page) => streamRows(changeTokens(page, addresses), spec, items))
    : laidOutRows(pages, addresses)
  for (const row of rows) {
    const doubted = [
      ...(lacksLines ? ENDED_BY_LINES : []),
      ...(hasWholeItem(row, addresses, lacksLines) ? [] : BESIDE_PARTS),
      ...(hasOneTiming(row) ? [] : (['提出時期'] as const)),
    ]
    for (const column of doubted) row.unsure.add(column)
  }
  const told = new Set<number>()
  for (const { cells, unsure } of rows)
    for (const [column, parts] of cells)
      if (!unsure.has(column))
        for (const { at } of parts) for (let line = at[0]; line <= at[1]; line++) told.add(line)
  return { changes: rows.map(toChange), unplaced: pages.flatMap((page) => leftOf(page, told)) }
}

/** What these columns hold may be of any wording: where empty lines were dropped, nothing tells its end. */
const ENDED_BY_LINES = ['変更前', '変更後', '説明'] as const
/** What stands beside an item that is not whole: its cells may have come into each other. */
const BESIDE_PARTS = ['項目', '変更前', '変更後'] as const
const CONTINUED = /^\(続き\)$/u
/** ５．評価実施機関における担当部署 */
const NUMBERED = /^[\s　]*[\d０-９]+[．.,，、]/u
const ONE_ADDRESS = /^(?!同上.)(?:\(続き\))?(?:(?!(?:令和|平成)\d|変更日|変更前|変更後).)*$/u

/** An address and nothing else: neither a second one, nor the beginning of what the item said. */
function hasWholeItem({ cells, isInOrder }: CellRow, addresses: Addresses, lacksLines: boolean): boolean {
  const lines = (cells.get('項目') ?? []).flatMap((part) => part.lines)
  if (lines.length > 1 && lines.every((line) => COMPACT.test(line))) return true
  const text = lines.join('')
  const begun = lines.filter(
    (line, index) => index > 0 && addresses.begins(line) && !CONTINUED.test(matchKey(lines[index - 1]!)),
  )
  const numbered = lines.filter((line) => NUMBERED.test(line))
  return (
    (addresses.isWhole(text) || (isInOrder && !lacksLines && addresses.isSectionName(text))) &&
    (!lacksLines || addresses.begins(lines[0]!)) &&
    ONE_ADDRESS.test(matchKey(text)) &&
    begun.length === 0 &&
    numbered.length <= 1
  )
}

const hasOneTiming = ({ cells }: CellRow): boolean => (cells.get('提出時期') ?? []).length <= 1

/** `項目 変更前の記載` in one line: heads of columns so far apart are one line only where no distance parts lines. */
const isAsDrawn = (pages: readonly TextPage[]): boolean =>
  pages.some(({ lines }) => lines.some(({ key }) => /変更日項目|項目変更前|変更前の記載変更後/u.test(key)))

/** Lines that the width of a cell broke; several short addresses (Ⅰ　２　システム1　②) stay lines of their own. */
const joined = (lines: readonly string[]): string =>
  lines.join(lines.every((line) => COMPACT.test(line)) ? '\n' : '')

function toChange({ cells, unsure }: CellRow): ChangeRow {
  const text = (column: Column) =>
    foldGlyphForms((cells.get(column) ?? []).map(({ lines }) => joined(lines)).join('\n'))
  const date = unsure.has('変更日') ? undefined : readDate(text('変更日'))
  const known = COLUMNS.filter((column) => !unsure.has(column))
  return {
    ...Object.fromEntries(
      known.map((column) => [column, column === '提出時期' ? matchKey(text(column)) : text(column)]),
    ),
    ...(date?.kind === 'day' ? { iso: date.iso } : {}),
    ...(unsure.size > 0 ? { unattributed: COLUMNS.filter((column) => unsure.has(column)) } : {}),
    ...NOT_RESOLVED,
    confidence: unsure.size > 0 ? 0.7 : 0.85,
    evidence: known
      .flatMap((column) => cells.get(column) ?? [])
      .map(({ at }) => ({ lines: [at[0], at[1]] as [number, number] })),
  }
}

/** The lines of a page that no row tells, as they stand together. */
function leftOf({ lines }: TextPage, told: ReadonlySet<number>): Unplaced[] {
  const runs: Line[][] = []
  for (const line of lines) {
    if (told.has(line.number) || isHeadLine(line)) continue
    const last = runs.at(-1)
    if (last?.at(-1)?.number === line.number - 1) last.push(line)
    else runs.push([line])
  }
  return runs.map((run) => ({
    text: run.map(({ text }) => text).join('\n'),
    evidence: { lines: [run[0]!.number, run.at(-1)!.number] },
  }))
}
