import { countInferences } from './counts.ts'
import { incidentInferences } from './incidents.ts'
import type { InferenceRule } from './inference-rule.ts'
import { nameInferences } from './names.ts'
import { networkInferences } from './network.ts'
import { outsourcingInferences } from './outsourcing.ts'
import { provisionInferences } from './provision.ts'
import { recordedItemInferences } from './recorded-items.ts'

export type { InferenceRule } from './inference-rule.ts'
export { withInferences } from './with-inferences.ts'

/** Every rule was held against documents with truth, its item hidden; docs/accuracy.md has the shares. */
export const inferenceRules: readonly InferenceRule[] = [
  ...recordedItemInferences,
  ...outsourcingInferences,
  ...provisionInferences,
  ...countInferences,
  ...networkInferences,
  ...incidentInferences,
  ...nameInferences,
]
