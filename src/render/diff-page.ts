import type { Declaration, Difference } from '../../parsers/history/index.ts'
import {
  addressOf,
  BOX_SIGNS,
  type Comparison,
  DECLARED,
  type DiffReport,
  doubtOf,
  summaryOf,
  type Version,
} from './diff-report.ts'
import { escaped, htmlPage } from './html-page.ts'
import { placeOf } from './words.ts'

const STYLE = `
body{font:15px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2.5rem;border-top:2px solid #888;padding-top:1rem}h3{font-size:1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f3f3}td.text{white-space:pre-wrap;overflow-wrap:anywhere}code,.place{font-size:.85em;color:#555}
ins{background:#d7f5dc;text-decoration:none}del{background:#fbdcdc}
.omitted{font-weight:bold;color:#a00000}dl{margin:0}dt{color:#555;font-size:.85em}dd{margin:0 0 .3rem 1rem}
`

/** A page that needs no network: each comparison with its changes, what is declared without effect, and what is undecided. */
export function renderDiffPage({ comparisons, unpaired }: DiffReport): string {
  const body = comparisons.map(comparisonSection).join('')
  const left = unpaired.map((version) => `<p>Not compared: ${escaped(versionText(version))}</p>`).join('')
  const title = titleOf(comparisons)
  return htmlPage(
    title,
    `<h1>${escaped(title)}</h1>
${body}${left}`,
    STYLE,
  )
}

const titleOf = (comparisons: readonly Comparison[]): string => {
  const { form, number = '', title = '' } = comparisons.at(-1)?.newer ?? { form: '' }
  return [form, number, title].filter(Boolean).join(' ')
}

const versionText = ({ name, form, number, title, agency, publicationDate }: Version): string =>
  [
    name,
    form,
    number,
    title,
    agency?.name,
    publicationDate && `${publicationDate.value}${publicationDate.iso ? ` (${publicationDate.iso})` : ''}`,
  ]
    .filter(Boolean)
    .join(' ')

function comparisonSection(comparison: Comparison): string {
  const { older, newer, differences, declarations } = comparison
  const changes = differences.filter(({ kind }) => kind !== 'undecided')
  const undecided = differences.filter(({ kind }) => kind === 'undecided')
  const rows = (verdict: Declaration['verdict']) =>
    declarations.filter((declaration) => declaration.verdict === verdict)
  const date = ({ publicationDate }: Version) => publicationDate?.iso ?? publicationDate?.value ?? '?'
  return `<section>
<h2>${escaped(`${date(older)} → ${date(newer)}`)}</h2>
<p>${escaped(versionText(older))}<br>${escaped(versionText(newer))}</p>
<p><strong>${escaped(summaryOf(comparison))}</strong></p>
${table(
  ['Item', 'Change', 'Change table'],
  changes.map((difference) => changeRow(difference, declarations)),
)}
${titled(
  'Declared without effect',
  table(['Row', 'Before', 'After', 'Why'], rows('without-effect').map(declarationRow)),
)}
${titled(
  'Declared, but it cannot be told whether with effect',
  table(['Row', 'Before', 'After', 'Why'], rows('undecided').map(declarationRow)),
)}
${titled(
  'Undecided',
  table(
    ['Item', 'Why'],
    undecided.map((difference) => `${itemCell(difference)}<td>${escaped(difference.reason ?? '')}</td>`),
  ),
)}
</section>
`
}

const titled = (title: string, content: string): string =>
  content === '' ? '' : `<h3>${escaped(title)}</h3>\n${content}`

const table = (heads: readonly string[], rows: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `<table>\n<tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr>\n${rows.map((row) => `<tr>${row}</tr>`).join('\n')}\n</table>`

function changeRow(difference: Difference, declarations: readonly Declaration[]): string {
  const { declared } = difference
  const verdict = declared === undefined ? '' : DECLARED[declared]
  const rows = difference.declarations.map((position) => {
    const { iso, item } = declarations[position]!.change
    return `<br><span class="place">${escaped(`${iso ?? ''} ${item}`)}</span>`
  })
  return `${itemCell(difference)}<td class="text">${valueCell(difference)}</td><td><span class="${declared ?? ''}">${escaped(verdict)}</span>${rows.join('')}</td>`
}

function itemCell(difference: Difference): string {
  const { label, kind, evidence } = difference
  const places = [evidence.older, evidence.newer].map((one) => (one ? placeOf(one) : '－')).join(' → ')
  return `<td>${escaped(label)}<br><code>${escaped(addressOf(difference))}</code><br><span class="place">${escaped([kind, places, doubtOf(difference)].filter(Boolean).join(', '))}</span></td>`
}

function valueCell({ kind, words, boxes, texts, contents }: Difference): string {
  const { older = '', newer = '' } = texts
  const replaced = [older && `<del>${escaped(older)}</del>`, newer && `<ins>${escaped(newer)}</ins>`]
  if (words)
    return words
      .map((part) => {
        const content = escaped(part.text)
        if (part.kind === 'added') return `<ins>${content}</ins>`
        return part.kind === 'removed' ? `<del>${content}</del>` : content
      })
      .join('')
  if (boxes)
    return boxes
      .map(({ label, ...states }) =>
        states.older === states.newer
          ? `${BOX_SIGNS[states.newer]} ${escaped(label)}: ${replaced.filter(Boolean).join(' → ')}`
          : `<del>${BOX_SIGNS[states.older]}</del> <ins>${BOX_SIGNS[states.newer]}</ins> ${escaped(label)}`,
      )
      .join('\n')
  if (contents) {
    const mark = kind === 'removed' ? 'del' : 'ins'
    return `<dl>${contents.map((one) => `<dt>${escaped(one.label)}</dt><dd><${mark}>${escaped(one.text)}</${mark}></dd>`).join('')}</dl>`
  }
  return kind === 'moved' ? escaped(newer) : replaced.filter(Boolean).join(' → ')
}

function declarationRow({ change, reason, evidence }: Declaration): string {
  const place = `<br><span class="place">${escaped([...change.paths, placeOf(evidence)].join(', '))}</span>`
  return `<td>${escaped(`${change.iso ?? '?'} ${change.item}`)}${place}</td><td class="text">${escaped(change.before)}</td><td class="text">${escaped(change.after)}</td><td>${escaped(reason ?? 'all that it names is the same in both')}</td>`
}
