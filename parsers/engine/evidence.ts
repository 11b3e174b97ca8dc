import type { Box, Evidence } from '../records/index.ts'
import type { Block } from './blocks.ts'

/** The places of blocks: a page's boxes together, or of a sheet the range of the cells. */
export function evidenceOf(blocks: readonly Block[]): Evidence[] {
  const byPage = Map.groupBy(blocks, (block) => block.page)
  return [...byPage].map(([page, onPage]): Evidence => {
    if (page.sheet === undefined) return { page: page.number, boxes: onPage.map((block) => rounded(block.box)) }
    return { sheet: page.sheet, range: rangeOf(onPage.flatMap((block) => block.glyphs.flatMap((glyph) => glyph.cell ?? []))) }
  })
}

const rounded = (box: Box): Box => box.map((edge) => Math.round(edge * 10) / 10) as unknown as Box

/** A1:C3 around cell addresses; empty if there are none, as an empty place of a sheet has no text to tell its address. */
function rangeOf(addresses: readonly string[]): string {
  const parsed = [...new Set(addresses)].flatMap((address) => {
    const match = /^([A-Z]+)(\d+)$/u.exec(address)
    return match ? [{ column: columnNumber(match[1]!), row: Number(match[2]) }] : []
  })
  if (parsed.length === 0) return ''
  const columns = parsed.map(({ column }) => column)
  const rows = parsed.map(({ row }) => row)
  const from = `${columnName(Math.min(...columns))}${Math.min(...rows)}`
  const to = `${columnName(Math.max(...columns))}${Math.max(...rows)}`
  return from === to ? from : `${from}:${to}`
}

const columnNumber = (name: string): number =>
  [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

const columnName = (number: number): string =>
  number <= 0 ? '' : columnName(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26))
