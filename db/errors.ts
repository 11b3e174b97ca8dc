/**
 * The file is no store that this program can use: the caller stops and says so.
 * - `not-found`: there is no such file; `not-a-store`: it holds something else;
 * - `newer-schema`: a later program wrote it; `changed-migration`: an applied migration was edited since.
 */
export class StoreError extends Error {
  readonly code: 'not-found' | 'not-a-store' | 'newer-schema' | 'changed-migration'
  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreError'
    this.code = code
  }
}

/** The records of one document break a rule of the schema; nothing of them was written, and the run can go on. */
export class RecordsRejected extends Error {
  constructor(cause: Error) {
    super(`the records break a rule of the store (${cause.message})`, { cause })
    this.name = 'RecordsRejected'
  }
}
