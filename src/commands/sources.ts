import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  addSource,
  bundledSources,
  checkSources,
  type LoadedSource,
  type LocalGovernment,
  loadSources,
  localGovernment,
  localGovernmentsNamed,
  type NewSource,
  Source,
  type SourceFault,
} from '../../corpus/sources/index.ts'
import { trySource } from '../pipeline/try-source.ts'
import { renderFound } from '../render/found-documents.ts'
import { renderFaults, renderSources } from '../render/sources.ts'
import { printable } from '../render/words.ts'
import { defineCommand, type ExitCode, type OptionValues, type Shell, UsageError } from './command.ts'
import { crawlOptions, userAgentWith } from './crawl-options.ts'
import { jsonOption } from './options.ts'

const { sources, contact, pause, allowPrivate } = crawlOptions

const sourcesOptions = {
  sources,
  agency: {
    kind: 'text',
    value: 'AGENCY',
    description: 'add: whose page it is, by code (112186) or name; other bodies as 県名/name',
  },
  contact,
  pause,
  allowPrivate,
  json: jsonOption,
} as const

/** Fewer documents than this share of those that were found when a source was added fail a crawl. */
const EXPECTED_SHARE = 0.8

export const sourcesCommand = defineCommand({
  name: 'sources',
  summary:
    'List where agencies publish, check the files that say it (check), or try a page and add it (add).',
  argument: {
    name: 'WORD',
    description: 'a prefecture to list, or `check`, or `add` and the address of a page',
    several: true,
    optional: true,
  },
  options: sourcesOptions,
  examples: [
    { command: 'hyoka sources', does: 'all sources by prefecture' },
    { command: 'hyoka sources 埼玉県', does: 'those of one prefecture' },
    { command: 'hyoka sources check', does: 'codes, addresses, patterns, doubles' },
    {
      command:
        'hyoka sources add https://www.city.example.lg.jp/hyoka.html --agency 112186 --sources my-sources',
      does: 'read the page, show what is found, and write the source down',
    },
  ],
  async run(words, given, shell) {
    const folder = resolve(shell.cwd, given.sources ?? bundledSources)
    const [first, url, ...more] = words
    if (first === 'add') {
      if (url === undefined || more.length > 0) throw new UsageError('sources add: give one address')
      return add(url, folder, given, shell)
    }
    if (words.length > 1)
      throw new UsageError('sources: give one prefecture, `check`, or `add` and an address')
    const { sources, faults } = loadSources(existing(folder))
    const asJson = (data: unknown) => `${JSON.stringify(data, null, shell.outIsTerminal ? 2 : 0)}\n`
    if (first === 'check') {
      const all: readonly SourceFault[] = [...faults, ...checkSources(sources)]
      if (given.json) shell.out(asJson({ sources: sources.length, faults: all }))
      else shell.out(`${renderFaults(all)}${sources.length} sources, ${all.length} faults\n`)
      return all.length === 0 ? 0 : 1
    }
    if (faults.length > 0) shell.err(renderFaults(faults))
    const chosen = sources.filter(
      ({ source }) => first === undefined || isOf(source.agency.prefecture, first),
    )
    if (first !== undefined && chosen.length === 0)
      throw new UsageError(`no source is of a prefecture ${first}`)
    shell.out(given.json ? asJson(chosen) : renderSources(chosen))
    return faults.length > 0 ? 1 : 0
  },
})

const isOf = (prefecture: string | undefined, word: string): boolean =>
  prefecture === word || prefecture?.replace(/[都道府県]$/u, '') === word

function existing(folder: string): string {
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}`)
  return folder
}

async function add(
  url: string,
  folder: string,
  { agency: word, contact, pause, allowPrivate, json }: OptionValues<typeof sourcesOptions>,
  shell: Shell,
): Promise<ExitCode> {
  const loaded = loadSources(existing(folder)).sources
  const { prefecture, ...agency } = agencyNamed(word, loaded)
  const parsed = Source.safeParse({ kind: 'pages', agency: { ...agency, prefecture }, start: [url] })
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join('; '))
  const doubles = checkSources([...loaded, { file: 'new', source: parsed.data }]).filter(
    ({ file }) => file === 'new',
  )
  if (doubles.length > 0) throw new UsageError(doubles.map(({ message }) => message).join('; '))

  const { summary, documents } = await trySource(
    parsed.data,
    {
      userAgent: userAgentWith(contact),
      pauseSeconds: pause,
      allowPrivate: allowPrivate === true,
      stop: new AbortController().signal,
      ...(shell.resolve && { resolve: shell.resolve }),
    },
    () => shell.now().toISOString(),
  )
  const [tried] = summary.agencies
  shell.out(json ? `${JSON.stringify({ documents, ...tried })}\n` : renderFound(documents))
  for (const { code, message } of [...(tried?.errors ?? []), ...(tried?.problems ?? [])])
    shell.err(printable(`${code}: ${message}\n`))
  if (documents.length === 0) {
    shell.err('No assessment was found from this page; nothing was written.\n')
    return 1
  }
  const source: NewSource = {
    agency,
    kind: 'pages',
    start: [url],
    expect: { documents: { min: Math.ceil(documents.length * EXPECTED_SHARE) } },
  }
  const file = fileOf(prefecture, loaded)
  const path = join(folder, file)
  writeFileSync(
    path,
    addSource(existsSync(path) ? readFileSync(path, 'utf8') : undefined, prefecture, source),
  )
  shell.err(printable(`${agency.name} was written to ${path}.\n`))
  return 0
}

type NamedAgency = { readonly code?: string; readonly name: string; readonly prefecture: string }

/** 112186, 深谷市, or 埼玉県/架空広域連合 for a body without a code. */
function agencyNamed(word: string | undefined, loaded: readonly LoadedSource[]): NamedAgency {
  if (word === undefined) throw new UsageError('sources add: say with --agency whose page it is')
  const [prefecture, name] = word.split('/')
  if (prefecture && name) return { name, prefecture }
  const code = /^\d{6}$/.test(word) ? localGovernment(word) : undefined
  const found: readonly LocalGovernment[] = code ? [code] : localGovernmentsNamed(word)
  const [only, ...others] = found
  if (others.length > 0)
    throw new UsageError(
      `${word} is the name of several: ${found.map((one) => `${one.code} ${one.prefecture}`).join(', ')}`,
    )
  if (only) return only
  const known = loaded.find(({ source: { agency } }) => agency.code === word || agency.name === word)?.source
    .agency
  if (known?.prefecture === undefined)
    throw new UsageError(`${word} is no local government; write 県名/${word}`)
  return {
    name: known.name,
    prefecture: known.prefecture,
    ...(known.code !== undefined && { code: known.code }),
  }
}

function fileOf(prefecture: string, loaded: readonly LoadedSource[]): string {
  return loaded.find(({ source }) => source.agency.prefecture === prefecture)?.file ?? `${prefecture}.yaml`
}
