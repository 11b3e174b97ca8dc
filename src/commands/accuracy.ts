import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { documentStatus } from '../../db/index.ts'
import { findTruth, measure, type Parsed } from '../accuracy/index.ts'
import { openParserPool, type ParserPool } from '../pipeline/parser-pool.ts'
import { readDocumentFile } from '../pipeline/read-file.ts'
import { renderAccuracy } from '../render/accuracy.ts'
import { openProgress } from '../render/progress.ts'
import { defineCommand, UsageError } from './command.ts'
import { jsonOption, limitOptions, limitsFrom } from './options.ts'

export const accuracyCommand = defineCommand({
  name: 'accuracy',
  summary: 'Parse documents whose truth is known, and count what is right, by kind, input and confidence.',
  argument: {
    name: 'PATH',
    description: 'a truth file (X.truth.json beside X.pdf, X.xlsx, X.txt), a gold file, or a folder of them',
    several: true,
  },
  options: {
    corpus: { kind: 'text', value: 'DIR', description: 'where the documents of gold files are' },
    verbose: { kind: 'flag', short: 'v', description: 'name each thing that is not right' },
    json: jsonOption,
    ...limitOptions,
  },
  examples: [
    { command: 'hyoka accuracy truth', does: 'all truth files of a folder, with their documents' },
    { command: 'hyoka accuracy gold --corpus documents -v', does: 'gold files, and each difference' },
  ],
  async run(paths, options, shell) {
    const absent = paths.find((path) => !existsSync(resolve(shell.cwd, path)))
    if (absent !== undefined) throw new UsageError(`${absent}: there is no such file or folder`)
    const corpus = options.corpus === undefined ? undefined : resolve(shell.cwd, options.corpus)
    const { cases, unusable } = findTruth(
      paths.map((path) => resolve(shell.cwd, path)),
      corpus,
    )
    for (const { file, message } of unusable) shell.err(`${relative(shell.cwd, file)}: ${message}\n`)
    if (cases.length === 0) throw new UsageError(`there is no truth with a document in ${paths.join(', ')}`)

    const { PARSER_VERSION: parserVersion } = await import('../../parsers/index.ts')
    const limits = limitsFrom(options)
    const pool = openParserPool({ parserVersion, limits })
    const all = cases.reduce((sum, { documents }) => sum + documents.length, 0)
    const progress = shell.errIsTerminal ? openProgress(process.stderr, all) : undefined
    let done = 0
    try {
      const parse = (path: string) => {
        progress?.show(done++, path)
        return parseKnown(path, pool, limits.maxMegabytes)
      }
      const report = await measure(cases, parse, parserVersion)
      progress?.close()
      shell.out(
        options.json
          ? `${JSON.stringify({ ...report, unusable }, null, shell.outIsTerminal ? 2 : 0)}\n`
          : renderAccuracy(report, { verbose: options.verbose === true }),
      )
      return report.failed > 0 || unusable.length > 0 ? 1 : 0
    } finally {
      progress?.close()
      await pool.close()
    }
  },
})

async function parseKnown(path: string, pool: ParserPool, maxMegabytes: number): Promise<Parsed> {
  const file = await readDocumentFile(path, maxMegabytes)
  if (file.kind === 'unread') return { failure: file.message }
  const result = await pool.parse(file)
  if (documentStatus(result) !== 'failed') return { result }
  const [problem] = result.document.problems
  return { result, failure: problem ? `${problem.code}: ${problem.message}` : 'it gave no records' }
}
