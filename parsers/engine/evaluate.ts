import { carriesValue, type FormSpec } from '../forms/index.ts'
import type { Evaluation, Glyph, Item, Page, Problem, Reason, Span, Unplaced } from '../records/index.ts'
import { foldGlyphForms } from '../text/characters.ts'
import type { Label } from './align.ts'
import { assemble } from './assemble.ts'
import { type Block, type BlockPage, toBlocks } from './blocks.ts'
import { evidenceOf } from './evidence.ts'
import { readHeadingBoxes, readItem, withoutValue } from './items.ts'
import { toLines } from './lines.ts'
import { type Recognised, recognise } from './recognise.ts'
import { type Region, valueRegions } from './regions.ts'

const VERSION_PATH = '表紙.様式'
/** Characters of which a font does not say what they are. */
const UNMAPPED = /[\ufffd\p{Cc}]/u
/** Why what stands in a place is not asserted. */
const UNREADABLE: Reason = {
  code: 'garbled-characters',
  words: 'its characters are unreadable: the font has no usable character map',
}
const CUT_OFF: Reason = {
  code: 'cut-off',
  words:
    'it reaches the end of the page, and the text that the next page begins with could not be attributed',
}

/**
 * Reads all evaluations of a document with positions, in document order.
 * Nothing is asserted from characters of `garbageFonts`, or from characters that no font explains.
 */
export function evaluatePages(pages: readonly Page[], garbageFonts: ReadonlySet<string>): Evaluation[] {
  const isGarbage = ({ font, text }: Glyph) => garbageFonts.has(font) || UNMAPPED.test(text)
  return recognise(toBlocks(pages)).map((recognised) => evaluate(recognised, isGarbage))
}

function evaluate(
  { pages, body, changes, spec, labels, mark, edition }: Recognised,
  isGarbage: (glyph: Glyph) => boolean,
): Evaluation {
  const { regions, left } = valueRegions(body, labels, spec)
  const furniture = spec.frame.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const isFurniture = (key: string) => furniture.some((pattern) => pattern.test(key))

  const items: Item[] = []
  const unplaced: Unplaced[] = left
    .filter((block) => !isFurniture(block.key) && block !== mark?.block)
    .map((block) => ({
      text: block.lines.map((line) => line.text).join('\n'),
      evidence: evidenceOf([block])[0]!,
    }))
  const regionOf = new Map(regions.map((region) => [region.label, region]))

  for (const label of labels) {
    const item = spec.items[label.item]!
    const address = addressIn(label)
    const region = regionOf.get(label)
    if (region && carriesValue(item)) {
      const read = readItem(item, region, spec, isFurniture)
      const garbled = region.blocks.some((block) => block.glyphs.some(isGarbage))
      const doubt = garbled ? UNREADABLE : region.cutOff ? CUT_OFF : undefined
      const values = doubt ? read.items.map((value) => withoutValue(value, spec, doubt)) : read.items
      items.push(...values.map((value) => ({ ...value, path: address(value.path) })))
      unplaced.push(...unusedText(region.blocks, read.unused))
    }
    const boxes = spec.items.filter(({ kind, parent }) => kind === 'checkbox' && parent === item.path)
    if (boxes.length > 0 && item.kind === 'heading') {
      items.push(...readHeadingBoxes(boxes, label).map((value) => ({ ...value, path: address(value.path) })))
    }
  }
  if (mark) items.push(versionItem(spec, mark))

  const repeated = labels.filter(({ printed, n }) => printed !== undefined && printed !== n)
  const misnumbered = repeated.map((label): Problem => {
    const path = addressIn(label)(spec.items[label.item]!.path)
    const message = `${path}: its head prints the number ${label.printed}, which does not go up`
    return { code: 'repeat-number', severity: 'warning', message, path, evidence: evidenceOf([label.block]) }
  })

  return assemble({
    problems: misnumbered,
    spec,
    version: mark?.version,
    edition,
    items,
    changes,
    unplaced,
    span: spanOf(pages),
    characters: pages.reduce((sum, page) => sum + page.blocks.reduce((n, block) => n + inked(block), 0), 0),
  })
}

const inked = (block: Block): number => block.glyphs.filter((glyph) => glyph.text.trim() !== '').length

const addressIn = (label: Label) => (path: string) =>
  path.replaceAll('[f]', `[${label.file}]`).replaceAll('[n]', `[${label.n}]`)

function spanOf(pages: readonly BlockPage[]): Span {
  const sheets = pages.flatMap(({ page }) => page.sheet ?? [])
  if (sheets.length > 0) return { sheets }
  return { pages: [pages[0]!.page.number, pages.at(-1)!.page.number] }
}

function unusedText(blocks: readonly Block[], unused: Region['blocks'][number]['glyphs']): Unplaced[] {
  return blocks.flatMap((block) => {
    const own = unused.filter((glyph) => block.glyphs.includes(glyph))
    if (own.length === 0) return []
    const text = toLines(own)
      .map((line) => line.text)
      .join('\n')
    return [{ text, evidence: evidenceOf([block])[0]! }]
  })
}

function versionItem(spec: FormSpec, { version, block }: NonNullable<Recognised['mark']>): Item {
  return {
    path: VERSION_PATH,
    key: spec.items.find(({ path }) => path === VERSION_PATH)!.key,
    kind: 'text',
    status: 'found',
    confidence: 0.97,
    evidence: evidenceOf([block]),
    raw: version,
    value: foldGlyphForms(version),
  }
}
