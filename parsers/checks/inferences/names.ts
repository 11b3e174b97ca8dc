import { type Facts, itemAt } from '../facts.ts'
import { textOf } from '../values.ts'
import { type InferenceRule, type Inferred, LIKELY_INFERENCE } from './inference-rule.ts'

const NAME = 'files[].name'

/** The name of a file, which Ⅱ and Ⅲ both print. Ⅲ may name one of several that Ⅱ is about, so not the reverse. */
export const nameInferences: readonly InferenceRule[] = [
  {
    id: 'file-name-from-risks',
    confidence: LIKELY_INFERENCE,
    key: NAME,
    en: 'Ⅲ.1 names the file that Ⅱ is about.',
    run: ({ scopes }: Facts) =>
      scopes.file.flatMap((scope): Inferred[] => {
        const [of, source] = [itemAt(scope, NAME), itemAt(scope, 'risks[].file_name')]
        const value = textOf(source)
        return of && source && value !== undefined ? [{ of, from: [source], value }] : []
      }),
  },
]
