import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CrawlSummary } from '../../corpus/crawl/index.ts'
import { openWarc, type WarcFile } from '../../corpus/crawl/warc.ts'
import {
  closeDocumentStore,
  type DocumentStore,
  lockDocumentStore,
  openDocumentStore,
} from '../../corpus/store/index.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { chooseSources } from '../pipeline/choose-sources.ts'
import { runCrawl } from '../pipeline/run-crawl.ts'
import { printable } from '../render/words.ts'
import { type OptionSpec, type OptionValues, type Shell, UsageError } from './command.ts'

export const defaultStore = 'store'

export const storeOption = {
  kind: 'text',
  value: 'DIR',
  description: `the folder that keeps what was fetched (${defaultStore} if not given)`,
} as const satisfies OptionSpec

export const sourcesOption = {
  kind: 'text',
  value: 'DIR',
  description: 'your own files of sources instead of those of hyoka',
} as const satisfies OptionSpec

export const crawlOptions = {
  store: storeOption,
  sources: sourcesOption,
  contact: {
    kind: 'text',
    value: 'ADDRESS',
    description: 'a mail address or web page at which the asked hosts can reach you',
  },
  pause: {
    kind: 'number',
    value: 'SECONDS',
    default: 2,
    description: 'between an answer and the next question to the same host',
  },
  hosts: { kind: 'number', value: 'N', default: 4, description: 'ask so many hosts at the same time' },
  limit: { kind: 'number', value: 'N', description: 'stop after N documents; the next crawl goes on' },
  warc: { kind: 'text', value: 'FILE', description: 'write all answers to a WARC file (.warc.gz), too' },
  allowPrivate: { kind: 'flag', description: 'ask private and loopback addresses, too (for tests)' },
} as const satisfies Record<string, OptionSpec>

type CrawlOptions = OptionValues<typeof crawlOptions>

/** Crawls what the words choose; `kinds` as in runCrawl. The store is given to `then` while it is open. */
export async function crawlInto<Result>(
  words: readonly string[],
  options: CrawlOptions,
  shell: Shell,
  then: (summary: CrawlSummary, store: DocumentStore) => Promise<Result>,
): Promise<Result> {
  return inStore(resolve(shell.cwd, options.store ?? defaultStore), shell, async (store) =>
    then(await crawlFrom(words, options, shell, store, 'all'), store),
  )
}

/** Reads the pages only, in a store of their own that is gone afterwards. */
export async function tryCrawl<Result>(
  words: readonly string[],
  options: CrawlOptions,
  shell: Shell,
  then: (summary: CrawlSummary, store: DocumentStore) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'hyoka-dry-run-'))
  try {
    return await inStore(folder, shell, async (store) =>
      then(await crawlFrom(words, options, shell, store, 'pages'), store),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function inStore<Result>(
  folder: string,
  shell: Shell,
  use: (store: DocumentStore) => Promise<Result>,
): Promise<Result> {
  const store = openDocumentStore(folder, { now: () => shell.now().toISOString(), create: true })
  try {
    const unlock = lockDocumentStore(store)
    try {
      return await use(store)
    } finally {
      unlock()
    }
  } finally {
    closeDocumentStore(store)
  }
}

async function crawlFrom(
  words: readonly string[],
  options: CrawlOptions,
  shell: Shell,
  store: DocumentStore,
  kinds: 'all' | 'pages',
): Promise<CrawlSummary> {
  const sources = chooseSources(words, options.sources, shell.cwd)
  const userAgent = userAgentWith(options.contact)
  const stop = new AbortController()
  shell.onInterrupt?.(() => {
    shell.err('Stopping; the same command goes on from here. Once more ends at once.\n')
    stop.abort()
  })
  const warc = options.warc === undefined ? undefined : await openWarcFile(options.warc, userAgent, shell)
  try {
    return await runCrawl({
      ...{ store, sources, userAgent, kinds, stop: stop.signal },
      pauseSeconds: options.pause,
      hosts: Math.ceil(options.hosts),
      allowPrivate: options.allowPrivate === true,
      maxDocuments: options.limit ?? Number.POSITIVE_INFINITY,
      ...(shell.resolve && { resolve: shell.resolve }),
      ...(warc && { capture: warc.write }),
      onVisit({ url }, { outcome, change }) {
        if (shell.errIsTerminal) shell.err(printable(`${change ?? outcome}  ${url}\n`))
      },
    })
  } finally {
    await warc?.close()
  }
}

async function openWarcFile(path: string, userAgent: string, shell: Shell): Promise<WarcFile> {
  try {
    return await openWarc(resolve(shell.cwd, path), userAgent, shell.now().toISOString())
  } catch (error) {
    throw new UsageError(`--warc ${path} cannot be written: ${(error as Error).message}`)
  }
}

/** `hyoka/0.1.0 (+mailto:office@example.jp)`. */
export function userAgentWith(contact: string | undefined): string {
  const product = `hyoka/${packageJson.version}`
  if (contact === undefined) return product
  if (!/^[\x21-\x7e]+$/.test(contact))
    throw new UsageError('--contact must be a mail address or web address in ASCII, without spaces')
  return `${product} (+${/^[^:/]+@/.test(contact) ? `mailto:${contact}` : contact})`
}
