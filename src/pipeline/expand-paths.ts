import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { UnreadFile } from '../../db/index.ts'
import { describeFileError } from './read-file.ts'

/** Absolute paths of the files to ingest, each once, in the order of the arguments and by name within folders. */
export type Expansion = {
  readonly files: readonly string[]
  /** Files in folders that are obviously no documents. */
  readonly skipped: number
  readonly unread: readonly UnreadFile[]
}

const otherExtensions = new Set(
  '.csv .db .db-shm .db-wal .ini .json .jsonl .lnk .md .sqlite .tsv .url .yaml .yml'.split(' '),
)

/** Hidden files, lock files of office programs, and data that stands beside documents. */
function isNoDocument(path: string): boolean {
  const name = basename(path)
  return name.startsWith('.') || name.startsWith('~$') || otherExtensions.has(extname(name).toLowerCase())
}

/** Finds the files behind paths of files, folders and glob patterns. A file that is named itself is always taken. */
export async function expandPaths(paths: readonly string[], cwd: string): Promise<Expansion> {
  const files = new Set<string>()
  const skipped = new Set<string>()
  const unread = new Map<string, UnreadFile>()
  const folders = new Set<string>()

  const miss = (location: string, message: string) =>
    unread.set(location, { location, code: 'unreadable', message })
  const meet = (path: string) => (isNoDocument(path) ? skipped : files).add(path)

  async function walk(folder: string): Promise<void> {
    const real = await realpath(folder)
    if (folders.has(real)) return // a link back to a folder above
    folders.add(real)
    for (const name of (await readdir(folder)).sort()) {
      const path = join(folder, name)
      if (name.startsWith('.')) skipped.add(path)
      else await visit(path, meet)
    }
  }

  async function visit(path: string, take: (path: string) => void): Promise<void> {
    try {
      const found = await stat(path)
      if (found.isDirectory()) await walk(path)
      else take(path)
    } catch (error) {
      miss(path, describeFileError(error as NodeJS.ErrnoException))
    }
  }

  for (const path of paths) {
    const absolute = resolve(cwd, path)
    // Brackets are common in file names, so a path that exists is no pattern.
    if (isDynamicPattern(path) && !(await exists(absolute))) {
      const matches = await glob(path, { cwd, absolute: true, expandDirectories: false })
      if (matches.length === 0) miss(absolute, 'No file matches this pattern.')
      for (const match of matches.map((match) => resolve(match)).sort()) meet(match)
    } else {
      await visit(absolute, (file) => files.add(file))
    }
  }
  return {
    files: [...files],
    skipped: [...skipped].filter((path) => !files.has(path)).length,
    unread: [...unread.values()],
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
