import { type Hit, rankedAmong, type SearchResult } from '../../db/index.ts'
import { counted, number, oneLine, placeOf, printable } from './words.ts'

/** One block a place: who, which item, where, and the text around the words, which stand in 【 】. */
export function renderSearch({ total, hits }: SearchResult): string {
  const all =
    total >= rankedAmong
      ? `${number(rankedAmong)} places or more, ranked among those ingested last`
      : counted(total, 'place')
  return printable(
    `${hits.map(renderHit).join('\n')}${hits.length > 0 ? '\n' : ''}${all}, ${number(hits.length)} shown\n`,
  )
}

function renderHit(hit: Hit): string {
  const who = [hit.evaluation, hit.form, hit.agency ?? 'agency not read', hit.published]
  const where = [hit.path, hit.label, placeOf(hit.evidence), hit.status === 'found' ? '' : hit.status]
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
