import type { StoreCheck, StoredDocument } from '../../corpus/store/index.ts'
import { isSound } from '../../corpus/store/index.ts'
import { counted, number, printable } from './words.ts'

/** What a check of a store found, for people. */
export function renderStoreCheck(check: StoreCheck): string {
  const { objects, bytes, damaged, missing, database, orphans, unfinished } = check
  const lines = [
    `${counted(objects, 'object')}, ${number(bytes)} bytes: ${isSound(check) ? 'all as recorded' : 'NOT as recorded'}`,
    ...group('Altered', damaged),
    ...group('Lost', missing),
    ...group('store.db', database),
    ...group('Not recorded (a process was ended before it could; harmless)', orphans),
    ...group('Never finished (a process was ended while it wrote; may be deleted)', unfinished),
  ]
  return printable(`${lines.join('\n')}\n`)
}

function group(heading: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [heading, ...entries.map((entry) => `  ${entry}`)]
}

/** A line per document and version: state, version, first fetch, bytes, hash, place. */
export function renderStoreList(documents: readonly StoredDocument[]): string {
  const lines = documents.map(({ state, version, firstFetchedAt, bytes, sha256, location }) =>
    [
      state.padEnd('superseded'.length),
      `v${version}`,
      firstFetchedAt.slice(0, 10),
      String(bytes).padStart(9),
      sha256.slice(0, 12),
      location,
    ].join('  '),
  )
  return printable(lines.map((line) => `${line}\n`).join(''))
}
