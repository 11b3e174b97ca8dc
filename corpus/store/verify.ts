import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type DocumentStore, incomingFolder, objectsFolder } from './open-store.ts'

/** What a check of all objects found. The first three are damage; the others are traces of processes that were ended. */
export type StoreCheck = {
  readonly objects: number
  readonly bytes: number
  /** Files whose content has another hash or length than their name and the account say. */
  readonly damaged: readonly string[]
  /** Hashes of the account without a file. */
  readonly missing: readonly string[]
  /** What SQLite says of store.db. */
  readonly database: readonly string[]
  /** Files that no fetch is recorded for: their process was ended before it could. */
  readonly orphans: readonly string[]
  /** Files that were being written when their process was ended. */
  readonly unfinished: readonly string[]
}

/** Reads every object and compares it with the account. Paths are relative to the store. */
export async function verifyStore(store: DocumentStore): Promise<StoreCheck> {
  const known = new Map(
    store.database
      .prepare<[], { sha256: string; bytes: number }>('SELECT sha256, bytes FROM objects')
      .all()
      .map(({ sha256, bytes }) => [sha256, bytes]),
  )
  const damaged: string[] = []
  const orphans: string[] = []
  const seen = new Set<string>()
  let total = 0
  for (const path of filesUnder(store.folder, objectsFolder)) {
    const name = path.slice(-64)
    const { sha256, bytes } = await hashFile(join(store.folder, path))
    total += bytes
    seen.add(name)
    if (path !== `${objectsFolder}/${sha256.slice(0, 2)}/${sha256}`) damaged.push(path)
    else if (!known.has(sha256)) orphans.push(path)
    else if (known.get(sha256) !== bytes) damaged.push(path)
  }
  return {
    objects: seen.size,
    bytes: total,
    damaged,
    missing: [...known.keys()].filter((sha256) => !seen.has(sha256)),
    database: integrityOf(store),
    orphans,
    unfinished: filesUnder(store.folder, incomingFolder),
  }
}

/** Whether nothing that was recorded is lost or altered. */
export function isSound({ damaged, missing, database }: StoreCheck): boolean {
  return damaged.length + missing.length + database.length === 0
}

function filesUnder(folder: string, part: string): string[] {
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = createReadStream(path)
  file.on('data', (chunk) => {
    bytes += chunk.length
  })
  await pipeline(file, hash)
  return { sha256: hash.digest('hex'), bytes }
}

function integrityOf({ database }: DocumentStore): string[] {
  const said = database.pragma('integrity_check') as { integrity_check: string }[]
  const keys = database.pragma('foreign_key_check') as { table: string }[]
  return [
    ...said.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...keys.map(({ table }) => `a row of ${table} refers to nothing`),
  ]
}
