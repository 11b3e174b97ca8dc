import { crc32, inflateRawSync } from 'node:zlib'
import type { RemoteZipReader } from '@cj-tech-master/excelts/archive'

export type ArchiveLimits = { readonly maxEntries: number; readonly maxBytes: number }

/** Of all entries together, unpacked. */
export const defaultArchiveLimits: ArchiveLimits = { maxEntries: 2_000, maxBytes: 300 * 1024 * 1024 }

/** A file within an archive: its bytes, or why they were not taken. */
export type UnpackedEntry = { readonly name: string } & (
  | { readonly bytes: Uint8Array }
  | { readonly code: ArchiveRefusal; readonly message: string }
)
/** Why a file of an archive was not taken. */
export const ARCHIVE_REFUSALS = {
  'archive-path': 'The name of the file leads out of the archive (.., an absolute path, a drive).',
  'archive-link': 'It is a symbolic link.',
  'archive-encrypted': 'It opens only with a password. Ask the agency for a copy without one.',
  'archive-too-large': 'Unpacked, the archive is larger than the limit (300 MB), or it has too many files.',
  'archive-damaged': 'The archive, or this file of it, is damaged or cut off.',
} as const
export type ArchiveRefusal = keyof typeof ARCHIVE_REFUSALS

const STORED = 0
const DEFLATED = 8

/**
 * Unpacks the files of a ZIP archive into memory, folders and what operating systems leave behind aside. Names are
 * labels only; one that leads out of the archive is refused, and so are links, whatever they point to.
 * A damaged archive gives one entry with the reason.
 */
export async function unpackArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<readonly UnpackedEntry[]> {
  // Loaded here: most commands meet no archive.
  const { BufferReader, RemoteZipReader: Reader } = await import('@cj-tech-master/excelts/archive')
  let archive: RemoteZipReader
  try {
    archive = await Reader.fromReader(new BufferReader(bytes), { encoding: legacyNames })
  } catch (error) {
    return [refuse('', 'archive-damaged', `the archive cannot be read: ${(error as Error).message}`)]
  }
  const entries = archive.getEntries().filter(({ type, path }) => type !== 'directory' && !isLeftover(path))
  if (entries.length > limits.maxEntries)
    return [refuse('', 'archive-too-large', `the archive has ${entries.length} files`)]
  const unpacked: UnpackedEntry[] = []
  let room = limits.maxBytes
  for (const entry of entries) {
    const { path: name } = entry
    const refusal = refusalOf(name, entry)
    if (refusal) {
      unpacked.push(refusal)
      continue
    }
    const packed = await archive.getRawCompressedData(entry).catch(() => null)
    const one = unpackEntry(name, entry, packed, room)
    if ('bytes' in one) room -= one.bytes.length
    unpacked.push(one)
  }
  return withOwnNames(unpacked)
}

type EntryFacts = {
  readonly type: string
  readonly mode: number
  readonly isEncrypted: boolean
  readonly compressionMethod: number
  readonly crc32: number
}

function refusalOf(name: string, { type, mode, isEncrypted }: EntryFacts): UnpackedEntry | undefined {
  const parts = name.split(/[/\\]/)
  if (/^[/\\]|^[a-z]:|\0/i.test(name) || parts.includes('..'))
    return refuse(name, 'archive-path', `the name ${JSON.stringify(name)} leads out of the archive`)
  if (type === 'symlink' || (mode & 0o170000) === 0o120000)
    return refuse(name, 'archive-link', 'it is a symbolic link')
  if (isEncrypted) return refuse(name, 'archive-encrypted', 'it opens only with a password')
  return undefined
}

function unpackEntry(
  name: string,
  entry: EntryFacts,
  packed: Uint8Array | null,
  room: number,
): UnpackedEntry {
  if (packed === null) return refuse(name, 'archive-damaged', 'the archive breaks off before it ends')
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return refuse(name, 'archive-damaged', `it is packed by an unknown method (${entry.compressionMethod})`)
  try {
    if (packed.length > room) throw Object.assign(new Error(), { code: 'ERR_BUFFER_TOO_LARGE' })
    const bytes =
      entry.compressionMethod === STORED
        ? Uint8Array.from(packed)
        : new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, room) }))
    if (crc32(bytes) !== entry.crc32) return refuse(name, 'archive-damaged', 'its checksum is wrong')
    return { name, bytes }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return refuse(name, 'archive-too-large', 'unpacked, the archive is larger than the limit')
    return refuse(name, 'archive-damaged', `it cannot be unpacked: ${(error as Error).message}`)
  }
}

/** Names without the UTF-8 flag: UTF-8 all the same (macOS), or Shift_JIS (Windows in Japan). */
const legacyNames = {
  name: 'utf-8 or shift_jis',
  encode: (value: string) => new TextEncoder().encode(value),
  decode(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      return new TextDecoder('shift_jis').decode(bytes)
    }
  },
}

function isLeftover(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name)
}

/** An archive may hold one name twice; each entry gets a name of its own. */
function withOwnNames(entries: readonly UnpackedEntry[]): readonly UnpackedEntry[] {
  const counts = new Map<string, number>()
  return entries.map((entry) => {
    const count = (counts.get(entry.name) ?? 0) + 1
    counts.set(entry.name, count)
    return count === 1 ? entry : { ...entry, name: `${entry.name} (${count})` }
  })
}

function refuse(name: string, code: ArchiveRefusal, message: string): UnpackedEntry {
  return { name, code, message }
}
