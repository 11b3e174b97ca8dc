import { renderCrawlSummary } from '../render/crawl-summary.ts'
import { defineCommand } from './command.ts'
import { crawlInto, crawlOptions, defaultStore } from './crawl-options.ts'
import { filesOfStore, ingestInto } from './ingest.ts'
import { databaseOption, jsonOption, limitOptions, limitsFrom } from './options.ts'

export const importCommand = defineCommand({
  name: 'import',
  summary: 'Crawl, then ingest: from an agency’s web pages to the database in one command.',
  argument: {
    name: 'AGENCY',
    description: 'a prefecture (埼玉県), an agency (深谷市) or its six-digit code',
    several: true,
  },
  options: { ...crawlOptions, db: databaseOption, json: jsonOption, ...limitOptions },
  examples: [
    {
      command: 'hyoka import 埼玉県 --store store --db hyoka.db --contact you@example.jp',
      does: 'fetch what is new and read it into the database',
    },
  ],
  async run(words, options, shell) {
    const limits = limitsFrom(options)
    const summary = await crawlInto(words, options, shell, async (summary) => summary)
    shell.err(renderCrawlSummary(summary))
    const folder = options.store ?? defaultStore
    const files = filesOfStore(folder, shell)
    if (files.expansion.files.length === 0) return summary.ok ? 0 : 1
    const code = await ingestInto({ ...files, limits, arguments: ['--store', folder] }, options, shell)
    return summary.ok ? code : 1
  },
})
