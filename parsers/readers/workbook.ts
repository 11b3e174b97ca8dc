import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import type { Page, Problem, Source } from '../records/index.ts'
import { ReadError } from '../records/index.ts'
import { messageOf, readFailure } from './failure.ts'
import { isOle, oleFailure } from './ole.ts'
import { bordersOf } from './workbook/borders.ts'
import { cellsOf } from './workbook/cells.ts'
import { drawingsOf } from './workbook/drawings.ts'
import { withJapaneseFormats } from './workbook/formats.ts'
import { type Axis, gridOf } from './workbook/grid.ts'
import { type Parts, sheetEntries } from './workbook/package.ts'
import { unzip } from './zip.ts'

/** Cells that the merged ranges of one sheet may cover; the library makes an object for each. */
const MERGED_CELLS_LIMIT = 2_000_000

/**
 * Reads an Excel workbook (.xlsx, .xlsm): a page for each visible sheet, laid out in points from column widths and
 * row heights, cell borders as rules. What is hidden is left out and named in a problem.
 * @throws ReadError `damaged-file`, `password-protected`, `unsupported-type`, `too-large` or `no-text-layer`.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Source> {
  if (isOle(bytes)) throw oleFailure(bytes)
  const parts = await unzip(bytes, (name) => !name.startsWith('xl/media/'))
  if (!parts.has('xl/workbook.xml')) {
    throw readFailure(
      'unsupported-type',
      'the archive holds no Excel workbook; publish the document as PDF or .xlsx',
    )
  }
  try {
    refuseVastMerges(parts)
    const { worksheets } = await loaded(parts)
    return sourceOf(worksheets, parts)
  } catch (error) {
    if (error instanceof ReadError) throw error
    throw readFailure(
      'damaged-file',
      `the workbook cannot be read (${messageOf(error)}); open it in Excel, save it anew and try again`,
      error,
    )
  }
}

async function loaded(parts: Parts): Promise<Workbook> {
  const workbook = new Workbook()
  const styles = parts.get('xl/styles.xml')
  await workbook.xlsx.loadFromFiles({
    ...Object.fromEntries(parts),
    ...(styles && { 'xl/styles.xml': withJapaneseFormats(styles) }),
  })
  return workbook
}

function sourceOf(worksheets: readonly Worksheet[], parts: Parts): Source {
  const pages: Page[] = []
  const problems: Problem[] = []
  const hiddenSheets: string[] = []
  for (const entry of sheetEntries(parts)) {
    if (entry.state !== 'visible') {
      hiddenSheets.push(entry.name)
      continue
    }
    const sheet = worksheets.find(({ name }) => name === entry.name)
    const number = pages.length + 1
    if (!sheet) {
      problems.push({
        code: 'page-failed',
        severity: 'warning',
        message: `sheet ${entry.name} could not be read; its items are missing. Save the workbook anew in Excel`,
      })
      continue
    }
    const { page, hidden } = pageOf(sheet, number, parts, entry.part)
    pages.push(page)
    if (hidden.length > 0) problems.push(hiddenCells(sheet, hidden))
  }
  if (hiddenSheets.length > 0) {
    problems.push({
      code: 'hidden-left-out',
      severity: 'info',
      message: `${hiddenSheets.length} hidden sheets were left out: ${hiddenSheets.join(', ')}`,
    })
  }
  if (pages.length === 0) {
    throw readFailure(
      'damaged-file',
      'the workbook has no visible sheet that could be read; open it in Excel, unhide its sheets and save it anew',
    )
  }
  if (!pages.some(({ glyphs }) => glyphs.length > 0)) {
    throw readFailure('no-text-layer', `no text on any of ${pages.length} visible sheets`)
  }
  return { kind: 'positioned', textSource: 'workbook', pages, problems }
}

function pageOf(
  sheet: Worksheet,
  number: number,
  parts: Parts,
  part: string | undefined,
): { page: Page; hidden: readonly string[] } {
  const grid = gridOf(sheet)
  const rules = bordersOf(sheet, grid)
  const cells = cellsOf(sheet, grid)
  const glyphs = part ? [...cells.glyphs, ...drawingsOf(parts, part, grid)] : cells.glyphs
  const furthest = (side: 2 | 3, start: number) =>
    glyphs.reduce((most, { box }) => Math.max(most, box[side]), start)
  const page: Page = {
    number,
    sheet: sheet.name,
    grid: { columns: linesOf(grid.columns), rows: linesOf(grid.rows) },
    width: furthest(2, grid.columns.line(grid.columns.count + 1)),
    height: furthest(3, grid.rows.line(grid.rows.count + 1)),
    glyphs,
    rules,
    pictures: 0,
  }
  return { page, hidden: cells.hidden }
}

const linesOf = (axis: Axis): number[] =>
  Array.from({ length: axis.count + 1 }, (_, index) => axis.line(index + 1))

function hiddenCells(sheet: Worksheet, hidden: readonly string[]): Problem {
  return {
    code: 'hidden-left-out',
    severity: 'info',
    message: `sheet ${sheet.name}: the text of ${hidden.length} cells in hidden rows or columns was left out`,
    evidence: hidden.map((range) => ({ sheet: sheet.name, range })),
  }
}

/** Before the library fills them: a range like A1:XFD1048576 would exhaust memory. */
function refuseVastMerges(parts: Parts): void {
  for (const [name, bytes] of parts) {
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) continue
    let cells = 0
    const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    for (const [, range] of xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([^"']+)["']/g)) {
      cells += areaOf(range!)
      if (cells > MERGED_CELLS_LIMIT) {
        throw readFailure(
          'too-large',
          `${name} merges more than ${MERGED_CELLS_LIMIT} cells; reduce its merged ranges`,
        )
      }
    }
  }
}

function areaOf(range: string): number {
  const corners = [...range.matchAll(/\$?([A-Z]{1,3})\$?(\d{1,7})/gi)].map(([, letters, row]) => ({
    row: Number(row),
    column: [...letters!.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
  }))
  const [first, last] = corners
  if (!first || !last) return 1
  return (Math.abs(last.row - first.row) + 1) * (Math.abs(last.column - first.column) + 1)
}
