import { load } from 'cheerio'
import type { Rows } from '../query/index.ts'

const STYLE = `
  body { font-family: "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; max-width: 900px; margin: 2em auto; padding: 0 1em; color: #222; line-height: 1.6 }
  h1 { font-size: 1.6em } h2 { font-size: 1.25em; margin-top: 2.5em; border-bottom: 2px solid #0b5fa5 }
  p.en { color: #555; margin-top: -0.6em } figure { margin: 1em 0 } svg { max-width: 100%; height: auto }
  table { border-collapse: collapse; font-size: 0.85em } th, td { border: 1px solid #ccc; padding: 0.15em 0.6em; text-align: left }
  td.number { text-align: right; font-variant-numeric: tabular-nums } summary { cursor: pointer; color: #0b5fa5 }
`
const SHELL =
  '<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title></title><style></style></head><body></body></html>'

/** What stands on a page; `svg` is markup that the charting library made, all else is text. */
export type Block =
  | { readonly kind: 'h1' | 'h2' | 'p' | 'en'; readonly text: string }
  | { readonly kind: 'svg'; readonly svg: string }
  | { readonly kind: 'table'; readonly rows: Rows }

/** A page without scripts, and without anything that would have to be fetched. Text of documents cannot become markup. */
export function renderPage(title: string, blocks: readonly Block[]): string {
  const $ = load(SHELL)
  const element = (name: string, text: string) => $(`<${name}></${name}>`).text(text)
  $('title').text(title)
  $('style').text(STYLE)
  for (const block of blocks) {
    switch (block.kind) {
      case 'en':
        $('body').append(element('p', block.text).addClass('en'))
        break
      case 'svg':
        $('body').append($('<figure></figure>').append(block.svg))
        break
      case 'table':
        $('body').append(table(block.rows))
        break
      default:
        $('body').append(element(block.kind, block.text))
    }
  }
  return `${$.html()}\n`

  function table({ columns, rows }: Rows) {
    const head = $('<tr></tr>').append(columns.map((name) => element('th', name)[0]!))
    const body = rows.map(
      (row) =>
        $('<tr></tr>').append(
          row.map((value) =>
            typeof value === 'number'
              ? element('td', value.toLocaleString('en-US')).addClass('number')[0]!
              : element('td', value ?? '')[0]!,
          ),
        )[0]!,
    )
    return $('<details></details>').append(
      element('summary', `表（${rows.length}行）`),
      $('<table></table>').append(head, body),
    )
  }
}
