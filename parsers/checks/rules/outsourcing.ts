import { all, blank, filled, is, marked, not, some } from '../condition.ts'
import { blockNumbers, itemAt, type Scope } from '../facts.ts'
import { countEqualsRepeats, countGiven, noBlocks } from '../kinds/counts.ts'
import { iff, implies } from '../kinds/implies.ts'
import type { Rule } from '../rule.ts'
import { isOption } from '../values.ts'

const EXISTS = 'files[].outsourcing.exists'
const COUNT = 'files[].outsourcing.count'
const CONTRACT = 'files[].outsourcing.contracts[].name'
const SUB = 'files[].outsourcing.contracts[].subcontracting.exists'
const PERMISSION = 'files[].outsourcing.contracts[].subcontracting.permission_method'
const DETAILS = 'files[].outsourcing.contracts[].subcontracting.details'
const NONE = 'risks[].outsourcing.not_applicable'
const MISUSE = 'risks[].outsourcing.misuse'
const ASSURANCE = `${MISUSE}.subcontractor_assurance`
const FULL = ['様式3', '様式4'] as const
const OUTSOURCED = '委託する'
const NOT_OUTSOURCED = '委託しない'

/** 委託: Ⅱ.4 within itself, and against Ⅲ.4. */
export const outsourcingRules: readonly Rule[] = [
  countGiven({
    id: 'outsourcing-count-given',
    guide: [1],
    severity: 'error',
    forms: FULL,
    count: COUNT,
    given: { key: EXISTS, option: OUTSOURCED, otherwise: NOT_OUTSOURCED },
    ja: '委託の有無と件数が合わない（件数は{found}、{expected}のはず）。',
    en: 'Whether there is outsourcing and the number of contracts do not agree ({found}; expected {expected}).',
  }),
  countEqualsRepeats({
    id: 'outsourcing-count',
    guide: [1],
    severity: 'error',
    forms: FULL,
    count: COUNT,
    repeat: '委託事項',
    block: CONTRACT,
    ja: '委託の件数は{expected}だが、委託事項は{found}記載されている。',
    en: 'The number of contracts is given as {expected}, but {found} are described.',
    note: 'Silent where fewer are described and one of them refers to a list (別紙) or stands for several.',
  }),
  noBlocks({
    id: 'outsourcing-none-contracts',
    guide: [2],
    severity: 'error',
    forms: FULL,
    repeat: '委託事項',
    block: CONTRACT,
    key: EXISTS,
    saysNone: (item) => isOption(item, [NOT_OUTSOURCED]),
    ja: '「委託しない」とあるのに、委託事項が{found}記載されている。',
    en: 'There is said to be no outsourcing, but contracts are described ({found}).',
  }),
  iff({
    id: 'outsourcing-box',
    guide: [2, 3],
    severity: 'error',
    forms: FULL,
    per: 'file',
    left: is(EXISTS, NOT_OUTSOURCED),
    right: marked(NONE),
    ja: 'Ⅱ.4 の委託の有無と、Ⅲ.4 の「委託しない」の印が合わない（{found}、{expected}のはず）。',
    en: 'Whether there is outsourcing (Ⅱ.4) and the box 委託しない (Ⅲ.4) do not agree ({found}; expected {expected}).',
  }),
  implies({
    id: 'outsourcing-risks-blank',
    guide: [4, 52],
    severity: 'error',
    per: 'file',
    when: marked(NONE),
    must: [blank(`${MISUSE}.*`)],
    ja: '「委託しない」に印があるのに、委託のリスク対策が記載されている（{found}）。',
    en: 'The box 委託しない is marked, but measures for outsourcing are given ({found}).',
  }),
  implies({
    id: 'outsourcing-risks-filled',
    guide: [4, 52],
    severity: 'error',
    per: 'file',
    when: not(marked(NONE)),
    must: [filled(`${MISUSE}.contract_provisions`), filled(`${MISUSE}.sufficiency`)],
    ja: '「委託しない」に印がないのに、委託のリスク対策が空欄である。',
    en: 'The box 委託しない is not marked, but the measures for outsourcing are blank.',
  }),
  implies({
    id: 'subcontracting-details',
    guide: [5],
    severity: 'error',
    forms: FULL,
    per: '委託事項',
    when: is(SUB, '再委託する'),
    must: [filled(PERMISSION), filled(DETAILS)],
    ja: '「再委託する」とあるのに、許諾方法又は再委託事項が空欄である。',
    en: 'There is subcontracting, but how it is permitted or what it covers is blank.',
  }),
  implies({
    id: 'subcontracting-none-details',
    guide: [5],
    severity: 'warning',
    forms: FULL,
    per: '委託事項',
    when: is(SUB, '再委託しない'),
    must: [blank(PERMISSION), blank(DETAILS)],
    ja: '「再委託しない」とあるのに、許諾方法又は再委託事項が記載されている（{found}）。',
    en: 'There is said to be no subcontracting, but how it is permitted or what it covers is given ({found}).',
    note: 'A warning, not an error: agencies state the terms under which they would permit it.',
  }),
  implies({
    id: 'subcontracting-assurance',
    guide: [6],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: some({ kind: 'is', key: SUB, options: ['再委託する'] }),
    must: [not(is(ASSURANCE, '再委託していない'))],
    ja: '再委託する委託事項があるのに、Ⅲ.4 の再委託先の取扱いが「再委託していない」である。',
    en: 'A contract is subcontracted, but Ⅲ.4 says 再委託していない of subcontractors.',
  }),
  implies({
    id: 'subcontracting-none-assurance',
    guide: [7],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    only: allContractsRead,
    when: all(is(EXISTS, OUTSOURCED), is(SUB, '再委託しない')),
    must: [is(ASSURANCE, '再委託していない')],
    ja: 'どの委託事項も「再委託しない」なのに、Ⅲ.4 の再委託先の取扱いは「{found}」である。',
    en: 'No contract is subcontracted, but Ⅲ.4 says 「{found}」 of subcontractors.',
  }),
]

/** As many contracts were read as the file says it has. */
function allContractsRead(scope: Scope): boolean {
  const count = itemAt(scope, COUNT)
  return count?.kind === 'number' && count.value === blockNumbers(scope, '委託事項').length
}
