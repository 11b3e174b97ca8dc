import type { AnyNode, Element } from 'domhandler'
import { hasChildren, isTag, isText } from 'domhandler'

/** Elements whose content is no text of the page. */
export const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'svg', 'select', 'textarea'])
/** Elements that begin a line. */
export const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
   form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary table tbody td tfoot th
   thead title tr ul`.split(/\s+/),
)
/** Deeper nesting is no page that a person wrote. */
export const MAX_DEPTH = 300

/** More open elements than this are an attack on the parser, whose time grows with their square. */
const MAX_OPEN = 2000
/** Elements without an end, or whose end is implied by the next one. */
const NEVER_OPEN = new Set(
  'area base basefont bgsound br col dd dt embed frame hr img input li link meta option p param source td th tr wbr'.split(
    ' ',
  ),
)

/** Whether so many elements of a page are open at once that it must not be parsed. */
export function nestsTooDeep(html: string): boolean {
  let open = 0
  for (const [, end, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (NEVER_OPEN.has(name!.toLowerCase())) continue
    open = Math.max(0, open + (end === '' ? 1 : -1))
    if (open > MAX_OPEN) return true
  }
  return false
}

export const childElements = (element: Element): Element[] => element.children.filter(isTag)

/** Text with single spaces; blocks and `<br>` are set apart by a space, pictures give their alternative text. */
export function textOf(node: AnyNode): string {
  const parts: string[] = []
  const collect = (at: AnyNode, depth: number) => {
    if (isText(at)) parts.push(at.data)
    if (!hasChildren(at) || depth > MAX_DEPTH || (isTag(at) && DROPPED.has(at.name))) return
    if (isTag(at) && at.name === 'img') parts.push(at.attribs.alt ?? '')
    const apart = isTag(at) && (at.name === 'br' || BLOCKS.has(at.name))
    if (apart) parts.push(' ')
    for (const child of at.children) collect(child, depth + 1)
    if (apart) parts.push(' ')
  }
  collect(node, 0)
  return squeeze(parts.join(''))
}

export const squeeze = (text: string): string => text.replace(/[\s\u3000\u200b\ufeff]+/g, ' ').trim()

/** The nearest ancestor, or the element itself, of one of the names. */
export function closest(element: Element, names: ReadonlySet<string>): Element | undefined {
  for (let at: AnyNode | null = element; at; at = at.parent) if (isTag(at) && names.has(at.name)) return at
  return undefined
}
