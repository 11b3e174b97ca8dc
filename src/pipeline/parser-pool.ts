import { Piscina } from 'piscina'
import type { ParseResult } from '../../parsers/records/index.ts'
import { brokenParse } from './broken-parse.ts'
import type { Limits } from './limits.ts'

/** Parses documents outside the main thread; never rejects because of a document. */
export type ParserPool = {
  readonly parse: (document: { readonly bytes: Uint8Array; readonly sha256: string }) => Promise<ParseResult>
  readonly close: () => Promise<void>
}

export type PoolOptions = {
  /** Written into the result when no parser lives to do so. */
  readonly parserVersion: string
  readonly limits: Pick<Limits, 'timeoutSeconds' | 'memoryMegabytes'>
  /** The module that parses; its default export takes bytes. */
  readonly worker?: URL
}

const parseWorker = new URL('./parse-worker.ts', import.meta.url)

/** Starts no thread before the first document. A document that hangs, or fills the memory, costs only itself. */
export function openParserPool({ parserVersion, limits, worker = parseWorker }: PoolOptions): ParserPool {
  const pool = new Piscina<Uint8Array, ParseResult>({
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
    atomics: 'disabled', // between documents the thread must be free to finish what a library has left running
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
  })
  // The thread can die between two documents, of work that the first one left behind; the next gets a new thread.
  pool.on('error', () => {})

  async function attempt(bytes: Uint8Array): Promise<ParseResult | Failure> {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), limits.timeoutSeconds * 1000)
    try {
      return await pool.run(bytes, { filename: worker.href, signal: controller.signal })
    } catch (error) {
      return { kind: controller.signal.aborted ? 'timeout' : 'crash', error: error as Error }
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async parse({ bytes, sha256 }) {
      let outcome = await attempt(bytes)
      // The document before may be to blame for a crash: once more, in a thread that has seen no other.
      if ('kind' in outcome && outcome.kind === 'crash') outcome = await attempt(bytes)
      if (!('kind' in outcome)) return outcome
      return brokenParse({ parserVersion, sha256, bytes: bytes.length, message: describe(outcome, limits) })
    },
    close: () => pool.destroy(),
  }
}

type Failure = { readonly kind: 'timeout' | 'crash'; readonly error: Error & { readonly code?: string } }

function describe({ kind, error }: Failure, limits: PoolOptions['limits']): string {
  if (kind === 'timeout')
    return `Parsing took longer than ${limits.timeoutSeconds} s and was stopped. Open the file to see whether it is damaged; if it is only large, try again with a larger --timeout.`
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `Parsing needed more than ${limits.memoryMegabytes} MB of memory and was stopped. If the file is in order, try again with a larger --memory.`
  return `The parser crashed (${error.message}). This is a fault of hyoka: please report it with the file.`
}
