import { posix } from 'node:path'
import { type CheerioAPI, load } from 'cheerio'

/** The parts of an unpacked workbook by name: xl/workbook.xml, xl/worksheets/sheet1.xml, … */
export type Parts = ReadonlyMap<string, Uint8Array>

export type Relation = { readonly type: string; readonly target: string }

/** Sheets as the workbook lists them, with the part that holds each. */
export type SheetEntry = { readonly name: string; readonly state: string; readonly part: string | undefined }

/** Parsed leniently: Excel itself writes VML that is not well-formed (an open <br>). */
export function xmlPart(parts: Parts, name: string): CheerioAPI | undefined {
  const bytes = parts.get(name)
  return bytes && load(new TextDecoder().decode(bytes), { xml: true })
}

/** Relations of a part by id; `type` is the last word of the type's address: drawing, vmlDrawing, worksheet. */
export function relationsOf(parts: Parts, part: string): ReadonlyMap<string, Relation> {
  const relations = new Map<string, Relation>()
  const folder = posix.dirname(part)
  const $ = xmlPart(parts, `${folder}/_rels/${posix.basename(part)}.rels`)
  for (const element of $?.('Relationship').toArray() ?? []) {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = element.attribs
    if (!id || !type || !target || mode === 'External') continue
    const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
    relations.set(id, { type: posix.basename(type), target: resolved })
  }
  return relations
}

/** Where the workbook's main part lies; nearly always xl/workbook.xml. */
export function sheetEntries(parts: Parts): readonly SheetEntry[] {
  const main = 'xl/workbook.xml'
  const relations = relationsOf(parts, main)
  const $ = xmlPart(parts, main)
  return ($?.root().find('*').toArray() ?? [])
    .filter((element) => localName(element.name) === 'sheet')
    .flatMap((element) => {
      const relation = relations.get(element.attribs['r:id'] ?? '')
      if (relation && relation.type !== 'worksheet') return []
      return [
        {
          name: element.attribs.name ?? '',
          state: element.attribs.state ?? 'visible',
          part: relation?.target,
        },
      ]
    })
}

/** `xdr:sp` → `sp`. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
