import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { UnreadFile } from '../../db/index.ts'

export type FileContent = { readonly bytes: Uint8Array; readonly sha256: string }
export type FileRead = ({ readonly kind: 'read' } & FileContent) | ({ readonly kind: 'unread' } & UnreadFile)

/** Reads a file, or says why not: a file is looked at before it is taken into memory. */
export async function readDocumentFile(path: string, maxMegabytes: number): Promise<FileRead> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return unread(path, 'It is not a file.')
    if (found.size > maxMegabytes * 1024 * 1024) {
      const message = `The file has ${Math.ceil(found.size / 1024 / 1024)} MB, more than the limit of ${maxMegabytes} MB. Try again with a larger --max-size.`
      return { kind: 'unread', location: path, code: 'too-large', message }
    }
    const bytes = new Uint8Array(await readFile(path)) // a view of its own memory: it goes to another thread
    return { kind: 'read', bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    return unread(path, describeFileError(error as NodeJS.ErrnoException))
  }
}

function unread(location: string, message: string): FileRead {
  return { kind: 'unread', location, code: 'unreadable', message }
}

/** What the system said about a path, and what a person can do about it. */
export function describeFileError(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'There is no such file or folder. Check the path.'
    case 'EACCES':
    case 'EPERM':
      return 'There is no permission to read it. Allow reading it and try again.'
    default:
      return `It cannot be read (${error.message}).`
  }
}
