import { resolve } from 'node:path'
import { closeStore, indexMissing, openStore, QueryError, rebuildSearch, search } from '../../db/index.ts'
import { foldGlyphForms } from '../../parsers/text/characters.ts'
import { explainStore } from '../codebook/index.ts'
import { renderSearch } from '../render/search.ts'
import { counted } from '../render/words.ts'
import { defineCommand, UsageError } from './command.ts'
import { filterNotes } from './filter-notes.ts'
import { filterOptions, filtersFrom } from './filters.ts'
import { databaseOption, defaultDatabase, jsonOption } from './options.ts'

export const searchCommand = defineCommand({
  name: 'search',
  summary: 'Find words in the texts and change tables of all evaluations.',
  argument: {
    name: 'QUERY',
    description:
      'words, "phrases", AND, OR, NOT and brackets; words side by side must all be there; full or half width is the same',
    several: true,
  },
  options: {
    db: databaseOption,
    ...filterOptions,
    limit: { kind: 'number', value: 'N', default: 20, description: 'show so many places' },
    rebuild: { kind: 'flag', description: 'build the index anew first' },
    json: jsonOption,
  },
  examples: [
    { command: 'hyoka search 委託', does: 'a word of two characters' },
    {
      command: "hyoka search '再委託 AND クラウド' --pref 埼玉県 --json",
      does: 'both words, in one prefecture, as JSON',
    },
    {
      command:
        "hyoka search '(漏えい OR 紛失) NOT 訓練' --form 3 --value 'network_linkage.performed=実施する'",
      does: 'with brackets, a form and a choice',
    },
  ],
  async run(words, options, shell) {
    const database = resolve(shell.cwd, options.db ?? defaultDatabase)
    const filters = filtersFrom(options)
    const store = openStore(database, { now: () => shell.now().toISOString(), create: false })
    try {
      explainStore(store)
      const indexed = options.rebuild ? rebuildSearch(store) : indexMissing(store)
      if (indexed > 0) shell.err(`${counted(indexed, 'evaluation')} brought into the search index\n`)
      for (const note of filterNotes(database, filters)) shell.err(`${note}\n`)
      const result = search(store, foldGlyphForms(words.join(' ')), filters, Math.floor(options.limit))
      shell.out(
        options.json
          ? `${JSON.stringify(result, null, shell.outIsTerminal ? 2 : 0)}\n`
          : renderSearch(result),
      )
      return 0
    } catch (error) {
      if (error instanceof QueryError) throw new UsageError(`${words.join(' ')}: ${error.message}`)
      throw error
    } finally {
      closeStore(store)
    }
  },
})
