import { blockNumbers, type Facts, itemAt, itemsAt } from '../facts.ts'
import { standsForSeveral } from '../kinds/counts.ts'
import { isFilled } from '../values.ts'
import { type InferenceRule, type Inferred, SURE_INFERENCE } from './inference-rule.ts'

const counted = [
  { id: 'contracts', group: 'outsourcing', repeat: '委託事項', field: 'contracts[].contractor' },
  { id: 'provision-recipients', group: 'provision', repeat: '提供先', field: 'recipients[].legal_basis' },
  { id: 'transfer-recipients', group: 'transfer', repeat: '移転先', field: 'recipients[].legal_basis' },
] as const

/** 件数 from the blocks: numbered 1 to n, each with its contractor or legal basis, none of them for several. */
export const countInferences: readonly InferenceRule[] = counted.map(({ id, group, repeat, field }) => {
  const key = `files[].${group}.count`
  return {
    id: `${id}-counted`,
    confidence: SURE_INFERENCE,
    key,
    en: `The number of ${repeat}, if each is read and none stands for several.`,
    run: ({ scopes }: Facts) =>
      scopes.file.flatMap((scope): Inferred[] => {
        const of = itemAt(scope, key)
        const numbers = blockNumbers(scope, repeat)
        const fields = itemsAt(scope, `files[].${group}.${field}`)
        const isWhole =
          numbers.length > 0 &&
          numbers.at(-1) === numbers.length &&
          fields.length === numbers.length &&
          fields.every((item) => isFilled(item) === true)
        return of && isWhole && !standsForSeveral(scope, repeat)
          ? [{ of, from: fields, value: String(numbers.length) }]
          : []
      }),
  }
})
