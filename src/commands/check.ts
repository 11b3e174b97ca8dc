import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { closeStore, openStore, recordFindingsAmong } from '../../db/index.ts'
import { type CorpusFinding, checkCorpus, corpusRules, evaluationRules } from '../../parsers/checks/index.ts'
import type { Finding } from '../../parsers/records/index.ts'
import { expandPaths } from '../pipeline/expand-paths.ts'
import { type Loaded, loadFromFiles, loadFromStore } from '../pipeline/load-evaluations.ts'
import { openParserPool } from '../pipeline/parser-pool.ts'
import {
  type CheckedEvaluation,
  type CheckReport,
  jsonCheck,
  renderCheck,
  renderRules,
} from '../render/check.ts'
import { openProgress } from '../render/progress.ts'
import { defineCommand, type ExitCode, type OptionValues, type Shell, UsageError } from './command.ts'
import { databaseOption, defaultDatabase, jsonOption, limitOptions, limitsFrom } from './options.ts'

const options = {
  db: databaseOption,
  list: { kind: 'flag', description: 'print the rules, and check nothing' },
  rule: { kind: 'text', value: 'ID', description: 'only findings of this rule (or several: a,b)' },
  severity: { kind: 'text', value: 'WHAT', description: 'only findings that are error, or warning' },
  origin: {
    kind: 'text',
    value: 'WHAT',
    description: "only findings that are the document's own (document), or may be misread (extraction)",
  },
  form: { kind: 'text', value: 'FORM', description: 'only evaluations on this form (様式3)' },
  json: jsonOption,
  ...limitOptions,
} as const

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Hold evaluations against the consistency rules of their forms, and against each other.',
  argument: {
    name: 'PATH',
    description: 'files, folders or quoted patterns to parse and check; without any, what is in the database',
    several: true,
    optional: true,
  },
  options,
  examples: [
    { command: 'hyoka check assessment.pdf', does: 'what contradicts itself in a file' },
    { command: 'hyoka check --db hyoka.db --severity error', does: 'errors of everything in a database' },
    { command: 'hyoka check --db hyoka.db --rule provision-count --json', does: 'one rule, as JSON' },
    { command: 'hyoka check --list', does: 'the rules' },
  ],
  async run(paths, values, shell) {
    const wanted = filterFrom(values)
    if (values.list) {
      const rules = [...evaluationRules, ...corpusRules]
      shell.out(
        values.json
          ? json(
              rules.map(({ run: _run, ...rule }) => rule),
              shell,
            )
          : renderRules(rules),
      )
      return 0
    }
    if (paths.length > 0 && values.db !== undefined)
      throw new UsageError('give files to parse, or --db to check what is stored; not both')
    const print = (loaded: Loaded, among: readonly CorpusFinding[]): ExitCode => {
      const found = report(loaded, among, wanted, shell)
      const pieces = values.json ? jsonCheck(found, indentOf(shell)) : renderCheck(found)
      for (const piece of pieces) shell.out(piece)
      return found.failed.length > 0 ? 1 : 0
    }
    if (paths.length === 0) return fromDatabase(values.db, shell, print)
    const loaded = await fromFiles(paths, values, shell)
    return print(loaded, checkCorpus(loaded.evaluations))
  },
})

/** What was found in each evaluation by itself, and among all of them, as far as it is wanted. */
function report(
  { evaluations, failed }: Loaded,
  found: readonly CorpusFinding[],
  wanted: (finding: Finding, form: string) => boolean,
  shell: Shell,
): CheckReport {
  const among = Map.groupBy(found, ({ id }) => id)
  let unchecked = 0
  function* checked(): Generator<CheckedEvaluation> {
    for (const { id, location, evaluation, findings } of evaluations) {
      const { form, number, title } = evaluation
      const own = findings()
      if (own === undefined) unchecked++
      const all = [...(own ?? []), ...(among.get(id) ?? []).map(({ finding }) => finding)]
      yield {
        id,
        location: shortened(location, shell),
        form,
        ...(number === undefined ? {} : { number }),
        ...(title === undefined ? {} : { title }),
        findings: all.filter((finding) => wanted(finding, form)),
      }
    }
  }
  return {
    failed: failed.map(({ location, message }) => ({ location: shortened(location, shell), message })),
    unchecked: () => unchecked,
    evaluations: checked(),
  }
}

async function fromFiles(
  paths: readonly string[],
  values: OptionValues<typeof options>,
  shell: Shell,
): Promise<Loaded> {
  const expansion = await expandPaths(paths, shell.cwd)
  if (expansion.files.length === 0) throw new UsageError(`there is no document in ${paths.join(', ')}`)
  const { PARSER_VERSION: parserVersion } = await import('../../parsers/index.ts')
  const limits = limitsFrom(values)
  const parser = openParserPool({ parserVersion, limits })
  const progress = shell.errIsTerminal ? openProgress(process.stderr, expansion.files.length) : undefined
  const onProgress = (done: number, path: string) => progress?.show(done, path)
  try {
    return await loadFromFiles({ parser, expansion, maxMegabytes: limits.maxMegabytes, onProgress })
  } finally {
    progress?.close()
    await parser.close()
  }
}

/** Checks what is stored; what is found among evaluations is stored, too. */
function fromDatabase(
  database: string | undefined,
  shell: Shell,
  print: (loaded: Loaded, among: readonly CorpusFinding[]) => ExitCode,
): ExitCode {
  const path = resolve(shell.cwd, database ?? defaultDatabase)
  if (database === undefined && !existsSync(path))
    throw new UsageError(`name files to check, or a database: there is no ${defaultDatabase} here`)
  const store = openStore(path, { now: () => shell.now().toISOString(), create: false })
  try {
    const loaded = loadFromStore(store)
    const among = checkCorpus(loaded.evaluations)
    recordFindingsAmong(store, loaded.evaluations.length, among)
    return print(loaded, among)
  } finally {
    closeStore(store)
  }
}

function filterFrom(values: OptionValues<typeof options>): (finding: Finding, form: string) => boolean {
  const rules = values.rule?.split(',').map((id) => id.trim())
  const known = [...evaluationRules, ...corpusRules].map(({ id }) => id)
  const unknown = rules?.find((id) => !known.includes(id))
  if (unknown !== undefined)
    throw new UsageError(`there is no rule ${unknown}; hyoka check --list names them`)
  oneOf('severity', values.severity, ['error', 'warning'])
  oneOf('origin', values.origin, ['document', 'extraction'])
  oneOf('form', values.form, ['様式2', '様式3', '様式4'])
  return (finding, form) =>
    (rules === undefined || rules.includes(finding.rule)) &&
    (values.severity === undefined || values.severity === finding.severity) &&
    (values.origin === undefined || values.origin === finding.origin) &&
    (values.form === undefined || values.form === form)
}

function oneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw new UsageError(`--${option} is ${allowed.join(' or ')}, not ${value}`)
}

const indentOf = ({ outIsTerminal }: Shell): number => (outIsTerminal ? 2 : 0)

const json = (value: unknown, shell: Shell): string => `${JSON.stringify(value, null, indentOf(shell))}\n`

/** A path below the working folder as people type it; others whole, and so are URLs. */
function shortened(location: string, { cwd }: Shell): string {
  const short = relative(cwd, location)
  return location.startsWith('/') && !short.startsWith('..') ? short : location
}
