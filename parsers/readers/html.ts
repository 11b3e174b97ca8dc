import { load } from 'cheerio'

/** Elements that begin a line; td and th are set apart by a tab instead. */
const BLOCKS =
  'address article aside blockquote caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tbody tfoot thead title tr ul'
const DROPPED = 'script, style, noscript, template, iframe, object, svg'
const TAGS = `${BLOCKS} a b body br font head html i input label meta script select option span strong style sub sup td th u`
const TAG = new RegExp(`<!doctype html|</?(?:${TAGS.split(' ').join('|')})(?:\\s[^<>]*)?/?>`, 'i')

/** Whether a text holds HTML tags. Brackets around other words (＜選択肢＞, <選択肢>, <1>) are text. */
export const holdsHtml = (text: string): boolean => TAG.test(text)

/**
 * The text of an HTML fragment: blocks on lines of their own without empty ones, table cells set apart by tabs, entities decoded,
 * a checked box as ○ and an unchecked one as □. Scripts and styles are dropped, nothing is executed.
 */
export function plainText(fragment: string): string {
  const $ = load(fragment, null, false)
  $(DROPPED).remove()
  $('*')
    .contents()
    .filter((_, node) => node.type === 'comment')
    .remove()
  $('input').each((_, input) => {
    $(input).replaceWith(escaped(inputText(input.attribs)))
  })
  $('br').replaceWith('\n')
  $('td, th').after('\t')
  $(BLOCKS.replaceAll(' ', ', ')).before('\n').after('\n')
  return $.root()
    .text()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** `<input type="checkbox" checked="">` → ○ */
function inputText({ type = 'text', value = '', ...attributes }: Record<string, string>): string {
  switch (type.toLowerCase()) {
    case 'checkbox':
    case 'radio':
      return 'checked' in attributes ? '○' : '□'
    case 'hidden':
      return ''
    default:
      return value
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
