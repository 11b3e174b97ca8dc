import type { Rule } from '../rule.ts'
import { answerRules } from './answers.ts'
import { changeRules } from './changes.ts'
import { coverRules } from './cover.ts'
import { fileRules } from './files.ts'
import { networkRules } from './network.ts'
import { outsourcingRules } from './outsourcing.ts'
import { procedureRules } from './procedure.ts'
import { provisionRules } from './provision.ts'
import { riskRules } from './risks.ts'
import { thresholdRules } from './threshold.ts'

/** The rules that an evaluation must keep by itself, in the order in which they are run. */
export const evaluationRules: readonly Rule[] = [
  ...coverRules,
  ...outsourcingRules,
  ...provisionRules,
  ...networkRules,
  ...thresholdRules,
  ...fileRules,
  ...riskRules,
  ...procedureRules,
  ...answerRules,
  ...changeRules,
]
