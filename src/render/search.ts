import { type Hit, MOST_READ, type SearchResult } from '../../db/index.ts'
import { counted, number, oneLine, placeOf, printable } from './words.ts'

/** One block a place: who, which item, where, and the text around the words, which stand in 【 】. */
export function renderSearch({ total, more, ranked, hits }: SearchResult): string {
  const places = more ? `more than ${number(total)} places` : counted(total, 'place')
  const all =
    ranked === 'all' ? places : `${places}, of which the ${number(MOST_READ)} ingested last were ranked`
  return printable(
    `${hits.map(renderHit).join('\n')}${hits.length > 0 ? '\n' : ''}${all}, ${number(hits.length)} shown\n`,
  )
}

function renderHit(hit: Hit): string {
  const who = [hit.evaluation, hit.form, hit.agency ?? 'agency not read', hit.published]
  const where = [
    hit.path,
    hit.label,
    placeOf(hit.evidence),
    hit.status === 'found' ? '' : hit.status,
    hit.corrected ? 'corrected' : '',
  ]
  return `${who.filter(Boolean).join('  ')}\n  ${where.filter(Boolean).join('  ')}\n  ${marked(hit)}\n`
}

function marked({ snippet: { text, matches } }: Hit): string {
  let line = ''
  let end = 0
  for (const [from, to] of matches) {
    line += `${text.slice(end, from)}【${text.slice(from, to)}】`
    end = to
  }
  return oneLine(line + text.slice(end), 200)
}
