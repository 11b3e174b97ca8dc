import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { WARCRecord, WARCSerializer } from 'warcio'
import type { Capture } from './visit.ts'

/** Writes answers as an archive keeps them (WARC 1.1, ISO 28500): one gzip member per record, so that any can be read alone. */
export type WarcFile = {
  readonly write: (capture: Capture) => Promise<void>
  readonly close: () => Promise<void>
}

/** The body is kept unpacked and whole, so what these headers say of the transfer holds no more. */
const transferHeaders = new Set(['content-encoding', 'transfer-encoding', 'content-length'])

/** Opens a file and adds to what is in it. @param date of now, ISO 8601 */
export async function openWarc(path: string, userAgent: string, date: string): Promise<WarcFile> {
  const file = await open(path, 'a')
  const about = { software: userAgent, format: 'WARC File Format 1.1' }
  const head = { filename: basename(path), type: 'warcinfo' as const, date, warcVersion: 'WARC/1.1' as const }
  await append(file, WARCRecord.createWARCInfo(head, about))
  // Several hosts answer at the same time; records must not run into each other.
  let last: Promise<void> = Promise.resolve()
  return {
    write(capture) {
      last = last.then(() => append(file, recordOf(capture)))
      return last
    },
    async close() {
      await last
      await file.close()
    },
  }
}

async function append(file: FileHandle, record: WARCRecord): Promise<void> {
  await file.appendFile(await WARCSerializer.serialize(record, { gzip: true }))
}

function recordOf({ url, date, status, headers, bytes }: Capture): WARCRecord {
  const kept = Object.entries(headers).filter(([name]) => !transferHeaders.has(name))
  return WARCRecord.create(
    {
      ...{ url, date, type: 'response', warcVersion: 'WARC/1.1' },
      statusline: `HTTP/1.1 ${status} OK`,
      httpHeaders: { ...Object.fromEntries(kept), 'content-length': String(bytes.length) },
    },
    (async function* () {
      yield bytes
    })(),
  )
}
