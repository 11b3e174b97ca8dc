import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type DocumentStore, incomingFolder, objectsFolder } from './open-store.ts'

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Where the bytes of a hash stand: nothing but the hash decides it. */
export function objectPath({ folder }: DocumentStore, sha256: string): string {
  return join(folder, objectsFolder, sha256.slice(0, 2), sha256)
}

/**
 * Puts bytes into the store and returns their hash. When it returns they are on the disk, under their final name and
 * whole; a process that ends before leaves at most a file in `incoming/`. Bytes that are there are not written again.
 */
export function putObject(store: DocumentStore, bytes: Uint8Array): string {
  const sha256 = hashOf(bytes)
  const path = objectPath(store, sha256)
  if (existsSync(path)) return sha256
  const incoming = join(store.folder, incomingFolder, randomUUID())
  writeThrough(incoming, bytes)
  mkdirSync(dirname(path), { recursive: true })
  renameSync(incoming, path)
  syncFolder(dirname(path))
  return sha256
}

export function readObject(store: DocumentStore, sha256: string): Uint8Array {
  return new Uint8Array(readFileSync(objectPath(store, sha256)))
}

function writeThrough(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx')
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A new name lasts only when its folder is on the disk, too. Windows knows no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
