import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { type Source, SourceFile } from './source.ts'

/** The sources that come with hyoka. */
export const bundledSources = import.meta.dirname

/** A source and the file, relative to its folder, that it stands in. */
export type LoadedSource = { readonly file: string; readonly source: Source }

/** What is wrong with a file. `place` is the path of the key, as sources[3].start[0]; '' is the whole file. */
export type SourceFault = { readonly file: string; readonly place: string; readonly message: string }

/** Reads all .yaml files of a folder, in the order of their names. A file with a fault gives faults instead of sources. */
export function loadSources(folder: string): { sources: LoadedSource[]; faults: SourceFault[] } {
  const sources: LoadedSource[] = []
  const faults: SourceFault[] = []
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  for (const file of files) {
    const read = readSourceFile(readFileSync(join(folder, file), 'utf8'))
    if (read.kind === 'sources') sources.push(...read.sources.map((source) => ({ file, source })))
    else faults.push(...read.faults.map((fault) => ({ file, ...fault })))
  }
  return { sources, faults }
}

type Read =
  | { readonly kind: 'sources'; readonly sources: readonly Source[] }
  | { readonly kind: 'faults'; readonly faults: readonly Omit<SourceFault, 'file'>[] }

/** Reads the text of one file; its prefecture becomes that of its agencies. */
export function readSourceFile(yaml: string): Read {
  let data: unknown
  try {
    data = parse(yaml, { uniqueKeys: true, maxAliasCount: 200 })
  } catch (error) {
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error
    return { kind: 'faults', faults: [{ place: '', message: error.message }] }
  }
  const parsed = SourceFile.safeParse(data)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      place: z.core.toDotPath(path),
      message,
    }))
    return { kind: 'faults', faults }
  }
  const { prefecture, sources } = parsed.data
  return {
    kind: 'sources',
    sources: sources.map((source) => ({
      ...source,
      agency: { ...(prefecture !== undefined && { prefecture }), ...source.agency },
    })),
  }
}
