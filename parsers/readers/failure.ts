import type { ProblemCode } from '../records/index.ts'
import { ReadError } from '../records/index.ts'

/** The error of a document that gives no records; `message` says why, and what a person can do about it. */
export function readFailure(code: ProblemCode, message: string, cause?: unknown): ReadError {
  return new ReadError({ code, severity: 'error', message }, cause)
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
