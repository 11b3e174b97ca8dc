import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { env } from 'node:process'
import { findSeriesOf, readVersions } from '../../db/index.ts'
import { diffEvaluations, headOf, linkSeries } from '../../parsers/history/index.ts'
import { renderDiff } from '../render/diff.ts'
import { renderDiffPage } from '../render/diff-page.ts'
import type { Comparison, DiffReport, Version } from '../render/diff-report.ts'
import type { ShownEvaluation } from '../render/document.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'
import { type Finder, withFinder } from './find-document.ts'
import { databaseOption, jsonOption } from './options.ts'

const options = {
  series: {
    kind: 'text',
    value: 'ID|FILE',
    description: 'all versions of a series, one by one: its ID, or an evaluation (ID or file) that is in it',
  },
  db: databaseOption,
  html: { kind: 'text', value: 'FILE', description: 'write a page to look at; - is standard output' },
  json: jsonOption,
} as const

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'Say item by item what changed between versions, and what of it the change table declares.',
  argument: {
    name: 'ID|FILE',
    description:
      'the older version and the newer one: IDs or files; of more than two, each version and the next by date',
    several: true,
    optional: true,
  },
  options,
  examples: [
    { command: 'hyoka diff 2022.pdf 2023.pdf', does: 'two files' },
    { command: 'hyoka diff 3f2a9c81d0e4-1 77ab10c2 --json', does: 'two evaluations of the database' },
    {
      command: 'hyoka diff --series 3f2a9c81d0e4-1 --html history.html',
      does: 'all versions of an evaluation, as a page',
    },
    { command: 'hyoka diff 2021.pdf 2022.pdf 2023.pdf', does: 'three files, in order of publication' },
  ],
  async run(words, values, shell) {
    if (values.json && values.html !== undefined)
      throw new UsageError('--json or --html: one of them, not both')
    const report = await withFinder(values.db, shell, async (finder) =>
      values.series === undefined
        ? fromWords(words, finder, shell)
        : fromSeries(values.series, words, finder),
    )
    if (values.html !== undefined) return writePage(values.html, renderDiffPage(report), shell)
    shell.out(
      values.json
        ? `${JSON.stringify(report, null, shell.outIsTerminal ? 2 : 0)}\n`
        : renderDiff(report, { colours: shell.outIsTerminal && !env.NO_COLOR }),
    )
    return 0
  },
})

function writePage(file: string, page: string, shell: Shell): 0 {
  if (file === '-') {
    shell.out(page)
    return 0
  }
  const path = resolve(shell.cwd, file)
  try {
    writeFileSync(path, page)
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${(error as Error).message}`)
  }
  shell.err(`${path} written\n`)
  return 0
}

/** An evaluation, and by what a person knows it: its ID, or the file as typed. */
type Located = { readonly name: string; readonly evaluation: ShownEvaluation }

async function locate(target: string, { find }: Finder): Promise<Located[]> {
  const { evaluations, document } = await find(target)
  if (evaluations.length === 0)
    throw new UsageError(
      `${target}: there is no evaluation in it${document.problems[0] ? ` (${document.problems[0].message})` : ''}`,
    )
  return evaluations.map((evaluation) => ({ name: evaluation.id ?? target, evaluation }))
}

async function fromSeries(target: string, words: readonly string[], finder: Finder): Promise<DiffReport> {
  if (words.length > 0) throw new UsageError('give --series, or versions to compare; not both')
  const { store, find } = finder
  if (!store) throw new UsageError('series are in a database: hyoka ingest makes one')
  const named = readVersions(store, target) ? [target] : await seriesOf(target)
  const comparisons: Comparison[] = []
  for (const series of named) {
    const versions: Located[] = []
    for (const id of readVersions(store, series) ?? []) {
      const [evaluation] = (await find(id)).evaluations
      if (evaluation) versions.push({ name: id, evaluation })
    }
    if (versions.length < 2 && named.length === 1)
      throw new UsageError(`${target}: the series ${series} has one version only`)
    comparisons.push(...inARow(versions, series))
  }
  return { comparisons, unpaired: [] }

  async function seriesOf(evaluationOrFile: string): Promise<string[]> {
    const ids = (await find(evaluationOrFile)).evaluations.flatMap(({ id }) => id ?? [])
    const series = [...new Set(ids.flatMap((id) => findSeriesOf(store!, id) ?? []))]
    if (series.length > 0) return series
    throw new UsageError(
      `${evaluationOrFile} is in no series of the database: its agency or its number is not known, or it was not ingested`,
    )
  }
}

async function fromWords(words: readonly string[], finder: Finder, shell: Shell): Promise<DiffReport> {
  if (words.length < 2) throw new UsageError('name two versions: the older and the newer one (or --series)')
  const located: Located[][] = []
  for (const word of words) located.push(await locate(word, finder))
  if (words.length > 2) return fromMany(located.flat())
  const [older, newer] = located as [Located[], Located[]]
  const pairs = pairUp(older, newer)
  if (pairs.length === 0)
    throw new UsageError(
      `${words.join(' and ')} have no evaluation on the same form: ${[older, newer].map((each) => each.map(({ evaluation }) => evaluation.form).join(' ')).join(' and ')}`,
    )
  for (const [before, after] of pairs) warnOfOrder(before, after, shell)
  const paired = new Set(pairs.flat())
  return {
    comparisons: pairs.map(([before, after]) => compare(before, after)),
    unpaired: [...older, ...newer].filter((each) => !paired.has(each)).map(versionOf),
  }
}

/** Several files: their evaluations are linked as those of a database are. */
function fromMany(located: readonly Located[]): DiffReport {
  const byId = new Map(located.map((each, index) => [String(index), each]))
  const series = linkSeries(
    [...byId].map(([id, { evaluation }]) => {
      const changed = evaluation.changes.flatMap(({ iso }) => iso ?? []).toSorted()
      const published = evaluation.publicationDate?.iso
      return {
        ...evaluation,
        id,
        ...(published === undefined ? {} : { published }),
        ...(changed.length === 0 ? {} : { changed: changed.at(-1)! }),
      }
    }),
  ).filter(({ members }) => members.length > 1)
  if (series.length === 0)
    throw new UsageError('none of them are versions of one evaluation (agency, number, form)')
  const linked = new Set(series.flatMap(({ members }) => members.map(({ id }) => id)))
  return {
    comparisons: series.flatMap(({ id, members }) =>
      inARow(
        members.map((member) => byId.get(member.id)!),
        id,
      ),
    ),
    unpaired: [...byId].filter(([id]) => !linked.has(id)).map(([, each]) => versionOf(each)),
  }
}

const inARow = (versions: readonly Located[], series: string): Comparison[] =>
  versions.slice(1).map((newer, index) => ({ series, ...compare(versions[index]!, newer) }))

/** Evaluations of one form and number; or the only ones of a form on both sides. */
function pairUp(older: readonly Located[], newer: readonly Located[]): [Located, Located][] {
  const key = ({ evaluation: { form, number } }: Located) => `${form} ${number?.normalize('NFKC').trim()}`
  const form = ({ evaluation }: Located) => evaluation.form
  return newer.flatMap((after): [Located, Located][] => {
    const same = older.find((before) => key(before) === key(after))
    if (same) return [[same, after]]
    const [mine, theirs] = [newer, older].map((all) => all.filter((each) => form(each) === form(after)))
    return mine!.length === 1 && theirs!.length === 1 ? [[theirs![0]!, after]] : []
  })
}

function warnOfOrder(older: Located, newer: Located, shell: Shell): void {
  const [from, to] = [older, newer].map(({ evaluation }) => evaluation.publicationDate?.iso)
  if (from !== undefined && to !== undefined && from > to)
    shell.err(`${older.name} (${from}) is newer than ${newer.name} (${to}); compared in the order as typed\n`)
}

function compare(older: Located, newer: Located): Comparison {
  const diff = diffEvaluations(older.evaluation, newer.evaluation)
  return { ...diff, older: versionOf(older), newer: versionOf(newer) }
}

const versionOf = ({ name, evaluation }: Located): Version => ({ name, ...headOf(evaluation) })
