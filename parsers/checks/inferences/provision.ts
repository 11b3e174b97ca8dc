import { all, any, blank, filled, marked, not, some, unmarked } from '../condition.ts'
import { follows, type InferenceRule } from './inference-rule.ts'

const EXISTS = 'files[].provision_transfer.exists'
const NEITHER = '行っていない'
const PROVIDED = '提供を行っている'
const TRANSFERRED = '移転を行っている'

const kinds = [
  { id: 'provision', box: PROVIDED, word: '提供先' },
  { id: 'transfer', box: TRANSFERRED, word: '移転先' },
] as const

const hasRecipient = (kind: string) =>
  any(
    ...['legal_basis', 'use', 'information'].map((field) =>
      some({ kind: 'filled', key: `files[].${kind}.recipients[].${field}` }),
    ),
  )
const isCounted = (kind: string) => all(filled(`files[].${kind}.count`), not(blank(`files[].${kind}.count`)))

/** The boxes of 提供・移転の有無 from counts, from recipients, and from one another; Ⅲ.5 from its rules. */
export const provisionInferences: readonly InferenceRule[] = [
  ...kinds.flatMap(({ id, box, word }) => [
    follows({
      id: `${id}-from-recipients`,
      en: `A ${word} with its legal basis, use or information, or a count of 1 or more: ${box} is marked.`,
      per: 'file',
      when: any(hasRecipient(id), isCounted(id)),
      key: EXISTS,
      box,
      value: 'checked',
    }),
    follows({
      id: `no-${id}-from-count`,
      en: `Its count is blank or 0, or ${NEITHER} is marked: ${box} is not marked.`,
      per: 'file',
      when: any(blank(`files[].${id}.count`), marked(EXISTS, NEITHER)),
      key: EXISTS,
      box,
      value: 'unchecked',
    }),
  ]),
  follows({
    id: 'recipients-from-boxes',
    en: `One of the two other boxes is marked, or a recipient described: ${NEITHER} is not marked.`,
    per: 'file',
    when: any(
      marked(EXISTS, PROVIDED),
      marked(EXISTS, TRANSFERRED),
      hasRecipient('provision'),
      hasRecipient('transfer'),
    ),
    key: EXISTS,
    box: NEITHER,
    value: 'unchecked',
  }),
  follows({
    id: 'no-recipients-from-boxes',
    en: `Neither of the two other boxes is marked: ${NEITHER} is marked.`,
    per: 'file',
    when: all(unmarked(EXISTS, PROVIDED), unmarked(EXISTS, TRANSFERRED)),
    key: EXISTS,
    box: NEITHER,
    value: 'checked',
  }),
  follows({
    id: 'provision-box-from-rules',
    en: 'ルールの内容 of Ⅲ.5 is filled: 提供・移転しない is not marked.',
    per: 'file',
    when: filled('risks[].provision_transfer.improper.rules_content'),
    key: 'risks[].provision_transfer.not_applicable',
    value: 'unchecked',
  }),
]
