import { all, any, blank, filled } from '../condition.ts'
import { follows, type InferenceRule } from './inference-rule.ts'

const INCIDENT = 'risks[].storage.leakage.serious_incident'

/** 重大事故 from what is said of it. */
export const incidentInferences: readonly InferenceRule[] = [
  follows({
    id: 'incident-from-content',
    en: 'その内容 or 再発防止策 is filled: 発生あり.',
    per: 'file',
    when: any(filled(`${INCIDENT}_content`), filled(`${INCIDENT}_prevention`)),
    key: INCIDENT,
    value: '発生あり',
  }),
  follows({
    id: 'no-incident-from-content',
    en: 'その内容 and 再発防止策 are blank: 発生なし.',
    per: 'file',
    when: all(blank(`${INCIDENT}_content`), blank(`${INCIDENT}_prevention`)),
    key: INCIDENT,
    value: '発生なし',
  }),
]
