import { SqliteError } from 'better-sqlite3'
import type { DocumentRecord, ParseResult } from '../../parsers/records/index.ts'
import { type DocumentStatus, documentStatus } from '../document-status.ts'
import { RecordsRejected } from '../errors.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { writeEvaluation } from './evaluation.ts'
import { writeProblems } from './problem.ts'
import { countInRun } from './run.ts'
import { writeSighting } from './sighting.ts'

export type Parsed = { readonly run: number; readonly location: string; readonly result: ParseResult }

/**
 * - `new`: the content was not in the store;
 * - `reparsed`: its records were replaced by this parse;
 * - `kept`: this parse broke off (`parser-failed`), so the records of the earlier one stay.
 */
export type ParseOutcome = 'new' | 'reparsed' | 'kept'

/**
 * Writes a document, its records and where it was seen: all of it, or on a RecordsRejected nothing.
 * Generations of records are not kept; the document and its sightings are.
 */
export function recordParse(store: Store, parsed: Parsed): ParseOutcome {
  try {
    return store.database.transaction(() => write(store, parsed)).immediate()
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'))
      throw new RecordsRejected(error)
    throw error
  }
}

function write(store: Store, { run, location, result }: Parsed): ParseOutcome {
  const { sha256 } = result.document
  const status = documentStatus(result)
  const outcome = outcomeOf(store, result)
  if (outcome === 'kept') {
    addBrokenParse(store, result)
    countInRun(store, run, ['unchanged', 'failed'])
  } else {
    prepared(store.database, 'DELETE FROM problems WHERE sha256 = ?').run(sha256)
    prepared(store.database, 'DELETE FROM evaluations WHERE sha256 = ?').run(sha256)
    writeDocument(store, run, result, status)
    writeProblems(store, { sha256, evaluation: null }, result.document.problems)
    result.evaluations.forEach((evaluation, index) => {
      writeEvaluation(store, sha256, index + 1, evaluation)
    })
    countInRun(store, run, status === 'failed' ? [outcome, 'failed'] : [outcome])
  }
  writeSighting(store, { run, location, sha256 })
  return outcome
}

function outcomeOf({ database }: Store, { document, evaluations }: ParseResult): ParseOutcome {
  const known = prepared<[string], number>(
    database,
    'SELECT (SELECT count(*) FROM evaluations AS e WHERE e.sha256 = d.sha256) FROM documents AS d WHERE d.sha256 = ?',
  )
    .pluck()
    .get(document.sha256)
  if (known === undefined) return 'new'
  const brokeOff = evaluations.length === 0 && document.problems.some(({ code }) => code === 'parser-failed')
  return brokeOff && known > 0 ? 'kept' : 'reparsed'
}

function writeDocument(
  { database, now }: Store,
  run: number,
  result: ParseResult,
  status: DocumentStatus,
): void {
  const { sha256, mediaType, bytes, pages, textSource }: DocumentRecord = result.document
  prepared(
    database,
    `INSERT INTO documents (sha256, media_type, bytes, pages, text_source, status, parser,
         first_parsed_at, last_parsed_at, first_run_id, last_run_id)
       VALUES (:sha256, :mediaType, :bytes, :pages, :textSource, :status, :parser, :at, :at, :run, :run)
       ON CONFLICT (sha256) DO UPDATE SET media_type = :mediaType, bytes = :bytes, pages = :pages,
         text_source = :textSource, status = :status, parser = :parser, last_parsed_at = :at, last_run_id = :run`,
  ).run({ sha256, mediaType, bytes, pages, textSource, status, parser: result.parser, at: now(), run })
}

/** The document keeps its records and their parser version, so that the next run tries again. */
function addBrokenParse(store: Store, { document, parser }: ParseResult): void {
  const { database } = store
  const { sha256 } = document
  prepared(
    database,
    "DELETE FROM problems WHERE sha256 = ? AND evaluation_id IS NULL AND code = 'parser-failed'",
  ).run(sha256)
  const last = prepared<[string], number>(
    database,
    'SELECT ifnull(max(position), 0) FROM problems WHERE sha256 = ? AND evaluation_id IS NULL',
  )
    .pluck()
    .get(sha256)
  const insert = prepared(
    database,
    `INSERT INTO problems (sha256, position, code, severity, message) VALUES (?, ?, ?, 'error', ?)`,
  )
  document.problems
    .filter(({ code }) => code === 'parser-failed')
    .forEach(({ code, message }, index) => {
      insert.run(
        sha256,
        (last ?? 0) + index + 1,
        code,
        `${message} (parser ${parser}; earlier records are kept)`,
      )
    })
  prepared(database, "UPDATE documents SET status = 'partial' WHERE sha256 = ?").run(sha256)
}
