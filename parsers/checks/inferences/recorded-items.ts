import { matchKey } from '../../text/characters.ts'
import { type Facts, itemAt } from '../facts.ts'
import { textOf } from '../values.ts'
import { type InferenceRule, type Inferred, LIKELY_INFERENCE } from './inference-rule.ts'

const ITEMS = 'files[].recorded_items'
const VALIDITY = 'files[].recorded_items_validity'

/** 連絡先（電話番号等） → 連絡先 */
const nameOf = (label: string): string => matchKey(label.replace(/（.*$/u, ''))

/** 主な記録項目 from その妥当性, which says why each is recorded. What it does not name may be recorded as well. */
export const recordedItemInferences: readonly InferenceRule[] = [
  {
    id: 'recorded-items-from-validity',
    confidence: LIKELY_INFERENCE,
    key: ITEMS,
    en: 'その妥当性 names a box of 主な記録項目 (not その他): it is marked.',
    run: ({ scopes, specOf }: Facts) =>
      scopes.file.flatMap((scope): Inferred[] => {
        const of = itemAt(scope, ITEMS)
        const validity = itemAt(scope, VALIDITY)
        const text = textOf(validity)
        if (!of || !validity || text === undefined) return []
        const labels = specOf(of.path)?.options?.map(({ label }) => label) ?? []
        return labels
          .filter((label) => label !== 'その他' && isNamed(label, labels, text))
          .map((box) => ({ of, box, value: 'checked', from: [validity] }))
      }),
  },
]

/** 個人番号 is not named by 個人番号対応符号, nor 国税関係情報 by a longer label that holds it. */
function isNamed(label: string, labels: readonly string[], text: string): boolean {
  const name = nameOf(label)
  const longer = labels.map(nameOf).filter((other) => other !== name && other.includes(name))
  return longer.reduce((rest, other) => rest.replaceAll(other, ''), matchKey(text)).includes(name)
}
