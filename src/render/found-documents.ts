import type { AskedRow } from '../../corpus/store/index.ts'
import { printable } from './words.ts'

/** Documents that pages list: the URL, and what the first page that tells more says of it. */
export function renderFound(found: readonly AskedRow[]): string {
  const lines = found.map(({ url, listings }) => {
    const { number, form, title, date, department } = listings[0] ?? {}
    const said = [number, form, title, date, department].filter((value) => value !== undefined)
    return [url, ...said].join('  ').replaceAll('\n', ' ')
  })
  return printable(lines.map((line) => `${line}\n`).join(''))
}
