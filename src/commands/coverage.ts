import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type LoadedSource, localGovernmentsOf } from '../../corpus/sources/index.ts'
import { closeDocumentStore, openDocumentStore } from '../../corpus/store/index.ts'
import { closeStore, openStore } from '../../db/index.ts'
import { coverageOf, dayInJapan, gatherCoverage } from '../coverage/index.ts'
import { readSources } from '../pipeline/choose-sources.ts'
import { renderCoverage } from '../render/coverage.ts'
import { renderCoverageHtml } from '../render/coverage-html.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'
import { defaultStore, sourcesOption, storeOption } from './crawl-options.ts'
import { databaseOption, defaultDatabase, jsonOption } from './options.ts'

export const coverageCommand = defineCommand({
  name: 'coverage',
  summary: 'Say what is published, fetched, parsed, missing and overdue in a prefecture, agency by agency.',
  argument: { name: 'PREFECTURE', description: 'its name: 埼玉県', several: false },
  options: {
    store: storeOption,
    db: databaseOption,
    sources: sourcesOption,
    html: { kind: 'text', value: 'FILE', description: 'write a page with a tile for each agency, too' },
    json: jsonOption,
  },
  examples: [
    { command: 'hyoka coverage 埼玉県 --store store --db hyoka.db', does: 'the ledger of a prefecture' },
    { command: 'hyoka coverage 埼玉県 --html coverage.html', does: 'the same as a web page' },
  ],
  async run([word = ''], options, shell) {
    const sources = readSources(options.sources, shell.cwd)
    const prefecture = prefectureNamed(word, sources)
    const now = () => shell.now().toISOString()
    const documents = openIfThere(options.store, defaultStore, shell, (path) =>
      openDocumentStore(path, { now, create: false }),
    )
    try {
      const database = openIfThere(options.db, defaultDatabase, shell, (path) =>
        openStore(path, { now, create: false }),
      )
      try {
        const coverage = coverageOf(
          gatherCoverage(prefecture, dayInJapan(shell.now()), sources, documents, database),
        )
        if (options.html !== undefined)
          writeFileSync(resolve(shell.cwd, options.html), renderCoverageHtml(coverage))
        shell.out(
          options.json
            ? `${JSON.stringify(coverage, null, shell.outIsTerminal ? 2 : 0)}\n`
            : renderCoverage(coverage),
        )
        return 0
      } finally {
        if (database) closeStore(database)
      }
    } finally {
      if (documents) closeDocumentStore(documents)
    }
  },
})

/** A place that was named must be there; the usual one may be missing. */
export function openIfThere<Opened>(
  named: string | undefined,
  usual: string,
  shell: Shell,
  open: (path: string) => Opened,
): Opened | undefined {
  const path = resolve(shell.cwd, named ?? usual)
  return named === undefined && !existsSync(path) ? undefined : open(path)
}

function prefectureNamed(word: string, sources: readonly LoadedSource[]): string {
  const known = [word, ...['都', '道', '府', '県'].map((suffix) => word + suffix)].find(
    (name) =>
      localGovernmentsOf(name).length > 0 || sources.some(({ source }) => source.agency.prefecture === name),
  )
  if (known === undefined) throw new UsageError(`${word} is no prefecture`)
  return known
}
