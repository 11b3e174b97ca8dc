import type { Evidence, Span } from '../../parsers/records/index.ts'

const whole = new Intl.NumberFormat('en-US')

export function number(value: number): string {
  return whole.format(value)
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function percent(part: number, all: number): string {
  return all === 0 ? '0 %' : `${((100 * part) / all).toFixed(1)} %`
}

/** Text on one line, cut to `limit` characters, with its length where something is cut. */
export function oneLine(text: string, limit = 80): string {
  const line = [...text.trim().replaceAll(/\s*\n\s*/g, ' ⏎ ')]
  if (line.length <= limit) return line.join('')
  return `${line.slice(0, limit).join('')}… (${number(line.length)} characters)`
}

/** `p. 3`, `pp. 3–4`, `入力!B3:C4`, `lines 10–12`. */
export function placeOf(evidence: readonly Evidence[]): string {
  const pages = evidence.flatMap((one) => ('page' in one ? [one.page] : []))
  const others = evidence.flatMap((one) => {
    if ('page' in one) return []
    return 'sheet' in one ? [`${one.sheet}!${one.range}`] : [range('line', 'lines', one.lines)]
  })
  const onPages = pages.length > 0 ? [range('p.', 'pp.', [Math.min(...pages), Math.max(...pages)])] : []
  return [...onPages, ...others].join(', ')
}

export function spanOf(span: Span): string {
  if ('pages' in span) return range('page', 'pages', span.pages)
  if ('lines' in span) return range('line', 'lines', span.lines)
  return `${span.sheets.length === 1 ? 'sheet' : 'sheets'} ${span.sheets.join(', ')}`
}

function range(one: string, several: string, [first, last]: readonly [number, number]): string {
  return first === last ? `${one} ${first}` : `${several} ${first}–${last}`
}

/** Keeps control characters of a document from reaching the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}--\n]/gv, '\ufffd')
}
