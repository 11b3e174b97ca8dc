import { any, blank, filled, is, marked, some, unmarked } from '../condition.ts'
import { follows, type InferenceRule } from './inference-rule.ts'

const EXISTS = 'files[].outsourcing.exists'
const CONTRACT = 'files[].outsourcing.contracts[]'
const SUB = `${CONTRACT}.subcontracting.exists`
const DETAILS = `${CONTRACT}.subcontracting.details`
const NONE = 'risks[].outsourcing.not_applicable'
const PROVISIONS = 'risks[].outsourcing.misuse.contract_provisions_content'

const hasContract = any(
  some({ kind: 'filled', key: `${CONTRACT}.contractor` }),
  some({ kind: 'filled', key: `${CONTRACT}.description` }),
)

/** 委託: from its contracts, Ⅱ.4 from Ⅲ.4 and the reverse; 再委託 from what is said of it. */
export const outsourcingInferences: readonly InferenceRule[] = [
  follows({
    id: 'outsourcing-from-contracts',
    en: 'A contract that names its contractor or its subject: 委託する.',
    per: 'file',
    when: hasContract,
    key: EXISTS,
    value: '委託する',
  }),
  follows({
    id: 'outsourcing-from-box',
    en: 'Ⅲ.4 委託しない is not marked: 委託する.',
    per: 'file',
    when: unmarked(NONE),
    key: EXISTS,
    value: '委託する',
  }),
  follows({
    id: 'no-outsourcing-from-box',
    en: 'Ⅲ.4 委託しない is marked: 委託しない.',
    per: 'file',
    when: marked(NONE),
    key: EXISTS,
    value: '委託しない',
  }),
  follows({
    id: 'outsourcing-box-unmarked',
    en: '委託する, a contract, or the content of contract provisions: Ⅲ.4 委託しない is not marked.',
    per: 'file',
    when: any(is(EXISTS, '委託する'), hasContract, filled(PROVISIONS)),
    key: NONE,
    value: 'unchecked',
  }),
  follows({
    id: 'outsourcing-box-marked',
    en: '委託しない: Ⅲ.4 委託しない is marked.',
    per: 'file',
    when: is(EXISTS, '委託しない'),
    key: NONE,
    value: 'checked',
  }),
  follows({
    id: 'subcontracting-from-details',
    en: '再委託事項 is filled: 再委託する.',
    per: '委託事項',
    when: filled(DETAILS),
    key: SUB,
    value: '再委託する',
  }),
  follows({
    id: 'no-subcontracting-from-details',
    en: '再委託事項 is blank: 再委託しない.',
    per: '委託事項',
    when: blank(DETAILS),
    key: SUB,
    value: '再委託しない',
  }),
]
