import type { ProblemCode } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'

/** What an ID, or the beginning of one, stands for. */
export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  /** `position`: that evaluation only; otherwise the whole document. */
  | { readonly kind: 'document'; readonly sha256: string; readonly position?: number }

const reference = /^([0-9a-f]{4,64})(?:-([1-9][0-9]*))?$/
const namedAtMost = 10

/** Resolves `3f2a9c81d0e4-1`, `3f2a-1`, `3f2a` (all evaluations of the document) or a whole hash. */
export function findById({ database }: Store, id: string): Found {
  const [, prefix, position] = reference.exec(id) ?? []
  if (prefix === undefined) return { kind: 'none' }
  const hashes = database
    .prepare<[string, string, number], string>(
      'SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT ?',
    )
    .pluck()
    .all(prefix, `${prefix}g`, namedAtMost)
  const [sha256] = hashes
  if (sha256 === undefined) return { kind: 'none' }
  if (hashes.length > 1) return { kind: 'several', ids: hashes.map((hash) => hash.slice(0, 12)) }
  if (position === undefined) return { kind: 'document', sha256 }
  const exists = database
    .prepare<[string, number], number>('SELECT 1 FROM evaluations WHERE sha256 = ? AND position = ?')
    .pluck()
    .get(sha256, Number(position))
  return exists === undefined ? { kind: 'none' } : { kind: 'document', sha256, position: Number(position) }
}

/** The content that was last seen at a path or URL. */
export function findByLocation({ database }: Store, location: string): string | undefined {
  return database
    .prepare<[string], string>(
      'SELECT sha256 FROM sources WHERE location = ? ORDER BY last_run_id DESC LIMIT 1',
    )
    .pluck()
    .get(location)
}

/** What the store knows of a content; `failed`: why it has no records. */
export type KnownDocument = { readonly parser: string; readonly failed: readonly ProblemCode[] }

export function findKnown({ database }: Store, sha256: string): KnownDocument | undefined {
  const parser = database
    .prepare<[string], string>('SELECT parser FROM documents WHERE sha256 = ?')
    .pluck()
    .get(sha256)
  if (parser === undefined) return undefined
  const failed = database
    .prepare<[string], ProblemCode>(
      `SELECT code FROM problems JOIN documents USING (sha256)
       WHERE sha256 = ? AND status = 'failed' AND evaluation_id IS NULL AND severity = 'error' ORDER BY position`,
    )
    .pluck()
    .all(sha256)
  return { parser, failed }
}

/** An evaluation that a run met, to show around with: the first by place. */
export function findExample({ database }: Store, run: number): string | undefined {
  return database
    .prepare<[number], string>(
      `SELECT e.id FROM sources AS s JOIN evaluations AS e ON e.sha256 = s.sha256
       WHERE s.last_run_id = ? ORDER BY s.location, e.position LIMIT 1`,
    )
    .pluck()
    .get(run)
}
