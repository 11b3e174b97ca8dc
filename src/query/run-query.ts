import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Cell, Rows } from './read-only.ts'

export type QueryRequest = {
  readonly path: string
  readonly sql: string
  readonly parameters: Readonly<Record<string, Cell>>
}
export type QueryAnswer =
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'too-slow' }

const script = fileURLToPath(new URL('./query-process.ts', import.meta.url))

/** Runs one reading statement in a process of its own, and stops it after `seconds`. */
export function runQuery(request: QueryRequest, seconds: number): Promise<QueryAnswer> {
  return new Promise((done) => {
    const child = fork(script, { serialization: 'advanced' })
    let slow = false
    let answer: QueryAnswer = {
      kind: 'refused',
      message: 'the process of the query broke off (out of memory?)',
    }
    const timer = setTimeout(() => {
      slow = true
      child.kill('SIGKILL')
    }, seconds * 1000)
    child.on('message', (message) => {
      answer = message as QueryAnswer
    })
    child.on('error', (error) => {
      answer = { kind: 'refused', message: error.message }
    })
    child.on('close', () => {
      clearTimeout(timer)
      done(slow ? { kind: 'too-slow' } : answer)
    })
    child.send(request)
  })
}
