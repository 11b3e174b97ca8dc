import type { LoadedSource, SourceFault } from '../../corpus/sources/index.ts'
import { localGovernmentsOf } from '../../corpus/sources/index.ts'
import { counted, number, printable } from './words.ts'

/** The sources by prefecture, and how many of its governments have one. */
export function renderSources(sources: readonly LoadedSource[]): string {
  const groups = Map.groupBy(sources, ({ source }) => source.agency.prefecture ?? 'no prefecture')
  const blocks = [...groups].map(([prefecture, own]) => {
    const governments = localGovernmentsOf(prefecture)
    const covered = governments.filter(({ code }) => own.some(({ source }) => source.agency.code === code))
    const share =
      governments.length === 0
        ? ''
        : `; ${number(covered.length)} of ${number(governments.length)} local governments`
    return [`${prefecture}: ${counted(own.length, 'source')}${share}`, ...own.flatMap(sourceLines)].join('\n')
  })
  return printable(`${blocks.join('\n\n')}\n`)
}

function sourceLines({ source: { agency, kind, start, note } }: LoadedSource): string[] {
  return [
    `  ${agency.code ?? '      '}  ${agency.name}${kind === 'pages' ? '' : ` (${kind})`}`,
    ...start.map((url) => `          ${url}`),
    ...(note === undefined ? [] : [`          ${note}`]),
  ]
}

export function renderFaults(faults: readonly SourceFault[]): string {
  return printable(faults.map(({ file, place, message }) => `${file}: ${place}: ${message}\n`).join(''))
}
