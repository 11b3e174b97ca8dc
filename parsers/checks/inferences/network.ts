import { any, filled, some } from '../condition.ts'
import { follows, type InferenceRule } from './inference-rule.ts'

const NETWORK = '情報提供ネットワークシステム'
const NO_ACQUISITION = 'risks[].network.not_connected_acquisition'

const uses = (key: string) => some({ kind: 'marked', key, box: NETWORK })

/** 情報連携 from where else the network is named; 接続しない from the measures that only a connection needs. */
export const networkInferences: readonly InferenceRule[] = [
  follows({
    id: 'linkage-from-uses',
    en: `${NETWORK} is marked among systems, ways of acquisition or of provision, the legal basis is filled, or 接続しない（入手） is not marked: 実施する.`,
    per: 'evaluation',
    when: any(
      uses('systems[].connections'),
      uses('files[].acquisition_methods'),
      uses('files[].provision.recipients[].methods'),
      filled('network_linkage.legal_basis'),
      some({ kind: 'unmarked', key: NO_ACQUISITION }),
    ),
    key: 'network_linkage.performed',
    value: '実施する',
  }),
  follows({
    id: 'acquisition-from-measures',
    en: 'Measures against acquisition beyond the purpose (Ⅲ.6) are given: 接続しない（入手） is not marked.',
    per: 'file',
    when: filled('risks[].network.out_of_purpose.measures'),
    key: NO_ACQUISITION,
    value: 'unchecked',
  }),
  follows({
    id: 'network-provision-from-measures',
    en: 'Measures against improper provision (Ⅲ.6) are given: 接続しない（提供） is not marked.',
    per: 'file',
    when: filled('risks[].network.improper_provision.measures'),
    key: 'risks[].network.not_connected_provision',
    value: 'unchecked',
  }),
]
