import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ZodError, z } from 'zod'
import { readTruth, type TruthEvaluation } from './truth.ts'

const TRUTH_SUFFIX = '.truth.json'
const DOCUMENT_SUFFIXES = ['.pdf', '.xlsx', '.txt']

/** A truth file with the documents that it is about. */
export type TruthCase = {
  readonly file: string
  readonly evaluations: readonly TruthEvaluation[]
  readonly documents: readonly string[]
}

export type FoundTruth = {
  readonly cases: readonly TruthCase[]
  /** Truth files that are of no use, and why. */
  readonly unusable: readonly { readonly file: string; readonly message: string }[]
}

/**
 * Finds truth and gold files (named, or *.json in folders) and their documents. X.truth.json stands for X.pdf, X.xlsx and
 * X.txt beside it; another file names its document in `source`, which is looked up in `corpus`, beside it and in ../corpus.
 * Other *.json files of a folder are passed over.
 */
export function findTruth(paths: readonly string[], corpus: string | undefined): FoundTruth {
  const cases: TruthCase[] = []
  const unusable: { file: string; message: string }[] = []
  for (const file of paths.flatMap(truthFiles)) {
    try {
      const { evaluations, source } = readTruth(readFileSync(file, 'utf8'))
      const documents = documentsOf(file, source, corpus)
      if (documents.length > 0) cases.push({ file, evaluations, documents })
      else unusable.push({ file, message: `its document${source ? ` ${source}` : ''} was not found` })
    } catch (error) {
      unusable.push({ file, message: `it is no truth file (${reasonOf(error)})` })
    }
  }
  return { cases, unusable }
}

function truthFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(path, name))
    .filter((file) => file.endsWith(TRUTH_SUFFIX) || (file.endsWith('.json') && namesItsSource(file)))
}

function namesItsSource(file: string): boolean {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return z.object({ source: z.string() }).safeParse(json).success
  } catch {
    return false
  }
}

function documentsOf(file: string, source: string | undefined, corpus: string | undefined): string[] {
  if (file.endsWith(TRUTH_SUFFIX)) {
    const stem = file.slice(0, -TRUTH_SUFFIX.length)
    return DOCUMENT_SUFFIXES.map((suffix) => stem + suffix).filter((path) => existsSync(path))
  }
  if (source === undefined) return []
  const folders = [...(corpus === undefined ? [] : [corpus]), dirname(file), join(dirname(file), '../corpus')]
  return folders
    .map((folder) => join(folder, basename(source)))
    .filter((path) => existsSync(path))
    .slice(0, 1)
}

const reasonOf = (error: unknown): string =>
  error instanceof ZodError ? z.prettifyError(error).split('\n', 1)[0]! : (error as Error).message
