/**
 * The file is no database that this program can use: the caller stops and says so.
 * - `not-found`: there is no such file; `not-a-store`: it holds something else;
 * - `newer-schema`: a later program wrote it; `changed-migration`: an applied migration was edited since;
 * - `in-use`: another process is writing where only one may.
 */
export class StoreError extends Error {
  readonly code: 'not-found' | 'not-a-store' | 'newer-schema' | 'changed-migration' | 'in-use'
  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreError'
    this.code = code
  }
}
