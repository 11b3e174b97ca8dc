import { styleText } from 'node:util'
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
import { oneLine, placeOf, printable } from './words.ts'

type Format = Parameters<typeof styleText>[0]
type Paint = (format: Format, text: string) => string

const MARKS = { added: '+', removed: '-', changed: '~', moved: '>', undecided: '?' } as const
const FORMATS = {
  added: 'green',
  removed: 'red',
  changed: 'yellow',
  moved: 'blue',
  undecided: 'dim',
} as const

/** Versions against each other, readable on a terminal: without colours, words that went are [-so-], new ones {+so+}. */
export function renderDiff(
  { comparisons, unpaired }: DiffReport,
  { colours }: { readonly colours: boolean },
): string {
  const paint: Paint = (format, text) =>
    colours ? styleText(format, printable(text), { validateStream: false }) : printable(text)
  const lines = [
    ...comparisons.flatMap((comparison) => [...comparisonLines(comparison, paint), '']),
    ...unpaired.map((version) => printable(`not compared: ${versionText(version)}`)),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function comparisonLines(comparison: Comparison, paint: Paint): string[] {
  const { older, newer, series, differences, declarations } = comparison
  const changes = differences.filter(({ kind }) => kind !== 'undecided')
  const undecided = differences.filter(({ kind }) => kind === 'undecided')
  const idle = declarations.filter(({ verdict }) => verdict === 'without-effect')
  const open = declarations.filter(({ verdict }) => verdict === 'undecided')
  const under = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [paint('bold', title), ...lines] : []
  return [
    ...(series === undefined ? [] : [printable(`series ${series}`)]),
    printable(`older  ${versionText(older)}`),
    printable(`newer  ${versionText(newer)}`),
    paint('bold', summaryOf(comparison)),
    ...changes.flatMap((difference) => differenceLines(difference, declarations, paint)),
    ...under(
      'Declared without effect',
      idle.map((declaration) => declarationLine(declaration, paint)),
    ),
    ...under(
      'Declared, but it cannot be told whether with effect',
      open.map((declaration) => declarationLine(declaration, paint)),
    ),
    ...under(
      'Undecided',
      undecided.map((difference) => undecidedLine(difference, paint)),
    ),
  ]
}

const versionText = ({ name, form, number, title, publicationDate }: Version): string =>
  [
    name,
    form,
    number,
    title && oneLine(title, 60),
    publicationDate && (publicationDate.iso ?? publicationDate.value),
  ]
    .filter(Boolean)
    .join(' ')

function differenceLines(
  difference: Difference,
  declarations: readonly Declaration[],
  paint: Paint,
): string[] {
  const { kind, label, declared, evidence } = difference
  const rows = difference.declarations.map((position) => {
    const { iso, item } = declarations[position]!.change
    return `${iso ?? ''} ${oneLine(item, 40)}`.trim()
  })
  const verdict = declared === undefined ? '' : DECLARED[declared]
  const told = verdict && paint(declared === 'omitted' ? 'red' : 'dim', `  ${verdict}${from(rows)}`)
  const places = [...new Set([evidence.older, evidence.newer].map((one) => (one ? placeOf(one) : '－')))]
  return [
    `${paint(FORMATS[kind], `${MARKS[kind]} ${addressOf(difference)} ${oneLine(label, 40)}`)}${told}`,
    ...valueLines(difference, paint).map((line) => `    ${line}`),
    paint('dim', `    ${[places.join(' → '), doubtOf(difference)].filter(Boolean).join(', ')}`),
  ]
}

const from = (rows: readonly string[]): string => (rows.length > 0 ? ` (${rows.join('; ')})` : '')

/** Text beside a change that is the same is cut to so many characters. */
const CONTEXT = 15

function valueLines({ kind, words, boxes, texts, contents }: Difference, paint: Paint): string[] {
  if (words) {
    const parts = words.map((part, index) => {
      if (part.kind === 'added') return paint('green', `{+${part.text}+}`)
      if (part.kind === 'removed') return paint('red', `[-${part.text}-]`)
      return printable(context(part.text, index === 0, index === words.length - 1))
    })
    return [parts.join('').replaceAll('\n', ' ⏎ ')]
  }
  if (boxes)
    return boxes.map(({ label, older, newer }) =>
      older === newer
        ? printable(
            `${BOX_SIGNS[newer]} ${label}: ${oneLine(texts.older ?? '')} → ${oneLine(texts.newer ?? '')}`,
          )
        : printable(`${BOX_SIGNS[older]} → ${BOX_SIGNS[newer]} ${label}`),
    )
  if (contents)
    return contents.map(({ label, text }) => printable(`${oneLine(label, 30)}: ${oneLine(text, 100)}`))
  if (kind === 'moved') return [printable(oneLine(texts.newer ?? ''))]
  return [printable(`${oneLine(texts.older ?? '') || '－'} → ${oneLine(texts.newer ?? '') || '－'}`)]
}

function context(text: string, isFirst: boolean, isLast: boolean): string {
  const characters = [...text]
  if (characters.length <= 2 * CONTEXT + 1) return text
  const start = isFirst ? '' : characters.slice(0, CONTEXT).join('')
  const end = isLast ? '' : characters.slice(-CONTEXT).join('')
  return `${start}…${end}`
}

function declarationLine({ change, evidence, reason }: Declaration, paint: Paint): string {
  const named = change.paths.length > 0 ? ` (${change.paths.join(', ')})` : ''
  const texts = `${oneLine(change.before, 30) || '－'} → ${oneLine(change.after, 30) || '－'}`
  const why = reason === undefined ? '' : `: ${reason}`
  return `  ${paint('yellow', `${change.iso ?? '?'} ${oneLine(change.item, 60)}${named}`)} ${printable(`${texts}${why}  ${placeOf(evidence)}`)}`
}

const undecidedLine = (difference: Difference, paint: Paint): string =>
  paint('dim', `  ? ${addressOf(difference)} ${oneLine(difference.label, 40)}: ${difference.reason ?? ''}`)
