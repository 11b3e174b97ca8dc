import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { bundledSources, type LoadedSource, loadSources, type Source } from '../../corpus/sources/index.ts'
import { UsageError } from '../commands/command.ts'

/** What nobody would type in full: 埼玉 for 埼玉県. */
const prefectureSuffix = /[都道府県]$/u

/**
 * The sources that words choose: a prefecture (埼玉県), an agency (深谷市) or a code (112186), each source once.
 * @throws UsageError where a file of sources is wrong, or a word chooses nothing
 */
export function chooseSources(words: readonly string[], folder: string | undefined, cwd: string): Source[] {
  const sources = readSources(folder, cwd)
  const chosen = new Set<Source>()
  for (const word of words) {
    const matching = sources.map(({ source }) => source).filter((source) => isChosen(source, word))
    if (matching.length === 0) throw new UsageError(`no source is of a prefecture or agency ${word}`)
    for (const source of matching) chosen.add(source)
  }
  return [...chosen]
}

/** All sources of a folder, or those of hyoka. @throws UsageError where there is no folder, or one of its files is wrong */
export function readSources(folder: string | undefined, cwd: string): LoadedSource[] {
  const path = folder === undefined ? bundledSources : resolve(cwd, folder)
  if (!existsSync(path)) throw new UsageError(`there is no folder ${path}`)
  const { sources, faults } = loadSources(path)
  if (faults.length > 0)
    throw new UsageError(faults.map(({ file, place, message }) => `${file}: ${place} ${message}`).join('\n'))
  return sources
}

function isChosen({ agency }: Source, word: string): boolean {
  const { prefecture } = agency
  if (agency.name === word || agency.code === word || prefecture === word) return true
  return prefecture?.replace(prefectureSuffix, '') === word
}
