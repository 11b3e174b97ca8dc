import type { AnyNode, Element } from 'domhandler'
import { isTag, isText } from 'domhandler'
import { BLOCKS, closest, DROPPED, MAX_DEPTH, squeeze, textOf } from './dom.ts'
import { type Cell, readTable, type Table } from './table.ts'

/** An element that leads somewhere, and its text. */
export type Anchor = { readonly element: Element; readonly href: string; readonly text: string }

/** Text between links, or a link. */
export type Segment = { readonly text: string; readonly anchor?: Anchor }

export type Heading = { readonly level: number; readonly text: string }

/**
 * A line of the page as it is displayed: what stands between block ends and `<br>`s. `before`: the lines without a link
 * since the last one with a link. `itemStart`: the first such line of the list item or other block that this one is in.
 * `lead`: the last one of them outside of tables, which still holds for what follows.
 */
export type Line = {
  readonly segments: readonly Segment[]
  readonly text: string
  readonly headings: readonly Heading[]
  readonly before: readonly string[]
  readonly itemStart: string
  readonly lead: string
  readonly place: Place
}

/** Where a line stands: its cell with the table, the smallest block it is in, and the list or other group of that. */
export type Place = {
  readonly table?: Table
  readonly cell?: Cell
  readonly item?: Element
  readonly group?: Element
}

/** A bold line or a `<dt>` ranks below all headings. */
const BOLD_LEVEL = 7
const TERM_LEVEL = 8
/** A heading is no sentence. */
const LONGEST_BOLD = 60
const LONGEST_LEAD = 120
const LINES_BEFORE = 3
/** Of a longer text the middle says nothing of a link. */
const LONGEST_TEXT = 600
/** Elements in which headings hold only to the end. */
const SCOPES = new Set([
  'article',
  'aside',
  'details',
  'dl',
  'fieldset',
  'footer',
  'nav',
  'section',
  'table',
  'td',
  'th',
])
const GROUPS = new Set(['ul', 'ol', 'dl', 'table'])
const ITEMS = new Set(['li', 'p', 'dd', 'td', 'th', 'dt'])
const BOLD = new Set(['b', 'strong', 'em'])

/** Cuts a page into lines, in document order. */
export function cutLines(root: Element): Line[] {
  const lines: Line[] = []
  let headings: Heading[] = []
  let segments: Segment[] = []
  let before: string[] = []
  let lead = ''
  let itemStart = ''
  let place: Place = {}
  let bold = 0
  let plainText = false

  const flush = () => {
    const kept = segments.map((segment) => ({
      ...segment,
      text: shortened(segment.text.replace(/[\s\u3000]+/g, ' ')),
    }))
    const text = squeeze(kept.map((segment) => segment.text).join(''))
    const isBold = !plainText && text !== ''
    segments = []
    plainText = false
    if (text === '' && !kept.some(({ anchor }) => anchor)) return
    const line: Line = { segments: kept, text, headings, before, itemStart, lead, place }
    lines.push(line)
    if (kept.some(({ anchor }) => anchor)) {
      before = []
      return
    }
    before = [...before, text].slice(-LINES_BEFORE)
    if (itemStart === '') itemStart = text
    if (place.cell && place.table?.headRows) return
    if (isBold && [...text].length <= LONGEST_BOLD) open({ level: BOLD_LEVEL, text })
    else if ([...text].length <= LONGEST_LEAD) lead = text
  }
  const open = (heading: Heading) => {
    headings = [...headings.filter(({ level }) => level < heading.level), heading]
    lead = ''
  }
  const add = (segment: Segment) => {
    segments.push(segment)
    if (bold === 0 && segment.text.trim() !== '' && !/^[\s\u3000■●◆○◇・▼▽★☆※]+$/.test(segment.text))
      plainText = true
  }

  const walk = (node: AnyNode, depth: number): void => {
    if (isText(node)) {
      if (node.data.trim() !== '' || segments.length > 0) add({ text: node.data })
      return
    }
    if (!isTag(node) || DROPPED.has(node.name) || depth > MAX_DEPTH) return
    const { name } = node
    if (name === 'br' || name === 'hr') {
      flush()
      return
    }
    if (name === 'img') {
      const alt = node.attribs.alt ?? ''
      if (alt !== '') add({ text: alt })
      return
    }
    const anchor = anchorOf(node)
    if (anchor) {
      add({ text: anchor.text === '' ? ' ' : anchor.text, anchor })
      return
    }
    if (!BLOCKS.has(name)) {
      if (BOLD.has(name)) bold++
      for (const child of node.children) walk(child, depth + 1)
      if (BOLD.has(name)) bold--
      return
    }
    flush()
    const outer = { headings, lead, place, before, itemStart }
    if (ITEMS.has(name)) itemStart = ''
    if (ITEMS.has(name) || GROUPS.has(name) || name === 'div') place = placeOf(node, place)
    if (name === 'td' || name === 'th' || name === 'nav') before = []
    for (const child of node.children) walk(child, depth + 1)
    flush()
    place = outer.place
    if (ITEMS.has(name)) itemStart = outer.itemStart
    if (SCOPES.has(name)) {
      headings = outer.headings
      lead = outer.lead
    }
    if (name === 'td' || name === 'th') before = outer.before
    const level = headingLevel(node)
    if (level !== undefined) {
      const text = shortened(textOf(node))
      if (text !== '') open({ level, text })
      before = []
    }
  }
  walk(root, 0)
  flush()
  return lines
}

const shortened = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT / 2)} … ${text.slice(-LONGEST_TEXT / 2)}`

function headingLevel({ name }: Element): number | undefined {
  const [, digit] = /^h([1-6])$/.exec(name) ?? []
  if (digit) return Number(digit)
  if (name === 'dt') return TERM_LEVEL
  return name === 'summary' || name === 'legend' || name === 'caption' ? BOLD_LEVEL : undefined
}

function placeOf(element: Element, outer: Place): Place {
  if (element.name === 'table') return { table: readTable(element), group: element }
  if (element.name === 'td' || element.name === 'th') {
    const { cell: _, ...rest } = outer
    const cell = outer.table?.cells.get(element)
    return { ...rest, ...(cell && { cell }), item: element }
  }
  if (GROUPS.has(element.name)) return { ...outer, group: element }
  if (element.name === 'div') return outer.group ? outer : { ...outer, item: element }
  const parent = closest(
    element.parent as Element,
    new Set([...GROUPS, 'div', 'section', 'article', 'body', 'main']),
  )
  return { ...outer, item: element, ...(parent && !outer.cell && { group: parent }) }
}

/** Names of quoted files in what a script would open: window.open('kaigo.pdf'). Read, never run. */
const QUOTED_FILE = /['"]([^'"\s]+\.(?:pdf|xlsx?|zip|html?))['"]/i

function anchorOf(element: Element): Anchor | undefined {
  const { name, attribs } = element
  const isLink = name === 'a' || name === 'area'
  const framed = name === 'iframe' || name === 'frame' || name === 'embed' ? attribs.src : undefined
  const href = framed ?? (name === 'object' ? attribs.data : isLink ? attribs.href : undefined)
  const scripted = QUOTED_FILE.exec(
    `${/^javascript:/i.test(href ?? '') ? href : ''}${isLink ? (attribs.onclick ?? '') : ''}`,
  )?.[1]
  const target = href === undefined || href === '#' || /^javascript:/i.test(href) ? scripted : href
  if (target === undefined) return undefined
  const text = [textOf(element), attribs.alt, attribs.title].find(
    (one) => one !== undefined && squeeze(one) !== '',
  )
  return { element, href: target, text: shortened(squeeze(text ?? '')) }
}
