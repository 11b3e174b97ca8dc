import { createHash } from 'node:crypto'
import type { ParseResult } from '../../../parsers/records/index.ts'
import { sampleResult } from '../../support/parse-result.ts'

let documents = 0

/** Stands for the parser in tests: does what the document says, in the way that a hostile document makes a parser do it. */
export default async function obey(bytes: Uint8Array): Promise<ParseResult> {
  documents += 1
  const order = new TextDecoder().decode(bytes)
  switch (order) {
    case 'hang':
      for (;;);
    case 'fill the memory': {
      const filling: string[] = []
      for (;;) filling.push(`${filling.length}`.repeat(1000))
    }
    case 'exit':
      return process.exit(0)
    case 'throw':
      throw new Error('a stream ended early')
    case 'fail unless first':
      if (documents > 1) process.exit(1)
      break
    case 'leave a mine':
      setImmediate(() => {
        throw new Error('left behind')
      })
      break
  }
  const result = structuredClone(sampleResult({ content: order }))
  if (order === 'break a rule') result.evaluations[0]!.items[0]!.confidence = 2
  return {
    ...result,
    document: { ...result.document, sha256: createHash('sha256').update(bytes).digest('hex') },
  }
}
