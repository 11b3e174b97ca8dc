import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CrawlSummary } from '../../corpus/crawl/index.ts'
import { askedInRun, type DocumentStore } from '../../corpus/store/index.ts'
import { closeStore, openStore } from '../../db/index.ts'
import { coverageOf, dayInJapan, gatherCoverage } from '../coverage/index.ts'
import { readSources } from '../pipeline/choose-sources.ts'
import { renderCrawlHtml } from '../render/crawl-html.ts'
import { renderCrawlSummary } from '../render/crawl-summary.ts'
import { renderFound } from '../render/found-documents.ts'
import { defineCommand, type Shell } from './command.ts'
import { openIfThere } from './coverage.ts'
import { crawlInto, crawlOptions, tryCrawl } from './crawl-options.ts'
import { defaultDatabase, jsonOption } from './options.ts'

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
    html: {
      kind: 'text',
      value: 'FILE',
      description: 'write a page with the coverage of the prefectures, too',
    },
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
    return crawlInto(words, options, shell, async (summary, store) => {
      if (options.html !== undefined) writeCrawlPage(options.html, summary, store, options.sources, shell)
      shell.out(options.json ? asJson(summary) : renderCrawlSummary(summary))
      return summary.ok ? 0 : 1
    })
  },
})

/** The page of a crawl: its account, and what is known of each prefecture now, with the usual database if it is there. */
function writeCrawlPage(
  file: string,
  summary: CrawlSummary,
  store: DocumentStore,
  folder: string | undefined,
  shell: Shell,
): void {
  const now = () => shell.now().toISOString()
  const sources = readSources(folder, shell.cwd)
  const prefectures = new Set(summary.agencies.flatMap(({ agency }) => agency.prefecture ?? []))
  const database = openIfThere(undefined, defaultDatabase, shell, (path) =>
    openStore(path, { now, create: false }),
  )
  try {
    const today = dayInJapan(shell.now())
    const coverages = [...prefectures].map((prefecture) =>
      coverageOf(gatherCoverage(prefecture, today, sources, store, database)),
    )
    writeFileSync(resolve(shell.cwd, file), renderCrawlHtml(summary, coverages))
  } finally {
    if (database) closeStore(database)
  }
}
