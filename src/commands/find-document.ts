import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  closeStore,
  findById,
  findByLocation,
  openStore,
  readCorrections,
  readDocument,
  readVersion,
  type Store,
  type StoredDocument,
} from '../../db/index.ts'
import { defaultLimits } from '../pipeline/limits.ts'
import { parseContent } from '../pipeline/parse-file.ts'
import { readDocumentFile } from '../pipeline/read-file.ts'
import type { ShownDocument } from '../render/document.ts'
import { type Shell, UsageError } from './command.ts'
import { defaultDatabase } from './options.ts'

/** What a person names documents by, and where they are looked up. */
export type Finder = {
  /** The database that is there, if any. */
  readonly store?: Store
  /** An ID or its beginning, or a file. Throws a UsageError if there is none. */
  readonly find: (target: string) => Promise<ShownDocument>
}

/** Gives `use` a way to find documents in the named (or the usual) database and in files, and closes it behind. */
export async function withFinder<Result>(
  database: string | undefined,
  shell: Shell,
  use: (finder: Finder) => Promise<Result>,
): Promise<Result> {
  const name = database ?? defaultDatabase
  const store = openIfThere(name, database !== undefined, shell)
  const find = async (target: string) => {
    const found = (store && fromId(store, target)) ?? (await fromFile(store, resolve(shell.cwd, target)))
    if (found) return found
    throw new UsageError(
      store
        ? `${target}: no ID in ${name} begins so, and there is no such file`
        : `${target}: there is no such file, and no database ${name} to look it up in; hyoka ingest makes one`,
    )
  }
  try {
    return await use({ ...(store ? { store } : {}), find })
  } finally {
    if (store) closeStore(store)
  }
}

function openIfThere(database: string, named: boolean, shell: Shell): Store | undefined {
  const path = resolve(shell.cwd, database)
  if (!named && !existsSync(path)) return undefined
  return openStore(path, { now: () => shell.now().toISOString(), create: false })
}

function fromId(store: Store, id: string): ShownDocument | undefined {
  const found = findById(store, id)
  switch (found.kind) {
    case 'none':
      return undefined
    case 'several':
      throw new UsageError(`${id} is the beginning of several IDs: ${found.ids.join(', ')}`)
    case 'document':
      return fromStore(store, found.sha256, found.position)
  }
}

/** A file that is in the store with its present content is shown from there, one that is gone as it was last seen. */
async function fromFile(store: Store | undefined, path: string): Promise<ShownDocument | undefined> {
  if (!existsSync(path)) {
    const sha256 = store && findByLocation(store, path)
    return store && sha256 !== undefined ? fromStore(store, sha256) : undefined
  }
  const file = await readDocumentFile(path, defaultLimits.maxMegabytes)
  if (file.kind === 'unread') throw new UsageError(`${path}: ${file.message}`)
  const stored = store && fromStore(store, file.sha256)
  if (stored) return stored
  const { evaluations, ...result } = await parseContent(file, defaultLimits)
  return { ...result, stored: false, evaluations }
}

/** `position`: that evaluation only. */
export function fromStore(store: Store, sha256: string, position?: number): ShownDocument | undefined {
  const found: StoredDocument | undefined = readDocument(store, sha256)
  return (
    found && {
      stored: true,
      parser: found.parser,
      sources: found.sources,
      document: found.document,
      evaluations: found.evaluations
        .filter((_, index) => position === undefined || index + 1 === position)
        .map(({ id, evaluation }) => {
          const series = readVersion(store, id)
          return { id, ...evaluation, corrections: readCorrections(store, id), ...(series ? { series } : {}) }
        }),
    }
  )
}
