import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type HandFetched, importFiles } from '../../corpus/crawl/index.ts'
import { closeDocumentStore, lockDocumentStore, openDocumentStore } from '../../corpus/store/index.ts'
import { defaultLimits } from '../pipeline/limits.ts'
import { type ManifestRow, readManifest } from '../pipeline/manifest.ts'
import { readDocumentFile } from '../pipeline/read-file.ts'
import { printable } from '../render/words.ts'
import { defineCommand, UsageError } from './command.ts'
import { defaultStore, storeOption } from './crawl-options.ts'
import { jsonOption } from './options.ts'

export const importFilesCommand = defineCommand({
  name: 'import-files',
  summary: 'Bring files that were fetched by hand into the store, with where they came from.',
  argument: {
    name: 'FILE',
    description: 'a file; with --manifest none',
    several: false,
    optional: true,
  },
  options: {
    store: storeOption,
    manifest: {
      kind: 'text',
      value: 'CSV',
      description:
        'many files: columns file, url, agency, and agency_code, prefecture, fetched_at, referrer, link_text, number, title, date, form, department, ended, draft as known',
    },
    url: { kind: 'text', value: 'URL', description: 'where the file was fetched from' },
    agency: { kind: 'text', value: 'NAME', description: 'who publishes it' },
    referrer: { kind: 'text', value: 'URL', description: 'the page that links it' },
    json: jsonOption,
  },
  examples: [
    {
      command: 'hyoka import-files 5.pdf --url https://www.example.jp/5.pdf --agency 深谷市',
      does: 'one file',
    },
    { command: 'hyoka import-files --manifest fetched.csv --store store', does: 'many files' },
  ],
  async run([file], options, shell) {
    const rows = rowsFrom(file, options, shell.cwd)
    const files: HandFetched[] = []
    for (const row of rows) files.push(await handFetched(row))
    const store = openDocumentStore(resolve(shell.cwd, options.store ?? defaultStore), {
      now: () => shell.now().toISOString(),
      create: true,
    })
    try {
      const unlock = lockDocumentStore(store)
      const changes = await importFiles(store, files).finally(unlock)
      const outcome = files.map(({ url }, index) => ({ url, change: changes[index]! }))
      const lines = outcome.map(({ url, change }) => `${change}  ${url}\n`)
      shell.out(
        options.json
          ? `${JSON.stringify(outcome, null, shell.outIsTerminal ? 2 : 0)}\n`
          : printable(lines.join('')),
      )
      return 0
    } finally {
      closeDocumentStore(store)
    }
  },
})

type Given = {
  readonly manifest: string | undefined
  readonly url: string | undefined
  readonly agency: string | undefined
  readonly referrer: string | undefined
}

function rowsFrom(
  file: string | undefined,
  { manifest, url, agency, referrer }: Given,
  cwd: string,
): readonly ManifestRow[] {
  if (manifest !== undefined && file === undefined) return readManifest(resolve(cwd, manifest))
  if (manifest !== undefined || file === undefined) throw new UsageError('give either one file or --manifest')
  if (!existsSync(resolve(cwd, file))) throw new UsageError(`${file}: there is no such file`)
  if (url === undefined || agency === undefined)
    throw new UsageError('a file needs --url and --agency: where it is from is kept with it')
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new UsageError(`${url} is no web address`)
  return [{ file: resolve(cwd, file), url, agency, referrer, ended: false, draft: false }]
}

async function handFetched(row: ManifestRow): Promise<HandFetched> {
  const { number, title, date, form, department, ended, draft } = row
  const read = await readDocumentFile(row.file, defaultLimits.maxMegabytes)
  if (read.kind === 'unread') throw new UsageError(`${row.file}: ${read.message}`)
  return {
    bytes: read.bytes,
    url: row.url,
    agency: { name: row.agency, code: row.agency_code, prefecture: row.prefecture },
    fetchedAt: row.fetched_at,
    referrer: row.referrer,
    linkText: row.link_text,
    listing: {
      ...(number !== undefined && { number }),
      ...(title !== undefined && { title }),
      ...(date !== undefined && { date }),
      ...(form !== undefined && { form }),
      ...(department !== undefined && { department }),
      ...(ended && { ended }),
      ...(draft && { draft }),
    },
  }
}
