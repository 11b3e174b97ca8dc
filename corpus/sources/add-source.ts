import { Document, isSeq, parseDocument } from 'yaml'
import { readSourceFile } from './load-sources.ts'

/** What is written of a source; everything else has its default. */
export type NewSource = {
  readonly agency: { readonly code?: string; readonly name: string }
  readonly kind: 'pages'
  readonly start: readonly string[]
  readonly expect?: { readonly documents: { readonly min: number } }
}

/**
 * Adds a source to the text of a file, which keeps its comments; without a text, begins a file.
 * @throws Error where the text is not that of a file of sources.
 */
export function addSource(
  yaml: string | undefined,
  prefecture: string | undefined,
  source: NewSource,
): string {
  const file =
    yaml === undefined
      ? new Document({ ...(prefecture !== undefined && { prefecture }), sources: [] })
      : parseDocument(yaml)
  const sources = file.get('sources')
  if (!isSeq(sources)) throw new Error('the file has no list of sources')
  sources.flow = false
  sources.add(file.createNode(source))
  const text = file.toString({ lineWidth: 0, singleQuote: true })
  const read = readSourceFile(text)
  if (read.kind === 'faults')
    throw new Error(read.faults.map(({ place, message }) => `${place}: ${message}`).join('; '))
  return text
}
