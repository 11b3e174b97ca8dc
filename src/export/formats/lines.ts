import { closeSync, openSync, writeSync } from 'node:fs'

/** A text file that is written in pieces; `text` of a batch of rows is one piece. */
export function textFile(path: string, head: string): { write: (text: string) => void; close: () => void } {
  const file = openSync(path, 'wx')
  writeSync(file, head)
  return { write: (text) => void writeAll(file, Buffer.from(text)), close: () => closeSync(file) }
}

/** writeSync may write less than it was given. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
