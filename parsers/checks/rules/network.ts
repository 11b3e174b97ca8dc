import { any, blank, filled, is, marked, not, some, unmarked } from '../condition.ts'
import { itemsAt, type Scope } from '../facts.ts'
import { implies } from '../kinds/implies.ts'
import type { Rule } from '../rule.ts'
import { textOf } from '../values.ts'

const PERFORMED = 'network_linkage.performed'
const NO_ACQUISITION = 'risks[].network.not_connected_acquisition'
const NO_PROVISION = 'risks[].network.not_connected_provision'
const NETWORK = '情報提供ネットワークシステム'
const FULL = ['様式3', '様式4'] as const
const ACQUISITION_RISKS = ['out_of_purpose', 'unsafe_acquisition', 'inaccuracy', 'leakage']
const PROVISION_RISKS = ['improper_provision', 'improper_method', 'wrong_information_or_recipient']

const directions = [
  { id: 'network-acquisition', guide: 18, word: '入手', box: NO_ACQUISITION, risks: ACQUISITION_RISKS },
  { id: 'network-provision', guide: 19, word: '提供', box: NO_PROVISION, risks: PROVISION_RISKS },
] as const

/** 情報提供ネットワークシステム: Ⅰ against Ⅱ and Ⅲ.6. */
export const networkRules: readonly Rule[] = [
  implies({
    id: 'network-unused',
    guide: [14],
    severity: 'error',
    per: 'evaluation',
    when: is(PERFORMED, '実施しない'),
    must: [marked(NO_ACQUISITION), marked(NO_PROVISION)],
    ja: '情報連携を「実施しない」とあるのに、リスク対策の「接続しない」に印がないところがある。',
    en: 'There is said to be no linkage by the network, but a box 接続しない is not marked.',
  }),
  implies({
    id: 'network-used',
    guide: [15],
    severity: 'error',
    per: 'evaluation',
    when: is(PERFORMED, '実施する'),
    must: [
      any(some({ kind: 'unmarked', key: NO_ACQUISITION }), some({ kind: 'unmarked', key: NO_PROVISION })),
    ],
    ja: '情報連携を「実施する」とあるのに、「接続しない（入手）」と「接続しない（提供）」のすべてに印がある。',
    en: 'There is said to be linkage by the network, but all boxes 接続しない are marked.',
  }),
  implies({
    id: 'network-legal-basis',
    guide: [15],
    severity: 'error',
    per: 'evaluation',
    when: is(PERFORMED, '実施する'),
    must: [filled('network_linkage.legal_basis')],
    ja: '情報連携を「実施する」とあるのに、法令上の根拠が空欄である。',
    en: 'There is linkage by the network, but its legal basis is blank.',
  }),
  implies({
    id: 'network-acquisition-box',
    guide: [16],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: marked('files[].acquisition_methods', NETWORK),
    must: [unmarked(NO_ACQUISITION)],
    ja: '入手方法に情報提供ネットワークシステムがあるのに、「接続しない（入手）」に印がある。',
    en: 'Information is acquired through the network, but the box 接続しない（入手） is marked.',
  }),
  implies({
    id: 'network-acquisition-method',
    guide: [16],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    only: asksForInformation,
    when: not(marked(NO_ACQUISITION)),
    must: [marked('files[].acquisition_methods', NETWORK)],
    ja: '「接続しない（入手）」に印がないのに、入手方法に情報提供ネットワークシステムの印がない。',
    en: 'The box 接続しない（入手） is not marked, but the network is not among the ways of acquisition.',
    note: 'Silent where the measures say that nothing is asked for (照会は行わない): connected is not used.',
  }),
  implies({
    id: 'network-provision-box',
    guide: [17],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: some({ kind: 'marked', key: 'files[].provision.recipients[].methods', box: NETWORK }),
    must: [unmarked(NO_PROVISION)],
    ja: '提供方法に情報提供ネットワークシステムがあるのに、「接続しない（提供）」に印がある。',
    en: 'Information is provided through the network, but the box 接続しない（提供） is marked.',
  }),
  implies({
    id: 'network-provision-linkage',
    guide: [17],
    severity: 'error',
    forms: FULL,
    per: 'evaluation',
    when: some({ kind: 'marked', key: 'files[].provision.recipients[].methods', box: NETWORK }),
    must: [is(PERFORMED, '実施する')],
    ja: '提供方法に情報提供ネットワークシステムがあるのに、情報連携は「{found}」である。',
    en: 'Information is provided through the network, but linkage is 「{found}」.',
  }),
  ...directions.flatMap(({ id, guide, word, box, risks }) => [
    implies({
      id: `${id}-risks-blank`,
      guide: [guide, 52],
      severity: 'error',
      per: 'file',
      when: marked(box),
      must: risks.map((risk) => blank(`risks[].network.${risk}.*`)),
      ja: `「接続しない（${word}）」に印があるのに、そのリスク対策が記載されている（{found}）。`,
      en: `The box 接続しない（${word}） is marked, but measures for it are given ({found}).`,
    }),
    implies({
      id: `${id}-risks-filled`,
      guide: [guide, 52],
      severity: 'error',
      per: 'file',
      when: not(marked(box)),
      must: risks.map((risk) => filled(`risks[].network.${risk}.*`)),
      ja: `「接続しない（${word}）」に印がないのに、そのリスク対策が空欄である。`,
      en: `The box 接続しない（${word}） is not marked, but the measures for it are blank.`,
    }),
  ]),
  implies({
    id: 'network-system',
    guide: [20],
    severity: 'warning',
    forms: FULL,
    per: 'evaluation',
    when: some({ kind: 'marked', key: 'systems[].connections', box: NETWORK }),
    must: [is(PERFORMED, '実施する')],
    ja: '情報提供ネットワークシステムに接続するシステムがあるのに、情報連携は「{found}」である。',
    en: 'A system is connected to the network, but linkage is 「{found}」.',
  }),
]

/** 照会は行わない: connected, but nothing is asked for. */
const NO_INQUIRY = /(?:照会|入手)[はをも]?(?:し|行わ|実施し|して|行って|実施して)な[いく]/u

/** The measures do not say that no information is asked for through the network. */
function asksForInformation(scope: Scope): boolean {
  return !itemsAt(scope, 'risks[].network.*').some((item) => NO_INQUIRY.test(textOf(item) ?? ''))
}
