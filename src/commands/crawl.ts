import { askedInRun } from '../../corpus/store/index.ts'
import { renderCrawlSummary } from '../render/crawl-summary.ts'
import { renderFound } from '../render/found-documents.ts'
import { defineCommand } from './command.ts'
import { crawlInto, crawlOptions, tryCrawl } from './crawl-options.ts'
import { jsonOption } from './options.ts'

export const crawlCommand = defineCommand({
  name: 'crawl',
  summary:
    'Fetch what agencies publish into a store, politely; again: only what changed; interrupted: it goes on.',
  argument: {
    name: 'AGENCY',
    description: 'a prefecture (埼玉県), an agency (深谷市) or its six-digit code',
    several: true,
  },
  options: {
    ...crawlOptions,
    dryRun: { kind: 'flag', description: 'read the pages and list the documents, but fetch and keep none' },
    json: jsonOption,
  },
  examples: [
    {
      command: 'hyoka crawl 埼玉県 --store store --contact you@example.jp',
      does: 'what the prefecture and its municipalities publish',
    },
    { command: 'hyoka crawl 深谷市 --dry-run', does: 'only list what one agency publishes' },
    { command: 'hyoka crawl 112186 --limit 20 --json', does: 'twenty documents; the summary as JSON' },
  ],
  async run(words, options, shell) {
    const asJson = (data: unknown) => `${JSON.stringify(data, null, shell.outIsTerminal ? 2 : 0)}\n`
    if (options.dryRun)
      return tryCrawl(words, options, shell, async (summary, store) => {
        const found = askedInRun(store, summary.run.id).filter(({ linkedAs }) => linkedAs === 'document')
        shell.out(options.json ? asJson({ ...summary, found }) : renderFound(found))
        if (!options.json) shell.err(renderCrawlSummary(summary))
        return summary.ok ? 0 : 1
      })
    return crawlInto(words, options, shell, async (summary) => {
      shell.out(options.json ? asJson(summary) : renderCrawlSummary(summary))
      return summary.ok ? 0 : 1
    })
  },
})
