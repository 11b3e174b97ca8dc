import { crc32, deflateRawSync } from 'node:zlib'

/** An entry as an archive may hold it, sound or not. */
export type ZipEntry = {
  /** Bytes where the name is in no Unicode. */
  readonly name: string | Uint8Array
  readonly body: string | Uint8Array
  /** Unix mode and type: 0o120777 is a symbolic link. */
  readonly mode?: number
  readonly encrypted?: boolean
  readonly crc?: number
}

/** A ZIP archive of any entries. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, body, mode = 0o100644, encrypted = false, crc } of entries) {
    const bytes = Buffer.from(body as Uint8Array)
    const packed = deflateRawSync(bytes)
    const label = Buffer.from(name as Uint8Array)
    const flags = (typeof name === 'string' ? 0x0800 : 0) | (encrypted ? 1 : 0)
    const facts = Buffer.alloc(26) // version, flags, method, time, date, crc, sizes, lengths of name and extra
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(flags, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc ?? crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, label, packed])
    const rest = Buffer.alloc(14) // comment, disk, internal attributes, external attributes, offset
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003'), facts, rest, label]))
    parts.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u0005\u0006'), end])
}
