import { htmlEscape } from 'escape-goat'

/** A page without scripts that loads nothing. `body` is HTML, the title is text, `style` CSS of its own. */
export function htmlPage(title: string, body: string, style = ''): string {
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
${body}
</body>
</html>
`
}

const STYLE = `body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
.map{display:grid;grid-template-columns:repeat(auto-fill,minmax(7rem,1fr));gap:.4rem;list-style:none;padding:0}
.map a,.map span,.legend li{border-radius:.3rem;color:inherit;display:block;padding:.5rem;text-decoration:none}
.map small{display:block}.legend{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0}
.unknown{background:#eee}.not-crawled{background:#d9e2ec}.silent{background:#f4c7ab}.unreachable{background:#e9a3a3}.partial{background:#f7e39c}.complete{background:#b7dfb0}
table{border-collapse:collapse;width:100%}td.number{text-align:right}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}
.doubtful td,.gone td{background:#fbe3d6}.superseded td,.ended td{color:#777}`

/** A link to the web, or the text alone: an address that was fetched may be anything. */
export const linkTo = (location: string, text: string): string =>
  /^https?:\/\//.test(location)
    ? `<a href="${escaped(location)}" rel="noreferrer">${escaped(text)}</a>`
    : escaped(location)

/** Text for HTML; control characters become a sign that says so. */
export const escaped = (text: string): string => htmlEscape(text).replace(/[\p{Cc}--\n]/gv, '\ufffd')
