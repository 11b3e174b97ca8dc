import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { ZipArchive } from '@cj-tech-master/excelts/archive'
import { readWorkbook } from '../../../parsers/readers/workbook.ts'
import { unzip } from '../../../parsers/readers/zip.ts'
import type { Glyph, Page, Source } from '../../../parsers/records/index.ts'

/** The bytes of a workbook with one sheet named 表紙, drawn by `draw`. */
export async function workbookOf(draw: (sheet: Worksheet, workbook: Workbook) => void): Promise<Uint8Array> {
  const workbook = new Workbook()
  draw(workbook.addWorksheet('表紙'), workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

export async function zipOf(
  parts: Iterable<readonly [name: string, content: string | Uint8Array]>,
): Promise<Uint8Array> {
  const archive = new ZipArchive()
  for (const [name, content] of parts) archive.add(name, content)
  return archive.bytes()
}

/** A workbook with some of its parts rewritten, as other programs write them. */
export async function rewritten(
  bytes: Uint8Array,
  change: (name: string, xml: string) => string,
): Promise<Uint8Array> {
  const parts = await unzip(bytes, () => true)
  return zipOf(
    [...parts].map(([name, part]) => [name, change(name, new TextDecoder().decode(part))] as const),
  )
}

export type Positioned = Extract<Source, { kind: 'positioned' }>

export async function read(bytes: Uint8Array): Promise<Positioned> {
  const source = await readWorkbook(bytes)
  if (source.kind !== 'positioned') throw new Error('a workbook has positions')
  return source
}

export async function firstPage(draw: (sheet: Worksheet, workbook: Workbook) => void): Promise<Page> {
  return (await read(await workbookOf(draw))).pages[0]!
}

export const textOf = (glyphs: readonly Glyph[], cell?: string): string =>
  glyphs
    .filter((glyph) => cell === undefined || glyph.cell === cell)
    .map(({ text }) => text)
    .join('')
